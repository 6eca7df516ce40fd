"""Kinds of elements: what the style sheets can tell apart, whatever an element says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias

from lxml.html import HtmlElement

from tests.reading import read_page
from tests.site.pages import all_pages

#: Attributes whose values give an element its looks; of others, it matters that they are there.
_LOOKS = ("style", "fill", "stroke", "role", "aria-current")
#: An element and all that it stands in, from the outside in.
Kind: TypeAlias = tuple[object, ...]


def kinds(element: HtmlElement, outside: Kind = ()) -> Iterator[Kind]:
    """Yield the kinds of *element* and of all that stands in it."""
    if not isinstance(element.tag, str):  # a comment
        return
    words = [element.text, *(inner.tail for inner in element)]
    own = (
        element.tag,
        frozenset(element.get("class", "").split()),
        frozenset(map(str, element.keys())),
        tuple(element.get(name) for name in _LOOKS),
        any(piece and piece.strip() for piece in words),
    )
    yield (*outside, own)
    for inner in element:
        yield from kinds(inner, (*outside, own))


@cache
def pages_of_all_kinds(site: Path) -> frozenset[str]:
    """Return pages that together hold every kind of element that stands anywhere in the site."""
    held = {name: set(kinds(read_page(site / name))) for name in all_pages(site)}
    seen: set[Kind] = set()
    found = []
    for name in sorted(held, key=lambda name: (-len(held[name]), name)):
        if not held[name] <= seen:
            found.append(name)
            seen |= held[name]
    return frozenset(found)
