"""Paragraphs that were split or merged: each sentence takes its own translation along.

A message that is made of sentences of others is given theirs, in its own order.  That is valid at
once where every sentence is there as it was and it is certain which translation is whose;
otherwise a human looks at it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from editions.catalogs.agreement import Agree
from editions.catalogs.aligning import are_paired
from editions.catalogs.entries import Entry
from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.sentences import Sentence, join_sentences, split_sentences
from editions.catalogs.similarity import ANYWHERE, TELLING, Text
from editions.catalogs.syntax import Syntax, syntax_of
from editions.catalogs.templates import Message

#: Share of a message that must be found in sentences; one with less was written anew.
ENOUGH = 0.5


@dataclass(frozen=True)
class Regrouped:
    """A message made of the sentences of others."""

    #: Position of the message among those that were given.
    message: int
    #: Positions of the entries that its sentences come from, in its order.
    entries: tuple[int, ...]
    #: The translation, with the comments and flags of these entries; fuzzy where it is not certain.
    entry: Entry


@dataclass(frozen=True)
class Regrouping:
    """What became of paragraphs that were split or merged."""

    messages: tuple[Regrouped, ...] = ()
    #: Positions of the entries of which nothing is left that another message could have.
    spent: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Pair:
    """Sentences of an entry that are translated together; mostly one."""

    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(sentence.key for sentence in self.source)

    @cached_property
    def text(self) -> Text:
        """The sentences, prepared for comparison."""
        return Text(" ".join(self.key))


@dataclass(frozen=True)
class _Cut:
    """An entry cut into sentences."""

    entry: Entry
    pairs: tuple[_Pair, ...]
    #: It is certain which translation is whose.
    certain: bool


def _cut(entry: Entry, agree: Agree) -> _Cut:
    syntax = syntax_of(entry.references)
    source, target = (split_sentences(syntax.parse(text)) for text in (entry.msgid, entry.msgstr))
    lengths = [[len(sentence.text) for sentence in side] for side in (source, target)]
    if entry.fuzzy or len(source) == 1 or not are_paired(*lengths):
        return _Cut(entry, (_Pair(source, target),), not entry.fuzzy)
    pairs = tuple(_Pair((a,), (b,)) for a, b in zip(source, target, strict=True))
    parsed = [
        (syntax.parse(a.text), syntax.parse(b.text)) for a, b in zip(source, target, strict=True)
    ]
    return _Cut(entry, pairs, all(agree(a, b) for a, b in parsed) and _keep_markup(parsed))


def _keep_markup(pairs: Sequence[tuple[Markup, Markup]]) -> bool:
    """Tell whether each piece of markup stands in the sentence that is paired with its own.

    Of what a translator has added or left out, nothing can be told.
    """
    counts = [
        (Counter(map(_look, one.inlines)), Counter(map(_look, other.inlines)))
        for one, other in pairs
    ]
    sources: Counter[tuple[str, str, str]] = sum((one for one, _ in counts), Counter())
    targets: Counter[tuple[str, str, str]] = sum((other for _, other in counts), Counter())
    kept = {look for look in sources if sources[look] == targets[look]}
    return all(one[look] == other[look] for one, other in counts for look in kept)


def _look(inline: Inline) -> tuple[str, str, str]:
    """Return what is the same of a piece of markup in both languages, its words left out."""
    words = inline.text if inline.kind is InlineKind.LITERAL else ""
    return inline.kind.value, inline.role, words


@dataclass(frozen=True)
class _Part:
    """A stretch of a message, and where its translation is."""

    #: Position of the entry, and of the pair in it.
    entry: int
    pair: int
    #: The sentences are as they were.
    same: bool = True


@dataclass
class _Assembly:
    """A message while its sentences are being found."""

    sentences: tuple[Sentence, ...]
    #: By the position of a sentence: the part that begins there.
    parts: dict[int, _Part] = field(default_factory=dict)
    #: Sentences that no entry has.
    open: list[int] = field(default_factory=list)

    @property
    def coverage(self) -> float:
        """The share of the letters that stand in sentences that were found."""
        letters = [len(sentence.text) for sentence in self.sentences]
        return 1 - sum(letters[at] for at in self.open) / max(sum(letters), 1)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that the sentences come from, in the order of the message."""
        return tuple(dict.fromkeys(self.parts[at].entry for at in sorted(self.parts)))


def regroup(entries: Sequence[Entry], messages: Mapping[int, Message], agree: Agree) -> Regrouping:
    """Return which of the new *messages* are made of sentences of *entries* that are gone.

    A message that merely changed, and has the sentences of one entry that nobody shares with it,
    is none of them.
    """
    usable = {
        at: entry
        for at, entry in enumerate(entries)
        if entry.translated and entry.msgid_plural is None and not _has_edges(entry.msgid)
    }
    search = _Search({at: _cut(entry, agree) for at, entry in usable.items()})
    drafts = {
        at: search.draft(message)
        for at, message in messages.items()
        if message.msgid_plural is None and not _has_edges(message.msgid)
    }
    search.fill(drafts.values())
    shares = Counter(entry for draft in drafts.values() for entry in draft.entries)
    chosen = {
        at: draft
        for at, draft in drafts.items()
        if len(draft.entries) > 1 or any(shares[entry] > 1 for entry in draft.entries)
        if draft.coverage >= ENOUGH
    }
    taken = {(p.entry, p.pair) for draft in chosen.values() for p in draft.parts.values()}
    return Regrouping(
        tuple(
            Regrouped(at, draft.entries, search.compose(draft, messages[at]))
            for at, draft in chosen.items()
        ),
        frozenset(
            at
            for at, cut in search.cuts.items()
            if all((at, number) in taken for number in range(len(cut.pairs)))
        ),
    )


