"""Parts that are meant for some editions only, and the lines of contents that lead to them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from editions.bilingual.addresses import ids_of
from editions.bilingual.elements import add_class, classes
from editions.catalogs.ids import OPTIONAL


def is_optional(element: HtmlElement) -> bool:
    """Tell whether *element* may stand in one edition only."""
    return OPTIONAL in classes(element)


def mark_lines(pages: Mapping[str, HtmlElement]) -> None:
    """Mark items and lists that do nothing but lead to optional parts of *pages* as such, too.

    *pages* are those of an edition by their paths: ``economy.html``.
    """
    places = {
        (name, id_)
        for name, page in pages.items()
        for block in page.iter()
        if is_optional(block)
        for id_ in ids_of(block)
    }
    if not places:
        return
    for name, page in pages.items():
        for item in page.iter("li"):
            link = next(item.iter("a"), None)
            if link is not None and _target(name, str(link.get("href", ""))) in places:
                add_class(item, OPTIONAL)
        for items in page.iter("ul", "ol"):
            if len(items) and all(map(is_optional, items)):
                add_class(items, OPTIONAL)


def _target(page: str, address: str) -> tuple[str, str]:
    """Return the page that a link in *page* leads to, and the place in it."""
    parts = urlsplit(address)
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return path if parts.path else page, unquote(parts.fragment)
