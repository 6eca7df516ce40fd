"""The content of a page that is drawn already: which of it is decoration, which a soft hyphen."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

import pydyf

#: What stands for a hyphen that a line has been given (ISO 32000-2, 14.8.2.6): a reader's
#: program joins the parts of the word where it finds one.
SOFT_HYPHEN = "\u00ad"

#: Codes of glyphs in the array that an operator shows, between numbers that move them.
_STRING = re.compile(rb"<([0-9a-f]+)>")
#: Hexadecimal digits of a glyph's code, in fonts of outlines and in those of bitmaps.
_DIGITS, _DIGITS_OF_BITMAPS = 4, 2


def make_artifact(stream: Any, mcid: int) -> None:
    """Turn marked content into decoration of the page."""
    index = _properties(stream, mcid)
    stream.stream[index - 1] = "/Artifact"
    stream.stream[index] = pydyf.Dictionary({"Type": "/Pagination"})


def make_hyphen_soft(
    stream: Any, mcid: int, hyphen: str, *, on_the_left: bool, bitmaps: Set[str]
) -> None:
    """Let the *hyphen* at the end of marked content be read as one that belongs to no word.

    It is the last glyph, or, where text runs from right to left, the first one.  *bitmaps* are
    the names of fonts of bitmaps.
    """
    start = _properties(stream, mcid)
    items = stream.stream
    end = items.index(b"EMC", start)
    shown = [at for at in range(start, end) if _is(items[at], b"TJ")]
    if not shown:
        return  # it is invisible
    at = shown[0] if on_the_left else shown[-1]
    font = next(item for item in reversed(items[:at]) if _is(item, b"Tf"))
    name = font.split()[0].decode().removeprefix("/")
    length = len(hyphen) * (_DIGITS_OF_BITMAPS if name in bitmaps else _DIGITS)
    array = items[at].removeprefix(b"[").removesuffix(b"] TJ")
    strings = list(_STRING.finditer(array))
    string = strings[0] if on_the_left else strings[-1]
    cut = string.start(1) + length if on_the_left else string.end(1) - length
    before, after = array[:cut] + b">", b"<" + array[cut:]
    if cut in string.span(1):  # nothing else is in the string
        # Numbers go before the string that they move: PDFium forgets those at the end.
        cut = string.end() if on_the_left else ([0] + [item.end() for item in strings])[-2]
        before, after = array[:cut], array[cut:]
    parts = [[b"[" + part + b"] TJ"] if part else [] for part in (before, after)]
    mark = ["/Span", pydyf.Dictionary({"ActualText": pydyf.String(SOFT_HYPHEN)}), b"BDC"]
    own = 0 if on_the_left else 1
    parts[own] = [*mark, *parts[own], b"EMC"]
    items[at : at + 1] = [*parts[0], *parts[1]]


def _properties(stream: Any, mcid: int) -> int:
    """Return where in *stream* the properties of marked content stand."""
    return next(
        index
        for index, operand in enumerate(stream.stream)
        if isinstance(operand, pydyf.Dictionary) and operand.get("MCID") == mcid
    )


def _is(item: object, operator: bytes) -> bool:
    return isinstance(item, bytes) and item.endswith(b" " + operator)
