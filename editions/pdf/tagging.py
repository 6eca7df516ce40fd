"""Write the logical structure into a PDF, in place of the tags that WeasyPrint would write.

WeasyPrint 70 tags boxes: what crosses a page becomes several elements, a repeated table head
is read twice, running heads are marked as content.  `logical_structure` replaces that one step
for as long as a document is written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from editions.borrowed.weasyprint import (
    box_kind,
    marked_boxes,
    page_box,
    placed_box,
    tags_replaced,
)
from editions.pdf.structure import (
    FRAMES,
    GROUPS,
    LinkObject,
    MarkedContent,
    Node,
    StructureBuilder,
    is_decoration,
    link_text,
)


@contextlib.contextmanager
def logical_structure() -> Iterator[None]:
    """Let documents that are written meanwhile get their structure from their elements.

    Raises:
        MovedError: WeasyPrint is of a version whose tags cannot be replaced.
    """
    with tags_replaced(add_structure):
        yield


def add_structure(pdf: Any, document: Any, pdf_version: object, page_streams: list[Any]) -> None:
    """Add the structure tree of *document*, whose pages are drawn in *page_streams*, to *pdf*."""
    reader = _BoxReader(document)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reader.read_page(number, page_box(page), stream)
    _TagWriter(pdf).write(reader.builder.finish(), reader.contents)
    for number, repeated in reader.dropped:
        drop_annotations(pdf, number, repeated)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _BoxReader:
    """Reads the boxes of each page in the order in which they are drawn."""

    def __init__(self, document: Any) -> None:
        root = next(
            box.element
            for box in page_box(document.pages[0]).children
            if box.element is not None and box.element.tag == "html"
        )
        self.builder = StructureBuilder(root, document.metadata.lang or "")
        #: Runs of marked content on each page, artifacts included.
        self.contents: list[int] = []
        #: Table heads that have been read on an earlier page.
        self.heads: set[Element] = set()
        #: Annotations of each page that say what another one says already.
        self.dropped: list[tuple[int, list[Any]]] = []

    def read_page(self, number: int, box: Any, stream: Any) -> None:
        tags = marked_boxes(stream)
        self.number = number
        self.stream = stream
        self.contents.append(len(tags))
        self.dropped.append((number, []))
        heads: set[Element] = set()
        self.read(box, tags, heads, decoration=False)
        self.heads |= heads

    def read(self, box: Any, tags: Any, heads: set[Element], *, decoration: bool) -> None:
        box = placed_box(box)
        if isinstance(box, box_kind("MarginBox")):
            decoration = True
        elif isinstance(box, box_kind("TableRowGroupBox")) and box.is_header:
            decoration = decoration or box.element in self.heads
            heads.add(box.element)
        if box.link_annotation is not None:
            self.read_link(box, decoration=decoration)
        if box in tags:
            self.read_content(box, tags.pop(box)["mcid"], decoration=decoration)
        if isinstance(box, box_kind("ParentBox")):
            for child in box.children:
                self.read(child, tags, heads, decoration=decoration)

    def read_link(self, box: Any, *, decoration: bool) -> None:
        """Keep the annotation of a link; each box inside the link repeats it."""
        if decoration or box.element_tag != "a" or not box.element.get("href"):
            self.dropped[-1][1].append(box.link_annotation)
            return
        words = link_text(box.element) or box.element.get("href")
        box.link_annotation["Contents"] = pydyf.String(words)
        link = LinkObject(self.number, box.link_annotation)
        self.builder.target(box.element).kids.append(link)

    def read_content(self, box: Any, mcid: int, *, decoration: bool) -> None:
        node = None if decoration or box.element is None else self.owner(box)
        blank = isinstance(box, box_kind("TextBox")) and not box.text.strip()
        unwanted = FRAMES | GROUPS | {"Note"} if blank else FRAMES
        if node is None or node.role in unwanted or is_decoration(box.element):
            make_artifact(self.stream, mcid)
            return
        if isinstance(box, box_kind("ReplacedBox")):
            left, top = box.content_box_x(), box.content_box_y()
            node.bbox = (left, top, left + box.width, top + box.height)
        node.kids.append(MarkedContent(self.number, mcid))

    def owner(self, box: Any) -> Node:
        """Return the node that the text or the picture in *box* belongs to."""
        if str(box.element_tag).endswith("::marker"):
            return self.builder.label(box.element)
        return self.builder.target(box.element)


def make_artifact(stream: Any, mcid: int) -> None:
    """Turn marked content that is drawn already into decoration of the page."""
    for index, operand in enumerate(stream.stream):
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") == mcid:
            stream.stream[index - 1] = "/Artifact"
            stream.stream[index] = pydyf.Dictionary({"Type": "/Pagination"})
            return


def drop_annotations(pdf: Any, page: int, annotations: list[Any]) -> None:
    """Remove annotations from a page and from the file."""
    if not annotations:
        return
    page_object = pdf.objects[int(pdf.page_references[page].split()[0])]
    unwanted = {annotation.reference for annotation in annotations}
    kept = [reference for reference in page_object["Annots"] if reference not in unwanted]
    page_object["Annots"] = pydyf.Array(kept)
    for annotation in annotations:
        annotation.clear()


class _TagWriter:
    """Turns nodes into objects of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        #: References to structure elements, by page and number of the content.
        self.owners: dict[tuple[int, int], bytes] = {}
        #: Annotations and the references to their links.
        self.links: list[tuple[Any, bytes]] = []
        #: References to elements that have an id.
        self.ids: dict[str, bytes] = {}

    def write(self, document: Node, contents: list[int]) -> None:
        """Write the tree; *contents* says how many runs of marked content each page has."""
        root = self.add({"Type": "/StructTreeRoot"})
        top = self.element(document, root)
        root["K"] = pydyf.Array([top.reference])
        numbers = pydyf.Array()
        for page, count in enumerate(contents):
            owners = [self.owners.get((page, mcid), b"null") for mcid in range(count)]
            numbers.extend([page, pydyf.Array(owners)])
        for key, (annotation, reference) in enumerate(self.links, len(contents)):
            annotation["StructParent"] = key
            numbers.extend([key, reference])
        root["ParentTree"] = self.add({"Nums": numbers}).reference
        root["ParentTreeNextKey"] = len(contents) + len(self.links)
        if self.ids:
            names = [
                item for id_ in sorted(self.ids) for item in (pydyf.String(id_), self.ids[id_])
            ]
            root["IDTree"] = self.add({"Names": pydyf.Array(names)}).reference
        self.pdf.catalog["StructTreeRoot"] = root.reference

    def add(self, values: dict[str, Any]) -> Any:
        """Add a dictionary to the file and return it."""
        made = pydyf.Dictionary(values)
        self.pdf.add_object(made)
        return made

    def element(self, node: Node, parent: Any) -> Any:
        """Add *node* and all below it to the file; return the object."""
        made = self.add({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference})
        first = node.first_mark()
        page = first.page if first is not None else None
        if page is not None:
            made["Pg"] = self.pdf.page_references[page]
        if node.lang is not None:
            made["Lang"] = pydyf.String(node.lang)
        if node.alt is not None:
            made["Alt"] = pydyf.String(node.alt)
        if node.expansion is not None:
            made["E"] = pydyf.String(node.expansion)
        if node.id is not None:
            made["ID"] = pydyf.String(node.id)
            self.ids[node.id] = made.reference
        if attributes := self.attributes(node):
            made["A"] = pydyf.Dictionary(attributes)
        made["K"] = pydyf.Array([self.kid(kid, made, page) for kid in node.kids])
        return made

    def kid(self, kid: Node | MarkedContent | LinkObject, parent: Any, page: int | None) -> Any:
        """Return what stands for *kid* in its parent, which begins on *page*."""
        if isinstance(kid, Node):
            return self.element(kid, parent).reference
        reference = self.pdf.page_references[kid.page]
        if isinstance(kid, MarkedContent):
            self.owners[kid.page, kid.mcid] = parent.reference
            if kid.page == page:
                return kid.mcid
            return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": kid.mcid})
        annotation: Any = kid.annotation
        self.links.append((annotation, parent.reference))
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": reference, "Obj": annotation.reference})

    @staticmethod
    def attributes(node: Node) -> dict[str, Any]:
        """Return the attributes of a figure or a cell (ISO 32000-1, 14.8.5)."""
        if node.bbox is not None:
            return {"O": "/Layout", "BBox": pydyf.Array(node.bbox)}
        if node.role not in ("TH", "TD"):
            return {}
        values: dict[str, Any] = {"O": "/Table"}
        if node.scope:
            values["Scope"] = f"/{node.scope}"
        if node.colspan > 1:
            values["ColSpan"] = node.colspan
        if node.rowspan > 1:
            values["RowSpan"] = node.rowspan
        return values if len(values) > 1 else {}
