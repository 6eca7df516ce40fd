"""Atom feeds (RFC 4287)."""

from __future__ import annotations

import uuid
from datetime import date
from xml.etree import ElementTree

_ATOM = "http://www.w3.org/2005/Atom"
#: Says of what language an element is.
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def begin_feed(lang: str) -> ElementTree.Element:
    """Return an empty feed in a language, by its BCP 47 tag."""
    ElementTree.register_namespace("", _ATOM)
    return ElementTree.Element(f"{{{_ATOM}}}feed", {LANG: lang})


def add(
    parent: ElementTree.Element, name: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Add an element to another one, and return it."""
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element


def add_link(parent: ElementTree.Element, rel: str, media: str, href: str) -> None:
    """Add a link: *rel* is ``alternate`` or ``self``, *media* a media type."""
    add(parent, "link", rel=rel, type=media, href=href)


def add_author(parent: ElementTree.Element, name: str) -> None:
    """Add an author by name."""
    add(add(parent, "author"), "name", name)


def urn(*parts: str) -> str:
    """Return an id that is always the same for the same parts, wherever a site stands."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(parts)).urn


def instant(day: date) -> str:
    """Return the beginning of a day, as feeds want it."""
    return f"{day.isoformat()}T00:00:00Z"


def serialize(feed: ElementTree.Element) -> bytes:
    """Return the file."""
    ElementTree.indent(feed)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"
