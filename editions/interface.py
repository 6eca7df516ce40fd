"""The words that templates add to a page, as messages for translators.

The package brings them in some languages, ``locale/<locale>/LC_MESSAGES/theme.po`` beside this
file; what a publication says in its own ``theme.po`` wins, entry by entry.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from editions.borrowed.words import borrowed_words
from editions.catalogs.compiling import compile_entries
from editions.catalogs.domains import INTERFACE
from editions.catalogs.entries import Catalog as Translations
from editions.catalogs.entries import Entry, Key
from editions.catalogs.reading import read_catalog
from editions.catalogs.templates import Message
from editions.languages import Edition
from editions.phrases import COMMAND

#: Folder of the package's own catalogs.
LOCALE = Path(__file__).parent / "locale"
#: The words of the translator's desk: no reader sees them, and no publication translates them.
DESK = "desk"
#: The words of the pages of a series, which belong to no publication either.
SERIES = "series"
#: All domains of the package's own words.
DOMAINS = (INTERFACE, DESK, SERIES, COMMAND)
#: A language whose catalogs hold every message of the package, as all without a region do.
_WHOLE = "es"

#: What holds words, by Babel's name of the language that it is written in.
_SOURCES = {
    "jinja2": ("theme/*.html", "templates/*.html", "web/fragments/*/*.html"),
    "python": ("**/*.py",),
}
#: Functions that take messages, by the catalog of these, and which of their arguments these are,
#: if not only the first.
_KEYWORDS: Mapping[str, Mapping[str, tuple[int, ...] | None]] = {
    INTERFACE: {"interface_text": None, "interface_forms": (1, 2)},
    DESK: {"desk_text": None},
    SERIES: {"series_text": None, "series_forms": (1, 2)},
    COMMAND: {"phrase": None, "spoken": None, "phrases": (2, 3)},
}


def load_interface(folder: Path, edition: Edition) -> gettext.NullTranslations:
    """Return the words of an edition's pages.

    They are those that the publication has compiled under *folder*, then those of the package in
    the edition's locale, then those that Sphinx or docutils has, then the English ones.
    """
    own = gettext.translation(INTERFACE, folder, [edition.code], fallback=True)
    own.add_fallback(package_words(edition.locale, INTERFACE))
    return own


@cache
def package_words(locale: str, domain: str) -> gettext.NullTranslations:
    """Return the words that the package brings in a locale, from one of its catalogs."""
    words = borrowed_words(_lineage(locale)) if domain == INTERFACE else gettext.NullTranslations()
    for catalog in reversed(_package_catalogs(locale, domain)):
        nearer = gettext.GNUTranslations(BytesIO(compile_entries(catalog)))
        nearer.add_fallback(words)
        words = nearer
    return words


@cache
def _package_catalogs(locale: str, domain: str = INTERFACE) -> tuple[Translations, ...]:
    """Return the package's catalogs for *locale*, the nearest first."""
    paths = (LOCALE / name / "LC_MESSAGES" / f"{domain}.po" for name in _lineage(locale))
    return tuple(read_catalog(path, LOCALE.parent) for path in paths if path.is_file())


def package_entries(locale: str) -> dict[Key, Entry]:
    """Return the words of pages that the package brings in a locale, by context and message."""
    found: dict[Key, Entry] = {}
    for catalog in _package_catalogs(locale):
        for entry in catalog:
            if entry.usable:
                found.setdefault(entry.key, entry)
    return found


def _lineage(locale: str) -> Iterator[str]:
    """Yield *locale* and what it inherits from in the CLDR: ``es_MX``, ``es_419``, ``es``."""
    while locale and locale != "root":
        yield locale
        locale = get_global("parent_exceptions").get(locale) or locale.rpartition("_")[0]


