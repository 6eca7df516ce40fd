"""Rule on numbers: the translation states the values of the message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from editions.catalogs.markup import OBJECT, Markup, parse_markup
from editions.findings import Severity
from editions.rules.composing import Quantity, Value
from editions.rules.inline import is_code
from editions.rules.quantities import digit_runs, find_quantities, number_marks
from editions.rules.registry import Context, Pair, Problem, entry_rule

_DIGIT = re.compile(r"\d")
#: Numbers that a sentence may need in one language and not in another.
_TRIFLES = frozenset((0, 1))


@dataclass(frozen=True)
class _Difference:
    """How the numbers of a translation differ from those of the message."""

    #: What the message has and the translation has not; and the other way round.
    missing: tuple[Quantity, ...] = ()
    added: tuple[Quantity, ...] = ()


def _compare(pair: Pair, context: Context) -> _Difference:
    """Return what differs, but for what proves nothing."""
    if is_code(pair):
        return _Difference()
    return _compare_texts(pair.source, pair.target, context.source_cldr, context.cldr)


@lru_cache(maxsize=8)  # three rules ask the same
def _compare_texts(
    source_text: str, target_text: str, source_locale: Locale, locale: Locale
) -> _Difference:
    source, target = parse_markup(source_text), parse_markup(target_text)
    if not _may_differ(source.plain, target.plain, source_locale, locale):
        return _Difference()
    wanted = find_quantities(source.plain, source_locale)
    given = find_quantities(target.plain, locale)
    missing = [q for q in _unmatched(wanted, given) if q.firm or q.cardinal]
    added = [q for q in _unmatched(given, wanted) if q.firm or q.cardinal]
    return _Difference(
        tuple(q for q in missing if not _hidden(q, target)),
        tuple(q for q in added if not _hidden(q, source)),
    )


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


@entry_rule("numbers", Severity.ERROR)
def check_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation states the numbers of the message, in whatever form.

    Bad: msgid "C$21.3 billion in 2009" msgstr "21,3 billions de dollars en 2009"
    Good: msgid "C$21.3 billion in 2009" msgstr "21,3 milliards de dollars en 2009"
    """
    difference = _compare(pair, context)
    added = list(difference.added)
    for quantity in difference.missing:
        if not added:
            return
        other = next((q for q in added if q.firm is quantity.firm), added[0])
        added.remove(other)
        message = f"{other.raw} stands for {quantity.raw}"
        if other.raw == quantity.raw:
            message = f"{other.raw} means something else in this language; write it anew"
        yield _problem(pair, other, message)


@entry_rule("numbers-missing", Severity.WARNING)
def check_missing_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation leaves no number of the message out.

    Bad: msgid "Trade grew by 12%." msgstr "Le commerce a crû."
    Good: msgid "Trade grew by 12%." msgstr "Le commerce a crû de 12 %."
    """
    difference = _compare(pair, context)
    if len(difference.missing) > len(difference.added):
        # Words may be left out: "the two countries", "les pays".
        for quantity in [q for q in difference.missing if q.firm][len(difference.added) :]:
            yield Problem(f"the number {quantity.raw} is missing")


@entry_rule("numbers-added", Severity.WARNING)
def check_added_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation states no numbers of its own.

    Bad: msgid "Trade grew." msgstr "Le commerce a crû de 12 %."
    Good: msgid "Trade grew." msgstr "Le commerce a crû."
    """
    difference = _compare(pair, context)
    if difference.missing:
        return  # or what is new stands for what is missing
    for quantity in difference.added:
        if quantity.firm and quantity.values.isdisjoint(_TRIFLES):
            message = f"the number {quantity.raw} is not in the message"
            yield _problem(pair, quantity, message)


def _unmatched(these: Sequence[Quantity], those: Sequence[Quantity]) -> list[Quantity]:
    """Return the quantities that have no equal on the other side."""
    values: frozenset[Value] = frozenset().union(*(q.values | q.parts for q in those))
    return [
        quantity
        for quantity in these
        if values.isdisjoint(quantity.values) and not (quantity.parts and quantity.parts <= values)
    ]


def _hidden(quantity: Quantity, markup: Markup) -> bool:
    """Tell whether a number stands on the other side as it is, in what is no prose.

    A literal may have lost or won its marks; its own rule sees to that.
    """
    if not _DIGIT.search(quantity.raw):
        # Words of another language, such as a title, or a date in it.
        return re.search(rf"\b{re.escape(quantity.raw)}\b", markup.plain) is not None
    digits = re.escape(re.sub(r"\D+$", "", quantity.raw))
    return any(
        re.search(rf"(?<!\d){digits}(?!\d)", markup.source[inline.start : inline.end])
        for inline in markup.inlines
        if inline.prose[0] >= inline.prose[1]
    )


def _problem(pair: Pair, quantity: Quantity, message: str) -> Problem:
    start = pair.target.find(quantity.raw) if OBJECT not in quantity.raw else -1
    if start < 0:
        return Problem(message)
    return Problem(message, start, start + len(quantity.raw))
