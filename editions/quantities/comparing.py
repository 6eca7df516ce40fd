"""Compare the quantities of a translation with those of its message.

What has no equal on the other side is missing or added, or one stands for another.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import filterfalse, islice
from typing import Self

from babel import Locale

from editions.quantities.composing import Quantity, Value
from editions.quantities.currencies import ANY_DOLLAR, find_currency, may_hold_currency
from editions.quantities.occurrences import holds_digits, holds_number, holds_words
from editions.quantities.reading import HALF_DAY, digit_runs, find_quantities, number_marks
from editions.quantities.swapping import Swap, Texts, are_similar, is_percentage, pair_numbers

_DIGIT = re.compile(r"\d")
#: What is written for machines, in HTML, MyST and addresses.
_MACHINE = re.compile(
    r"</?[a-z][\w-]*(?:\s[^<>]*)?>|\b(?:https?|ftp)://[^\s<>]+|\]\([^()\s]*\)|&#\w+;"
    r"|\{[a-z][\w:+-]*\}`?\d+",
    re.IGNORECASE,
)
#: A paragraph that is counted: ``2)``, ``Example 2:``.
_COUNTER = re.compile(r"\s*\d{1,2}(?:[.)/]|\.\d{1,2}(?=\s[A-Z][a-zà-ÿ]))\s|\w+\s\d+\s?:(?!\d)")
_BETWEEN = r"[.,:()\-\u2011 \u00a0\u202f]{1,2}+\d"
#: Digits with all marks and spaces between them.
_RUN = re.compile(rf"\d+(?:(?={_BETWEEN}){_BETWEEN}++)*+")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
#: Numbers that a sentence may need in one language and not in another.
_TRIFLES = frozenset((0, 1))
#: Numbers of one side that are looked for on the other, each through the whole text: where more
#: differ, one does not stand for the other.
MAX_DIFFERENT = 60
#: Digits that name something, such as a telephone: so many, however they are parted.
_LONG = 7


@dataclass(frozen=True)
class ComparedText:
    """A text whose quantities are compared; `of_text` makes one of text without markup."""

    #: As it is written, with all markup.
    written: str
    #: As readers see it; one U+FFFC stands for each of the asides.
    plain: str
    #: What is no prose, such as literals, as it is written.
    asides: tuple[str, ...] = ()

    @classmethod
    def of_text(cls, text: str) -> Self:
        """Return the passage that is all prose."""
        return cls(text, text)

    @cached_property
    def prose(self) -> str:
        """The text without what is written for machines, all else at its place."""
        text = unicodedata.normalize("NFC", self.plain)
        if not _may_hold_machine(text):
            return text
        return _MACHINE.sub(lambda match: " " * len(match[0]), text)


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
def compare_numbers(
    source: ComparedText, target: ComparedText, source_locale: Locale, locale: Locale
) -> Comparison:
    """Return what differs, but for what proves nothing."""
    source_text, target_text = source.prose, target.prose
    if not _may_differ(source_text, target_text, source_locale, locale):
        return Comparison()
    wanted = _but_counter(find_quantities(source_text, source_locale), source_text, target_text)
    given = _but_counter(find_quantities(target_text, locale), target_text, source_text)
    if _count_months(wanted, source_text) == _count_months(given, target_text):
        wanted = tuple(_as_month(q, source_text) for q in wanted)
        given = tuple(_as_month(q, target_text) for q in given)
    if any(q.of("time") for q in given):
        wanted = tuple(map(_as_time, wanted))
    notes = _notes(source_text, target_text)
    stated = [q for q in given if not _is_noted(q, notes)]
    if len(_in_digits(given)) <= len(_in_digits(wanted)):
        stated = list(given)  # a note has numbers of its own; here one may stand for another

    def is_written_elsewhere(quantity: Quantity) -> bool:
        return _stands_elsewhere(quantity, source_text, target, given)

    def is_in_message(quantity: Quantity) -> bool:
        return _stands_elsewhere(quantity, target_text, source, wanted)

    missing = list(filterfalse(is_written_elsewhere, _first(_unmatched(wanted, given))))
    added = list(filterfalse(is_in_message, _first(_unmatched(stated, wanted))))
    swaps = list(pair_numbers(missing, added, given))
    own, other = _in_digits(wanted), _in_digits(stated)
    if not swaps and len(own) == len(other):
        if missing or added:
            pairs = pair_numbers(
                missing or _first(_surplus(own, other)),
                added or _first(_surplus(other, own)),
                given,
            )
        else:
            less = filterfalse(is_written_elsewhere, _first(_surplus(own, stated)))
            more = filterfalse(is_in_message, _first(_surplus(other, wanted)))
            pairs = pair_numbers(less, more, given)
        swaps = [swap for swap in pairs if are_similar(swap.wanted, swap.given)]
    texts = Texts(source_text, target_text, source_locale, locale)
    alone = len(missing) == len(added) == 1
    wrong = tuple(
        swap
        for swap in swaps
        if texts.is_wrong(swap, alone)
        and (are_similar(swap.wanted, swap.given) or not _is_noted(swap.given, notes))
    )
    used = {id(q) for swap in swaps for q in (swap.wanted, swap.given)}
    missing = [q for q in missing if not _is_stated_as_part(q, source_text, source_locale, given)]
    added = [q for q in added if not _is_stated_as_part(q, target_text, locale, wanted)]
    return Comparison(
        (*wrong, *texts.pair_words(wanted, given)),
        tuple(swap for swap in swaps if swap not in wrong),
        tuple(q for q in missing if id(q) not in used and not _is_trifle(q, source_text)),
        # Where one is missing as well, what is new may stand for it in a way that is not known.
        ()
        if missing or swaps
        else tuple(q for q in added if _is_telling(q, target_text, source.written)),
    )


def compare_currencies(
    source: ComparedText, target: ComparedText, source_locale: Locale, locale: Locale
) -> Iterator[Swap]:
    """Yield each amount whose currency is another in the translation; where one has none, none."""
    if not _DIGIT.search(source.prose) or not may_hold_currency(source.prose, source_locale):
        return
    wanted = _amounts(source, source_locale)
    if not any(currency for _, currency in wanted):
        return
    given = _amounts(target, locale)
    for amount, currency in wanted:
        same = [pair for pair in wanted if not pair[0].values.isdisjoint(amount.values)]
        equal = [pair for pair in given if not pair[0].values.isdisjoint(amount.values)]
        if currency == ANY_DOLLAR:
            continue  # it names no country, and people put examples into their own
        if not currency or len(same) != 1 or len(equal) != 1:
            continue  # which is which is not known
        other, its_currency = equal[0]
        if its_currency and currency.isdisjoint(its_currency):
            yield Swap(amount, other)


def _amounts(passage: ComparedText, locale: Locale) -> list[tuple[Quantity, frozenset[str]]]:
    """Return the numbers in digits with the currencies beside them."""
    prose = passage.prose
    if not _DIGIT.search(prose):
        return []
    found = _in_digits(find_quantities(prose, locale))
    return [(quantity, find_currency(prose, quantity, locale)) for quantity in found]


def _may_hold_machine(text: str) -> bool:
    """Tell whether a text has a mark of what `_MACHINE` matches."""
    return "<" in text or "://" in text or "](" in text or "&#" in text or "}" in text


def _may_differ(source: str, target: str, source_locale: Locale, locale: Locale) -> bool:
    """Tell whether a closer look, which takes time, may find a difference."""
    digits = digit_runs(source)
    if digits != digit_runs(target):
        return True
    has_digits = bool(digits)
    words, changing = number_marks(source, source_locale, has_digits=has_digits)
    if not digits and not words:
        return False
    other_words, other_changing = number_marks(target, locale, has_digits=has_digits)
    return (words and other_words) or bool(digits and (changing or other_changing))


def _first(found: Iterable[Quantity]) -> Iterator[Quantity]:
    return islice(found, MAX_DIFFERENT)


def _unmatched(these: Sequence[Quantity], those: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what must have an equal on the other side, and has none."""
    own: frozenset[Value] = frozenset().union(
        *(q.values | (q.parts if "," in q.raw else frozenset()) for q in these)
    )
    values: frozenset[Value] = frozenset().union(
        *(q.values | (q.parts if q.parts <= own else frozenset()) for q in those)
    )
    for quantity in these:
        if not (quantity.firm or quantity.cardinal) or not values.isdisjoint(quantity.values):
            continue
        if not (quantity.parts and quantity.parts <= values):
            yield quantity


