"""Rule on translations that Sphinx drops without a word.

Sphinx parses a translation as a document and keeps it if that begins with a paragraph, and of it
the first paragraph alone.  docutils decides by the first line; its own patterns are asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docutils.parsers.rst.states import Body

from editions.findings import Severity
from editions.rules.registry import Context, Pair, Problem, entry_rule

#: What docutils calls a kind of block, and what people call it.
_NAMES = {
    "bullet": "a list",
    "enumerator": "a numbered list",
    "field_marker": "a field",
    "option_marker": "an option",
    "doctest": "a Python session",
    "line_block": "a block of lines",
    "grid_table_top": "a table",
    "simple_table_top": "a table",
    "explicit_markup": "a directive or comment",
    "anonymous": "the target of a link",
    "line": "a title or a line",
}
#: How a first line can begin that is no plain text: quicker than all patterns.
_SUSPECT = re.compile(r"[!-/:-@\[-`{-~•‣⁃]|\w{1,12}[.)](\s|$)")
#: What docutils takes for indentation; a no-break space is none.
_INDENTS = tuple(" \t\v\f")
#: A transition or a line of a title is at least so long.
_LINE = 4
_TITLE_LINE = re.compile(r"([!-/:-@\[-`{-~])\1{3,}\s*")


@cache
def _body() -> Body:
    return Body.__new__(Body)  # only to read enumerators; there is no state machine


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: pattern if isinstance(pattern, re.Pattern) else re.compile(pattern)
        for name, pattern in Body.patterns.items()
        if name in _NAMES
    }


def block_kind(text: str) -> str:
    """Return as what docutils would read a text that is to be a paragraph; empty for that."""
    if text[:1] in _INDENTS:
        return "a block quote" if text.strip() else ""
    first, *rest = text.split("\n")
    if _SUSPECT.match(first):
        for name, pattern in _patterns().items():
            match = pattern.match(first)
            if match and _is_meant(name, match, rest):
                return _NAMES[name]
    if rest and rest[0].strip():
        if rest[0][0] in _INDENTS:
            return "a definition"
        if _TITLE_LINE.fullmatch(rest[0]):
            return "a title"
    return ""


def _is_meant(name: str, match: re.Match[str], rest: list[str]) -> bool:
    if name == "option_marker":  # has a description, here or on lines of its own
        here = match.string[match.end() :].strip()
        return bool(here or (rest and rest[0][:1] in _INDENTS and rest[0].strip()))
    if name == "enumerator":
        ordinal: int | None = _body().parse_enumerator(match)[-1]  # type: ignore[no-untyped-call]  # docutils has no types here
        return ordinal is not None
    return name != "line" or len(match.string.strip()) >= _LINE


@entry_rule("dropped", Severity.ERROR)
def check_dropped(pair: Pair, context: Context) -> Iterator[Problem]:
    r"""The translation reads as one paragraph, or Sphinx publishes the message instead.

    Bad: msgid "Harper was there." msgstr "M. Harper était là."
    Good: msgid "Harper was there." msgstr "M.\ Harper était là.", or a no-break space
    """
    if "\n" in pair.source.strip("\n"):
        return  # code, whose translation Sphinx reads as code
    kind = block_kind(pair.target)
    if kind and kind != block_kind(pair.source):
        message = (
            f"Sphinx reads this as {kind} and drops it; escape its beginning, as in '1994\\.',"
            " or write a no-break space after 'M.'"
        )
        yield Problem(message, 0, 0)
        return
    second = re.search(r"\n[ \t]*\n\s*(?=\S)", pair.target)
    if second:
        message = "Sphinx drops all but the first paragraph; join them"
        yield Problem(message, second.end(), len(pair.target))
    elif pair.target.rstrip().endswith("::") and not pair.source.rstrip().endswith(":"):
        message = "'::' at the end announces a block of code, and vanishes; write ':'"
        yield Problem(message, len(pair.target.rstrip()) - 2, len(pair.target))
