"""Read templates, the ``.pot`` files with the messages that the source holds today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from editions.borrowed.sphinx_intl import load_po
from editions.catalogs.parsing import parse_entries
from editions.files.walking import paths_below
from editions.findings import real_path

#: What Sphinx puts among the places of a message when ``gettext_uuid`` is set.
UUID = re.compile(r"[0-9a-f]{32}")
#: Names with spaces, between their marks, and an encoding other than UTF-8.
_NEEDS_BABEL = re.compile("[\u2068\ufffd]|charset=(?!utf-?8)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """Where a message stands in the source."""

    #: The file as the template names it.
    name: str
    #: Line in the file, from 1; 0 where it is not known.
    line: int = 0
    #: The file, resolved, if there is one.
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the source."""

    msgid: str
    msgctxt: str | None = None
    msgid_plural: str | None = None
    #: What the extractor says about the message, a line each.
    extracted: tuple[str, ...] = ()
    places: tuple[SourcePlace, ...] = ()
    #: Sphinx's identifiers of the paragraphs.
    uuids: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str | None, str]:
        """What is unique in a catalog: context and message."""
        return self.msgctxt, self.msgid


def read_templates(folder: Path) -> dict[str, tuple[Message, ...]]:
    """Return the messages of every template under *folder*, by domain, in order."""
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_template(path, folder)
        for path in paths_below(folder, ".pot")
    }


def read_template(path: Path, folder: Path | None = None) -> tuple[Message, ...]:
    """Return the messages of one template, in order; *folder* is that of all templates.

    Sphinx names places from there, also where the template lies deeper.
    """

    @cache
    def find(name: str) -> Path | None:
        files = ((place / name) for place in (folder or path.parent, path.parent))
        return next((real_path(file) for file in files if file.is_file()), None)

    return tuple(_message(found, find) for found in _read(path))


@dataclass(frozen=True, slots=True)
class _Found:
    """One message as a template has it."""

    msgid: str
    msgctxt: str | None
    msgid_plural: str | None
    extracted: Iterable[str]
    #: Name and line of each place; 0 where there is none.
    places: Sequence[tuple[str, int]]


def _read(path: Path) -> Iterator[_Found]:
    """Yield the messages of a template, by this package's parser where that reads every line.

    A template is what an extractor makes, and names of files may be quoted in it: what no catalog
    may hold, such as a message that stands twice, is left to Babel, which takes several times as
    long.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    entries, findings = parse_entries(text, path.name)
    once = len({entry.key for entry in entries}) == len(entries)
    if once and not findings and not _NEEDS_BABEL.search(text):
        for entry in entries:
            if entry.msgid and not entry.obsolete:
                own = (entry.msgid, entry.msgctxt, entry.msgid_plural)
                yield _Found(*own, entry.extracted, list(_places(entry.references)))
        return
    for found in load_po(path):
        if found.id:
            msgid, plural = (found.id, None) if isinstance(found.id, str) else found.id
            places = [(name, max(line or 0, 0)) for name, line in found.locations]
            yield _Found(msgid, found.context, plural, found.auto_comments, places)


def _places(words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield what *words* of ``#:`` name: a file, or a file and a line."""
    for word in words:
        name, colon, line = word.rpartition(":")
        if not colon:
            yield word, 0
        elif line.isdecimal():
            yield name, int(line)


def _message(found: _Found, find: Callable[[str], Path | None]) -> Message:
    uuids = [name for name, _ in found.places if UUID.fullmatch(name)]
    places = [
        SourcePlace(name, line, find(name)) for name, line in found.places if name not in uuids
    ]
    return Message(
        found.msgid,
        found.msgctxt,
        found.msgid_plural,
        tuple(dict.fromkeys(found.extracted)),
        tuple(dict.fromkeys(places)),
        tuple(uuids),
    )
