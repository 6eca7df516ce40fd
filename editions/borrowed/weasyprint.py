"""WeasyPrint's boxes, and its two steps that this package replaces: lines, and tags."""

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
    for name in (
        "InlineBox",
        "MarginBox",
        "ParentBox",
        "ReplacedBox",
        "TableRowGroupBox",
        "TextBox",
    )
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

_DESCRIPTION = BorrowedPart(
    WEASYPRINT,
    "weasyprint.text.line_break:get_font_description",
    "describe the font of a style once",
    parameters=("style",),
)

_WHOLE = "set a text of a drawing as one, and not letter by letter"
_DRAW_TEXT = BorrowedPart(
    WEASYPRINT, "weasyprint.svg:text", _WHOLE, parameters=("svg", "node", "font_size")
)
_DRAWN = BorrowedPart(WEASYPRINT, "weasyprint.svg:TAGS", _WHOLE, dict)

PARTS = (
    _ADD_TAGS,
    *_BOXES.values(),
    _PLACEHOLDER,
    _FFI,
    _FONTCONFIG,
    _FETCHER,
    _FATAL,
    _DESCRIPTION,
    _DRAW_TEXT,
    _DRAWN,
)

#: Attribute of a style that holds Pango's description of its font.
_DESCRIBED = "font_description"
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


@contextlib.contextmanager
def fonts_described_once() -> Iterator[None]:
    """Describe the font of a style once, and not for each line and each piece of it.

    A style stays what it is from its first line on: who wants another one takes a copy.

    Raises:
        MovedError: WeasyPrint describes fonts elsewhere.
    """
    original = _DESCRIPTION.find()

    def describe(style: Any) -> Any:
        kept = vars(style)
        if _DESCRIBED not in kept:
            kept[_DESCRIBED] = original(style)
        return kept[_DESCRIBED]

    with _DESCRIPTION.replaced(describe):
        yield


#: Attributes of a text in a drawing that place its letters one by one.
_PLACING = ("x", "y", "dx", "dy")
_SPREADING = ("rotate", "letter-spacing", "textLength")


class _Whole(str):
    """A text that is its own only letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextlib.contextmanager
def drawn_texts_whole() -> Iterator[None]:
    """Set each text of a drawing as one, so that its letters join, kern and run as they should.

    Raises:
        MovedError: WeasyPrint draws texts elsewhere.
    """
    original, tags = _DRAW_TEXT.find(), _DRAWN.find()

    def draw(svg: Any, node: Any, font_size: float) -> None:
        is_placed = any(len(node.get(name, "").replace(",", " ").split()) > 1 for name in _PLACING)
        if node.text and not is_placed and not any(map(node.get, _SPREADING)):
            WEASYPRINT.attribute(node, "_etree_node", _WHOLE).text = _Whole(node.text)
        original(svg, node, font_size)

    whole = {name: draw if drawn is original else drawn for name, drawn in tags.items()}
    with _DRAW_TEXT.replaced(draw), _DRAWN.replaced(whole):
        yield