def _stands_elsewhere(
    quantity: Quantity, text: str, other: ComparedText, others: Sequence[Quantity]
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
        return holds_words(other.plain, phrase)
    digits = re.sub(r"^\D+|\D+$", "", quantity.raw)
    forms = {digits, re.sub(r"\D", "", digits), digits.translate(str.maketrans(".,", ",."))}
    if any(holds_digits(aside, forms) for aside in other.asides):
        return True
    if _may_hold_machine(other.plain) and any(
        holds_digits(match[0], forms) for match in _MACHINE.finditer(other.plain)
    ):
        return True
    run = next((m[0] for m in _RUN.finditer(text) if m.start() <= quantity.start < m.end()), "")
    if len(re.findall(r"\D+", run)) < 2:
        return False
    all_digits = re.sub(r"\D", "", run)
    return holds_number(other.prose, run) or (
        len(all_digits) >= _LONG
        and ":" not in run
        and any(re.sub(r"\D", "", m[0]) == all_digits for m in _RUN.finditer(other.prose))
    )


def _but_counter(found: tuple[Quantity, ...], text: str, other: str) -> tuple[Quantity, ...]:
    """Return what was found but for a number that only counts paragraphs, on one side only."""
    if not found or not _COUNTER.match(text) or _COUNTER.match(other):
        return found
    return found[1:]


def _is_month(quantity: Quantity, text: str) -> bool:
    """Tell whether a quantity is a month beyond doubt: by its name, or in 2009-12-06."""
    named = not _DIGIT.search(quantity.raw) or text[quantity.start - 1 : quantity.start] == "-"
    return quantity.firm and named and bool(quantity.of("month"))


def _count_months(found: Iterable[Quantity], text: str) -> int:
    return sum(_is_month(quantity, text) for quantity in found)


def _as_month(quantity: Quantity, text: str) -> Quantity:
    """Return a month as nothing but one, so that no day is taken for it."""
    if not _is_month(quantity, text):
        return quantity
    return replace(quantity, values=quantity.of("month"))


def _as_time(quantity: Quantity) -> Quantity:
    """Return a time with am or pm as nothing but one: 11 pm is not 11 h."""
    if not HALF_DAY.search(quantity.raw):
        return quantity
    return replace(quantity, values=quantity.of("time") or quantity.values)


def _is_stated_as_part(
    quantity: Quantity, text: str, locale: Locale, others: Iterable[Quantity]
) -> bool:
    """Tell whether a percentage is a part on the other side: 50 % and half."""
    if not is_percentage(text, quantity.end, locale):
        return False
    parts = {Fraction(value, 100) for value in quantity.values if isinstance(value, int)}
    return any(not parts.isdisjoint(q.values) for q in others if not q.firm)


def _in_digits(found: Iterable[Quantity]) -> list[Quantity]:
    """Return what stands in digits, and by itself."""
    return [quantity for quantity in found if quantity.firm and _DIGIT.search(quantity.raw)]


def _surplus(these: Sequence[Quantity], those: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what one side has more often than the other, each once."""
    found: set[Value] = set()
    wanted, had = _equals(these), _equals(those)
    for quantity in these:
        meanings = _meanings(quantity)
        if wanted(meanings) > had(meanings) and found.isdisjoint(quantity.values):
            found |= quantity.values
            yield quantity


def _meanings(quantity: Quantity) -> frozenset[object]:
    """Return what a quantity may mean: numbers, or one list."""
    return frozenset((*quantity.values, *([quantity.parts] if quantity.parts else [])))


def _equals(quantities: Sequence[Quantity]) -> Callable[[frozenset[object]], int]:
    """Return what tells how many of *quantities* may mean one thing among some."""
    places: dict[object, set[int]] = defaultdict(set)
    for at, quantity in enumerate(quantities):
        for meaning in _meanings(quantity):
            places[meaning].add(at)

    @cache
    def count(meanings: frozenset[object]) -> int:
        return len(set().union(*(places[meaning] for meaning in meanings)))

    return count


def _notes(source: str, target: str) -> list[tuple[int, int]]:
    """Return the places of brackets that explain something to those who read the translation.

    They may convert a unit or tell what a word does not; the message has fewer brackets.
    """
    places = [match.span() for match in _BRACKETS.finditer(target)]
    return places if len(places) > len(_BRACKETS.findall(source)) else []


def _is_noted(quantity: Quantity, notes: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a number of the translation stands in one of its notes, which are in order."""
    at = bisect_right(notes, quantity.start, key=lambda note: note[0]) - 1
    return at >= 0 and quantity.start < notes[at][1]


def _is_telling(quantity: Quantity, text: str, source: str) -> bool:
    """Tell whether a number that only the translation has says more than people need to say.

    They count by one digit where the message does not, and name what its marks or addresses have.
    """
    digits = re.findall(r"\d", quantity.raw)
    if len(digits) == 1 and not re.match(r"\s?%", text[quantity.end :]):
        return False
    number = re.sub(r"^\D+|\D+$", "", quantity.raw)
    return bool(digits) and not holds_digits(source, [number])


def _is_trifle(quantity: Quantity, text: str) -> bool:
    """Tell whether a number may be written in words that are none, or not at all."""
    if not quantity.values.isdisjoint(_TRIFLES):
        return True
    return 100 in quantity.values and re.match(r"\s?%", text[quantity.end :]) is not None
