"""What docutils makes of a message's first lines: one paragraph, or something that gets lost.

Sphinx publishes a translation only where it reads as one paragraph.  The patterns are
docutils' own, tried in its own order; nothing is parsed.
"""

from __future__ import annotations

import re
from typing import Any

from editions.borrowed.docutils import Enumerators, block_patterns, column_width
from editions.phrases import phrase

#: What a paragraph looks like that begins with a year, and a title may.
NUMBERED = phrase("an item of a numbered list")
#: Names of what a text is that begins so, for people.
_NAMES: dict[str, str] = {
    "bullet": phrase("an item of a list"),
    "enumerator": NUMBERED,
    "field_marker": phrase("a field"),
    "option_marker": phrase("an option of a command"),
    "doctest": phrase("an example of Python"),
    "line_block": phrase("a line of a poem"),
    "grid_table_top": phrase("a table"),
    "simple_table_top": phrase("a table"),
    "explicit_markup": phrase("a directive or a comment"),
    "anonymous": phrase("the address of a link"),
}
#: What a text is that holds an empty line: Sphinx takes its beginning alone.
SEVERAL = phrase("more than one paragraph")
#: Compiled once; docutils compiles them when it starts a parser.
_PATTERNS = block_patterns(_NAMES)
#: A line of one punctuation mark: over or under a title, or between two parts.
_LINE = re.compile(r"([!-/:-@\[-`{-~])\1* *")
#: A word and what goes on behind it; no pattern of a block begins so.
_SENTENCE = re.compile(r"[^\W\d_]+[ ,]")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
#: docutils takes shorter ones for text.
_SHORTEST_LINE = 4


_ENUMERATORS: Any = Enumerators()


def block_kind(text: str, *, title: bool = False) -> str | None:
    """Return what docutils takes *text* for, or None where it reads as one paragraph.

    As a *title* has a line under it, a number at its beginning is no list.
    """
    if not text.strip():
        return "nothing"
    lines = _BLANK_LINES.sub("", text.expandtabs()).rstrip().split("\n")
    first = lines[0]
    if _is_indented(first):
        return "a quotation"
    if any(not line.strip() for line in lines):
        return SEVERAL
    following = lines[1] if len(lines) > 1 else None
    for name, pattern in () if _SENTENCE.match(first) else _PATTERNS.items():
        match = pattern.match(first)
        if not match:
            continue
        if name == "enumerator" and (title or _is_text(match, following)):
            continue
        if name == "option_marker" and not _has_description(match, following):
            continue
        return _NAMES[name]
    if _LINE.fullmatch(first) and len(first.strip()) >= _SHORTEST_LINE:
        return phrase("a line between two parts")
    if following is not None and _is_indented(following):
        return "a definition"
    if following is not None and _is_underline(first, following):
        return "a heading"
    return None


def _is_indented(line: str) -> bool:
    """Tell whether docutils takes a line for indented; a no-break space is no indentation."""
    return line.startswith((" ", "\v", "\f"))


def _is_text(match: re.Match[str], following: str | None) -> bool:
    """Tell whether the line after what looks like a number makes text of it."""
    form, sequence, _text, ordinal = _ENUMERATORS.parse_enumerator(match)
    if ordinal is None:
        return True
    if following is None or not following[:1].strip():
        return False
    marker = _ENUMERATORS.make_enumerator(ordinal + 1, sequence, form)
    return not (marker and following.startswith(tuple(filter(None, marker))))


def _has_description(match: re.Match[str], following: str | None) -> bool:
    """Tell whether an option is followed by what it does; without, it is text."""
    return match.end() < len(match.string) or (following is not None and _is_indented(following))


def _is_underline(first: str, following: str) -> bool:
    """Tell whether docutils takes the second line for the line under a title."""
    underline = following.rstrip()
    width = column_width(first.rstrip())
    return bool(_LINE.fullmatch(underline)) and (
        len(underline) >= _SHORTEST_LINE or len(underline) >= width
    )
