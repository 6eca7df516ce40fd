"""Find where the translation of each message of the source stands in the catalogs.

A message that stands as it stood keeps its entry; one that went to another document takes its
translation along; one that was rewritten takes over the translation of what it replaces, for a
human to fix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, IntEnum

from editions.catalogs.agreement import Agree
from editions.catalogs.entries import Entry, Key
from editions.catalogs.lines import close_gaps
from editions.catalogs.regrouping import regroup
from editions.catalogs.similarity import Finder, pair_rewritten
from editions.catalogs.templates import Message


class How(Enum):
    """How a message came by its entry."""

    #: The same message stood in the same catalog, its lines perhaps broken elsewhere.
    SAME = "same"
    #: The source had dropped the message, or changed it, and holds it again.
    BACK = "back"
    #: The same message stands, or stood, in another catalog.
    MOVED = "moved"
    #: The message replaces another one.
    CHANGED = "changed"
    #: The message is made of sentences of others, which were split or merged.
    REGROUPED = "regrouped"


@dataclass(frozen=True, slots=True)
class Origin:
    """The entry from which a message has its translation."""

    #: The catalog that holds the entry.
    domain: str
    entry: Entry
    how: How
    #: The translation must be looked at, though the message is the same.
    doubtful: bool = False
    #: Translations of the same message that give way to this one.
    others: tuple[str, ...] = ()
    #: The entries, by catalog, whose sentences `entry` is made of.
    parts: tuple[tuple[str, Key], ...] = ()


@dataclass(frozen=True)
class Plan:
    """What becomes of every entry."""

    #: By domain, for each message of the source: where its translation is, if anywhere.
    origins: dict[str, list[Origin | None]]
    #: By domain: entries whose message the source no longer holds there and no other took over.
    gone: dict[str, list[Entry]]


class _Rank(IntEnum):
    """How good a translation of the same message in another catalog is; the least is best."""

    GONE = 0
    STANDING = 1
    OBSOLETE = 2
    FUZZY = 3


@dataclass
class _Domain:
    """One catalog while its entries are being matched."""

    name: str
    entries: Sequence[Entry]
    messages: Sequence[Message]
    #: For each message its origin.
    origins: list[Origin | None] = field(default_factory=list)
    #: Entries that no message of this catalog has taken over, by key.
    gone: dict[Key, Entry] = field(default_factory=dict)
    #: Those of them whose message another catalog holds now.
    moved: set[Key] = field(default_factory=set)

    @property
    def open(self) -> list[int]:
        """The messages that have no origin yet."""
        return [at for at, origin in enumerate(self.origins) if origin is None]

    def match_same(self) -> None:
        standing = {entry.key: entry for entry in self.entries}
        wanted = {message.key for message in self.messages}
        for message in self.messages:
            entry = standing.get(message.key)
            how = How.BACK if entry and entry.obsolete else How.SAME
            self.origins.append(Origin(self.name, entry, how) if entry else None)
        self.gone = {e.key: e for e in self.entries if not e.obsolete and e.key not in wanted}

    def match_taken_back(self) -> None:
        """Find messages whose translation waits, as outdated, under a later wording."""
        waiting = {
            (entry.msgctxt, entry.previous): entry
            for entry in self.gone.values()
            if entry.fuzzy and entry.previous is not None
        }
        for at in self.open:
            entry = waiting.pop(self.messages[at].key, None)
            if entry:
                self.origins[at] = Origin(self.name, entry, How.BACK)
                del self.gone[entry.key]

    def match_rewrapped(self) -> None:
        """Find messages whose lines were only broken elsewhere, in scripts without spaces."""
        waiting = {(e.msgctxt, close_gaps(e.msgid)): e for e in reversed(self.gone.values())}
        for at in self.open:
            message = self.messages[at]
            entry = waiting.pop((message.msgctxt, close_gaps(message.msgid)), None)
            if entry:
                self.origins[at] = Origin(self.name, entry, How.SAME)
                del self.gone[entry.key]

    def match_rewritten(self) -> None:
        """Pair what went with what came; then find the parts of paragraphs that were split."""
        before = [entry for entry in self.entries if not entry.obsolete]
        texts = [entry.msgid for entry in before]
        left = self.gone.keys() - self.moved
        gone = [at for at, entry in enumerate(before) if entry.key in left]
        if not gone or not self.open:
            return
        for pair in pair_rewritten(texts, [m.msgid for m in self.messages], gone, self.open):
            self.change(pair.new, before[pair.old])
        finder = Finder([texts[at] for at in gone])
        for at in self.open:
            found = finder.whole(self.messages[at].msgid)
            if found is not None:
                self.change(at, before[gone[found]])

    def change(self, at: int, entry: Entry) -> None:
        self.origins[at] = Origin(self.name, entry, How.CHANGED)
        self.gone.pop(entry.key, None)


def match(
    before: Mapping[str, Sequence[Entry]],
    source: Mapping[str, Sequence[Message]],
    agree: Agree = lambda source, target: True,
) -> Plan:
    """Match the messages of the *source* with the entries that stood *before*, by domain.

    Catalogs without messages, as of a document that is gone, only give translations.  *agree*
    tells whether a sentence and its translation state the same facts.
    """
    domains = [
        _Domain(name, before.get(name, ()), source.get(name, ()))
        for name in sorted({*before, *source})
    ]
    for domain in domains:
        domain.match_same()
        domain.match_taken_back()
        domain.match_rewrapped()
    _match_moved(domains)
    _match_regrouped(domains, agree)
    for domain in domains:
        domain.match_rewritten()
    _match_moved_and_rewritten(domains)
    return Plan(
        {domain.name: domain.origins for domain in domains},
        {domain.name: list(domain.gone.values()) for domain in domains},
    )


def _match_moved(domains: Sequence[_Domain]) -> None:
    """Let messages that are new in their catalog take the translation from another one."""
    wanted = {d.messages[at].key for d in domains for at in d.open}
    returned = {
        origin.entry.key
        for domain in domains
        for origin in domain.origins
        if origin and origin.entry.obsolete
    }
    givers: dict[Key, list[tuple[_Rank, str, Entry]]] = defaultdict(list)
    for domain in domains:
        for entry in domain.entries:
            if entry.translated and entry.key in wanted | returned:
                givers[entry.key].append((_rank(domain, entry), domain.name, entry))
    moved: set[tuple[str, Key]] = set()
    for domain in domains:
        for at, message in enumerate(domain.messages):
            origin = domain.origins[at]
            if origin is None or origin.entry.obsolete:
                others = [giver for giver in givers[message.key] if giver[1] != domain.name]
                domain.origins[at] = found = _moved(origin, others)
                if found:
                    moved.add((found.domain, message.key))
    for domain in domains:
        domain.moved = {key for key in domain.gone if (domain.name, key) in moved}


def _rank(domain: _Domain, entry: Entry) -> _Rank:
    if entry.fuzzy:
        return _Rank.FUZZY
    if entry.obsolete:
        return _Rank.OBSOLETE
    return _Rank.GONE if entry.key in domain.gone else _Rank.STANDING


def _moved(own: Origin | None, others: Sequence[tuple[_Rank, str, Entry]]) -> Origin | None:
    """Return the best origin: one of *others*, in other catalogs, or the message's *own*."""
    if not others:
        return own
    rank, name, entry = min(others, key=lambda giver: giver[0])
    if own is None:
        rivals = {giver[2].msgstrs for giver in others if giver[0] is rank}
        return Origin(name, entry, How.MOVED, doubtful=len(rivals) > 1)
    if rank is not _Rank.GONE or entry.msgstrs == own.entry.msgstrs:
        return own
    # It went away and comes back; what was written there meanwhile is newer.
    return Origin(name, entry, How.MOVED, others=tuple(filter(None, own.entry.msgstrs)))


