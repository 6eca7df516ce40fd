"""Read a JSON file and remember the line of everything in it; refuse what is ambiguous."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editions.borrowed.json import scanstring
from editions.findings import Finding, FindingsError

#: Names of members and numbers of items that lead to a value from the top.
JsonPath = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t\r\n]*")
_SCALAR = re.compile(r"[^\s,\]}]+")


class _JsonError(Exception):
    """What is wrong at a place in the text."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def read_json(path: Path, shown: str) -> tuple[Any, Mapping[JsonPath, int]]:
    """Return the content of a JSON file, and the line of each value in it.

    Raises:
        FindingsError: the file cannot be read, is not UTF-8 or is not JSON, or a member
            stands twice in an object.
    """
    text = read_text(path, shown, "data-description")
    reader = _PositionReader(text)
    try:
        return reader.read(), reader.lines
    except _JsonError as error:
        line = reader.line(error.position)
        raise FindingsError([Finding(shown, line, str(error), "data-description")]) from error


def read_text(path: Path, shown: str, rule: str) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark.

    Raises:
        FindingsError: the file cannot be read or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise FindingsError([Finding(shown, 0, message, rule)]) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"expected UTF-8, got the byte {data[error.start]:#04x}; save the file as UTF-8"
        raise FindingsError([Finding(shown, line, message, rule)]) from error


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
            raise _JsonError("expected the end of the file", self.skip(end))
        return value

    def skip(self, position: int) -> int:
        match = _BLANK.match(self.text, position)
        return match.end() if match else position

    def value(self, position: int, place: JsonPath) -> tuple[Any, int]:
        self.lines[place] = self.line(position)
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
        try:
            return json.loads(match[0]), match.end()
        except json.JSONDecodeError as error:
            raise _JsonError(f"expected a value, got {match[0]!r}", position) from error

    def string(self, position: int) -> tuple[str, int]:
        if self.text[position : position + 1] != '"':
            raise _JsonError("expected a string in double quotes", position)
        try:
            text, end = scanstring(self.text, position + 1, True)
        except json.JSONDecodeError as error:
            raise _JsonError(error.msg, error.pos) from error
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
                raise _JsonError(f"{name!r} stands twice in one object", start)
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
            raise _JsonError(f"expected {mark!r}", position)
        return self.skip(position + 1)
