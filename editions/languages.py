"""Editions and publications: everything that differs by language, declared once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from babel import Locale, UnknownLocaleError

from editions.findings import FindingsError, UsageError, described
from editions.phrases import did_you_mean, phrase

#: Codes name folders, URLs and Sphinx's ``language``: ``es``, ``fr-ca``, ``pt_BR``, ``zh_Hans``.
CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]+)*", re.ASCII)
#: Folder of the site that holds the PDF files, and those for reference managers.
DOWNLOADS = "downloads"
#: Name of the page that says how accessible an edition is.
ACCESSIBILITY = "accessibility"
#: A locale becomes a language tag, so it holds neither encoding nor modifier.
_LOCALE = re.compile(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*")

#: A language as projects write it: ``pt_BR``, ``pt-br``, ``sr@latin``, ``en_GB.UTF-8``.
_LANGUAGE = re.compile(
    r"(?P<tag>[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*)(\.[\w-]+)?(@(?P<modifier>\w+))?"
)
#: Scripts by gettext's modifiers of locales.
_MODIFIERS = {"arabic": "Arab", "cyrillic": "Cyrl", "devanagari": "Deva", "latin": "Latn"}

#: Categories of what breaks lines, controls a terminal, or is half a character.
_NOT_IN_LINES = frozenset(("Cc", "Cs", "Zl", "Zp"))

#: What an edition shows in the place of an outdated translation.
Outdated = Literal["original", "translation"]


@dataclass(frozen=True)
class Edition:
    """One language of a publication.

    Declared in ``conf.py``; whatever depends on the language derives from here.

    Raises:
        FindingsError: the code or the locale cannot be used.
    """

    #: Names folders, URLs and Sphinx's ``language``: ``es``.
    code: str
    #: CLDR locale for numbers, dates, hyphenation and dictionaries: ``es_MX``.
    locale: str
    #: The language's own name for itself: ``Español``.
    name: str
    #: Title of the publication in this language.
    title: str
    #: Subtitle in this language; may be empty.
    subtitle: str = ""
    #: What readers see, marked, where the translation was made for an earlier message: the text
    #: of today in its original language, ``"original"``, or the earlier ``"translation"``.
    outdated: Outdated = "original"

    def __post_init__(self) -> None:
        for text in fields(self):
            value = getattr(self, text.name)
            if text.name != "outdated" and not is_line(value):
                raise _wrong(
                    phrase(
                        "edition {code}: {name} is {value}; expected a text in one line",
                        code=described(self.code),
                        name=text.name,
                        value=described(value),
                    )
                )
        if not CODE.fullmatch(self.code):
            raise _wrong(
                phrase(
                    "edition code {code!r} cannot name a folder; use a code such as 'es' or "
                    "'pt_BR'",
                    code=self.code,
                )
            )
        if self.outdated not in get_args(Outdated):
            choices = " or ".join(map(repr, get_args(Outdated)))
            raise _wrong(
                phrase(
                    "edition {code!r}: outdated={outdated!r}; use {choices}",
                    code=self.code,
                    outdated=self.outdated,
                    choices=choices,
                )
            )
        try:
            if not _LOCALE.fullmatch(self.locale):
                raise ValueError(phrase("it holds more than letters, digits and '_'"))
            Locale.parse(self.locale)
        except (ValueError, UnknownLocaleError) as error:
            raise _wrong(
                phrase(
                    "edition {code!r}: {locale!r} is not a CLDR locale ({error}); use one "
                    "such as 'es_MX'",
                    code=self.code,
                    locale=self.locale,
                    error=error,
                )
            ) from error

    @property
    def language(self) -> str:
        """Sphinx's ``language``, which also names the folder of catalogs."""
        return self.code

    @property
    def cldr(self) -> Locale:
        """The locale's data in the Unicode CLDR."""
        return Locale.parse(self.locale)

    @property
    def lang(self) -> str:
        """The BCP 47 language tag for ``lang`` attributes: ``es-MX``."""
        return self.locale.replace("_", "-")

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``, from CLDR."""
        return self.cldr.text_direction

    def name_in(self, reader: Edition) -> str:
        """Return the name of the language in that of another edition: Spanish, espagnol.

        Where both are forms of one language, the name says which; where the CLDR has none, it
        is the language's own.
        """
        if self.cldr.language == reader.cldr.language:
            return self.cldr.get_display_name(reader.cldr) or self.name
        return str(reader.cldr.languages.get(self.cldr.language, self.name))

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title} — {self.subtitle}" if self.subtitle else self.title


@dataclass(frozen=True)
class UndeclaredEdition(Edition):
    """One language of a project that declares no editions: whatever Sphinx builds."""

    #: Sphinx's ``language`` as the project writes it: ``pt_BR``, ``sr@latin``.
    spelling: str = ""

    def __post_init__(self) -> None:
        """Take any locale."""

    @property
    def language(self) -> str:
        """Sphinx's ``language``, which also names the folder of catalogs."""
        return self.spelling

    @property
    def cldr(self) -> Locale:
        """The nearest locale's data in the Unicode CLDR."""
        return nearest_locale(self.locale)


