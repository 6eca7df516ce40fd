"""Links of a merged page: inside the pair where there is a page for them, else to the edition."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from lxml.html import HtmlElement

#: Attributes that hold an address.
ADDRESSES = ("href", "src", "action", "poster", "data")


class NowhereError(LookupError):
    """A link leads to a place that the page it names does not have."""


@dataclass(frozen=True)
class Folder:
    """The folder of a pair in a site, and the pages in it."""

    #: Path from the root of the site: ``en-es``.
    name: str
    #: The ids of each page by its path: ``economy.html``.
    pages: Mapping[str, Set[str]]
    #: Files that an edition has in its folder, and the site in its root.
    shared: Set[str] = frozenset()
    #: The ids of the pages of each edition, by its code.
    editions: Mapping[str, Mapping[str, Set[str]]] = field(default_factory=dict)

    def moved(self, address: str, edition: str, page: str, *, inside: bool, prefix: str) -> str:
        """Return what *address* in *page* of an edition becomes in the same page of the pair.

        With *inside*, a link to a page of the pair stays in the pair; *prefix* is what the ids
        of the edition's blocks begin with there, unless they stand for both editions.

        Raises:
            NowhereError: the page of the pair has no such place.
        """
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address.startswith(("/", "data:")):
            return address
        here = posixpath.dirname(f"{edition}/{page}")
        path = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
        if not parts.path:
            path = f"{edition}/{page}"
        folder, _, name = path.partition("/")
        fragment = unquote(parts.fragment)
        if inside and folder == edition and name in self.pages:
            path = f"{self.name}/{name}"
            if fragment in self.editions.get(edition, {}).get(name, {fragment}):
                fragment = self.place(name, fragment, prefix)
            else:
                fragment = ""  # dead in the edition already; the page is near enough
        elif folder == edition and name in self.shared:
            path = name
        start = posixpath.dirname(f"{self.name}/{page}")
        relative = "" if path == f"{self.name}/{page}" else posixpath.relpath(path, start)
        if parts.path.endswith("/"):
            relative += "/"
        moved = urlunsplit(("", "", quote(relative), parts.query, quote(fragment)))
        return moved or posixpath.basename(page)

    def place(self, page: str, fragment: str, prefix: str) -> str:
        """Return the id in *page* that stands for an edition's *fragment*."""
        for name in (f"{prefix}{fragment}", fragment):
            if not fragment or name in self.pages[page]:
                return name if fragment else ""
        raise NowhereError(f"{page}#{fragment}")

    def move(
        self,
        elements: Iterable[HtmlElement],
        edition: str,
        page: str,
        *,
        inside: bool,
        prefix: str = "",
    ) -> None:
        """Move every address of *elements* from an edition into the pair; see `moved`.

        Raises:
            NowhereError: a link leads nowhere.
        """
        for item in elements:
            stays = inside and item.tag == "a"
            for attribute in ADDRESSES:
                value = item.get(attribute)
                if value is not None:
                    moved = self.moved(str(value), edition, page, inside=stays, prefix=prefix)
                    item.set(attribute, moved)


def ids_of(root: HtmlElement) -> list[str]:
    """Return the ids of a page in order, those that stand twice twice."""
    return [str(item.get("id")) for item in root.iter() if item.get("id")]
