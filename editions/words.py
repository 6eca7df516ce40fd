"""The words that templates add to a page, as messages for translators."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from jinja2 import Environment, PackageLoader, StrictUndefined

#: Domain of these messages; a publication translates them in ``theme.po``.
DOMAIN = "theme"

#: Folders of this package that hold templates.
_FOLDERS = ("theme", "templates")


def load_words(folder: Path, code: str) -> gettext.NullTranslations:
    """Return the words compiled under *folder* for an edition; the English ones if none are."""
    return gettext.translation(DOMAIN, folder, [code], fallback=True)


def extract_words() -> bytes:
    """Return a ``.pot`` with every ``word('…')`` of the templates, in the order they stand."""
    catalog = Catalog()
    package = Path(__file__).parent
    for folder in _FOLDERS:
        for path in sorted((package / folder).glob("*.html")):
            with path.open("rb") as file:
                found = extract("jinja2", file, keywords={"word": None})
                for _line, message, comments, _context in found:
                    name = f"editions/{folder}/{path.name}"
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
