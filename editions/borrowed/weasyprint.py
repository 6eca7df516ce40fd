"""WeasyPrint's boxes and its one step that tags them, which this package replaces."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

WEASYPRINT = BorrowedLibrary("WeasyPrint", ("70",), "weasyprint")

_USE = "give a PDF the structure of its text"
_ADD_TAGS = BorrowedPart(
    WEASYPRINT,
    "weasyprint.pdf:add_tags",
    _USE,
    parameters=("pdf", "document", "pdf_version", "page_streams"),
)
_BOXES = {
    name: BorrowedPart(WEASYPRINT, f"weasyprint.formatting_structure.boxes:{name}", _USE, type)
    for name in ("MarginBox", "ParentBox", "ReplacedBox", "TableRowGroupBox", "TextBox")
}
_PLACEHOLDER = BorrowedPart(
    WEASYPRINT, "weasyprint.layout.absolute:AbsolutePlaceholder", _USE, type
)
_FFI = BorrowedPart(WEASYPRINT, "weasyprint.text.ffi:ffi", "tell whether this machine has fonts")
_FONTCONFIG = BorrowedPart(
    WEASYPRINT, "weasyprint.text.ffi:fontconfig", "tell whether this machine has fonts"
)
_FETCHER = BorrowedPart(
    WEASYPRINT,
    "weasyprint.urls:URLFetcher.fetch",
    "let a page read nothing but its own files",
    parameters=("url", "headers"),
)
_FATAL = BorrowedPart(
    WEASYPRINT,
    "weasyprint.urls:FatalURLFetchingError",
    "let a page read nothing but its own files",
    type,
)

PARTS = (_ADD_TAGS, *_BOXES.values(), _PLACEHOLDER, _FFI, _FONTCONFIG, _FETCHER, _FATAL)

#: Adds a structure to a PDF: takes the PDF, the document, the version, the pages' streams.
Tagger = Callable[[Any, Any, object, list[Any]], None]


def box_kind(name: str) -> Any:
    """Return the class of boxes called *name*."""
    return _BOXES[name].get()


def page_box(page: Any) -> Any:
    """Return the box of a page, which holds all others."""
    return WEASYPRINT.attribute(page, "_page_box", "see what stands on the pages")


def placed_box(box: Any) -> Any:
    """Return the box that *box* keeps the place of, or *box* itself."""
    if not isinstance(box, _PLACEHOLDER.get()):
        return box
    return WEASYPRINT.attribute(box, "_box", _USE)


def marked_boxes(stream: Any) -> Any:
    """Return what is marked in the stream of a page: boxes, and the marks of each."""
    return WEASYPRINT.attribute(stream, "_tags", _USE, dict)


@contextlib.contextmanager
def tags_replaced(tagger: Tagger) -> Iterator[None]:
    """Let *tagger* write the structure of documents that are written meanwhile.

    Raises:
        MovedError: WeasyPrint has its tags elsewhere.
    """
    if not WEASYPRINT.is_seen:
        raise WEASYPRINT.moved(_ADD_TAGS.place, "may not be what it was", _USE)
    for part in (*_BOXES.values(), _PLACEHOLDER):
        part.get()
    with _ADD_TAGS.replaced(tagger):
        yield


def has_fonts() -> bool:
    """Tell whether this machine has fonts; without, Pango would end the process."""
    ffi, fontconfig = _FFI.get(), _FONTCONFIG.get()
    configuration = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    known = fontconfig.FcConfigGetFonts(configuration, fontconfig.FcSetSystem)
    return bool(known != ffi.NULL and known.nfont)
