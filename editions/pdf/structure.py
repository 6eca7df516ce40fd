"""The logical structure of a document: what a screen reader is given.

The tree follows the HTML elements, not the boxes that a layout breaks them into: a paragraph
that crosses a page is one paragraph.  Roles are the standard ones of ISO 32000-1, 14.8.4;
the rules are those of ISO 14289-1 (PDF/UA-1) and the Matterhorn Protocol 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"

#: Roles of elements by tag.  What is not listed adds nothing to the structure: its content
#: belongs to the element around it.
ROLES = {
    "a": "Link",
    "abbr": "Span",
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "div": "Div",
    "dl": "L",
    "figcaption": "Caption",
    "figure": "Div",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "img": "Figure",
    "main": "Part",
    "math": "Formula",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    f"{SVG}svg": "Figure",
}

#: Roles by the value of the ``role`` attribute, which goes before the tag.  Nothing of its own
#: is an element without meaning, such as a table that only sets columns.
ARIA_ROLES = {
    "doc-biblioentry": "LI",
    "doc-footnote": "Note",
    "list": "L",
    "math": "Formula",
    "none": None,
    "presentation": None,
}

#: Tags of what a table is made of.
PARTS_OF_TABLES = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})

#: Roles that hold no text themselves; text in them gets a paragraph.
GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})

#: Roles that hold elements only: text directly in them is the spaces between those.
FRAMES = frozenset({"L", "LI", "TOC", "Table", "THead", "TBody", "TFoot", "TR"})

#: Roles of what stands in a line of text.
INLINE = frozenset({"Span", "Link", "Code", "Quote", "Reference", "Formula"})


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


class StructureBuilder:
    """Builds the tree while the content of the pages arrives in reading order."""

    def __init__(self, root: Element, lang: str) -> None:
        self.document = Node("Document")
        self.lang = lang
        self.parents = {child: parent for parent in root.iter() for child in parent}
        #: Where the content of an element goes.
        self.targets: dict[Element, Node] = {root: self.document}
        self.labels: dict[Element, Node] = {}
        self.items: dict[Element, Node] = {}
        #: Notes, and what refers to them first, by the id of the note.
        self.notes: dict[str, Node] = {}
        self.references: dict[str, Node] = {}

    def target(self, element: Element) -> Node:
        """Return the node that holds the content of *element*, made when it is not there."""
        if element not in self.targets:
            self.target(self.parents[element])
            if element not in self.targets:  # a table makes its cells
                self.targets[element] = self.make(element)
        return self.targets[element]

    def make(self, element: Element) -> Node:
        """Return the node for the content of *element*: a new one, or the parent's."""
        parent = self.target(self.parents[element])
        role = self.role(element)
        lang = element.get("lang")
        foreign = lang is not None and lang != self.inherited_lang(element)
        if role is None and foreign:
            role = "Span"
        if role is None:
            return parent
        node = Node(role, lang=lang if foreign else None, alt=alternative(element))
        self.place(node, element, parent)
        if role == "Table":
            self.targets[element] = node
            for part in table_parts(element):
                self.target(part)
        if role == "LI":
            body = Node("LBody")
            node.kids.append(body)
            return body
        if element.tag == "pre":
            code = Node("Code")
            node.kids.append(code)
            return code
        return node

    def place(self, node: Node, element: Element, parent: Node) -> None:
        """Put *node*, made for *element*, into the tree, and give it what its role asks for."""
        role = node.role
        parent_element = self.parents[element]
        if element.tag == "abbr":
            node.expansion = element.get("title")
        if role == "LI":
            self.items[element] = node
        if role in ("Lbl", "LBody") and parent.role == "L":
            self.item_of(parent).kids.append(node)
        elif role == "Lbl" and parent_element in self.items:
            self.items[parent_element].kids.insert(0, node)
        elif element.get("role") in ("doc-noteref", "doc-biblioref"):
            reference = Node("Reference", [node])
            parent.kids.append(reference)
            self.references.setdefault(element.get("href", "").removeprefix("#"), reference)
        elif role == "Link" and parent.role == "TOCI":
            parent.kids.append(Node("Reference", [node]))
        else:
            parent.kids.append(node)
        if role in ("TH", "TD"):
            node.colspan = int(element.get("colspan", "1"))
            node.rowspan = int(element.get("rowspan", "1"))
        if role == "TH":
            node.scope = "Row" if element.get("scope") == "row" else "Column"
        if role == "Note":
            node.id = element.get("id") or f"note-{len(self.notes) + 1}"
            self.notes[node.id] = node

    def item_of(self, definitions: Node) -> Node:
        """Return the item that the next term or definition of a list belongs to."""
        last = next(reversed(list(definitions.nodes())), None)
        if last is not None and all(node.role != "LBody" for node in last.nodes()):
            return last
        item = Node("LI")
        definitions.kids.append(item)
        return item

    def label(self, element: Element) -> Node:
        """Return the label of a list item or a note."""
        if element not in self.labels:
            label = Node("Lbl")
            self.labels[element] = label
            self.target(element)
            self.items.get(element, self.targets[element]).kids.insert(0, label)
        return self.labels[element]

    def role(self, element: Element) -> str | None:
        """Return the role of *element*, or None where it is nothing of its own."""
        tag = element.tag
        if element.get("role") in ARIA_ROLES:
            return ARIA_ROLES[element.get("role", "")]
        if tag == "a" and not element.get("href"):
            return None
        if tag == "abbr" and not element.get("title"):
            return None
        if tag in ("ol", "ul", "li") and self.in_contents(element):
            return "TOCI" if tag == "li" else "TOC"
        if tag == "li":
            return "LI"
        if tag in PARTS_OF_TABLES and self.table_is_layout(element):
            return None
        if tag == "dt":
            return "Lbl"
        if tag == "dd":
            return "LBody"
        classes = (element.get("class") or "").split()
        if "label" in classes and tag == "span":
            around = self.parents[element].get("role")
            return "Lbl" if around in ("doc-footnote", "doc-biblioentry") else None
        if "line" in classes and tag == "div":
            return "P"
        return ROLES.get(tag)

    def table_is_layout(self, element: Element) -> bool:
        """Tell whether the table around *element* only sets columns."""
        while element in self.parents:
            element = self.parents[element]
            if element.tag == "table":
                return element.get("role") in ("none", "presentation")
        return False

    def in_contents(self, element: Element) -> bool:
        """Tell whether *element* stands in a table of contents."""
        while element in self.parents:
            element = self.parents[element]
            if element.tag == "nav" or element.get("role") == "doc-toc":
                return True
        return False

    def finish(self) -> Node:
        """Bring the tree into the form that readers' programs expect, and return it.

        A note stands after the place that refers to it first, wherever the page has put it.
        """
        for id_, note in self.notes.items():
            if id_ in self.references:
                place_after(self.document, note, self.references[id_])
        wrap_stray_content(self.document)
        prune(self.document)
        return self.document

    def inherited_lang(self, element: Element) -> str:
        """Return the language around *element*."""
        while element in self.parents:
            element = self.parents[element]
            if lang := element.get("lang"):
                return lang
        return self.lang