def _has_edges(text: str) -> bool:
    return text.startswith("\n") or text.endswith("\n")


class _Search:
    """Finds sentences in entries that were cut."""

    def __init__(self, cuts: Mapping[int, _Cut]) -> None:
        self.cuts = cuts
        #: Pairs by their first sentence.
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, cut in cuts.items():
            for number, pair in enumerate(cut.pairs):
                self.places[pair.key[0]].append((at, number))
        #: Pairs that a message has.
        self.used: set[tuple[int, int]] = set()

    def draft(self, message: Message) -> _Assembly:
        """Return a message with the parts that stood elsewhere just as they are."""
        syntax: Syntax = syntax_of(place.name for place in message.places)
        draft = _Assembly(split_sentences(syntax.parse(message.msgid)))
        keys = tuple(sentence.key for sentence in draft.sentences)
        known = Counter(at for key in set(keys) for at, _ in self.places.get(key, ()))
        at = 0
        last = (-1, -1)
        while at < len(keys):
            found = [
                place
                for place in self.places.get(keys[at], ())
                if (pair := self._pair(*place)).key == keys[at : at + len(pair.key)]
                and (self._follows(last, place) or len(pair.text.words) >= TELLING)
            ]
            if not found:
                draft.open.append(at)
                at += 1
                continue
            best = max(found, key=lambda place: (self._follows(last, place), known[place[0]]))
            draft.parts[at] = _Part(*best)
            self.used.add(best)
            at += len(self._pair(*best).key)
            last = best
        return draft

    def _pair(self, entry: int, number: int) -> _Pair:
        return self.cuts[entry].pairs[number]

    @staticmethod
    def _follows(last: tuple[int, int], place: tuple[int, int]) -> bool:
        return place == (last[0], last[1] + 1)

    def fill(self, drafts: Collection[_Assembly]) -> None:
        """Give sentences that were changed what is left of the entries that were taken apart."""
        taken = {entry for entry, _ in self.used}
        left = [
            (entry, number)
            for entry in sorted(taken)
            for number in range(len(self.cuts[entry].pairs))
            if (entry, number) not in self.used
        ]
        scores = []
        for draft in drafts:
            for at in draft.open:
                text = Text(draft.sentences[at].key)
                for place in left:
                    pair = self._pair(*place)
                    near = place[0] in draft.entries
                    if near or len(text.words) >= TELLING:
                        likeness = pair.text.likeness(text, ANYWHERE)
                        if likeness:
                            scores.append((likeness + near, draft, at, place))
        for _, draft, at, place in sorted(scores, key=lambda score: -score[0]):
            if place not in self.used and at in draft.open:
                self.used.add(place)
                draft.open.remove(at)
                same = self._pair(*place).key == (draft.sentences[at].key,)
                draft.parts[at] = _Part(*place, same=same)

    def compose(self, draft: _Assembly, message: Message) -> Entry:
        """Return a message with the translation of its sentences."""
        parts = [draft.parts[at] for at in sorted(draft.parts)]
        pairs = [self._pair(part.entry, part.pair) for part in parts]
        translation = join_sentences(self._in_order(parts, [pair.target for pair in pairs]))
        certain = not draft.open and all(part.same for part in parts) and self._is_certain(parts)
        # “M. Paz” within a paragraph is text, and at its beginning an item of a list.
        syntax = syntax_of(place.name for place in message.places)
        kinds = (None, syntax.block_kind(message.msgid))
        certain = certain and syntax.block_kind(translation) in kinds
        own = [self.cuts[entry].entry for entry in draft.entries]
        source = join_sentences(self._in_order(parts, [pair.source for pair in pairs]))
        flags = {flag for entry in own for flag in entry.flags} - {"fuzzy"}
        # What a translation was approved for is known where each part of it was.
        approved = not any(entry.fuzzy for entry in own) and not _same(source, message.msgid)
        return Entry(
            0,
            message.msgid,
            (translation,),
            message.msgctxt,
            flags=frozenset(flags if certain else flags | {"fuzzy"}),
            comments=tuple(dict.fromkeys(line for entry in own for line in entry.comments)),
            previous=source if approved and not certain else None,
        )

    def _in_order(
        self, parts: Sequence[_Part], sides: Sequence[tuple[Sentence, ...]]
    ) -> list[Sentence]:
        """Return the sentences of one side; gaps are kept between those that were neighbours."""
        sentences: list[Sentence] = []
        for number, (part, side) in enumerate(zip(parts, sides, strict=True)):
            following = parts[number + 1] if number + 1 < len(parts) else None
            stays = following and self._follows(
                (part.entry, part.pair), (following.entry, following.pair)
            )
            last = side[-1] if stays else Sentence(side[-1].text)
            sentences += [*side[:-1], last]
        return sentences

    def _is_certain(self, parts: Sequence[_Part]) -> bool:
        """Tell whether the translation of each part is that of its sentences."""
        numbers: dict[int, list[int]] = defaultdict(list)
        for part in parts:
            numbers[part.entry].append(part.pair)
        return all(
            self.cuts[entry].certain and found == sorted(found)
            if found != list(range(len(self.cuts[entry].pairs)))
            else not self.cuts[entry].entry.fuzzy
            for entry, found in numbers.items()
        )


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
