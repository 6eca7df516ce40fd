"""How far a translation has come, as a build of today's source would show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message
from sphinx_intl.catalog import load_po

from editions.catalogs.entries import Catalog, Entry

#: A run of letters and digits, with the marks that join them.
_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")


@dataclass(frozen=True)
class Progress:
    """Messages and source words of one catalog by state."""

    #: Name of the catalog: the document's.
    domain: str
    #: A translation of today's message stands in the catalog.
    translated: int = 0
    #: Only a translation of an earlier message does.
    outdated: int = 0
    #: None does.
    missing: int = 0
    #: Words of the translated messages, counted in the source language.
    translated_words: int = 0
    #: Words of all messages, counted in the source language.
    words: int = 0

    @property
    def messages(self) -> int:
        """How many messages the source holds."""
        return self.translated + self.outdated + self.missing

    @property
    def percent(self) -> int:
        """Translated words in per cent, rounded down: 100 means that nothing is left."""
        if self.translated == self.messages:
            return 100
        return min(99, self.translated_words * 100 // self.words) if self.words else 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.domain,
            self.translated + other.translated,
            self.outdated + other.outdated,
            self.missing + other.missing,
            self.translated_words + other.translated_words,
            self.words + other.words,
        )


def count_words(text: str) -> int:
    """Return the number of words in *text*."""
    return len(_WORD.findall(text))


def measure(templates: Path, catalogs: dict[str, Catalog]) -> list[Progress]:
    """Compare the messages under *templates*, ``.pot`` files, with an edition's *catalogs*."""
    progress = []
    for template in sorted(templates.rglob("*.pot")):
        domain = template.relative_to(templates).with_suffix("").as_posix()
        catalog = catalogs.get(domain)
        entries = {entry.key: entry for entry in catalog} if catalog else {}
        total = Progress(domain)
        for message in load_po(template):
            if message.id:
                total += _measure_message(domain, message, entries)
        progress.append(total)
    return progress


def _measure_message(
    domain: str, message: Message, entries: dict[tuple[str | None, str], Entry]
) -> Progress:
    text = message.id if isinstance(message.id, str) else message.id[0]
    entry = entries.get((message.context, text))
    words = count_words(text)
    if entry is not None and entry.usable:
        return Progress(domain, translated=1, translated_words=words, words=words)
    if entry is not None and entry.fuzzy and any(s.strip() for s in entry.msgstrs):
        return Progress(domain, outdated=1, words=words)
    return Progress(domain, missing=1, words=words)
