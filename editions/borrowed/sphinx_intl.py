"""sphinx-intl's reading of catalogs, which knows what Sphinx puts into them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

SPHINX_INTL = BorrowedLibrary("sphinx-intl", ("2.3", "2.4"), "sphinx-intl")

_LOAD = BorrowedPart(
    SPHINX_INTL, "sphinx_intl.catalog:load_po", "read templates", parameters=("filename",)
)

PARTS = (_LOAD,)


def load_po(path: Path) -> Catalog:
    """Read a catalog or a template."""
    catalog: Catalog = _LOAD.get()(path)
    return catalog
