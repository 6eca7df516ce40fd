"""Write the text of the PDF on the standard input, as JSON: a program of its own.

A PDF of a few bytes can ask a reader for all memory and all time: whoever calls this limits both,
and is not ended with it.  It imports nothing of this package, so as to begin at once.
"""

from __future__ import annotations

import ctypes
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any


def read_pages(data: bytes, pages: int, letters: int) -> dict[str, object]:
    """Return the text of each page, and what the book is, or why there is none, or too much."""
    import pypdfium2

    found: list[str] = []
    total = 0
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > pages:
            return {"error": "pages"}
        for page in document:
            found.append(page.get_textpage().get_text_bounded())
            total += len(found[-1])
            if total > letters:
                return {"error": "letters"}
        book = read_book(document)
    except pypdfium2.PdfiumError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "memory"}
    return {"pages": found, "book": book}


def read_book(pdf: Any) -> dict[str, object]:
    """Return what a PDF is beside its text, as `editions.verification.books.PrintedBook` has it."""
    from pypdfium2 import raw

    addresses: set[str] = set()
    lacking: set[str] = set()
    alternatives: set[str] = set()
    dead = []
    for number in range(len(pdf)):
        page = pdf[number]
        if _read_links(pdf, page, addresses):
            dead.append(number + 1)
        lacking.update(_lacking(page))
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        if tree:
            alternatives.update(_alternatives(tree))
            raw.FPDF_StructTree_Close(tree)
    return {
        "lang": _words(raw.FPDFCatalog_GetLanguage, pdf.raw),
        "title": pdf.get_metadata_dict().get("Title", ""),
        "bookmarks": [(item.level, item.get_title()) for item in pdf.get_toc()],
        "addresses": sorted(addresses),
        "dead": dead,
        "lacking": sorted(lacking),
        "labels": [pdf.get_page_label(number) for number in range(len(pdf))],
        "alternatives": sorted(alternatives),
    }


def _read_links(pdf: Any, page: Any, addresses: set[str]) -> bool:
    """Add where the links of a page lead to *addresses*; tell whether one leads nowhere."""
    from pypdfium2 import raw

    is_dead = False
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, place, link):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            addresses.add(_plain(raw.FPDFAction_GetURIPath, pdf.raw, action))
        elif not raw.FPDFLink_GetDest(pdf.raw, link):
            is_dead = True
    return is_dead


def _lacking(page: Any) -> Iterator[str]:
    """Yield the names of fonts of a page that are not in the file."""
    from pypdfium2 import raw

    fonts = {}
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(item.raw)
        if font:
            fonts[ctypes.addressof(font.contents)] = font
    for font in fonts.values():
        if not raw.FPDFFont_GetIsEmbedded(font):
            yield _plain(raw.FPDFFont_GetBaseFontName, font)


def _bytes(ask: Any, *about: Any) -> bytes:
    """Return what a function of the library writes, which is asked for its length first."""
    length = ask(*about, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(*about, ctypes.cast(buffer, ask.argtypes[-2]), length)
    return buffer.raw[:length]


def _words(ask: Any, *about: Any) -> str:
    """Return what a function of the library writes in UTF-16."""
    return _bytes(ask, *about).decode("utf-16-le", "replace").rstrip("\0")


def _plain(ask: Any, *about: Any) -> str:
    """Return what a function of the library writes in UTF-8."""
    return _bytes(ask, *about).decode("utf-8", "replace").rstrip("\0")


def _alternatives(tree: Any) -> Iterator[str]:
    """Yield the alternative texts in the structure of a page, however deep."""
    from pypdfium2 import raw

    count = range(raw.FPDF_StructTree_CountChildren(tree))
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in count]
    while waiting:
        item = waiting.pop()
        if not item:
            continue
        if words := _words(raw.FPDF_StructElement_GetAltText, item):
            yield words
        count = range(raw.FPDF_StructElement_CountChildren(item))
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(item, at) for at in count]


def main() -> None:
    """Read within the limits that the arguments name: bytes, seconds, pages, letters."""
    memory, seconds, pages, letters = map(int, sys.argv[1:])
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(read_pages(data, pages, letters)))


if __name__ == "__main__":
    main()
