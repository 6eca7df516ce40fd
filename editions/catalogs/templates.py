"""Read templates, the ``.pot`` files with the messages that the source holds today."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message as BabelMessage

from editions.borrowed.sphinx_intl import load_po

#: What Sphinx puts among the places of a message when ``gettext_uuid`` is set.
UUID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class SourcePlace:
    """Where a message stands in the source."""

    #: The file as the template names it.
    name: str
    #: Line in the file, from 1; 0 where it is not known.
    line: int = 0
    #: The file, resolved, if there is one.
    file: Path | None = None


@dataclass(frozen=True)
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
        for path in sorted(folder.rglob("*.pot"))
    }


def read_template(path: Path, folder: Path | None = None) -> tuple[Message, ...]:
    """Return the messages of one template, in order; *folder* is that of all templates.

    Sphinx names places from there, also where the template lies deeper.
    """

    @cache
    def find(name: str) -> Path | None:
        files = ((place / name) for place in (folder or path.parent, path.parent))
        return next((file.resolve() for file in files if file.is_file()), None)

    return tuple(_message(found, find) for found in load_po(path) if found.id)


def _message(found: BabelMessage, find: Callable[[str], Path | None]) -> Message:
    msgid, plural = (found.id, None) if isinstance(found.id, str) else found.id
    uuids = [name for name, _ in found.locations if UUID.fullmatch(name)]
    places = [
        SourcePlace(name, max(line or 0, 0), find(name))
        for name, line in found.locations
        if name not in uuids
    ]
    return Message(
        msgid,
        found.context,
        plural,
        tuple(found.auto_comments),
        tuple(dict.fromkeys(places)),
        tuple(uuids),
    )
