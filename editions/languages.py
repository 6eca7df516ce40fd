"""Editions and publications: everything that differs by language, declared once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

from babel import Locale, UnknownLocaleError

from editions.findings import FindingsError, UsageError, described

#: Codes name folders and URLs, so they stay short and plain.
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")
#: Folder of the site that holds the PDF files, and those for reference managers.
DOWNLOADS = "downloads"
#: A locale becomes a language tag, so it holds neither encoding nor modifier.
_LOCALE = re.compile(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*")

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
            if not isinstance(value, str) and text.name != "outdated":
                raise _wrong(
                    f"edition {described(self.code)}: {text.name} is {described(value)};"
                    " expected a text"
                )
        if not CODE.fullmatch(self.code):
            raise _wrong(
                f"edition code {self.code!r} cannot name a folder;"
                " use lower-case letters such as 'es'"
            )
        if self.outdated not in get_args(Outdated):
            choices = " or ".join(map(repr, get_args(Outdated)))
            raise _wrong(f"edition {self.code!r}: outdated={self.outdated!r}; use {choices}")
        try:
            if not _LOCALE.fullmatch(self.locale):
                raise ValueError("it holds more than letters, digits and '_'")
            Locale.parse(self.locale)
        except (ValueError, UnknownLocaleError) as error:
            raise _wrong(
                f"edition {self.code!r}: {self.locale!r} is not a CLDR locale"
                f" ({error}); use one such as 'es_MX'"
            ) from error

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

    @property
    def full_title(self) -> str:
        """Title and subtitle in one line."""
        return f"{self.title} — {self.subtitle}" if self.subtitle else self.title


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

    def edition(self, code: str) -> Edition:
        """Return the edition called *code*.

        Raises:
            UsageError: there is no such edition.
        """
        for edition in self.editions:
            if edition.code == code:
                return edition
        known = ", ".join(edition.code for edition in self.editions)
        raise UsageError(f"no edition is called {code!r}; conf.py declares {known}")

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
        return self.locale / edition.code / "words.txt"

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

    def catalogs(self, edition: Edition) -> Path:
        """Return the folder that holds the catalogs of *edition*."""
        return self.locale / edition.code / "LC_MESSAGES"


def _wrong(message: str) -> FindingsError:
    return FindingsError.for_file("conf.py", message, "conf")