def wanted_messages(
    source: Mapping[str, Sequence[Message]], locale: str, standing: Mapping[str, Translations]
) -> Mapping[str, Sequence[Message]]:
    """Return the messages of the *source*, by domain, that a publication must translate itself.

    Words of pages that the package brings in *locale* are left out, unless a *standing* catalog
    of the publication holds them: it overrides the package.
    """
    own = standing.get(INTERFACE)
    kept = {entry.key for entry in own.entries} if own is not None else set()
    brought = package_entries(locale)
    words = [
        message
        for message in source.get(INTERFACE, ())
        if message.key in kept or not (_is_written_in(locale) or message.key in brought)
    ]
    others = {domain: messages for domain, messages in source.items() if domain != INTERFACE}
    # Nobody is given an empty catalog; one that stands is not without its template either.
    return others | {INTERFACE: words} if words or (own and INTERFACE in source) else others


def template_interface(folder: Path, edition: Edition) -> Callable[[str], Markup]:
    """Return what gives templates the words of `load_interface`, as HTML.

    Sphinx's templates do not escape what they are given, and a catalog may come from anybody.
    """
    words = load_interface(folder, edition)
    return lambda message: escape(words.gettext(message))


def plural_forms(
    words: gettext.NullTranslations, locale: Locale, singular: str, plural: str
) -> dict[str, str]:
    """Return the translations of a message with a number, by CLDR's category of the number.

    A script chooses among them by ``Intl.PluralRules``, and need not know gettext's rule.
    """
    samples: dict[str, int] = {}
    for number in (*range(200), 1000, 10**6):
        samples.setdefault(locale.plural_form(number), number)
    return {form: words.ngettext(singular, plural, number) for form, number in samples.items()}


def extract_interface(domain: str = INTERFACE) -> bytes:
    """Return a ``.pot`` with every ``interface_text('…')`` and ``interface_forms('…', '…')``.

    They are those of this package, in the order in which they stand; for another of the `DOMAINS`,
    those that its own functions mark.
    """
    return _template(_extracted(domain))


def interface_template() -> bytes:
    """Return the ``.pot`` of `extract_interface`, from a catalog that holds all its messages.

    To extract them takes twenty times as long, and nobody's installed package has others.
    """
    (brought, *_) = _package_catalogs(_WHOLE)
    catalog = Catalog()
    for entry in brought:
        text = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else entry.msgid
        places = [(name, 0) for name in entry.references]
        catalog.add(text, locations=places, auto_comments=entry.extracted)
    return _template(catalog)


def _template(catalog: Catalog) -> bytes:
    buffer = BytesIO()
    write_po(buffer, catalog, include_lineno=False)
    return buffer.getvalue()


def interface_messages(locale: str, own: Container[str]) -> list[str]:
    """Return the messages of `interface_template` that a publication must translate itself.

    Those that the package brings in *locale* are left out, unless they are among the publication's
    *own*.  Of a message with a number, it is the singular.
    """
    if _is_written_in(locale):
        return [text for text in _texts() if text in own]
    brought = {e.msgid for catalog in _package_catalogs(locale) for e in catalog if e.usable}
    return [text for text in _texts() if text in own or text not in brought]


def _is_written_in(locale: str) -> bool:
    """Tell whether the words stand in the language of *locale* as they are."""
    return "en" in _lineage(locale)


def _texts() -> Iterator[str]:
    """Yield the messages of `interface_template`."""
    (catalog, *_) = _package_catalogs(_WHOLE)
    return (entry.msgid for entry in catalog)


def _extracted(domain: str) -> Catalog:
    catalog = Catalog()
    package = Path(__file__).parent
    keywords = _KEYWORDS[domain]
    functions = [name.encode() for name in keywords]
    for language, patterns in _SOURCES.items():
        for path in (path for pattern in patterns for path in sorted(package.glob(pattern))):
            content = path.read_bytes()
            if not any(name in content for name in functions):
                continue  # Babel would take its time to find nothing
            found = extract(language, BytesIO(content), keywords=keywords)
            for _line, message, comments, _context in found:
                name = f"editions/{path.relative_to(package).as_posix()}"
                catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    return catalog


@cache
def template_environment() -> Environment:
    """Return Jinja's environment for this package's own templates, everything escaped."""
    return Environment(
        loader=PackageLoader("editions", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
