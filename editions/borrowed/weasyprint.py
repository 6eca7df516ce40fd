"""WeasyPrint's boxes, and its two steps that this package replaces: lines, and tags."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
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

_BREAKS = "choose where words are broken"
_LINE = BorrowedPart(
    WEASYPRINT,
    "weasyprint.layout.inline:get_next_linebox",
    _BREAKS,
    parameters=(
        "context",
        "linebox",
        "position_y",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "absolute_boxes",
        "fixed_boxes",
        "first_letter_style",
        "first_line_style",
    ),
)
_SPLIT = BorrowedPart(
    WEASYPRINT,
    "weasyprint.layout.inline:split_first_line",
    _BREAKS,
    parameters=("text", "style", "context", "max_width"),
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
    _LINE,
    _SPLIT,
    _DESCRIPTION,
    _DRAW_TEXT,
    _DRAWN,
)

#: Attribute of a style that holds Pango's description of its font.
_DESCRIBED = "font_description"
#: Attribute of a box of text that holds what `added_hyphen` returns.
_ADDED_HYPHEN = "added_hyphen"
#: What a line with a broken word ends with.
_HYPHENS = ("-", "\u2010")
#: Values of ``white-space`` with which lines wrap, and the spaces at their ends go.
_COLLAPSING = ("normal", "pre-line")

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


def added_hyphen(box: Any) -> str:
    """Return the hyphen that the line of a text has been given where it breaks a word, or ""."""
    return str(getattr(box, _ADDED_HYPHEN, ""))


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


@dataclass(frozen=True)
class BreakingPoint:
    """A place in a paragraph where a line would end with a hyphen."""

    #: The text of the line before the hyphen, and that of the paragraph behind it.
    before: str
    after: str
    #: How many lines in a row before this one end with a hyphen.
    broken_before: int
    #: The line is the last one of its page or the last but one, as far as can be known: whether
    #: a line moves to the next page is known only when the paragraph has been laid out.
    ends_page: bool


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


@contextlib.contextmanager
def breaks_judged(may_break: Callable[[BreakingPoint], bool]) -> Iterator[None]:
    """Break words only where *may_break* agrees, in what is laid out meanwhile.

    A word that is alone on its line and longer than the line is broken all the same.

    Raises:
        MovedError: WeasyPrint lays out lines elsewhere.
    """
    lines = _Lines(may_break)
    with _LINE.replaced(lines.next_line), _SPLIT.replaced(lines.split):
        yield


class _Lines:
    """Lays out lines, and those again whose last word may not be broken."""

    def __init__(self, may_break: Callable[[BreakingPoint], bool]) -> None:
        self.may_break = may_break
        self.original_line, self.original_split = _LINE.find(), _SPLIT.find()
        #: Words of the line that is laid out may be broken.
        self.allowed = True
        #: Texts that were given a hyphen, by their identity: an equal one may have its own.
        self.hyphenated: dict[int, str] = {}
        #: The paragraph of the last line, and how many lines in a row end with a hyphen in it.
        self.paragraph: object = None
        self.in_a_row = 0

    def split(
        self, text: str, style: Any, context: Any, max_width: Any, *arguments: Any, **options: Any
    ) -> Any:
        """Fit text into a line, as WeasyPrint does, or all of it where only its end hangs over."""
        if not self.allowed and style["hyphens"] == "auto":
            style = style.copy()
            style["hyphens"] = "manual"

        def fit(text: str, width: Any) -> Any:
            return self.original_split(text, style, context, width, *arguments, **options)

        found = fit(text, max_width)
        layout, _, resume_at, *_ = found
        # Where a text fits but for the space at its end, and another element follows, WeasyPrint
        # leaves its first word alone on the line.
        hangs = resume_at is not None and text.endswith(" ") and " " not in layout.text.strip()
        if hangs and style["white_space"] in _COLLAPSING:
            _, _, beyond, width, *_ = fit(text.rstrip(" "), None)
            if beyond is None and width <= max_width:
                return fit(text, None)
        if resume_at is not None and layout.text and not text.startswith(layout.text):
            self.hyphenated[id(layout.text)] = layout.text
        return found

    def next_line(
        self,
        context: Any,
        linebox: Any,
        position_y: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Any:
        """Lay out the next line of a paragraph."""

        def lay_out(*, allowed: bool) -> Any:
            outer, self.allowed = self.allowed, allowed
            try:
                return self.original_line(
                    context, linebox, position_y, bottom_space, skip_stack, containing_block,
                    absolute_boxes, fixed_boxes, first_letter_style, first_line_style,
                )  # fmt: skip
            finally:
                self.allowed = outer

        if skip_stack is None or self.paragraph is not linebox:
            self.paragraph, self.in_a_row = linebox, 0
        before = (len(absolute_boxes), len(fixed_boxes), context.excluded_shapes.copy())
        in_a_row = self.in_a_row
        line, resume_at = lay_out(allowed=True)
        point = line and self.point(context, linebox, line, resume_at, bottom_space, in_a_row)
        if point and not self.may_break(point):
            after = (absolute_boxes[before[0] :], fixed_boxes[before[1] :], context.excluded_shapes)
            del absolute_boxes[before[0] :], fixed_boxes[before[1] :]
            context.excluded_shapes = before[2]
            whole = lay_out(allowed=False)
            if whole[0] and whole[0].width <= max(containing_block.width, line.width):
                line, resume_at = whole
            else:
                absolute_boxes[before[0] :], fixed_boxes[before[1] :] = after[:2]
                context.excluded_shapes = after[2]
        boxes = list(_text_boxes(line)) if line else []
        for box in boxes:
            if id(box.text) in self.hyphenated:
                setattr(box, _ADDED_HYPHEN, box.style["hyphenate_character"])
        # A word may have a hyphen of its own there.
        ends = "".join(box.text for box in boxes).rstrip().endswith(_HYPHENS)
        self.paragraph, self.in_a_row = linebox, in_a_row + 1 if ends else 0
        return line, resume_at

    def point(
        self, context: Any, linebox: Any, line: Any, resume_at: Any, bottom_space: Any, row: int
    ) -> BreakingPoint | None:
        """Return where *line* breaks its last word, or None."""
        texts = list(_texts(line))
        if resume_at is None or not texts or id(texts[-1]) not in self.hyphenated:
            return None
        after_two_more = line.position_y + 3 * line.height
        return BreakingPoint(
            before="".join(texts)[:-1],
            after=_rest(linebox, resume_at),
            broken_before=row,
            ends_page=context.overflows_page(bottom_space, after_two_more),
        )


def _texts(box: Any) -> Iterator[str]:
    """Yield the texts in a box, in their order."""
    return (str(item.text) for item in _text_boxes(box))


def _text_boxes(box: Any) -> Iterator[Any]:
    """Yield the boxes of text in a box, in their order."""
    if isinstance(box, _BOXES["TextBox"].get()):
        yield box
    elif isinstance(box, _BOXES["ParentBox"].get()):
        for child in box.children:
            yield from _text_boxes(placed_box(child))


def _rest(box: Any, skip: Mapping[int, Any]) -> str:
    """Return the text of a box from where a line ends in it: places of children, at last bytes."""
    ((index, inner),) = skip.items()
    if isinstance(box, _BOXES["TextBox"].get()):
        return str(box.text.encode()[index or 0 :].decode())
    child = box.children[index]
    first = "".join(_texts(child)) if inner is None else _rest(child, inner)
    return first + "".join("".join(_texts(child)) for child in box.children[index + 1 :])
