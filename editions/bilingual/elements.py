"""What the elements of a finished page are to somebody who sets two of them side by side."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree, html
from lxml.html import HtmlElement
from lxml.html.builder import E

from editions.catalogs.ids import BLOCK_PREFIX, OPTIONAL
from editions.files.identity import META

#: Elements that hold blocks; in them, each block is paired for itself.
_CONTAINERS = frozenset(
    {"article", "aside", "blockquote", "dd", "details", "div", "dl", "figcaption", "figure"}
    | {"footer", "header", "li", "main", "nav", "ol", "section", "ul"}
)
#: Elements of a line of text.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "img"}
    | {"input", "ins", "kbd", "label", "mark", "math", "q", "s", "samp", "small", "span"}
    | {"strong", "sub", "sup", "svg", "time", "u", "var", "wbr"}
)
#: Elements that show something and say nothing but their alternative text.
_PICTURES = frozenset({"img", "svg", "object", "video", "audio", "iframe", "canvas"})
#: Class of a chart that is too high for a column.
TALL = "tall"
#: Classes of what is read as one, although it holds blocks: lines of an address or a poem,
#: listings, formulas, notes, charts; a tall chart with its caption and its notes.
_WHOLE_CLASSES = frozenset({"line-block", "highlight", "math", "footnote", "drawing", TALL})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
#: Attributes in which two blocks that say the same may differ.
_OWN = frozenset({"id", "data-source"})

#: Leads to the element of a page that bears the identity of its build.
_IDENTITY = f"/html/head/meta[@name='{META}']"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def classes(element: HtmlElement) -> list[str]:
    """Return the classes of *element*."""
    return str(element.get("class", "")).split()


def add_class(element: HtmlElement, *names: str) -> None:
    """Give *element* classes that it may have already."""
    element.set("class", " ".join(dict.fromkeys([*classes(element), *names])))


def remove_classes(element: HtmlElement, *names: str) -> None:
    """Take classes from *element* that it may not have."""
    if names and set(names) & set(classes(element)):
        element.set("class", " ".join(name for name in classes(element) if name not in names))


def join_identities(page: HtmlElement, second: HtmlElement) -> None:
    """Let *page*, which becomes one in two languages, bear what both say of their builds."""
    for ours, theirs in zip(page.xpath(_IDENTITY), second.xpath(_IDENTITY), strict=False):
        ours.set("content", f"{ours.get('content')} {theirs.get('content')}")


def is_picture(element: HtmlElement) -> bool:
    """Tell whether *element* is a picture, or a link around nothing else."""
    if element.tag == "a":
        below = list(element)
        return bool(below) and not element.text_content().strip() and all(map(is_picture, below))
    return element.tag in _PICTURES


def is_container(element: HtmlElement) -> bool:
    """Tell whether the blocks in *element* are paired, and not the element itself."""
    if element.tag not in _CONTAINERS or _WHOLE_CLASSES & set(classes(element)):
        return False
    if element.tag == "div":  # of text, or of blocks
        return any(child.tag not in _INLINE or is_picture(child) for child in list(element))
    return True


def wrap_lines(element: HtmlElement) -> None:
    """Give text that stands directly in *element*, beside blocks or alone, a paragraph."""
    text, kids = element.text, list(element)
    element.text = "\n" if kids else None
    for kid in kids:
        element.remove(kid)
    line = E.p(text or "")

    def close() -> None:
        if says_something(line):
            line.tail = "\n"
            element.append(line)
        else:  # anchors without text stay as they are
            element.extend(line)

    for kid in kids:
        if kid.tag in _INLINE and not is_picture(kid):
            line.append(kid)
            continue
        close()
        line = E.p(kid.tail or "")
        kid.tail = "\n"
        element.append(kid)
    close()


def says_something(element: HtmlElement) -> bool:
    """Tell whether there is anything to read or to see in *element*."""
    return bool(element.text_content().strip()) or any(
        item.tag in _PICTURES for item in element.iter()
    )


@dataclass(frozen=True)
class Block:
    """What is paired as one: an element, or a term with its definitions."""

    #: What it is called in every edition.
    name: str
    elements: tuple[HtmlElement, ...]

    @property
    def tag(self) -> str:
        """The tag of its first element."""
        return str(self.elements[0].tag)

    @property
    def is_named(self) -> bool:
        """The name is made from the message, and nothing else can be its counterpart."""
        return self.name.startswith(BLOCK_PREFIX)

    @property
    def is_optional(self) -> bool:
        """It is meant for some editions, and may have no counterpart."""
        return OPTIONAL in classes(self.elements[0])


def is_furniture(element: HtmlElement) -> bool:
    """Tell whether *element* is no text of the publication, but what a template adds to it."""
    return "data-furniture" in element.attrib


def blocks_of(element: HtmlElement) -> list[Block]:
    """Return the blocks in *element*.

    A block with an id of its own is called so, and anything else by its tag and its number.
    What has nothing to read or to see, such as an anchor or a rule, is no block.
    """
    counts: Counter[str] = Counter()
    groups: list[tuple[str, list[HtmlElement]]] = []
    for child in element:
        if is_furniture(child) or not says_something(child):
            continue
        if child.tag == "dd" and groups:
            groups[-1][1].append(child)
            continue
        name = str(child.get("id", ""))
        if not name:
            own = [child.tag, *classes(child)] if OPTIONAL in classes(child) else [child.tag]
            kind = " ".join(own)
            counts[kind] += 1
            name = f"{kind} {counts[kind]}"
        groups.append((name, [child]))
    return [Block(name, tuple(elements)) for name, elements in groups]


@dataclass(frozen=True)
class Matching:
    """Which blocks of two editions belong together."""

    pairs: tuple[tuple[Block, Block], ...]
    #: Blocks of the one edition, and of the other, that have no counterpart.
    only_ours: tuple[Block, ...]
    only_theirs: tuple[Block, ...]


def match(ours: Sequence[Block], theirs: Sequence[Block]) -> Matching:
    """Find the counterpart of each block.

    What no message has named, such as a note that each edition numbers for itself, belongs to
    the next one of its kind.
    """
    known = {block.name: block for block in theirs}
    names = {block.name for block in ours}
    spare: dict[str, deque[Block]] = defaultdict(deque)
    for block in theirs:
        if block.name not in names and not block.is_named and not block.is_optional:
            spare[block.tag].append(block)
    pairs, left = [], []
    for block in ours:
        other = known.pop(block.name, None)
        lonely = other is None and not block.is_named and not block.is_optional
        if lonely and spare[block.tag]:
            other = known.pop(spare[block.tag].popleft().name)
        if other is None:
            left.append(block)
        else:
            pairs.append((block, other))
    return Matching(tuple(pairs), tuple(left), tuple(known.values()))


def alike(one: HtmlElement, other: HtmlElement) -> bool:
    """Tell whether two blocks say the same in the same form, so that it needs saying once."""
    return (
        one.tag == other.tag
        and _attributes(one) == _attributes(other)
        and folded(one.text) == folded(other.text)
        and len(one) == len(other)
        and all(
            alike(a, b) and folded(a.tail) == folded(b.tail)
            for a, b in zip(one, other, strict=True)
        )
    )


def _attributes(element: HtmlElement) -> dict[str, str]:
    return {name: value for name, value in element.attrib.items() if name not in _OWN}


def folded(text: str | None) -> str:
    """Return *text* with its lines and spaces as a browser shows them; no-break spaces stay."""
    return _BLANKS.sub(" ", text or "").strip(" ")


def parse(page: str | bytes) -> HtmlElement:
    """Parse a finished page, which is UTF-8; what only its author reads is left out."""
    data = page.encode() if isinstance(page, str) else page
    root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8", huge_tree=True))
    etree.strip_tags(root, etree.Comment)
    return root


def serialize(root: HtmlElement) -> str:
    """Return a page as it is written to a file."""
    text = html.tostring(root, doctype="<!DOCTYPE html>", encoding="unicode", with_tail=False)
    page = str(text).replace("</wbr>", "")  # libxml2 does not know that it has no end
    return f"{page}\n"
