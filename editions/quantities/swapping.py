"""Numbers of which one stands for another: which do, and whether that is wrong.

A pair is wrong if both are of one kind; it is doubtful where people also write so on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from babel import Locale

from editions.quantities.composing import Quantity
from editions.quantities.number_words import NumberWords, century_pattern, number_words
from editions.quantities.units import unit_behind

_DIGIT = re.compile(r"\d")
#: Digits that mean different numbers in two languages.
_MARKED = re.compile(r"\d[.,]\d")
#: Numbers of which one has so many digits more than the other hardly stand for each other.
_FAR = 2
#: Smaller ordinals are often said in another way, or mean seconds and third parties.
_FOURTH = 4


@dataclass(frozen=True)
class Swap:
    """A number of the message, and the one that seems to stand for it."""

    wanted: Quantity
    given: Quantity


def pair_numbers(
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
            nearest = min(fitting, key=lambda q: _difference(wanted, q))
            left.remove(nearest)
            yield Swap(wanted, nearest)


def _is_fraction(quantity: Quantity) -> bool:
    """Tell whether a quantity is a fraction in words, such as two thirds."""
    parted = any(isinstance(value, Fraction) and value < 1 for value in quantity.values)
    return parted and len(re.findall(r"[^\W\d_]+", quantity.raw)) > 1


def _ordinals(found: Iterable[Quantity], locale: Locale) -> list[Quantity]:
    """Return what is one word that counts, or is a part, but for centuries."""
    words = number_words(locale.language)
    return [quantity for quantity in found if not quantity.firm and words.is_ordinal(quantity.raw)]


def _are_one_pair(these: Sequence[Quantity], those: Sequence[Quantity]) -> bool:
    """Tell whether there is one on each side, and they differ."""
    return len(these) == len(those) == 1 and these[0].values.isdisjoint(those[0].values)


def _count(quantity: Quantity) -> int:
    return max((value for value in quantity.values if isinstance(value, int)), default=0)


def _kind(quantity: Quantity) -> str:
    """Return what a number is: ``digits``, ``time``, ``month``, ``word``; months agree."""
    if quantity.of("time"):
        return "time"
    month, in_digits = quantity.of("month"), _DIGIT.search(quantity.raw)
    if month and (not in_digits or month == quantity.values):
        return "month"
    return "digits" if in_digits else "word"


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


def _difference(one: Quantity, other: Quantity) -> int:
    """Return by how many digits two numbers differ; the same ones in another order are one."""
    first, second = _digits(one), _digits(other)
    return 1 if sorted(first) == sorted(second) else _distance(first, second)


def are_similar(one: Quantity, other: Quantity) -> bool:
    """Tell whether one digit is changed, too many or left out, or some are in another order."""
    return _difference(one, other) <= 1


@dataclass(frozen=True)
class Texts:
    """A message and its translation in their languages, to evaluate a pair by what is around it."""

    source: str
    target: str
    source_locale: Locale
    locale: Locale

    def is_wrong(self, swap: Swap, alone: bool) -> bool:
        """Tell whether a pair is a mistake, whatever the sentence says.

        *alone* says that there is no other number that differs.
        """
        wanted, given = swap.wanted, swap.given
        kinds = {_kind(wanted), _kind(given)}
        if wanted.raw == given.raw:
            return True
        if self.is_converted(swap):
            return False
        if _differ_in_scale(wanted, given):
            return True
        if self.are_centuries(swap):
            return True
        if kinds == {"word"}:
            return False  # two of five, and the three others
        if "word" in kinds:
            return alone and not _are_far(wanted, given)
        if kinds != {"digits"}:
            return True
        return not (
            _are_of_two_sizes(wanted, given)
            or _is_shorter_version(wanted.raw, given.raw)
            or _is_turned(wanted.raw, given.raw)
            or (_are_next(wanted, given) and self.is_limit(swap))
            or (not are_similar(wanted, given) and self.is_example(wanted))
        )

    def is_converted(self, swap: Swap) -> bool:
        """Tell whether the numbers have different units, such as inches and centimetres."""
        first = (self.source, swap.wanted.end, self.source_locale)
        second = (self.target, swap.given.end, self.locale)
        if is_percentage(*first) is not is_percentage(*second):
            return True  # a factor of 1.25, and 25 % more
        units = {unit_behind(*first), unit_behind(*second)}
        return len(units) == 2 and None not in units

    def pair_words(self, wanted: Iterable[Quantity], given: Iterable[Quantity]) -> Iterator[Swap]:
        """Yield ordinals and fractions in words that differ, where each text has a single one.

        Words may be put otherwise; one for one, they stand for each other: fifth, quatrième.
        """
        wanted, given = list(wanted), list(given)
        first, second = list(filter(_is_fraction, wanted)), list(filter(_is_fraction, given))
        if _are_one_pair(first, second):
            yield Swap(first[0], second[0])
        first = _ordinals(wanted, self.source_locale)
        second = _ordinals(given, self.locale)
        if _are_one_pair(first, second) and min(map(_count, (*first, *second))) >= _FOURTH:
            yield Swap(first[0], second[0])

    def are_centuries(self, swap: Swap) -> bool:
        """Tell whether both numbers count centuries."""
        pairs = ((self.source, swap.wanted), (self.target, swap.given))
        return all(
            quantity.firm
            and century_pattern().search(text[max(0, quantity.start - 7) : quantity.end + 11])
            for text, quantity in pairs
        )

    def is_limit(self, swap: Swap) -> bool:
        """Tell whether both numbers are limits, as in 2.4 or earlier."""
        return _is_near(swap.wanted, self.source, number_words(self.source_locale.language)) and (
            _is_near(swap.given, self.target, number_words(self.locale.language))
        )

    def is_example(self, quantity: Quantity) -> bool:
        """Tell whether a number of the message is an example, or part of one."""
        before = self.source[max(0, quantity.start - 60) : quantity.start]
        words = number_words(self.source_locale.language)
        return re.search(words.examples, before, re.IGNORECASE) is not None


def is_percentage(text: str, end: int, locale: Locale) -> bool:
    """Tell whether a number that ends at *end* is a percentage."""
    percent = number_words(locale.language).percent
    return re.match(rf"\s?(?:%|{percent})", text[end : end + 16], re.IGNORECASE) is not None


def _are_of_two_sizes(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number has so many digits more that it may be about something else."""
    short, long = sorted((_digits(one), _digits(other)), key=len)
    return len(long) - len(short) >= _FAR and (len(short) == 1 or short not in long)


def _is_turned(one: str, other: str) -> bool:
    """Tell whether two numbers, as of day and month, stand in the other order: 10/1 and 1/10."""
    parts = one.split("/")
    return len(parts) == 2 and parts[::-1] == other.split("/")


def _differ_in_scale(one: Quantity, other: Quantity) -> bool:
    """Tell whether one number is a thousand, a million… times the other, as billion and billón."""
    if not re.search(r"[^\W\d_]", one.raw + other.raw):
        return False
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


def _is_near(quantity: Quantity, text: str, words: NumberWords) -> bool:
    """Tell whether a number is a limit, as in 2.4 or earlier."""
    around = text[max(0, quantity.start - 24) : quantity.end + 16]
    return re.search(words.limits, around, re.IGNORECASE) is not None