def is_line(value: object) -> bool:
    """Tell whether a value is a text in one line, which files of every format can hold."""
    return isinstance(value, str) and _NOT_IN_LINES.isdisjoint(map(unicodedata.category, value))


def normal_locale(language: str) -> str:
    """Return a language as CLDR writes locales, known to it or not; ``und`` for none.

    gettext's encodings are left out, and its modifiers are scripts: ``sr@latin`` is ``sr_Latn``.
    """
    match = _LANGUAGE.fullmatch(language.strip())
    if not match:
        return "und"
    first, *rest = re.split("[-_]", match["tag"])
    script = _MODIFIERS.get((match["modifier"] or "").lower())
    parts = [first.lower(), *([script] if script else [])]
    for part in rest:
        if len(part) == 4 and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.upper() if len(part) in (2, 3) else part.lower())
    return "_".join(parts)


def nearest_locale(locale: str) -> Locale:
    """Return what CLDR knows of *locale*: of it, of its language, or what all have in common."""
    parts = locale.split("_")
    names = ("_".join(parts[:count]) for count in range(len(parts), 0, -1))
    return Locale.parse(next(filter(is_in_cldr, names), "root"))


def is_in_cldr(locale: str) -> bool:
    """Tell whether CLDR has data on *locale* itself, under this name or another."""
    try:
        Locale.parse(locale)
    except (ValueError, UnknownLocaleError):
        return False
    return not locale.startswith("und")  # that stands for any language


@cache
def text_direction(language: str) -> str:
    """Return how the text of a language runs: ``ltr`` or ``rtl``, from CLDR."""
    return nearest_locale(normal_locale(language)).text_direction


def undeclared_edition(language: str, title: str) -> UndeclaredEdition:
    """Return the edition that Sphinx's *language* stands for where none are declared."""
    locale = normal_locale(language)
    code = locale.lower().replace("_", "-")
    name = nearest_locale(locale).get_display_name() or language or code
    return UndeclaredEdition(code, locale, name.capitalize(), title, spelling=language)


@dataclass(frozen=True)
class Pair:
    """Two editions side by side, in the order in which they are read."""

    first: Edition
    second: Edition

    def __str__(self) -> str:
        return self.folder

    @property
    def folder(self) -> str:
        """Name of its folder in the site, and in the names of downloads: ``en-es``."""
        return f"{self.first.code}-{self.second.code}"

    @property
    def halves(self) -> tuple[Edition, Edition]:
        """The two editions."""
        return self.first, self.second

    @property
    def swapped(self) -> Pair:
        """The same editions in the other order."""
        return Pair(self.second, self.first)

    def __contains__(self, edition: Edition) -> bool:
        return edition in self.halves


