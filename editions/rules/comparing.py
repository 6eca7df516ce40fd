"""Compare the quantities of a translation with those of its message.

A number that has no equal on the other side is paired with one that seems to stand for it.  Such
a pair is wrong if both are of one kind; it is doubtful where people also write so on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import filterfalse

from babel import Locale

from editions.catalogs.markup import Markup, parse_markup
from editions.rules.composing import Quantity, Value
from editions.rules.numberwords import NumberWords, number_words
from editions.rules.quantities import digit_runs, find_quantities, number_marks

_DIGIT = re.compile(r"\d")
#: What is written for machines, in HTML, MyST and addresses.
_MACHINE = re.compile(
    r"</?[a-z][\w-]*(?:\s[^<>]*)?>|\b(?:https?|ftp)://[^\s<>]+|\]\([^()\s]*\)|&#\w+;"
    r"|\{[a-z][\w:+-]*\}`?\d+",
    re.IGNORECASE,
)
#: One of these is in every text that `_MACHINE` matches.
_MACHINE_MARKS = ("<", "://", "](", "&#", "}")
#: A paragraph that is counted: ``2)``, ``Example 2:``.
_COUNTER = re.compile(r"\s*\d+[.)/]\s|\w+\s\d+\s?:(?!\d)")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
#: Digits that mean different numbers in two languages.
_MARKED = re.compile(r"\d[.,]\d")
#: Numbers that a sentence may need in one language and not in another.
_TRIFLES = frozenset((0, 1))
#: Numbers of which one has so many digits more than the other hardly stand for each other.
_FAR = 2


@dataclass(frozen=True)
class Swap:
    """A number of the message, and the one that seems to stand for it."""

    wanted: Quantity
    given: Quantity


@dataclass(frozen=True)
class Comparison:
    """How the numbers of a translation differ from those of the message."""

    #: One stands for another.
    wrong: tuple[Swap, ...] = ()
    #: One may stand for another.
    doubtful: tuple[Swap, ...] = ()
    #: What the message has and the translation has not.
    missing: tuple[Quantity, ...] = ()
    #: What only the translation has.
    added: tuple[Quantity, ...] = ()


@lru_cache(maxsize=8)  # three rules ask the same
def compare_numbers(source: str, target: str, source_locale: Locale, locale: Locale) -> Comparison:
    """Return what differs, but for what proves nothing."""
    source_markup, target_markup = parse_markup(source), parse_markup(target)
    source_text, target_text = _prose(source_markup), _prose(target_markup)
    if not _may_differ(source_text, target_text, source_locale, locale):
        return Comparison()
    wanted = _but_counter(find_quantities(source_text, source_locale), source_text, target_text)
    given = _but_counter(find_quantities(target_text, locale), target_text, source_text)
    notes = _notes(source_text, target_text)
    told = [q for q in given if not any(start <= q.start < end for start, end in notes)]

    def is_kept(quantity: Quantity) -> bool:
        return _stands_elsewhere(quantity, source_text, target_markup, target_text, given)

    def is_known(quantity: Quantity) -> bool:
        return _stands_elsewhere(quantity, target_text, source_markup, source_text, wanted)

    missing = list(filterfalse(is_kept, _unmatched(wanted, given)))
    added = list(filterfalse(is_known, _unmatched(told, wanted)))
    swaps = list(_pair(missing, added, given))
    own, other = _in_digits(wanted), _in_digits(told)
    if not swaps and len(own) == len(other):
        if missing or added:
            pairs = _pair(missing or _surplus(own, other), added or _surplus(other, own), given)
        else:
            less = filterfalse(is_kept, _surplus(own, told))
            pairs = _pair(less, filterfalse(is_known, _surplus(other, wanted)), given)
        swaps = [swap for swap in pairs if _are_similar(swap.wanted, swap.given)]
    words = number_words(source_locale.language), number_words(locale.language)
    alone = len(missing) == len(added) == 1
    wrong = tuple(s for s in swaps if _is_wrong(s, source_text, target_text, words, alone))
    used = {id(q) for swap in swaps for q in (swap.wanted, swap.given)}
    return Comparison(
        wrong,
        tuple(swap for swap in swaps if swap not in wrong),
        tuple(q for q in missing if id(q) not in used and not _is_trifle(q, source_text)),
        # Where one is missing as well, what is new may stand for it in a way that is not known.
        tuple(
            q
            for q in added
            if not missing and not swaps and _DIGIT.search(q.raw) and not _is_trifle(q, target_text)
        ),
    )


def _prose(markup: Markup) -> str:
    """Return the text without what is written for machines, all else at its place."""
    text = markup.plain
    if not any(mark in text for mark in _MACHINE_MARKS):
        return text
    return _MACHINE.sub(lambda match: " " * len(match[0]), text)


def _may_differ(source: str, target: str, source_locale: Locale, locale: Locale) -> bool:
    """Tell whether a closer look, which takes time, may find a difference."""
    digits = digit_runs(source)
    if digits != digit_runs(target):
        return True
    words, changing = number_marks(source, source_locale)
    if not digits and not words:
        return False
    other_words, other_changing = number_marks(target, locale)
    return (words and other_words) or bool(digits and (changing or other_changing))


def _unmatched(these: Sequence[Quantity], those: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what must have an equal on the other side, and has none."""
    own: frozenset[Value] = frozenset().union(*(q.values for q in these))
    values: frozenset[Value] = frozenset().union(
        *(q.values | (q.parts if q.parts <= own else frozenset()) for q in those)
    )
    for quantity in these:
        if not (quantity.firm or quantity.cardinal) or not values.isdisjoint(quantity.values):
            continue
        if not (quantity.parts and quantity.parts <= values):
            yield quantity


