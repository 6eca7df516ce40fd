"""Rules on whether a translation belongs to its message: whole, and not its neighbour's.

What is alike in both languages tells it: names, numbers, objects of markup, and the beginnings of
words of one origin.  What occurs everywhere in a catalog tells little, so rare things count more.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from editions.catalogs.markup import InlineKind, Markup
from editions.catalogs.sentences import sentence_ends
from editions.findings import Severity
from editions.phrases import phrase
from editions.rules.registry import Context, MessagePair, Problem, catalog_rule, entry_rule

_TOKEN = re.compile(r"[^\W_]+")
#: Words this long are compared by so many of their first letters.
_LONG, _STEM = 5, 4
#: How far away, in entries, the message of a misplaced translation is looked for.
_NEAR = 2
#: Equal translations shorter than this are no sign of a mistake.
_TELLING = 20


def fold(word: str) -> str:
    """Return a word in lower case, without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in letters if not unicodedata.combining(char))


def traits(markup: Markup) -> frozenset[str]:
    """Return what a text shares with its translations, more or less."""
    found = {
        f"={(inline.target or inline.text).lower().lstrip('~!')}"
        for inline in markup.inlines
        if inline.explicit
        or inline.prose[0] >= inline.prose[1]
        or (inline.kind is InlineKind.EMPHASIS and " " not in inline.text)
    }
    found.update(map(_trait, _TOKEN.findall(markup.plain)))
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=16384)  # a catalog says most of its words again and again
def _trait(word: str) -> str:
    """Return what a word shares with its translations; nothing for most short ones."""
    if word.isdigit():
        return word
    if len(word) >= _LONG:
        return fold(word)[:_STEM] if not word.isascii() else word[:_STEM].lower()
    return word.lower() if len(word) > 1 and word.isupper() else ""


class _Likeness:
    """How well messages and translations of a catalog fit, by number of the pair."""

    def __init__(self, pairs: Sequence[MessagePair]) -> None:
        self.pairs = pairs
        self.sources = [traits(pair.source_markup) for pair in pairs]
        self.targets = [traits(pair.target_markup) for pair in pairs]
        #: How much each message shares with its own translation.
        self.own = [
            len(source & target) for source, target in zip(self.sources, self.targets, strict=True)
        ]

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each trait tells: the rarer, the more."""
        sources = Counter(trait for traits_ in self.sources for trait in traits_)
        targets = Counter(trait for traits_ in self.targets for trait in traits_)
        count = len(self.pairs) + 1
        return {
            trait: math.log(count / max(sources[trait], targets[trait])) + 0.3
            for trait in {*sources, *targets}
        }

    def _norm(self, found: frozenset[str]) -> float:
        return math.sqrt(sum(self.weights[trait] for trait in found)) or 1.0

    def common(self, source: int, target: int) -> frozenset[str]:
        """Return what the message *source* and the translation *target* share."""
        return self.sources[source] & self.targets[target]

    def of(self, source: int, target: int) -> float:
        """Return how well they fit, 0 to 1."""
        shared = sum(self.weights[trait] for trait in self.common(source, target))
        return shared / (self._norm(self.sources[source]) * self._norm(self.targets[target]))


@catalog_rule("wrong-entry", Severity.ERROR)
def check_neighbours(pairs: Sequence[MessagePair], context: Context) -> Iterator[Problem]:
    """A translation is that of its own message, not of another one nearby.

    Bad: msgid "Security" msgstr "Economía", after msgid "Economy" msgstr "Seguridad"
    Good: msgid "Security" msgstr "Seguridad", after msgid "Economy" msgstr "Economía"
    """
    pairs = [pair for pair in pairs if pair.target != pair.source]
    likeness = _Likeness(pairs)
    reported: set[int] = set()
    for here in range(len(pairs)):
        for there in range(here + 1, min(len(pairs), here + 1 + _NEAR)):
            if _are_swapped(likeness, here, there):
                for one, other in ((here, there), (there, here)):
                    if one not in reported:
                        reported.add(one)
                        yield _misplaced(pairs[one], pairs[other])
    for one, other in _repeated(likeness):
        if one not in reported:
            reported.add(one)
            yield _misplaced(pairs[one], pairs[other])


def _misplaced(pair: MessagePair, other: MessagePair) -> Problem:
    message = phrase(
        "this looks like the translation of the message on line {line}; translate the message"
        " above it",
        line=other.entry.line,
    )
    return Problem(message, pair=pair)


def _are_swapped(likeness: _Likeness, here: int, there: int) -> bool:
    """Tell whether two translations fit better the other way round."""
    crossed = len(likeness.common(here, there)) + len(likeness.common(there, here))
    straight = likeness.own[here] + likeness.own[there]
    if crossed <= straight or likeness.pairs[here].source == likeness.pairs[there].source:
        return False
    own = (likeness.of(here, here), likeness.of(there, there))
    other = (likeness.of(there, here), likeness.of(here, there))
    if other[0] < own[0] or other[1] < own[1]:
        return False
    if straight == 0:
        return min(other) > 0
    return crossed >= straight + 2 and sum(other) > sum(own) + 0.1


def _repeated(likeness: _Likeness) -> Iterator[tuple[int, int]]:
    """Yield translations that stand twice, each with the pair whose message it rather fits."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, pair in enumerate(likeness.pairs):
        if len(pair.target) >= _TELLING:
            places[pair.target].append(number)
    for numbers in places.values():
        if len(numbers) < 2:
            continue
        best = max(numbers, key=lambda number: likeness.of(number, number))
        fit = likeness.of(best, best)
        for number in numbers:
            if number != best and _share_nothing(likeness, number, best):
                yield number, best
                continue
            own = likeness.of(number, number)
            if fit <= own + 0.15 or not likeness.sources[number]:
                continue
            strange = own < min(0.15, fit / 4) and not _say_alike(likeness, number, best)
            if strange or _names_others(likeness, number, best):
                yield number, best


