"""The words that templates add to a page, as messages for translators."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from editions.catalogs.domains import INTERFACE

#: What holds words, by Babel's name of the language that it is written in.
_SOURCES = {"jinja2": ("theme/*.html", "templates/*.html"), "python": ("**/*.py",)}
#: Functions that take messages, and which of their arguments these are, if not only the first.
_KEYWORDS = {"interface_text": None, "interface_forms": (1, 2)}


def load_interface(folder: Path, code: str) -> gettext.NullTranslations:
    """Return the words compiled under *folder* for an edition; the English ones if none are."""
    return gettext.translation(INTERFACE, folder, [code], fallback=True)


def template_interface(folder: Path, code: str) -> Callable[[str], Markup]:
    """Return what gives templates the words of `load_interface`, as HTML.

    Sphinx's templates do not escape what they are given, and a catalog may come from anybody.
    """
    words = load_interface(folder, code)
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


def extract_interface() -> bytes:
    """Return a ``.pot`` with every ``interface_text('…')`` and ``interface_forms('…', '…')``.

    They are those of this package, in the order in which they stand.
    """
    catalog = Catalog()
    package = Path(__file__).parent
    for language, patterns in _SOURCES.items():
        for path in (path for pattern in patterns for path in sorted(package.glob(pattern))):
            with path.open("rb") as file:
                found = extract(language, file, keywords=_KEYWORDS)
                for _line, message, comments, _context in found:
                    name = f"editions/{path.relative_to(package).as_posix()}"
                    catalog.add(message, locations=[(name, 0)], auto_comments=comments)
    buffer = BytesIO()
    write_po(buffer, catalog, include_lineno=False)
    return buffer.getvalue()


def template_environment() -> Environment:
    """Return Jinja's environment for this package's own templates, everything escaped."""
    return Environment(
        loader=PackageLoader("editions", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
