"""Rule on numbers: the translation states the values of the message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from editions.catalogs.markup import OBJECT, Markup
from editions.findings import Severity
from editions.rules.inline import is_code
from editions.rules.quantities import Quantity, Value, find_quantities, number_marks
from editions.rules.registry import Context, Pair, Problem, entry_rule

_DIGIT = re.compile(r"\d")


@entry_rule("numbers", Severity.ERROR)
def check_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation states the numbers of the message, in whatever form.

    Bad: msgid "C$21.3 billion in 2009" msgstr "21,3 billions de dollars en 2009"
    Good: msgid "C$21.3 billion in 2009" msgstr "21,3 milliards de dollars en 2009"
    """
    if is_code(pair) or not _is_worth_it(pair, context):
        return
    source, target = pair.source_markup, pair.target_markup
    wanted = find_quantities(source.plain, context.source_cldr)
    given = find_quantities(target.plain, context.cldr)
    missing = [q for q in _unmatched(wanted, given) if not _hidden(q, target)]
    added = [q for q in _unmatched(given, wanted) if not _hidden(q, source)]
    # Words may be written in digits, or left out; but three is not four.
    missing = [q for q in missing if q.firm or q.cardinal]
    added = [q for q in added if q.firm or q.cardinal]
    if not any(q.firm for q in missing) and not added:
        return
    for quantity in missing:
        if added:
            other = next((q for q in added if q.firm is quantity.firm), added[0])
            added.remove(other)
            yield _problem(pair, other, f"{other.raw} stands for {quantity.raw}")
        else:
            yield Problem(f"the number {quantity.raw} is missing")


@entry_rule("numbers-added", Severity.WARNING)
def check_added_numbers(pair: Pair, context: Context) -> Iterator[Problem]:
    """The translation states no numbers of its own.

    Bad: msgid "Trade grew." msgstr "Le commerce a crû de 12 %."
    Good: msgid "Trade grew." msgstr "Le commerce a crû."
    """
    if not _DIGIT.search(pair.target) or is_code(pair) or not _is_worth_it(pair, context):
        return
    source, target = pair.source_markup, pair.target_markup
    wanted = find_quantities(source.plain, context.source_cldr)
    given = find_quantities(target.plain, context.cldr)
    if any(q.firm or q.cardinal for q in _unmatched(wanted, given)):
        return  # or what is new stands for what is missing
    for quantity in _unmatched(given, wanted):
        trifle = not quantity.values.isdisjoint((0, 1))
        if quantity.firm and not trifle and not _hidden(quantity, source):
            message = f"the number {quantity.raw} is not in the message"
            yield _problem(pair, quantity, message)


def _is_worth_it(pair: Pair, context: Context) -> bool:
    """Tell whether numbers could differ at all: seldom, and looking closely takes time."""
    digits, words, changing = number_marks(pair.source_markup.plain, context.source_cldr)
    other_digits, other_words, other_changing = number_marks(pair.target_markup.plain, context.cldr)
    if digits != other_digits:
        return True
    return (words and other_words) or bool(digits and (changing or other_changing))


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
