"""What a change of the source means for translators: message by message, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from editions.catalogs.entries import Catalog, Entry, Key
from editions.catalogs.matching import How, Origin, Plan, match
from editions.catalogs.merging import Merge
from editions.catalogs.states import count_words
from editions.catalogs.templates import Message, SourcePlace
from editions.phrases import phrase


class ChangeKind(Enum):
    """What became of a message."""

    CHANGED = phrase("changed")
    REGROUPED = phrase("split or merged")
    NEW = phrase("new")
    MOVED = phrase("moved")
    BACK = phrase("back")
    GONE = phrase("gone")


@dataclass(frozen=True)
class Change:
    """One message that is not what it was, in one language."""

    kind: ChangeKind
    #: The catalog that holds it now; of one that is gone, the catalog where it stood.
    domain: str
    file: Path
    #: Line of the ``msgid`` in the catalog; 0 where nothing of it is left.
    line: int
    #: Where it stands in the source, as the catalog says.
    places: tuple[str, ...]
    msgid: str
    #: What stands in the catalog as its translation; may be empty.
    msgstr: str
    #: The message that the translation was made for, if it was another.
    previous: str | None = None
    #: The catalog that the translation came from, if it was another.
    origin: str | None = None
    #: A human must look at the translation, or write it.
    open: bool = False

    @property
    def words(self) -> int:
        """Words of the source to translate or to look at again."""
        return count_words(self.msgid) if self.open else 0


def changes_of(merge: Merge) -> list[Change]:
    """Return what *merge* changes, catalog by catalog, in the order of the entries."""
    before = {catalog.domain: catalog.before for catalog in merge.catalogs if catalog.before}
    after = {catalog.domain: catalog.after for catalog in merge.catalogs}
    # What an editor has declared the same (`editions carry`) changes nothing for translators.
    found = _changes(merge.plan, before, after)
    return [change for change in found if change.open or change.kind is not ChangeKind.CHANGED]


def changes_between(before: Mapping[str, Catalog], after: Mapping[str, Catalog]) -> list[Change]:
    """Return what changed in the source between two states of a language's catalogs."""
    source = {domain: [_message(entry) for entry in catalog] for domain, catalog in after.items()}
    plan = match({domain: catalog.entries for domain, catalog in before.items()}, source)
    return list(_changes(plan, before, after))


def open_changes(catalogs: Mapping[str, Catalog]) -> list[Change]:
    """Return what waits for a translator: messages that changed, and those without translation."""
    return [
        _change(ChangeKind.CHANGED if entry.translated else ChangeKind.NEW, domain, catalog, entry)
        for domain, catalog in catalogs.items()
        for entry in catalog
        if not entry.usable
    ]


def _message(entry: Entry) -> Message:
    places = tuple(SourcePlace(name) for name in entry.references)
    return Message(entry.msgid, entry.msgctxt, entry.msgid_plural, places=places)


def _changes(
    plan: Plan, before: Mapping[str, Catalog], after: Mapping[str, Catalog]
) -> Iterator[Change]:
    elsewhere = {
        (origin.domain, origin.entry.key)
        for domain, origins in plan.origins.items()
        for origin in origins
        if origin and origin.domain != domain
    }
    elsewhere |= {
        part
        for origins in plan.origins.values()
        for origin in origins
        if origin
        for part in origin.parts
    }
    for domain, catalog in after.items():
        entries = list(catalog)
        for entry, origin in zip(entries, plan.origins[domain], strict=True):
            change = _active(domain, catalog, entry, origin)
            if change:
                yield change
        kept = {entry.key: entry for entry in catalog.entries if entry.obsolete}
        for gone in plan.gone[domain]:
            if (domain, gone.key) not in elsewhere:
                yield _gone(domain, catalog, gone, kept)
    for domain in before.keys() - after.keys():
        for gone in plan.gone[domain]:
            if (domain, gone.key) not in elsewhere:
                yield _gone(domain, before[domain], gone, {})


def _active(domain: str, catalog: Catalog, entry: Entry, origin: Origin | None) -> Change | None:
    if origin is None:
        return _change(ChangeKind.NEW, domain, catalog, entry)
    if origin.how is How.SAME:
        return None
    giver = origin.domain if origin.domain != domain else None
    kind = {
        How.BACK: ChangeKind.BACK,
        How.MOVED: ChangeKind.MOVED,
        How.CHANGED: ChangeKind.CHANGED,
        How.REGROUPED: ChangeKind.CHANGED if entry.previous else ChangeKind.REGROUPED,
    }[origin.how]
    previous = None
    if origin.how is How.CHANGED:
        previous = entry.previous if entry.fuzzy and entry.previous else origin.entry.msgid
    return _change(kind, domain, catalog, entry, previous=previous, origin=giver)


def _change(
    kind: ChangeKind,
    domain: str,
    catalog: Catalog,
    entry: Entry,
    *,
    previous: str | None = None,
    origin: str | None = None,
) -> Change:
    return Change(
        kind,
        domain,
        catalog.path,
        entry.line,
        entry.references,
        entry.msgid,
        entry.msgstr,
        previous or entry.previous,
        origin,
        not entry.usable,
    )


def _gone(domain: str, catalog: Catalog, entry: Entry, kept: Mapping[Key, Entry]) -> Change:
    line = kept[entry.key].line if entry.key in kept else 0
    places = entry.references
    return Change(ChangeKind.GONE, domain, catalog.path, line, places, entry.msgid, entry.msgstr)


def count_changes(changes: Iterable[Change]) -> dict[ChangeKind, int]:
    """Return how many changes of each kind there are, the kinds that do not occur left out."""
    found = [change.kind for change in changes]
    return {kind: found.count(kind) for kind in ChangeKind if kind in found}


def words_to_do(changes: Sequence[Change]) -> int:
    """Return how many words of the source wait for a translator."""
    return sum(change.words for change in changes)