@dataclass(frozen=True)
class Publication:
    """A publication's editions and the folders that belong to it."""

    #: Folder that holds ``conf.py``.
    root: Path
    #: Folder that holds the root document.
    source: Path
    #: Folder that holds ``<code>/LC_MESSAGES/*.po``.
    locale: Path
    #: The editions, the source language first.
    editions: tuple[Edition, ...]
    #: First part of the names of downloads: ``canada-mexico-relationship``.
    slug: str
    #: The publication's own style sheets for the web, as ``html_css_files`` names them.
    stylesheets: tuple[str, ...] = ()
    #: The file of references, or None where the publication declares none.
    references: Path | None = None
    #: The description of the data, relative to the source; there need not be one.
    tables_package: str = "data/datapackage.json"
    #: A translation that is refused stops no build; the original text is published.
    falls_back: bool = False
    #: Address of the folder that holds the editions, with a slash at its end; may be empty.
    address: str = ""
    #: Editions that are set side by side, each pair once, in declared order.
    pairs: tuple[Pair, ...] = ()
    #: What Sphinx warns of is reported, and stops no build.
    reports_warnings: bool = False

    @property
    def data(self) -> Path:
        """The file that describes the publication's tables, if there is one."""
        return self.source / self.tables_package

    @property
    def original(self) -> Edition:
        """The edition whose language the source is written in."""
        return self.editions[0]

    @property
    def translations(self) -> tuple[Edition, ...]:
        """The editions made from catalogs."""
        return self.editions[1:]

    @property
    def build(self) -> Path:
        """Folder for everything that can be made again."""
        return self.root / "build"

    @property
    def made(self) -> tuple[Path, ...]:
        """Folders that builds fill: no document stands there, whatever its name."""
        return tuple(self.build / name for name in ("cache", "release", "site"))

    def edition(self, code: str) -> Edition:
        """Return the edition called *code*, or by the name that Sphinx has for its language.

        Raises:
            UsageError: there is no such edition.
        """
        for edition in self.editions:
            if code in (edition.code, edition.language):
                return edition
        known = ", ".join(edition.code for edition in self.editions)
        raise UsageError(
            phrase(
                "no edition is called {code!r}; conf.py declares {known}{hint}",
                code=code,
                known=known,
                hint=did_you_mean(code, (edition.code for edition in self.editions)),
            )
        )

    def select(self, codes: Iterable[str]) -> tuple[Edition, ...]:
        """Return the editions called *codes* in declared order, or all for none.

        Raises:
            UsageError: there is no such edition.
        """
        wanted = {self.edition(code) for code in codes}
        return tuple(e for e in self.editions if e in wanted or not wanted)

    @property
    def terms(self) -> Path:
        """The termbase, if there is one."""
        return self.locale / "terms.csv"

    @property
    def waivers(self) -> Path:
        """The file that excuses translations from rules, if there is one."""
        return self.locale / "waivers.toml"

    def spelling_list(self, edition: Edition) -> Path:
        """Return the file of words that the dictionaries need not know, if there is one."""
        return self.locale / edition.language / "words.txt"

    def pdf_name(self, edition: Edition | Pair) -> str:
        """Return the file name of the PDF of an edition, or of two side by side."""
        return self.download_name(edition, "pdf")

    def download_name(self, edition: Edition | Pair, form: str) -> str:
        """Return the file name of what is one file in a format: ``pdf``, ``epub``."""
        code = edition.folder if isinstance(edition, Pair) else edition.code
        return f"{self.slug}-{code}.{form}"

    def cache(self, part: Edition | Pair, format: str) -> Path:  # noqa: A002  # its name
        """Return the folder in which builds of an edition or a pair in one format work."""
        code = part.folder if isinstance(part, Pair) else part.code
        return self.build / "cache" / code / format

    @property
    def catalog_roots(self) -> tuple[Path, ...]:
        """The folders that hold the catalogs of all languages."""
        return (self.locale,)

    def catalog_folders(self, edition: Edition) -> tuple[Path, ...]:
        """Return the folders that hold catalogs of *edition*, or would, first things first."""
        return (self.locale / edition.language / "LC_MESSAGES",)


def _wrong(message: str) -> FindingsError:
    return FindingsError.for_file("conf.py", message, "conf")
