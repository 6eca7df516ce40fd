"""How far a translation has come, as a build of today's source would show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.markup import InlineKind, Markup, is_prose
from editions.catalogs.syntax import Syntax
from editions.catalogs.templates import Message

#: A run of letters and digits, with the marks that join them.
_WORD = re.compile(r"\w+(?:(?=[.,’'-]\w)[.,’'-]\w++)*+")
#: Markup that leads somewhere, or stands for something.
_REFERRING = (
    InlineKind.ROLE,
    InlineKind.SUBSTITUTION,
    InlineKind.FOOTNOTE,
    InlineKind.CITATION,
    InlineKind.LINK,
    InlineKind.URL,
    InlineKind.TARGET,
    InlineKind.IMAGE,
    InlineKind.HTML,
    InlineKind.ATTRIBUTES,
)


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
    #: Words of the outdated messages; what is left of all words is missing.
    outdated_words: int = 0

    @property
    def missing_words(self) -> int:
        """Words of the messages that have no translation."""
        return self.words - self.translated_words - self.outdated_words

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
            self.outdated_words + other.outdated_words,
        )


def count_words(text: str) -> int:
    """Return the number of words in *text*."""
    return len(_WORD.findall(text))


def measure(
    source: Mapping[str, Sequence[Message]], catalogs: Mapping[str, Catalog]
) -> list[Progress]:
    """Return the progress of each catalog that today's *source* has messages for, by domain."""
    progress = []
    for domain, messages in sorted(source.items()):
        catalog = catalogs.get(domain)
        entries = {entry.key: entry for entry in catalog} if catalog else {}
        measured = (measure_entry(domain, m.msgid, entries.get(m.key)) for m in messages)
        progress.append(sum(measured, Progress(domain)))
    return progress


def measure_entry(domain: str, msgid: str, entry: Entry | None) -> Progress:
    """Return the progress of one message, whose entry in the catalog is *entry*."""
    words = count_words(msgid)
    if entry is not None and entry.usable:
        return Progress(domain, translated=1, translated_words=words, words=words)
    if entry is not None and entry.outdated:
        return Progress(domain, outdated=1, outdated_words=words, words=words)
    return Progress(domain, missing=1, words=words)


def state_of(entry: Entry) -> str:
    """Return the state of an entry's translation: ``current``, ``outdated`` or ``missing``."""
    if entry.usable:
        return "current"
    return "outdated" if entry.outdated else "missing"


def fits(entry: Entry, syntax: Syntax) -> bool:
    """Tell whether an outdated translation refers to nothing but what today's message refers to.

    A reader may see one that does; any other would lead elsewhere, or nowhere.
    """
    today, earlier = (syntax.parse(text) for text in (entry.msgid, entry.msgstr))
    return references_of(today) == references_of(earlier) and not any(
        earlier.of(InlineKind.PROBLEM)
    )


def references_of(markup: Markup) -> Counter[tuple[InlineKind, str, str]]:
    """Return what *markup* refers to, and how often; words that readers read do not matter."""
    return Counter(
        (inline.kind, inline.role, inline.target or inline.text)
        for inline in markup.of(*_REFERRING)
        if inline.kind is not InlineKind.ROLE or not (is_prose(inline.role) or inline.is_prose)
    )


def total_of(rows: Sequence[Progress]) -> Progress:
    """Return the progress of a whole edition."""
    return sum(rows, Progress("all"))
