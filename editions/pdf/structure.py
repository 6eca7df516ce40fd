"""The logical structure of a document: what a screen reader is given.

The tree follows the HTML elements, not the boxes that a layout breaks them into: a paragraph
that crosses a page is one paragraph.  The rules are those of ISO 14289-1 (PDF/UA-1) and the
Matterhorn Protocol 1.1, and, where they agree with these, of ISO 14289-2 (PDF/UA-2).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, dropwhile
from xml.etree.ElementTree import Element

from editions.pdf.roles import alternative, around, numbering, role_of, table_parts
from editions.pdf.tree import Node, place_after, prune, wrap_stray_content

#: Attribute of an item of a flat list that says how deep it would stand in a nested one.
_LEVEL = "aria-level"


class StructureBuilder:
    """Builds the tree while the content of the pages arrives in reading order."""

    def __init__(self, root: Element, lang: str) -> None:
        self.document = Node("Document")
        self.root = root
        self.lang = lang
        self.parents = {child: parent for parent in root.iter() for child in parent}
        #: Where the content of an element goes.
        self.targets: dict[Element, Node] = {root: self.document}
        #: The nodes of elements that have one of their own.
        self.own: dict[Element, Node] = {root: self.document}
        self.labels: dict[Element, Node] = {}
        self.items: dict[Element, Node] = {}
        #: Styles of the labels of lists, values of ``list-style-type``.
        self.styles: dict[Element, object] = {}
        #: Entries of tables of contents, and the list that each stands in.
        self.contents: dict[Node, Node] = {}
        #: Notes, and what refers to each, by the id of the note.
        self.notes: dict[str, Node] = {}
        self.references: dict[str, list[Node]] = {}
        #: Of the finished tree: its nodes, and the elements that links can lead to.
        self.whole: set[Node] = set()
        self.ids: dict[str, Element] = {}

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
        role = role_of(element, self.parents)
        lang = element.get("lang")
        foreign = lang is not None and lang != self.inherited_lang(element)
        if role is None and foreign:
            role = "Span"
        if role is None:
            return parent
        node = Node(role, lang=lang if foreign else None, alt=alternative(element))
        self.own[element] = node
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
            note = element.get("href", "").removeprefix("#")
            self.references.setdefault(note, []).append(reference)
        elif role == "Link" and parent.role == "TOCI":
            parent.kids.append(Node("Reference", [node]))
        elif role == "TOCI":
            level = element.get(_LEVEL, "")
            self.contents[node] = nested(parent, int(level) if level.isdecimal() else 1)
            self.contents[node].kids.append(node)
        elif role == "TOC" and parent in self.contents:
            self.contents[parent].kids.append(node)
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

    def label(self, element: Element, style: object = None) -> Node:
        """Return the label of a list item or a note; *style* is the item's ``list-style-type``."""
        if element not in self.labels:
            label = Node("Lbl")
            self.labels[element] = label
            self.target(element)
            self.items.get(element, self.targets[element]).kids.insert(0, label)
            self.styles.setdefault(self.parents[element], style)
        return self.labels[element]

    def finish(self) -> Node:
        """Bring the tree into the form that readers' programs expect, and return it.

        A note stands after the place that refers to it first, wherever the page has put it.
        """
        for id_, note in self.notes.items():
            references = self.references.get(id_, [])
            note.refs = references
            for reference in references:
                reference.refs = [note]
            if references:
                place_after(self.document, note, references[0])
        wrap_stray_content(self.document)
        prune(self.document)
        self.whole = set(self.document.walk())
        for element in self.root.iter():
            self.ids.setdefault(element.get("id") or element.get("name") or "", element)
        for element, node in self.own.items():
            if node.role == "L":
                labelled = any(kid.role == "Lbl" for item in node.nodes() for kid in item.nodes())
                style = self.styles.get(element)
                node.numbering = numbering(element, style) if labelled else "None"
            elif node.role == "TOCI":
                node.refs = list(dict.fromkeys(map(self.destination, self.targets_of(element))))
        return self.document

    def targets_of(self, entry: Element) -> Iterator[str]:
        """Yield the ids that an entry of the contents leads to, those of entries in it left out."""
        for link in entry.iter("a"):
            holder = next(item for item in around(link, self.parents) if item.tag == "li")
            target = link.get("href", "")
            if holder is entry and target.startswith("#"):
                yield target.removeprefix("#")

    def destination(self, id_: str) -> Node:
        """Return the node that a link to *id_* leads to, in the finished tree."""
        return self.node_of(self.ids.get(id_, self.root))

    def node_of(self, element: Element) -> Node:
        """Return the node of *element*, or the one that its content belongs to.

        An element without content, such as an anchor before a heading, stands for what follows.
        """
        nearest = chain([element], around(element, self.parents))
        if self.own.get(element) not in self.whole and not _says_something(element):
            following = dropwhile(lambda item: item is not element, self.root.iter())
            nearest = chain(following, nearest)
        found = (self.own[item] for item in nearest if self.own.get(item) in self.whole)
        return next(found, self.document)

    def inherited_lang(self, element: Element) -> str:
        """Return the language around *element*."""
        langs = (item.get("lang") for item in around(element, self.parents))
        return next(filter(None, langs), self.lang)


def nested(contents: Node, level: int) -> Node:
    """Return the list for the next entry on *level* of a table of contents, 1 for its own."""
    for _ in range(1, level):
        last = next(reversed(list(contents.nodes())), None)
        if last is None or last.role != "TOC":
            last = Node("TOC")
            contents.kids.append(last)
        contents = last
    return contents


def _says_something(element: Element) -> bool:
    """Tell whether there is anything to read or to see in *element*."""
    shown = chain(element.itertext(), (item.tag for item in element.iter("img")))
    return any(text.strip() for text in shown)
