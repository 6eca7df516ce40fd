"""The lines of WeasyPrint: where they end, and where words are broken."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any

from editions.borrowed.parts import BorrowedPart
from editions.borrowed.weasyprint import WEASYPRINT, box_kind, placed_box

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

_PATTERNS = BorrowedPart(
    WEASYPRINT,
    "weasyprint.text.line_break:pyphen",
    "choose the patterns that break the words of a language",
    ModuleType,
)

PARTS = (_LINE, _SPLIT, _PATTERNS)

#: Attribute of a box of text that holds what `added_hyphen` returns.
_ADDED_HYPHEN = "added_hyphen"
#: What a line with a broken word ends with.
_HYPHENS = ("-", "\u2010")
#: Values of ``white-space`` with which lines wrap, and the spaces at their ends go.
_COLLAPSING = ("normal", "pre-line")
#: What is widened in a line that is justified.
_EXPANDABLE = " \u00a0"
#: What may be added to the spaces of a line, in ems, before a word of the line above joins it.
_LOOSE = 0.25
#: So many words are moved at most.
_MOVED = 2
#: Less than anything is wide, in pixels.
_LEAST = 0.01


def added_hyphen(box: Any) -> str:
    """Return the hyphen that the line of a text has been given where it breaks a word, or ""."""
    return str(getattr(box, _ADDED_HYPHEN, ""))


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
def breaks_judged(may_break: Callable[[BreakingPoint], bool]) -> Iterator[None]:
    """Break words only where *may_break* agrees, in what is laid out meanwhile.

    A word that is alone on its line and longer than the line is broken all the same.

    Raises:
        MovedError: WeasyPrint lays out lines elsewhere.
    """
    lines = _Lines(may_break)
    with _LINE.replaced(lines.next_line), _SPLIT.replaced(lines.split):
        yield


@contextlib.contextmanager
def patterns_chosen(choose: Callable[[str], str]) -> Iterator[None]:
    """Break the words of a language as *choose* says, in what is laid out meanwhile.

    A region that has patterns of its own keeps them.

    Raises:
        MovedError: WeasyPrint asks elsewhere.
    """
    patterns = _PATTERNS.find()

    def chosen(language: str) -> Any:
        own = str(patterns.language_fallback(language))
        is_exact = "_" in own and own.lower() == language.replace("-", "_").lower()
        return own if is_exact else patterns.language_fallback(choose(language))

    replacement = SimpleNamespace(language_fallback=chosen, Pyphen=patterns.Pyphen)
    with _PATTERNS.replaced(replacement):
        yield


#: Where a line begins: in the paragraph and on the page, and what is left below; and how many
#: lines in a row before it end with a hyphen.
_Place = tuple[Any, Any, Any, int]


@dataclass(frozen=True)
class _Laid:
    """A line that has been laid out."""

    line: Any
    #: Where the next one begins, or None.
    resume_at: Any
    #: How many lines in a row end with a hyphen, this one included.
    in_a_row: int

    @property
    def gap(self) -> float:
        """What is added to each of its spaces, in ems."""
        box = next(_text_boxes(self.line), None) if self.line else None
        return _added(box) / float(box.style["font_size"]) if box is not None else 0

    @property
    def natural_width(self) -> float:
        """Its width before anything is added to its spaces."""
        boxes = list(_text_boxes(self.line))
        spaces = sum(str(box.text).count(space) for box in boxes for space in _EXPANDABLE)
        return float(self.line.width) - (_added(boxes[0]) * spaces if boxes else 0)


class _Lines:
    """Lays out lines, and those again whose last word may not be broken."""

    def __init__(self, may_break: Callable[[BreakingPoint], bool]) -> None:
        self.may_break = may_break
        self.original_line, self.original_split = _LINE.find(), _SPLIT.find()
        #: Words of the line that is laid out may be broken.
        self.allowed = True
        #: Texts that were given a hyphen, by their identity: an equal one may have its own.
        self.hyphenated: dict[int, str] = {}
        #: By how much the line that is laid out must be shorter than there is room.
        self.narrower = 0.0
        #: The paragraph of the last line, and how many lines in a row end with a hyphen in it.
        self.paragraph: object = None
        self.in_a_row = 0
        #: Its lines are to be even, and it has nothing but words.
        self.is_even = False
        #: The line behind the last one, and its place.
        self.ahead: tuple[_Place, _Laid] | None = None

    def split(
        self, text: str, style: Any, context: Any, max_width: Any, *arguments: Any, **options: Any
    ) -> Any:
        """Fit text into a line, as WeasyPrint does, or all of it where only its end hangs over."""
        if not self.allowed and style["hyphens"] == "auto":
            style = style.copy()
            style["hyphens"] = "manual"

        if max_width is not None and self.narrower:
            max_width = max(0, max_width - self.narrower)

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
        """Lay out the next line of a paragraph; it may be shorter, so that the one behind is full.

        That one is kept, and need not be laid out again.
        """
        if skip_stack is None or self.paragraph is not linebox:
            self.paragraph, self.in_a_row, self.ahead = linebox, 0, None
            self.is_even = not context.excluded_shapes and _is_justified_text(linebox)
        place = (skip_stack, position_y, bottom_space, self.in_a_row)
        styles = (first_letter_style, first_line_style)

        def lay_out(place: _Place, styles: tuple[Any, Any], narrower: float = 0) -> _Laid:
            skip_stack, position_y, bottom_space, in_a_row = place
            self.narrower = narrower
            try:
                return self.judged_line(
                    (context, linebox, position_y, bottom_space, skip_stack, containing_block),
                    absolute_boxes, fixed_boxes, styles, in_a_row,
                )  # fmt: skip
            finally:
                self.narrower = 0

        def next_to(laid: _Laid) -> _Laid:
            line, indent, linebox.text_indent = laid.line, linebox.text_indent, 0
            below = (laid.resume_at, line.position_y + line.height, bottom_space, laid.in_a_row)
            try:
                return lay_out(below, (None, None))
            finally:
                linebox.text_indent = indent

        kept = self.ahead if self.ahead and self.ahead[0] == place else None
        laid, self.ahead = kept[1] if kept else lay_out(place, styles), None
        if self.is_even and laid.line and laid.resume_at is not None:
            following, shorter = next_to(laid), laid
            for _ in range(_MOVED if following.gap > _LOOSE else 0):
                slack = containing_block.width - shorter.natural_width
                shorter = lay_out(place, styles, slack + _LEAST)
                if not shorter.line or shorter.gap >= following.gap:
                    break
                then = next_to(shorter)
                if max(shorter.gap, then.gap) < following.gap:
                    laid, following = shorter, then
            line = laid.line
            below = (laid.resume_at, line.position_y + line.height, bottom_space, laid.in_a_row)
            self.ahead = (below, following)
        self.in_a_row = laid.in_a_row
        return laid.line, laid.resume_at

    def judged_line(
        self,
        place: tuple[Any, ...],
        absolute_boxes: list[Any],
        fixed_boxes: list[Any],
        styles: tuple[Any, Any],
        in_a_row: int,
    ) -> _Laid:
        """Lay out a line, once more where its last word may not be broken."""
        context, linebox, _, bottom_space, _, containing_block = place

        def lay_out(*, allowed: bool) -> Any:
            outer, self.allowed = self.allowed, allowed
            try:
                return self.original_line(*place, absolute_boxes, fixed_boxes, *styles)
            finally:
                self.allowed = outer

        before = (len(absolute_boxes), len(fixed_boxes), context.excluded_shapes.copy())
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
        return _Laid(line, resume_at, in_a_row + 1 if ends else 0)

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


def _added(box: Any) -> float:
    """Return what is added to each space of a text."""
    return float(WEASYPRINT.attribute(box, "justification_spacing", _BREAKS))


def _is_justified_text(linebox: Any) -> bool:
    """Tell whether a paragraph is justified, and has nothing but words in its lines."""
    style = linebox.style
    if style["text_align_all"] != "justify" or style["white_space"] not in _COLLAPSING:
        return False
    kinds = (box_kind("TextBox"), box_kind("InlineBox"))
    return all(
        isinstance(item, kinds) and item.is_in_normal_flow() and not item.footnote
        for item in linebox.descendants()
        if item is not linebox
    )


def _texts(box: Any) -> Iterator[str]:
    """Yield the texts in a box, in their order."""
    return (str(item.text) for item in _text_boxes(box))


def _text_boxes(box: Any) -> Iterator[Any]:
    """Yield the boxes of text in a box, in their order."""
    if isinstance(box, box_kind("TextBox")):
        yield box
    elif isinstance(box, box_kind("ParentBox")):
        for child in box.children:
            yield from _text_boxes(placed_box(child))


def _rest(box: Any, skip: Mapping[int, Any]) -> str:
    """Return the text of a box from where a line ends in it: places of children, at last bytes."""
    ((index, inner),) = skip.items()
    if isinstance(box, box_kind("TextBox")):
        return str(box.text.encode()[index or 0 :].decode())
    child = box.children[index]
    first = "".join(_texts(child)) if inner is None else _rest(child, inner)
    return first + "".join("".join(_texts(child)) for child in box.children[index + 1 :])
