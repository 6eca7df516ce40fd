"""Where in a file a character of a translation stands."""

from __future__ import annotations

from collections.abc import Sequence


def place(lines: Sequence[str], line: int, form: int, start: int) -> tuple[int, int]:
    """Return line and column, both from 1, of a character of a translation.

    *lines* are those of the file, *line* is the one of the entry's ``msgid``, *form* the plural
    form, and *start* counts characters of the translation itself, without escapes.
    """
    at = line - 1
    while not _begins(lines[at], form):
        at += 1
    first = at
    while True:
        raw = lines[at]
        column = raw.index('"') + 1
        end = raw.rindex('"')
        while column < end:
            if start == 0:
                return at + 1, column + 1
            column += 2 if raw[column] == "\\" else 1
            start -= 1
        if at + 1 == len(lines) or not lines[at + 1].lstrip(" \t").startswith('"'):
            # The end of the translation, or an empty one.
            return (at + 1, end + 1) if at > first or end > raw.index('"') else (first + 1, 1)
        at += 1


def _begins(line: str, form: int) -> bool:
    stripped = line.lstrip(" \t")
    names = ("msgstr", "msgstr[0]") if form == 0 else (f"msgstr[{form}]",)
    return stripped.partition('"')[0].strip() in names
