"""Read the structure of a PDF file as a blind reader's program does: elements and their text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Dictionary, Name


@dataclass(frozen=True)
class Content:
    """A run of marked content."""

    #: Page, counted from 0.
    page: int
    mcid: int
    text: str


@dataclass(frozen=True)
class LinkArea:
    """A link annotation."""

    page: int
    #: Name of the place in the document that it leads to, or None.
    destination: str | None
    #: Address that it leads to, or None.
    address: str | None
    #: What a reader's program says of it.
    contents: str


@dataclass(eq=False)
class Tag:
    """A structure element."""

    role: str
    parent: Tag | None = field(repr=False)
    lang: str | None
    alt: str | None
    expansion: str | None
    id: str | None
    scope: str | None
    colspan: int
    rowspan: int
    #: How the labels of a list are counted.
    numbering: str | None
    #: Identity of the object in the file.
    objgen: tuple[int, int]
    kids: list[Tag | Content | LinkArea] = field(default_factory=list)

    def walk(self) -> Iterator[Tag]:
        """Yield this element and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def find(self, *roles: str) -> list[Tag]:
        """Return the elements of *roles* at or below this one, in reading order."""
        return [tag for tag in self.walk() if tag.role in roles]

    def contents(self) -> Iterator[Content]:
        """Yield the marked content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Content):
                yield kid
            elif isinstance(kid, Tag):
                yield from kid.contents()

    def areas(self) -> list[LinkArea]:
        """Return the link annotations directly in this element."""
        return [kid for kid in self.kids if isinstance(kid, LinkArea)]

    @property
    def pages(self) -> list[int]:
        """The pages that the element's content stands on."""
        return sorted({content.page for content in self.contents()})

    @property
    def text(self) -> str:
        """The text below, blanks folded; lines are joined as they stand."""
        return " ".join("".join(content.text for content in self.contents()).split())

    @property
    def roles(self) -> list[str]:
        """Roles of the elements directly below."""
        return [kid.role for kid in self.kids if isinstance(kid, Tag)]

    @property
    def around(self) -> list[str]:
        """Roles of the elements around this one, the nearest first."""
        return [] if self.parent is None else [self.parent.role, *self.parent.around]

    def outline(self) -> list[str]:
        """Return the roles of headings, lists and tables below, as an indented list."""
        shown = {"H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Table", "TR", "TH", "TD", "TOC"}
        shown |= {"TOCI", "Figure", "Note"}
        lines = []

        def visit(tag: Tag, depth: int) -> None:
            if tag.role in shown:
                lines.append("  " * depth + tag.role)
                depth += 1
            for kid in tag.kids:
                if isinstance(kid, Tag):
                    visit(kid, depth)

        visit(self, 0)
        return lines


def read_texts(path: Path) -> list[dict[int | None, str]]:
    """Return the text of each page by marked content; None holds what is decoration."""
    pages = []
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            texts: dict[int | None, str] = {}
            textpage = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mcid = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                size = pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
                buffer = ctypes.create_string_buffer(size)
                pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
                pdfium.FPDFTextObj_GetText(item.raw, textpage.raw, pointer, size)
                text = buffer.raw[: size - 2].decode("utf-16-le")
                key = mcid if mcid >= 0 else None
                texts[key] = texts.get(key, "") + text
            pages.append(texts)
    finally:
        document.close()
    return pages


def read_tree(path: Path) -> Tag:
    """Return the top of the structure of the file at *path*."""
    texts = read_texts(path)
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        (top,) = pdf.Root.StructTreeRoot.K
        return _read_tag(top, None, numbers, texts)


def _read_tag(
    source: pikepdf.Object,
    parent: Tag | None,
    numbers: dict[tuple[int, int], int],
    texts: list[dict[int | None, str]],
) -> Tag:
    attributes = source.get("/A", Dictionary())

    def string(key: str) -> str | None:
        return str(source[key]) if key in source else None

    tag = Tag(
        role=str(source.S).removeprefix("/"),
        parent=parent,
        lang=string("/Lang"),
        alt=string("/Alt"),
        expansion=string("/E"),
        id=string("/ID"),
        scope=str(attributes.Scope).removeprefix("/") if "/Scope" in attributes else None,
        colspan=int(attributes.get("/ColSpan", 1)),
        rowspan=int(attributes.get("/RowSpan", 1)),
        numbering=str(attributes.ListNumbering).removeprefix("/")
        if "/ListNumbering" in attributes
        else None,
        objgen=source.objgen,
    )
    for kid in source.get("/K", []):
        if isinstance(kid, int):
            page = numbers[source.Pg.objgen]
            tag.kids.append(Content(page, kid, texts[page].get(kid, "")))
        elif kid.get("/Type") == Name.MCR:
            page = numbers[kid.Pg.objgen]
            tag.kids.append(Content(page, int(kid.MCID), texts[page].get(int(kid.MCID), "")))
        elif kid.get("/Type") == Name.OBJR:
            annotation = kid.Obj
            tag.kids.append(
                LinkArea(
                    page=numbers[kid.Pg.objgen],
                    destination=str(annotation.Dest) if "/Dest" in annotation else None,
                    address=str(annotation.A.URI) if "/A" in annotation else None,
                    contents=str(annotation.Contents),
                )
            )
        else:
            assert kid.P.objgen == source.objgen
            tag.kids.append(_read_tag(kid, tag, numbers, texts))
    return tag


def marked_contents(pdf: pikepdf.Pdf) -> list[set[int]]:
    """Return the identifiers of marked content in each page, decoration left out.

    Raises:
        AssertionError: text or a picture is neither marked nor decoration, or an identifier
            stands twice on a page.
    """
    pages: list[set[int]] = []
    for page in pdf.pages:
        found: list[int] = []
        marks: list[str] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                marks.append(str(instruction.operands[0]))
                properties = instruction.operands[1] if operator == "BDC" else Dictionary()
                if "/MCID" in properties:
                    assert marks[-1] != "/Artifact"
                    found.append(int(properties.MCID))
            elif operator == "EMC":
                marks.pop()
            elif operator in ("Tj", "TJ", "'", '"', "Do", "S", "f", "f*", "B", "B*", "sh"):
                assert marks, f"{operator} is not marked on page {len(pages) + 1}"
        assert not marks
        assert len(found) == len(set(found))
        pages.append(set(found))
    return pages
