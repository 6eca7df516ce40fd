"""Read JSON and remember the line of everything in it; refuse what is ambiguous or a trap."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from editions.borrowed.json import scanstring
from editions.files.reading import first_surrogate
from editions.findings import Finding, FindingsError
from editions.phrases import phrase

#: Names of members and numbers of items that lead to a value from the top.
JsonPath = tuple[str | int, ...]

#: Objects and lists in one another; no description, and no library of references, has so many.
MAX_DEPTH = 40
#: Values in one file; each takes memory, however short it is.
MAX_VALUES = 300_000
#: No number that is written out has more digits.
MAX_DIGITS = 400

_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")
_WORDS = {"null": None, "true": True, "false": False}


class _JsonError(Exception):
    """What is wrong at a place in the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def parse_json(text: str, shown: str, rule: str) -> tuple[Any, Mapping[JsonPath, int]]:
    """Return what the JSON in the file *shown* says, and the line of each value in it.

    Raises:
        FindingsError: it is not JSON, or a member stands twice in an object, or it is nested
            too deeply or too long, or a text holds half a character.
    """
    reader = _PositionReader(text)
    try:
        return reader.read(), reader.lines
    except _JsonError as error:
        line = reader.line(error.position)
        raise FindingsError(
            [Finding(shown, line, phrase("is not JSON: {error}", error=error), rule)]
        ) from error


class _PositionReader:
    """Walks through the text once; strings and numbers are left to the standard library."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[JsonPath, int] = {}
        self.breaks = [match.start() for match in re.finditer("\n", text)]

    def line(self, position: int) -> int:
        """Return the line of a position, from 1."""
        return bisect_left(self.breaks, position) + 1

    def read(self) -> Any:
        value, end = self.value(self.skip(0), ())
        if self.skip(end) != len(self.text):
            raise _JsonError(phrase("expected the end of the file"), self.skip(end))
        return value

    def skip(self, position: int) -> int:
        match = _BLANK.match(self.text, position)
        return match.end() if match else position

    def value(self, position: int, place: JsonPath) -> tuple[Any, int]:
        self.lines[place] = self.line(position)
        if len(place) > MAX_DEPTH:
            raise _JsonError(
                phrase("nested more than {max_depth} deep", max_depth=MAX_DEPTH), position
            )
        if len(self.lines) > MAX_VALUES:
            raise _JsonError(
                phrase("holds more than {max_values:,} values", max_values=MAX_VALUES), position
            )
        opening = self.text[position : position + 1]
        if opening == "{":
            return self.object(position + 1, place)
        if opening == "[":
            return self.array(position + 1, place)
        if opening == '"':
            return self.string(position)
        match = _SCALAR.match(self.text, position)
        if match is None:
            raise _JsonError("expected a value", position)
        return self.scalar(match[0], position), match.end()

    def scalar(self, text: str, position: int) -> Any:
        if text in _WORDS:
            return _WORDS[text]
        if len(text) > MAX_DIGITS:
            raise _JsonError(
                phrase("expected a value, got {text!r} and so on", text=text[:20]), position
            )
        try:
            value = json.loads(text)
        except ValueError as error:
            raise _JsonError(
                phrase("expected a value, got {text!r}", text=text), position
            ) from error
        if isinstance(value, float) and not math.isfinite(value):  # NaN, 1e999
            raise _JsonError(phrase("expected a number, got {text!r}", text=text), position)
        return value

    def string(self, position: int) -> tuple[str, int]:
        if self.text[position : position + 1] != '"':
            raise _JsonError(phrase("expected a string in double quotes"), position)
        try:
            text, end = scanstring(self.text, position + 1, True)
        except json.JSONDecodeError as error:
            raise _JsonError(error.msg, error.pos) from error
        half = first_surrogate(text)
        if half:
            raise _JsonError(
                phrase("{half} is half a character; write the character", half=half), position
            )
        return text, end

    def object(self, position: int, place: JsonPath) -> tuple[dict[str, Any], int]:
        members: dict[str, Any] = {}
        position = self.skip(position)
        while self.text[position : position + 1] != "}":
            if members:
                position = self.expect(",", position)
            start = position
            name, position = self.string(position)
            if name in members:
                raise _JsonError(
                    phrase("{name!r} stands twice in one object", name=name[:80]), start
                )
            position = self.expect(":", self.skip(position))
            members[name], position = self.value(position, (*place, name))
            position = self.skip(position)
        return members, position + 1

    def array(self, position: int, place: JsonPath) -> tuple[list[Any], int]:
        items: list[Any] = []
        position = self.skip(position)
        while self.text[position : position + 1] != "]":
            if items:
                position = self.expect(",", position)
            item, position = self.value(position, (*place, len(items)))
            items.append(item)
            position = self.skip(position)
        return items, position + 1

    def expect(self, mark: str, position: int) -> int:
        """Step over *mark* and the spaces after it."""
        if self.text[position : position + 1] != mark:
            raise _JsonError(phrase("expected {mark!r}", mark=mark), position)
        return self.skip(position + 1)
