"""A tree of structure elements, and what brings it into the form that readers' programs expect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

#: Roles that hold no text themselves; text in them gets a paragraph.
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOCI"})

#: Roles that hold elements only: text directly in them is the spaces between those.
FRAMES = frozenset({"L", "LI", "TOC", "Table", "THead", "TBody", "TFoot", "TR"})

#: Roles of what stands in a line of text.
INLINE = frozenset({"Span", "Link", "Code", "Quote", "Reference", "Formula"})

#: Roles that a group may hold beside its paragraphs, although they stand in a line elsewhere.
_OWN_PLACE = {"TOCI": frozenset({"Reference"})}


@dataclass(frozen=True)
class MarkedContent:
    """A run of marked content on a page."""

    #: Page, counted from 0.
    page: int
    #: Identifier of the content within the page.
    mcid: int


@dataclass(frozen=True)
class LinkObject:
    """A link annotation: the place on a page that a reader can follow."""

    #: Page, counted from 0.
    page: int
    #: WeasyPrint's annotation, kept as it is.
    annotation: object


@dataclass(eq=False)
class Node:
    """A structure element; equal to nothing but itself."""

    role: str
    kids: list[Node | MarkedContent | LinkObject] = field(default_factory=list)
    #: Language of the content, where it is not that of the parent.
    lang: str | None = None
    #: Text that stands for a figure or a formula.
    alt: str | None = None
    #: What an abbreviation stands for.
    expansion: str | None = None
    #: Place of a figure on its page: left, top, right, bottom, in CSS pixels.
    bbox: tuple[float, float, float, float] | None = None
    #: Identifier of a note, unique in the document.
    id: str | None = None
    #: ``Row`` or ``Column`` for a header cell.
    scope: str | None = None
    #: Cells that a cell spans.
    colspan: int = 1
    rowspan: int = 1
    #: How the labels of a list are counted, as ISO 32000-2, 14.8.5.5, calls it.
    numbering: str | None = None
    #: What the element refers to: an entry of the contents to its chapter, a reference to its
    #: note, and a note to its references.
    refs: list[Node] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """Yield the structure elements directly below."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def walk(self) -> Iterator[Node]:
        """Yield this element and every one below, in reading order."""
        yield self
        for node in self.nodes():
            yield from node.walk()

    def first_mark(self) -> MarkedContent | None:
        """Return the first content of the element."""
        for node in self.walk():
            for kid in node.kids:
                if isinstance(kid, MarkedContent):
                    return kid
        return None


def place_after(document: Node, node: Node, reference: Node) -> None:
    """Move *node* behind *reference*."""
    for parent in list(document.walk()):
        if node in parent.kids and reference not in parent.kids:
            parent.kids = [kid for kid in parent.kids if kid is not node]
    for parent in document.walk():
        if reference in parent.kids and node not in parent.kids:
            parent.kids.insert(parent.kids.index(reference) + 1, node)
            return


def wrap_stray_content(document: Node) -> None:
    """Give content that stands directly in a group a paragraph of its own."""
    for node in list(document.walk()):
        if node.role not in GROUPS:
            continue
        inline = INLINE - _OWN_PLACE.get(node.role, frozenset())
        kids: list[Node | MarkedContent | LinkObject] = []
        paragraph: Node | None = None
        for kid in node.kids:
            if isinstance(kid, Node) and kid.role not in inline:
                paragraph = None
                kids.append(kid)
            elif paragraph is None:
                paragraph = Node("P", [kid])
                kids.append(paragraph)
            else:
                paragraph.kids.append(kid)
        node.kids = kids


def prune(node: Node) -> None:
    """Remove elements without content, except cells, which keep a table in shape."""
    for kid in list(node.nodes()):
        prune(kid)
        if not kid.kids and kid.role not in ("TD", "TH"):
            node.kids.remove(kid)
