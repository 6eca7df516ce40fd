"""Where in a file a character of a translation stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ESCAPE = re.compile(r"\\.")


def place(lines: Sequence[str], line: int, form: int, start: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character of a translation.

    *lines* are those of the file, *line* is the one of the entry's ``msgid``, *form* the plural
    form, and *start* counts characters of the translation itself, without escapes.
    """
    at = line - 1
    while not _begins(lines[at], form):
        at += 1
    while True:
        raw = lines[at]
        begin = raw.index('"') + 1
        end = raw.rindex('"')
        written = raw[begin:end]
        length = len(_ESCAPE.sub("x", written)) if "\\" in written else len(written)
        if start < length:
            return at + 1, begin + _written_length(written, start) + 1
        start -= length
        if at + 1 == len(lines) or not lines[at + 1].lstrip(" \t").startswith('"'):
            return at + 1, end + 1  # the end of the translation
        at += 1


def _written_length(written: str, count: int) -> int:
    """Return how long the first *count* characters are as they are written, escapes and all."""
    if "\\" not in written:
        return count
    column = 0
    for _ in range(count):
        column += 2 if written[column] == "\\" else 1
    return column


def _begins(line: str, form: int) -> bool:
    stripped = line.lstrip(" \t")
    names = ("msgstr", "msgstr[0]") if form == 0 else (f"msgstr[{form}]",)
    return stripped.partition('"')[0].strip() in names
