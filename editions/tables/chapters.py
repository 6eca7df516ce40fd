"""The documents that tables say they belong to, written anew where one gets another name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from editions.findings import Finding, FindingsError
from editions.phrases import phrase
from editions.tables.descriptor import Resource, read_package
from editions.tables.reading import RULE

#: A cell, as the file writes it, and what ends it.
_CELL = re.compile(r'(?P<cell>"[^"]*+(?:""[^"]*+)*+"|[^,"\r\n]*)(?P<end>,|\r\n|\r|\n|\Z)')


@dataclass(frozen=True)
class _Cell:
    """A cell of a CSV file."""

    #: From 0; the head is row 0.
    row: int
    column: int
    #: Where it begins and ends in the text of the file.
    span: tuple[int, int]
    value: str


def rename_chapter(path: Path, root: Path, old: str, new: str) -> dict[Path, bytes]:
    """Return the files of the data at *path* with *new* for the document *old*, by their paths.

    Raises:
        FindingsError: the description is broken, or a table that names documents is no CSV.
    """
    package = read_package(path, root)
    text = path.read_bytes().decode()
    pattern = re.compile(rf'("chapter"\s*:\s*"){re.escape(old)}(")')
    files = {path: pattern.sub(lambda m: m[1] + new + m[2], text).encode()}
    for resource in package.resources:
        if resource.chapter.field is not None:
            files[resource.path] = _table(resource, old, new).encode()
    return files


def _table(resource: Resource, old: str, new: str) -> str:
    """Return a table with the new name in the column of documents; all else is as it was."""
    text = resource.path.read_bytes().decode()
    column: int | None = None
    pieces, last = [], 0
    for cell in _cells(text, resource.shown):
        if not cell.row and cell.value == resource.chapter.field:
            column = cell.column
        elif cell.row and cell.column == column and cell.value == old:
            start, end = cell.span
            quote = '"' if text[start] == '"' or "," in new else ""
            pieces += [text[last:start], f"{quote}{new}{quote}"]
            last = end
    return "".join([*pieces, text[last:]])


def _cells(text: str, shown: str) -> Iterator[_Cell]:
    """Yield the cells of a CSV file, after a byte order mark if there is one."""
    at = int(text.startswith("\ufeff"))
    row = column = 0
    while at < len(text):
        match = _CELL.match(text, at)
        if not match:
            line = text.count("\n", 0, at) + 1
            raise FindingsError([Finding(shown, line, phrase("not well-formed CSV"), RULE)])
        written = match["cell"]
        value = written[1:-1].replace('""', '"') if written.startswith('"') else written
        yield _Cell(row, column, match.span("cell"), value)
        row, column = (row, column + 1) if match["end"] == "," else (row + 1, 0)
        at = match.end()