def _names_others(likeness: _Likeness, number: int, best: int) -> bool:
    """Tell whether a translation names an object or number that only the other message has."""
    strange = likeness.common(best, number) - likeness.sources[number]
    source = likeness.pairs[number].source.lower()
    return any(
        (trait[0] == "=" or trait.isdigit()) and trait.lstrip("=").rpartition(".")[2] not in source
        for trait in strange
        if "://" not in trait
    )


def _share_nothing(likeness: _Likeness, one: int, other: int) -> bool:
    """Tell whether two messages close by have words, and none of them in common."""
    if abs(one - other) > _NEAR:
        return False
    first, second = (
        {fold(word)[:_STEM] for word in _TOKEN.findall(likeness.pairs[number].source)}
        for number in (one, other)
    )
    long = [any(len(stem) == _STEM for stem in stems) for stems in (first, second)]
    return all(long) and not {stem for stem in first & second if len(stem) == _STEM}


def _say_alike(likeness: _Likeness, one: int, other: int) -> bool:
    """Tell whether two messages are much the same, word for word."""
    first, second = (
        set(_TOKEN.findall(likeness.pairs[number].source.lower())) for number in (one, other)
    )
    return len(first & second) * 2 >= len(first | second)


#: So many characters are more than the explanation of a word needs.
_MUCH = 80
#: How many letters of an alphabet one letter says as much as.
_WEIGHTS = (
    (
        re.compile(r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
        3.2,
    ),
    (re.compile(r"[\u3040-\u30ff\u31f0-\u31ff]"), 1.6),
    (re.compile(r"[\uac00-\ud7a3\ua000-\ua4cf]"), 2.2),
)


def _shown_length(markup: Markup) -> int:
    """Return how many characters readers see, as many as an alphabet would take."""
    hidden = (inline for inline in markup.inlines if inline.prose[0] >= inline.prose[1])
    length = len(markup.plain) + sum(len(inline.text) - 1 for inline in hidden)
    if not _is_heavy(markup.plain):
        return length
    more = sum((weight - 1) * len(letters.findall(markup.plain)) for letters, weight in _WEIGHTS)
    return length + round(more)


def _is_heavy(text: str) -> bool:
    """Tell whether there are letters in *text* that say as much as several."""
    return not text.isascii() and any(letters.search(text) for letters, _ in _WEIGHTS)


@entry_rule("length", Severity.WARNING)
def check_length(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """A translation is about as long as its message: nothing lost, nothing added.

    Bad: msgid "Trade grew. Most of it was in cars." msgstr "El comercio creció."
    Good: msgid "Trade grew." msgstr "El comercio creció."
    """
    if pair.target == pair.source:
        return
    length = len(pair.source)
    near = 0.72 * length < len(pair.target) < 2 * length
    if near and not _is_heavy(pair.source) and not _is_heavy(pair.target):
        return
    source, target = pair.source_markup, pair.target_markup
    wanted, found = _shown_length(source), _shown_length(target)
    if not wanted:  # only its context tells such a message apart: there is nothing to compare
        return
    ratio = found / wanted
    if ratio < 0.72:
        sentences = len(sentence_ends(source.plain)) + 1
        translated = len(sentence_ends(target.plain)) + 1
        if translated < sentences and (wanted >= 60 or ratio < 0.62) and wanted >= 25:
            message = phrase(
                "{sentences} sentences are translated by {translated}, much shorter; translate all"
                " of them",
                sentences=sentences,
                translated=translated,
            )
            yield Problem(message)
        elif ratio < 0.45 and wanted >= 50:
            yield Problem(
                phrase(
                    "{found} characters for {wanted}; is a part not translated?",
                    found=found,
                    wanted=wanted,
                )
            )
    elif (ratio > 3.5 and wanted >= 30) or (ratio > 6 and found >= _MUCH):
        yield Problem(
            phrase(
                "{found} characters for {wanted}; was something added?", found=found, wanted=wanted
            )
        )