def _stands_elsewhere(
    quantity: Quantity, text: str, other: Markup, other_text: str, others: Sequence[Quantity]
) -> bool:
    """Tell whether a number stands on the other side as it is, where it may.

    In what is no prose, a literal may have lost or won its marks; its own rule sees to that.  In
    prose, digits that are no single number, such as those of a telephone, mean themselves.
    """
    if not _DIGIT.search(quantity.raw):
        # Words of another language, such as a title, or a date in it.  What means a number
        # there as well does so with its neighbour only: billion laughs.
        phrase = quantity.raw
        if any(quantity.raw in q.raw for q in others):
            phrase += "".join(re.findall(r"^\W*\w*", text[quantity.end :]))
        return re.search(rf"\b{re.escape(phrase)}\b", other.plain) is not None
    digits = re.sub(r"^\D+|\D+$", "", quantity.raw)
    forms = {digits, re.sub(r"\D", "", digits), digits.translate(str.maketrans(".,", ",."))}
    pattern = "|".join(map(re.escape, forms))
    if any(
        re.search(rf"(?<!\d)(?:{pattern})(?!\d)", other.source[inline.start : inline.end])
        for inline in other.inlines
        if inline.prose[0] >= inline.prose[1]
    ):
        return True
    if any(mark in other.plain for mark in _MACHINE_MARKS) and any(
        re.search(rf"(?<!\d)(?:{pattern})(?!\d)", match[0])
        for match in _MACHINE.finditer(other.plain)
    ):
        return True
    run = _run(text, quantity)
    return (
        len(re.findall(r"\D+", run)) > 1
        and re.search(rf"(?<![\d.,]){re.escape(run)}(?![.,]?\d)", other_text) is not None
    )


def _run(text: str, quantity: Quantity) -> str:
    """Return the digits around a number with all marks and spaces between them."""
    for match in re.finditer(r"\d+(?:[.,:()\-\u2011 \u00a0\u202f]{1,2}\d+)*", text):
        if match.start() <= quantity.start < match.end():
            return match[0]
    return ""


def _but_counter(found: tuple[Quantity, ...], text: str, other: str) -> tuple[Quantity, ...]:
    """Return what was found but for a number that only counts paragraphs, on one side only."""
    if not found or not _COUNTER.match(text) or _COUNTER.match(other):
        return found
    return found[1:]


def _in_digits(found: Iterable[Quantity]) -> list[Quantity]:
    """Return what stands in digits, and by itself."""
    return [quantity for quantity in found if quantity.firm and _DIGIT.search(quantity.raw)]


