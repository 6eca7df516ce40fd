"""What a reader can find on a page: its passages, each with its place and its heading.

Read from the finished HTML, so that the index holds the words that readers see, with the
numbers, citations and table cells of their edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.etree import ParserError
from lxml.html import HtmlElement

#: Elements that are no part of the text.
_OUTSIDE = frozenset(
    [
        "nav",
        "script",
        "style",
        "template",
        "noscript",
        "form",
        "button",
        "select",
        "textarea",
        "svg",
        "audio",
        "video",
    ]
)
#: Classes of what stands in the text but is not of it: lists of links, marks, downloads.
_CLASSES = frozenset(
    [
        "toctree-wrapper",
        "contents",
        "headerlink",
        "back-links",
        "exports",
        "marks",
        "translation-state",
        "download",
        "data-download",
        "no-search",
        "data-pointer",
        "related",
    ]
)
#: Elements that stand for themselves, between what is before and after them.
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "ul",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Elements that headings and captions are about.
_HEADED = ("section", "article", "main", "body", "table", "figure")
#: Stands between the cells of a row and the lines of a verse, which make one passage.
_BETWEEN = " · "


@dataclass(frozen=True)
class Passage:
    """A paragraph, a row of a table, an entry of a list: what one result shows."""

    #: Id of the nearest element that has one; empty where none has.
    target: str
    #: The text in one line.
    text: str


@dataclass
class Part:
    """A heading or caption, and the passages under it."""

    #: Id of what is headed; empty where it has none.
    target: str
    #: The heading in one line; empty before the first one.
    title: str
    passages: list[Passage] = field(default_factory=list)


@dataclass(frozen=True)
class SearchedPage:
    """What one page holds."""

    #: Its address, relative to the root of the edition.
    address: str
    #: The text of its first heading.
    title: str
    #: In the order of their headings; the first one is the page's own.
    parts: tuple[Part, ...]


def read_page(content: bytes, address: str) -> SearchedPage | None:
    """Return what the HTML page *content* holds, or None if it has no heading or no ``main``."""
    try:
        document = html.document_fromstring(content, html.HTMLParser(encoding="utf-8"))
    except ParserError:  # it is empty
        return None
    for main in document.iter("main", "div"):
        if main.tag == "main" or main.get("role") == "main":
            reader = _PassageReader()
            reader.walk(main, None)
            if reader.parts:
                return SearchedPage(address, reader.parts[0].title, tuple(reader.parts))
    return None


class _PassageReader:
    """Walks through a page and gathers its passages."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        #: Pieces of the text that is being gathered, and the first id in it.
        self.run: list[str] = []
        self.target = ""

    def walk(self, element: HtmlElement, part: Part | None) -> Part | None:
        """Gather what stands in a block; return the part that what follows belongs to."""
        around = part
        self.run.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str) and not _is_outside(child):
                if child.tag in _HEADINGS or child.tag in ("caption", "figcaption"):
                    self.flush(element, part)
                    part = self.head(child, part)
                elif child.tag == "tr" or "line-block" in child.get("class", "").split():
                    self.flush(element, part)
                    self.run.append(_BETWEEN.join(_cells(child)))
                    self.flush(child, part)
                elif child.tag in _BLOCKS:
                    self.flush(element, part)
                    part = self.walk(child, part)
                else:
                    self.run.append(_inline_text(child))
                    self.target = self.target or _first_id(child)
            self.run.append(child.tail or "")
        self.flush(element, part)
        return around if element.tag in _HEADED else part

    def head(self, heading: HtmlElement, part: Part | None) -> Part | None:
        """Open the part of a heading; one without words changes nothing."""
        title = _in_one_line(_inline_text(heading))
        if not title:
            return part
        self.parts.append(Part(_target(heading), title))
        return self.parts[-1]

    def flush(self, element: HtmlElement, part: Part | None) -> None:
        """Make a passage of the text that is gathered, which stands in *element*."""
        text = _in_one_line("".join(self.run))
        target = element.get("id") or self.target or _target(element)
        self.run, self.target = [], ""
        if part is not None and any(character.isalnum() for character in text):
            part.passages.append(Passage(target, text))


def _is_outside(element: HtmlElement) -> bool:
    return (
        element.tag in _OUTSIDE
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or not _CLASSES.isdisjoint(element.get("class", "").split())
    )


def _target(element: HtmlElement) -> str:
    """Return the id of the nearest element around *element*, itself included."""
    around = (e for e in (element, *element.iterancestors()) if e.tag not in ("main", "body"))
    return next((e.get("id", "") for e in around if e.get("id")), "")


def _first_id(element: HtmlElement) -> str:
    """Return the first id in *element*, its own included."""
    return next((found.get("id", "") for found in element.iter() if found.get("id")), "")


def _inline_text(element: HtmlElement) -> str:
    """Return the text in *element*, pictures by their alternatives."""
    return "".join(_pieces(element))


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.tag == "img":
        yield f" {element.get('alt', '')} "
    elif element.tag == "br":
        yield " "
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _is_outside(child):
            apart = child.tag in _BLOCKS
            yield " " if apart else ""
            yield from _pieces(child)
            yield " " if apart else ""
        yield child.tail or ""


def _cells(row: HtmlElement) -> Iterator[str]:
    for cell in row:
        if isinstance(cell.tag, str) and not _is_outside(cell):
            text = _in_one_line(_inline_text(cell))
            if text:
                yield text


def _in_one_line(text: str) -> str:
    """Fold spaces; no-break spaces stay, since numbers are read by them."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip(" ")