def _match_regrouped(domains: Sequence[_Domain], agree: Agree) -> None:
    """Find messages made of sentences of others; these stay in their catalogs, as obsolete."""
    gone = [
        (domain, entry)
        for domain in domains
        for entry in domain.gone.values()
        if entry.key not in domain.moved
    ]
    open_ = [(domain, at) for domain in domains for at in domain.open]
    if not gone or not open_:
        return
    messages = {number: domain.messages[at] for number, (domain, at) in enumerate(open_)}
    regrouping = regroup([entry for _, entry in gone], messages, agree)
    for found in regrouping.messages:
        domain, at = open_[found.message]
        parts = tuple((gone[number][0].name, gone[number][1].key) for number in found.entries)
        domain.origins[at] = Origin(domain.name, found.entry, How.REGROUPED, parts=parts)
    for number in regrouping.spent:
        domain, entry = gone[number]
        domain.moved.add(entry.key)


def _match_moved_and_rewritten(domains: Sequence[_Domain]) -> None:
    left = [
        (domain, entry)
        for domain in domains
        for entry in domain.gone.values()
        if entry.translated and entry.key not in domain.moved
    ]
    finder = Finder([entry.msgid for _, entry in left])
    for domain in domains:
        for at in domain.open:
            found = finder.nearest(domain.messages[at].msgid)
            if found is not None:
                giver, entry = left[found]
                domain.origins[at] = Origin(giver.name, entry, How.CHANGED)
