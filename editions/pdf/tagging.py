"""Write the logical structure into a PDF, in place of the tags that WeasyPrint would write.

WeasyPrint 70 tags boxes: what crosses a page becomes several elements, a repeated table head
is read twice, running heads are marked as content.  `logical_structure` replaces that one step
for as long as a document is written.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from functools import partial
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
from editions.borrowed.weasyprint_lines import added_hyphen
from editions.pdf.content import make_artifact, make_hyphen_soft
from editions.pdf.destinations import lead_names_to_elements, lead_outline_to_elements
from editions.pdf.elements import ElementWriter
from editions.pdf.roles import is_decoration, link_text
from editions.pdf.standards import Standard
from editions.pdf.structure import StructureBuilder
from editions.pdf.tree import FRAMES, GROUPS, LinkObject, MarkedContent, Node


@contextlib.contextmanager
def logical_structure(standard: Standard) -> Iterator[None]:
    """Let documents that are written meanwhile get their structure from their elements.

    Raises:
        MovedError: WeasyPrint is of a version whose tags cannot be replaced.
    """
    with tags_replaced(partial(add_structure, standard)):
        yield


def add_structure(
    standard: Standard, pdf: Any, document: Any, pdf_version: object, page_streams: list[Any]
) -> None:
    """Add the structure tree of *document*, whose pages are drawn in *page_streams*, to *pdf*."""
    reader = _BoxReader(document)
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        reader.read_page(number, page_box(page), stream)
    builder = reader.builder
    writer = ElementWriter(pdf, standard)
    writer.write(builder.finish(), reader.contents)
    if standard.is_pdf2:
        lead_names_to_elements(pdf, lambda name: writer.made[builder.destination(name)])
        headings = [writer.made[builder.node_of(element)] for element in reader.bookmarks]
        lead_outline_to_elements(pdf, headings)
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
        #: Elements in the outline, in its order.
        self.bookmarks: list[Element] = []
        #: Names of fonts whose glyphs are bitmaps.
        self.bitmaps = {font.hash for font in document.fonts.values() if font.bitmap}

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
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.bookmarks.append(box.element)
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
        if hyphen := added_hyphen(box):
            on_the_left = box.style["direction"] == "rtl"
            make_hyphen_soft(
                self.stream, mcid, hyphen, on_the_left=on_the_left, bitmaps=self.bitmaps
            )
        node.kids.append(MarkedContent(self.number, mcid))

    def owner(self, box: Any) -> Node:
        """Return the node that the text or the picture in *box* belongs to."""
        if str(box.element_tag).endswith("::marker"):
            return self.builder.label(box.element, box.style["list_style_type"])
        return self.builder.target(box.element)


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