def table_parts(table: Element) -> Iterator[Element]:
    """Yield a table's caption, rows and cells; an empty cell has no content to make it."""
    for part in table:
        if part.tag == "caption":
            yield part
        for row in part if part.tag in ("thead", "tbody", "tfoot") else (part,):
            if row.tag == "tr":
                yield from (cell for cell in row if cell.tag in ("td", "th"))


def alternative(element: Element) -> str | None:
    """Return the text that stands for a picture or a formula."""
    if element.tag == f"{SVG}svg":
        words = (element.findtext(f"{SVG}{name}") for name in ("title", "desc"))
        return ". ".join(filter(None, words)) or None
    if element.tag == "img":
        return element.get("alt")
    if element.get("role") == "math" or element.tag == "math":
        return element.get("aria-label")
    return None


def is_decoration(element: Element) -> bool:
    """Tell whether *element* is a picture that says nothing: ``alt=""``."""
    return element.tag == "img" and element.get("alt") == ""


def link_text(element: Element) -> str:
    """Return what a link says, the texts of its pictures included."""
    if label := element.get("aria-label"):
        return label
    parts: list[str] = []

    def read(item: Element) -> None:
        parts.append(alternative(item) or item.text or "")
        for child in item:
            read(child)
            parts.append(child.tail or "")

    read(element)
    return " ".join("".join(parts).split())


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
        kids: list[Node | MarkedContent | LinkObject] = []
        paragraph: Node | None = None
        for kid in node.kids:
            if isinstance(kid, Node) and kid.role not in INLINE:
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
