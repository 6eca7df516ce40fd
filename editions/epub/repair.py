"""Pages in which raw HTML or an extension wrote what is no XML, written so that they are.

Sphinx writes each page as XHTML, and takes what it is given into it as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import ClassVar

from editions.web.unscripted import VOID

#: What may not stand in a paragraph, and so ends one.
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure")
).union(
    ("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol"),
    ("p", "pre", "section", "table", "ul"),
)
#: Elements that end where one of some others begins, and these.
_ENDED_BY: dict[str, frozenset[str]] = {
    "p": _BLOCKS,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "td": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "tfoot")),
}
#: Elements whose end may be left out.
_MAY_END = frozenset((*_ENDED_BY, "tbody", "thead", "tfoot", "optgroup", "rp", "rt", "colgroup"))
#: Elements that hold no HTML.
_PROGRAMS = frozenset(("script", "style"))
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?", re.ASCII)
_PREFIX = re.compile(r"\bxmlns:([\w.-]+)\s*=")
#: What XML 1.0 may not hold.
_NO_CHARACTERS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Repaired:
    """A page that is well-formed XML."""

    content: str
    #: What was wrong with it as HTML, too: tags without their counterparts.
    faults: tuple[str, ...]


def well_formed(page: str) -> Repaired:
    """Return a page of HTML as well-formed XML: each tag is closed, each value quoted."""
    writer = _Writer(page)
    writer.feed(page)
    writer.close()
    writer.close_down_to(0)
    return Repaired("".join(writer.parts), tuple(dict.fromkeys(writer.faults)))


class _Writer(HTMLParser):
    """Writes what it reads as XML."""

    #: In XML, scripts and styles are text like any other.
    CDATA_CONTENT_ELEMENTS: ClassVar[tuple[str, ...]] = ()  # type: ignore[misc]  # it is no Final

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        #: Names of the elements that are open, as they are written.
        self.open: list[str] = []
        self.faults: list[str] = []
        self.prefixes = {"xml", "xmlns", *_PREFIX.findall(page)}

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open and tag in _ENDED_BY.get(self.open[-1], ()):
            self.close_down_to(len(self.open) - 1)
        is_void = tag in VOID
        name = self.write(tag, attrs, "/" if is_void else "")
        if name and not is_void:
            self.open.append(name)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.write(tag, attrs, "/")

    def write(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> str:
        """Write a tag, and return the name of its element; "" where it can have none."""
        source = self.get_starttag_text() or ""
        # In a drawing, names have capitals: linearGradient, viewBox.
        name = source[1 : 1 + len(tag)] if "svg" in self.open else tag
        is_drawing = "svg" in (*self.open, tag)
        if not self.is_known(name):
            return ""
        written: dict[str, str] = {}
        for attribute, value in attrs:
            own = attribute
            if is_drawing and (match := re.search(rf"(?i)\s({re.escape(attribute)})\b", source)):
                own = match[1]
            if self.is_known(own):
                written.setdefault(own, own if value is None else value)
        values = (f' {own}="{escape(_clean(value))}"' for own, value in written.items())
        self.parts.append(f"<{name}{''.join(values)}{end}>")
        return name

    def is_known(self, name: str) -> bool:
        """Tell whether XML can have *name*."""
        prefix, colon, _ = name.partition(":")
        return bool(_NAME.fullmatch(name)) and (not colon or prefix in self.prefixes)

    def handle_endtag(self, tag: str) -> None:
        names = [name.lower() for name in self.open]
        if tag in names:
            place = len(names) - 1 - names[::-1].index(tag)
            if tag not in _PROGRAMS:  # whose signs are read as tags
                unclosed = [name for name in names[place + 1 :] if name not in _MAY_END]
                self.faults += [f"<{name}> has no end" for name in unclosed]
            self.close_down_to(place)
        elif tag not in VOID and tag != "p" and _PROGRAMS.isdisjoint(names):
            self.faults.append(f"</{tag}> has no beginning")

    def close_down_to(self, depth: int) -> None:
        """End all elements but the first *depth* ones."""
        while len(self.open) > depth:
            self.parts.append(f"</{self.open.pop()}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(_clean(data), quote=False))


def _clean(text: str) -> str:
    return _NO_CHARACTERS.sub("", text)
