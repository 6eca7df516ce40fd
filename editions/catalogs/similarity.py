"""How alike two messages are, and which old one a new one was made from.

Letters decide where they can; where a short message was rewritten and they cannot, the place
among unchanged neighbours does.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

#: Alike enough wherever the two stand; the same as Babel's and msgmerge's.
ANYWHERE = 0.6
#: Alike enough between the same neighbours.
SAME_GAP = 0.4
#: Alike enough where, between the same neighbours, one message went and one came.
ALONE = 0.25
#: A message of so many words may be rewritten whole between its neighbours.
SHORT = 12
#: Fewer words than this say too little to be found again in another catalog or in a longer text.
TELLING = 4
#: Share of a message's words that a longer one holds in order, for it to be a part of that.
PART = 0.8
#: A word that more messages than this share finds none of them.
_COMMON = 40
#: So many messages are compared with one that is looked up while somebody waits.
_ENOUGH = 400

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Text:
    """A message prepared for comparison."""

    def __init__(self, text: str) -> None:
        self.letters = text.casefold()
        self.words = _TOKEN.findall(self.letters)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in the message."""
        return Counter(self.words)

    @property
    def short(self) -> bool:
        """Few enough words for letters to count."""
        return len(self.words) <= SHORT

    def likeness(self, other: Text, least: float) -> float:
        """Return how alike the two are, from 0 to 1, or 0 where it is less than *least*."""
        if self.short and other.short:
            matcher = SequenceMatcher(None, self.letters, other.letters, autojunk=False)
            if matcher.quick_ratio() < least:
                return 0
            ratio = matcher.ratio()
        else:
            length = len(self.words) + len(other.words)
            if 2 * min(len(self.words), len(other.words)) < least * length:
                return 0
            if 2 * (self.counts & other.counts).total() < least * length:
                return 0
            ratio = SequenceMatcher(None, self.words, other.words, autojunk=False).ratio()
        return ratio if ratio >= least else 0

    def part_in(self, other: Text) -> float:
        """Return the share of this message's words that stand in *other* in the same order."""
        if not self.words or (self.counts & other.counts).total() < PART * len(self.words):
            return 0
        blocks = SequenceMatcher(None, self.words, other.words, autojunk=False)
        return sum(block.size for block in blocks.get_matching_blocks()) / len(self.words)


@dataclass(frozen=True)
class Match:
    """A new message and the old one that it was made from, by their positions."""

    old: int
    new: int


def pair_rewritten(
    old: Sequence[str], new: Sequence[str], gone: Iterable[int], come: Iterable[int]
) -> Iterator[Match]:
    """Pair new messages of one catalog with the old ones that they replace.

    *gone* are the positions in *old* that the source no longer holds, *come* those in *new*
    that it did not hold before; each is paired once at most.
    """
    old_texts = {at: Text(old[at]) for at in gone}
    new_texts = {at: Text(new[at]) for at in come}
    left, open_ = set(old_texts), set(new_texts)
    old_labels: list[object] = list(old)
    new_labels: list[object] = list(new)

    def take(pair: Match) -> Match:
        left.remove(pair.old)
        open_.remove(pair.new)
        old_labels[pair.old] = new_labels[pair.new] = pair
        return pair

    gaps = {
        position: number
        for number, gap in enumerate(_gaps(old_labels, new_labels))
        for position in (*(("old", at) for at in gap[0]), *(("new", at) for at in gap[1]))
    }
    scores: list[tuple[float, int, Match]] = []
    for after, text in new_texts.items():
        for before, other in old_texts.items():
            near = ("new", after) in gaps and gaps["new", after] == gaps.get(("old", before))
            likeness = other.likeness(text, SAME_GAP if near else ANYWHERE)
            if likeness:
                pair = Match(before, after)
                scores.append((likeness + (1 - ANYWHERE) * near, -abs(before - after), pair))
    for _, _, pair in sorted(scores, key=lambda score: score[:2], reverse=True):
        if pair.old in left and pair.new in open_:
            yield take(pair)
    for gap_old, gap_new in list(_gaps(old_labels, new_labels)):
        alone = [at for at in gap_old if at in left], [at for at in gap_new if at in open_]
        if len(alone[0]) == len(alone[1]) == 1:
            pair = Match(alone[0][0], alone[1][0])
            went, came = old_texts[pair.old], new_texts[pair.new]
            if (went.short and came.short) or went.likeness(came, ALONE):
                yield take(pair)


def _gaps(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[range, range]]:
    """Yield the stretches between neighbours that kept their order, where both sides differ."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if any(code[0] == "equal" for code in codes):
        for name, old_from, old_to, new_from, new_to in codes:
            if name == "replace":
                yield range(old_from, old_to), range(new_from, new_to)


class Finder:
    """Finds, among many messages, the one that another was made from."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [Text(text) for text in texts]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(self._texts):
            for word in text.counts:
                self._places[word].append(at)

    def nearest(self, text: str) -> int | None:
        """Return the position of the message most like *text*, if one is alike enough."""
        return self._best(text, lambda wanted, other: other.likeness(wanted, ANYWHERE))

    def whole(self, text: str) -> int | None:
        """Return the position of a message that *text* is a part of, if there is one."""
        return self._best(text, lambda wanted, other: wanted.part_in(other))

    def alike(self, text: str, most: int) -> list[tuple[int, float]]:
        """Return the positions of the messages most like *text*, each with its likeness.

        There are no more than *most* of them, the most alike first; short ones count, too.
        """
        wanted = Text(text)
        rare_first = sorted(wanted.counts, key=lambda word: len(self._places.get(word, ())))
        near: dict[int, None] = {}
        for word in rare_first:
            if len(near) < _ENOUGH:
                near.update(dict.fromkeys(self._places.get(word, ())[:_ENOUGH]))
        scores = [(self._texts[at].likeness(wanted, ANYWHERE), -at) for at in near]
        best = sorted((score for score in scores if score[0]), reverse=True)[:most]
        return [(-place, likeness) for likeness, place in best]

    def _best(self, text: str, measure: Callable[[Text, Text], float]) -> int | None:
        wanted = Text(text)
        if len(wanted.words) < TELLING:
            return None
        places = (self._places.get(word, ()) for word in wanted.counts)
        near = {at for found in places if len(found) <= _COMMON for at in found}
        scores = {at: measure(wanted, self._texts[at]) for at in sorted(near)}
        best = max(scores, key=lambda at: scores[at], default=None)
        return best if best is not None and scores[best] else None
