"""How a catalog names the places of its messages in the source.

Projects differ: ``source/economy.rst``, ``../../library/abc.rst:12``.  What a catalog does
already is kept; a new one names files from the project's root and no lines, because those
change with every edit and make most merge conflicts.
"""

from __future__ import annotations

import os.path
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from editions.catalogs.entries import Entry
from editions.catalogs.templates import UUID, SourcePlace

_LINE = re.compile(r"(.+?):(\d+)")


@dataclass(frozen=True)
class Folders:
    """What places are named from."""

    #: The project's root, resolved.
    root: Path
    #: The folder of the source, resolved.
    source: Path


@dataclass(frozen=True)
class Style:
    """The form of places in one catalog."""

    #: What stands before the name of a file in the source: ``source``, ``../..``.
    head: str | None = None
    #: The line follows the name.
    lines: bool = False

    def words(self, places: Iterable[SourcePlace], folders: Folders) -> tuple[str, ...]:
        """Return the words that stand after ``#:`` for *places*, each once and in order."""
        words = dict.fromkeys(
            f"{name}:{place.line}" if self.lines and place.line else name
            for place in places
            for name in [_name(self.head, place.name, place.file, folders)]
        )
        return tuple(words if self.lines else sorted(words))


@lru_cache(1024)  # most messages of a document stand in one file
def _name(head: str | None, name: str, file: Path | None, folders: Folders) -> str:
    if file is None:
        return name
    if head is None:
        return Path(os.path.relpath(file, folders.root)).as_posix()
    if file.is_relative_to(folders.source):
        return Path(head, file.relative_to(folders.source)).as_posix()
    path = Path(head, os.path.relpath(file, folders.source))
    return Path(os.path.normpath(path)).as_posix()


def find_style(entries: Iterable[Entry], folders: Folders) -> Style | None:
    """Return the form of places that most of *entries* have, or None where none says."""
    names: Counter[str] = Counter()
    with_line = 0
    for word, count in Counter(word for entry in entries for word in entry.references).items():
        match = _LINE.fullmatch(word)
        if not UUID.fullmatch(word):
            names[match[1] if match else word] += count
            with_line += count * bool(match)
    heads: Counter[str] = Counter()
    for name, count in names.items():
        head = _head(name, folders)
        if head is not None:
            heads[head] += count
    if not names:
        return None
    return Style(heads.most_common(1)[0][0] if heads else None, 2 * with_line > names.total())


def _head(name: str, folders: Folders) -> str | None:
    """Return what stands in *name* before the longest end of it that is a file of the source."""
    parts = PurePosixPath(name).parts
    for at in range(len(parts)):
        if parts[at] != ".." and folders.source.joinpath(*parts[at:]).is_file():
            return "/".join(parts[:at])
    return None
