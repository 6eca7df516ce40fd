"""Read TOML from outside within limits that keep Python's reader from failing or never ending."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from editions.files.reading import line_at
from editions.findings import Finding, FindingsError
from editions.phrases import phrase

#: Lists and tables in one another, and parts of a dotted key.
MAX_DEPTH = 16
#: Digits of a number.
MAX_DIGITS = 100

#: Strings and comments, in which nothing counts; brackets; numbers and names; dots.
_TOKEN = re.compile(
    # Ends are optional, so that nothing is looked at twice.
    r'"""(?:[^\\]|\\.)*?(?:"""|\Z)|\'\'\'.*?(?:\'\'\'|\Z)'
    r'|"(?:[^"\\\n]|\\.)*"?|\'[^\'\n]*\'?|#[^\n]*'
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<word>[\w+-]+)|(?P<dot>\.)|(?P<other>[,=\n])",
    re.DOTALL,
)
_PLACE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")


def parse_toml(text: str, shown: str, rule: str) -> dict[str, Any]:
    """Return what the TOML in the file *shown* says.

    Raises:
        FindingsError: it is not TOML, or is nested too deeply, or holds endless numbers.
    """
    for position, message in _traps(text):
        raise FindingsError([Finding(shown, line_at(text, position), message, rule)])
    try:
        return tomllib.loads(text)
    except ValueError as error:  # tomllib's own, and those of dates that no calendar has
        place = _PLACE.search(str(error))
        line = 0 if place is None else int(place[1] or text.rstrip("\n").count("\n") + 1)
        message = phrase("cannot be read as TOML: {error}", error=_PLACE.sub("", str(error)))
        raise FindingsError([Finding(shown, line, message, rule)]) from error


def _traps(text: str) -> Iterator[tuple[int, str]]:
    """Yield where the text is too much for a reader, and why."""
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "dot":
            dots += 1
        elif kind == "other":
            dots = 0
        elif kind == "word" and len(token[0]) > MAX_DIGITS and token[0].lstrip("+-")[0].isdecimal():
            yield (
                token.start(),
                phrase("a number has more than {max_digits} digits", max_digits=MAX_DIGITS),
            )
        if depth > MAX_DEPTH or dots > MAX_DEPTH:
            yield token.start(), phrase("nested more than {max_depth} deep", max_depth=MAX_DEPTH)


def key_line(text: str, key: str, table: str = "") -> int:
    """Return the line where *text*, which is TOML, gives a *key* of a *table*.

    It is that of the table's header, or of the first one in it, where nothing gives the key in a
    line of its own; 0 where there is none.
    """
    keys, tables = _places(text)
    return keys.get((table, key)) or tables.get(table, 0)


@lru_cache(maxsize=2)  # a file may have as many faults as lines
def _places(text: str) -> tuple[Mapping[tuple[str, str], int], Mapping[str, int]]:
    """Return the first line of each key, by its table, and of each table and what is in it."""
    plain = _TOKEN.sub(_without_lines, text)  # a line inside a text is no key
    here = ""
    keys: dict[tuple[str, str], int] = {}
    tables: dict[str, int] = {}
    for number, line in enumerate(map(str.strip, plain.split("\n")), 1):
        if line.startswith("["):
            here = _name(line.lstrip("[").partition("]")[0])
            parts = here.split(".")
            for length in range(1, len(parts) + 1):
                tables.setdefault(".".join(parts[:length]), number)
        else:
            name, equals, _ = line.partition("=")
            if equals and "#" not in name:
                keys.setdefault((here, _name(name)), number)
    return keys, tables


def _name(text: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in text.split("."))


def _without_lines(token: re.Match[str]) -> str:
    return "\n" * token[0].count("\n") if token[0][:3] in ('"""', "'''") else token[0]
