"""Other people's HTML, made so that it can be laid out: raw HTML, and what extensions write."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from lxml import etree, html

from editions.pdf.checks import SOURCE
from editions.web.content import nest
from editions.web.unscripted import FOLLOWED, OF_PAGES, remove, settle, unwrap

#: Elements of raw HTML that are printed; of others their words are.
_PRINTED = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "col", "dd")
).union(
    ("colgroup", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "hr", "i", "img"),
    ("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small"),
    ("span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr"),
    ("u", "ul", "var", "wbr"),
)
#: Attributes of raw HTML that are kept; looks are a style sheet's.
_KEPT = frozenset(
    ("alt", "class", "colspan", "dir", "headers", "href", "id", "lang", "rowspan", "scope", "src")
).union(
    ("start", "title", "value"),
)
#: Name of the element around what is parsed.
_HOLDER = "printed-part"
_HOLDERS = re.compile(rf"(?i)</?{_HOLDER}\b[^>]*>")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: What shows more than words, and is not printed from raw HTML.
_SHOWN = ("svg", "math", "style")


@dataclass(frozen=True)
class Printable:
    """HTML that can be laid out, and what could not be taken into it."""

    markup: str
    #: Names of elements that had only their words, or addresses of pictures.
    lost: tuple[str, ...]
    #: Where the lost pictures were asked for, ``file:line``; empty where that is not known.
    places: tuple[str, ...] = ()


def printable_raw(source: str, place: str = "") -> Printable:
    """Return raw HTML, which stands at *place*, as it is printed.

    Of some elements, there are only the words.
    """
    root = _parse(source)
    for element in list(root.iter(etree.Element)):
        if element.get("aria-hidden") == "true":  # says nothing
            remove(element)
    settle(root, lambda address: address)
    lost = {str(element.tag) for element in root.iter(*_SHOWN)} - {"style"}
    for element in list(root.iter(*_HEADINGS)):  # the outline is the document's
        element.tag = "p"
        element.set("class", "rubric")
    for element in list(root.iter("title")):  # of a page, not of a drawing
        if all(above.tag != "svg" for above in element.iterancestors()):
            remove(element)
    for element in list(root.iter(*_SHOWN)):
        title = element.find("{*}title")
        remove(element, (title is not None and title.text) or "")
    for element in list(root.iter(etree.Element)):
        if element is root:
            continue
        if element.tag not in _PRINTED:
            unwrap(element)
            continue
        for name, value in element.attrib.items():
            if name not in _KEPT or (name == "lang" and not value):
                del element.attrib[name]
    nest(root)
    for element in root.iter("img"):
        if place:
            element.set(SOURCE, place)
    return Printable(_written(root), tuple(sorted(lost)))


def printable_fragment(body: str, ids: Set[str], find_file: Callable[[str], str]) -> Printable:
    """Return a part of the document that others have written in, ready to be laid out.

    *ids* are those of the rest of the document; *find_file* returns the address in the document
    of what stands at another one, or "".  Pictures that are not at hand leave their words.
    """
    root = _parse(body)
    lost: dict[tuple[str, str], None] = {}
    settle(root, find_file)
    for element in list(root.iter("style", "link", "meta", "title")):
        if element.getparent() is not None and element.getparent().tag != "svg":
            remove(element)
    for element in list(root.iter("svg")):
        if element.get("aria-hidden") == "true" or element.find("title") is None:
            remove(element)
    for element in list(root.iter("img")):
        address = element.get("src", "")
        if found := find_file(address):
            element.set("src", found)
            element.set("alt", element.get("alt", ""))
        else:
            around = (item.get(SOURCE) for item in (element, *element.iterancestors()))
            lost[address, next(filter(None, around), "")] = None
            remove(element, element.get("alt", ""))
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        id_ = element.get("id")
        if id_ in seen:
            del element.attrib["id"]
        elif id_:
            seen.add(id_)
        if "url(" in element.get("style", ""):
            del element.attrib["style"]
    for link in list(root.iter("a")):
        address = link.get("href")
        if address is None:
            continue
        inner = address.startswith("#") and address[1:] in seen | ids
        if not inner and urlsplit(address).scheme not in FOLLOWED:
            del link.attrib["href"]
    addresses, places = zip(*lost, strict=True) if lost else ((), ())
    return Printable(_written(root), addresses, places)


def _parse(body: str) -> html.HtmlElement:
    """Return an element that holds *body*, which no end of a tag in it can end.

    What is left open in it ends with it, text that is no HTML included.
    """
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
    content = _HOLDERS.sub("", OF_PAGES.sub("", body))
    # As Sphinx writes pages: a path that an extension shows, for one, may be no text.
    data = f"<!DOCTYPE html><html><body><{_HOLDER}>{content}".encode(errors="xmlcharrefreplace")
    root = html.document_fromstring(data, parser)
    holder: html.HtmlElement = next(root.iter(_HOLDER))
    return holder


def _written(root: html.HtmlElement) -> str:
    parts = (html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "", quote=False) + "".join(map(str, parts))