def _surplus(these: Sequence[Quantity], those: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what one side has more often than the other, each once."""
    found: set[Value] = set()
    for quantity in these:
        want = sum(not q.values.isdisjoint(quantity.values) for q in these)
        have = sum(not q.values.isdisjoint(quantity.values) for q in those)
        if want > have and found.isdisjoint(quantity.values):
            found |= quantity.values
            yield quantity


def _notes(source: str, target: str) -> list[tuple[int, int]]:
    """Return the places of brackets that explain something to those who read the translation.

    They may convert a unit or tell what a word does not; the message has fewer brackets.
    """
    places = [match.span() for match in _BRACKETS.finditer(target)]
    return places if len(places) > len(_BRACKETS.findall(source)) else []


def _is_trifle(quantity: Quantity, text: str) -> bool:
    """Tell whether a number may be told in words that are none, or not at all."""
    if not quantity.values.isdisjoint(_TRIFLES):
        return True
    return 100 in quantity.values and re.match(r"\s?%", text[quantity.end :]) is not None


# Pairs.


def _pair(
    missing: Iterable[Quantity], added: Iterable[Quantity], given: Iterable[Quantity]
) -> Iterator[Swap]:
    """Yield each number that is missing with the one most like it that is added.

    One that is written in the same way stands for it wherever it is *given*: it means another.
    """
    left = list(added)
    copies = {quantity.raw: quantity for quantity in given}
    for wanted in missing:
        copy = copies.get(wanted.raw)
        if copy and _MARKED.search(wanted.raw) and copy.values.isdisjoint(wanted.values):
            left = [quantity for quantity in left if quantity is not copy]
            yield Swap(wanted, copy)
            continue
        fitting = [q for q in left if _kind(q) == _kind(wanted)] or [
            quantity for quantity in left if {_kind(quantity), _kind(wanted)} == {"digits", "word"}
        ]
        if fitting:
            nearest = min(fitting, key=lambda q: _distance(_digits(wanted), _digits(q)))
            left.remove(nearest)
            yield Swap(wanted, nearest)


def _kind(quantity: Quantity) -> str:
    """Return what a number is: ``digits``, ``time``, ``month``, ``word``; months agree."""
    kinds = {value[0] for value in quantity.values if isinstance(value, tuple)}
    if "time" in kinds:
        return "time"
    if not _DIGIT.search(quantity.raw):
        return "month" if kinds else "word"
    return "digits"


def _digits(quantity: Quantity) -> str:
    return re.sub(r"\D", "", quantity.raw)


def _distance(one: str, other: str) -> int:
    """Return how many digits must be typed, left out or changed to make one the other."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, goal in enumerate(other, 1):
            cost = min(row[to] + 1, row[to - 1] + 1, before + (char != goal))
            before, row[to] = row[to], cost
    return row[-1]


def _are_similar(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is the other with one digit more, less or changed, or two swapped."""
    first, second = _digits(one), _digits(other)
    return _distance(first, second) <= 1 or sorted(first) == sorted(second)


def _is_wrong(
    swap: Swap, source: str, target: str, words: tuple[NumberWords, NumberWords], alone: bool
) -> bool:
    """Tell whether a pair is a mistake, whatever the sentence says."""
    wanted, given = swap.wanted, swap.given
    kinds = {_kind(wanted), _kind(given)}
    if wanted.raw == given.raw:
        return True
    if _differ_in_scale(wanted, given):
        return True
    if kinds == {"word"}:
        return False  # two of five, and the three others
    if "word" in kinds:
        return alone and not _are_far(wanted, given)
    if kinds != {"digits"}:
        return True
    short, long = sorted((_digits(wanted), _digits(given)), key=len)
    if len(long) - len(short) >= _FAR and (len(short) == 1 or short not in long):
        return False
    if _is_shorter_version(wanted.raw, given.raw):
        return False
    if (
        _are_next(wanted, given)
        and _near(wanted, source, words[0])
        and _near(given, target, words[1])
    ):
        return False
    before = source[max(0, wanted.start - 60) : wanted.start]
    return _are_similar(wanted, given) or not re.search(words[0].examples, before, re.IGNORECASE)


def _differ_in_scale(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is a thousand, a million… times the other, as billion and billón."""
    first, second = (max(_numbers(quantity), default=0) for quantity in (one, other))
    return any(min(first, second) * 10**power == max(first, second) > 0 for power in (3, 6, 9))


def _are_far(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is so much larger that it stands for another thing."""
    first, second = (max(_numbers(quantity), default=0) for quantity in (one, other))
    return max(first, second) > 10 * min(first, second)


def _numbers(quantity: Quantity) -> list[int | Fraction]:
    return [value for value in quantity.values if isinstance(value, (int, Fraction))]


def _is_shorter_version(one: str, other: str) -> bool:
    """Tell whether one version is the beginning of the other, as 1.5 is of 1.5.2."""
    short, long = sorted((one.split("."), other.split(".")), key=len)
    return len(long) > 2 and len(short) < len(long) and long[: len(short)] == short


def _are_next(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers differ by one in their last place, and may be one limit."""
    first, second = (re.fullmatch(r"(.*?)(\d+)", q.raw) for q in (one, other))
    if not first or not second or first[1].replace(",", ".") != second[1].replace(",", "."):
        return False
    return abs(int(first[2]) - int(second[2])) == 1


def _near(quantity: Quantity, text: str, words: NumberWords) -> bool:
    """Tell whether a number is a limit, as in 2.4 or earlier."""
    around = text[max(0, quantity.start - 24) : quantity.end + 16]
    return re.search(words.limits, around, re.IGNORECASE) is not None
