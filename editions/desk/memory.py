"""Messages that were translated before: the same, or much the same, as one at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from editions.catalogs.entries import Catalog
from editions.catalogs.similarity import Finder

#: So many are shown.
_MOST = 5


@dataclass(frozen=True)
class Remembered:
    """A message and its translation."""

    source: str
    target: str
    #: Where it stands: ``economy.po:12``, or the name of a memory's file.
    place: str
    #: The catalog and the context; both None in a memory from elsewhere.
    domain: str | None = None
    msgctxt: str | None = None


@dataclass(frozen=True)
class Similar:
    """A message that is like another one."""

    message: Remembered
    #: From 0 to 1, where they are the same.
    likeness: float


@dataclass(frozen=True)
class Memory:
    """All messages that are translated."""

    messages: tuple[Remembered, ...]

    @cached_property
    def _finder(self) -> Finder:
        return Finder([message.source for message in self.messages])

    def find(self, domain: str, msgctxt: str | None, msgid: str) -> list[Similar]:
        """Return what is like a message of a catalog, the most alike first.

        Translations that are the same come once.
        """
        found: dict[tuple[str, str], Similar] = {}
        for place, likeness in self._finder.alike(msgid, 4 * _MOST):
            message = self.messages[place]
            itself = (message.domain, message.msgctxt, message.source) == (domain, msgctxt, msgid)
            if not itself:
                exact = 1.0 if message.source == msgid else min(likeness, 0.99)
                found.setdefault((message.source, message.target), Similar(message, exact))
        best = sorted(found.values(), key=lambda similar: similar.likeness, reverse=True)
        return best[:_MOST]


def remember(catalogs: Mapping[str, Catalog], memories: Mapping[str, Mapping[str, str]]) -> Memory:
    """Return what the *catalogs*, by domain, and *memories*, by the names of their files, hold.

    Only translations that may be published count.
    """
    return Memory((*_of_catalogs(catalogs), *_of_memories(memories)))


def _of_catalogs(catalogs: Mapping[str, Catalog]) -> Iterable[Remembered]:
    for domain, catalog in catalogs.items():
        for entry in catalog:
            if entry.usable and entry.msgid_plural is None:
                place = f"{domain}.po:{entry.line}"
                yield Remembered(entry.msgid, entry.msgstr, place, domain, entry.msgctxt)


def _of_memories(memories: Mapping[str, Mapping[str, str]]) -> Iterable[Remembered]:
    for name, pairs in memories.items():
        for source, target in pairs.items():
            yield Remembered(source, target, name)
