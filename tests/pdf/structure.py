"""Read the tables of a tagged PDF file by its structure, as assistive technology does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

#: Text of marked content by page (from 0) and its number on the page.
Marked = dict[tuple[int, int], str]


def read_tables(path: Path) -> list[list[list[str]]]:
    """Return the cells of every table: its rows in order, a repeated head once."""
    marked = _marked_text(path)
    with pikepdf.open(path) as pdf:
        pages = {page.objgen: number for number, page in enumerate(p.obj for p in pdf.pages)}
        tables: list[list[list[str]]] = []
        for table in _find(pdf.Root.StructTreeRoot, "/Table"):
            rows = [
                [_text(cell, pages, marked) for cell in _kids(row) if _kind(cell) in ("/TH", "/TD")]
                for row in _find(table, "/TR")
            ]
            if tables and rows and rows[0] == tables[-1][0]:
                tables[-1] += rows[1:]  # the same table on its next page
            else:
                tables.append(rows)
        return [[row for n, row in enumerate(rows) if n == 0 or row != rows[0]] for rows in tables]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K") if isinstance(node, pikepdf.Dictionary) else None
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _kind(node: Any) -> str:
    return str(node.get("/S", "")) if isinstance(node, pikepdf.Dictionary) else ""


def _find(node: Any, kind: str) -> Iterator[Any]:
    for kid in _kids(node):
        if _kind(kid) == kind:
            yield kid
        else:
            yield from _find(kid, kind)


def _text(node: Any, pages: dict[tuple[int, int], int], marked: Marked) -> str:
    parts: list[str] = []

    def walk(element: Any, page: int) -> None:
        if isinstance(element, pikepdf.Dictionary) and "/Pg" in element:
            page = pages[element.Pg.objgen]
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary):
                if "/MCID" in kid:
                    own = pages[kid.Pg.objgen] if "/Pg" in kid else page
                    parts.append(marked.get((own, int(kid.MCID)), ""))
                else:
                    walk(kid, page)
            else:
                parts.append(marked.get((page, int(kid)), ""))

    walk(node, 0)
    # PDFium's sign for a hyphen at the end of a line.
    joined = " ".join(parts).replace("\x02 ", "-").replace("\x02", "-")
    # A part may begin or end with a space of its own.
    return " ".join(filter(None, joined.split(" ")))


def _marked_text(path: Path) -> Marked:
    marked: Marked = {}
    document = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(document):
            words = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mcid = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                if mcid >= 0:
                    key = (number, mcid)
                    marked[key] = marked.get(key, "") + _object_text(item.raw, words.raw)
    finally:
        document.close()
    return marked


def _object_text(item: Any, words: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(item, words, None, 0)
    buffer = (pdfium.FPDF_WCHAR * length)()
    pdfium.FPDFTextObj_GetText(item, words, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
