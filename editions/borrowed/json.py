"""Python's JSON reader, whose scanner of strings says where a string ends."""

from __future__ import annotations

from collections.abc import Callable

from editions.borrowed.gettext import PYTHON
from editions.borrowed.parts import BorrowedPart

_SCANSTRING = BorrowedPart(
    PYTHON, "json.decoder:scanstring", "say where a value stands in a JSON file"
)

PARTS = (_SCANSTRING,)

#: Takes a text, the place behind a quote, and whether to be strict; returns the string and the
#: place behind its end.
scanstring: Callable[[str, int, bool], tuple[str, int]] = _SCANSTRING.get()
