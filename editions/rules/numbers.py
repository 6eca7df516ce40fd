"""Rule on numbers: the translation states the values of the message."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editions.catalogs.markup import OBJECT
from editions.findings import Severity
from editions.phrases import phrase
from editions.quantities.comparing import Comparison, compare_currencies, compare_numbers
from editions.quantities.composing import Quantity
from editions.quantities.numbers import MINUS
from editions.rules.inline import is_code
from editions.rules.registry import Context, MessagePair, Problem, entry_rule


def _compare(pair: MessagePair, context: Context) -> Comparison:
    if is_code(pair):
        return Comparison()
    return compare_numbers(*pair.passages, context.source_cldr, context.cldr)


@entry_rule("numbers", Severity.ERROR)
def check_numbers(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation states the numbers of the message, in whatever form.

    Bad: msgid "C$21.3 billion in 2009" msgstr "21,3 billions de dollars en 2009"
    Good: msgid "C$21.3 billion in 2009" msgstr "21,3 milliards de dollars en 2009"
    """
    for swap in _compare(pair, context).wrong:
        message = phrase(
            "{found} stands for {wanted}", found=_shown(swap.given), wanted=_shown(swap.wanted)
        )
        if swap.given.raw == swap.wanted.raw and _shown(swap.given) == _shown(swap.wanted):
            message = phrase(
                "{number} means something else in this language; write it anew",
                number=swap.given.raw,
            )
        yield _problem(pair, swap.given, message)
    if not is_code(pair):
        locales = (context.source_cldr, context.cldr)
        for swap in compare_currencies(*pair.passages, *locales):
            message = phrase(
                "the currency of {found} is another than that of {wanted}",
                found=swap.given.raw,
                wanted=swap.wanted.raw,
            )
            yield _problem(pair, swap.given, message)


@entry_rule("numbers-missing", Severity.WARNING)
def check_missing_numbers(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation leaves no number of the message out.

    Bad: msgid "Trade grew by 12%." msgstr "Le commerce a crû."
    Good: msgid "Trade grew by 12%." msgstr "Le commerce a crû de 12 %."
    """
    comparison = _compare(pair, context)
    for swap in comparison.doubtful:
        message = phrase(
            "the {number} is missing; does {found} stand for it?",
            number=_named(swap.wanted),
            found=swap.given.raw,
        )
        yield _problem(pair, swap.given, message)
    for quantity in comparison.missing:
        # Words may be left out: "the two countries", "les pays".
        if quantity.firm:
            yield Problem(phrase("the {number} is missing", number=_named(quantity)))


@entry_rule("numbers-added", Severity.WARNING)
def check_added_numbers(pair: MessagePair, context: Context) -> Iterator[Problem]:
    """The translation states no numbers of its own.

    Bad: msgid "Trade grew." msgstr "Le commerce a crû de 12 %."
    Good: msgid "Trade grew." msgstr "Le commerce a crû."
    """
    for quantity in _compare(pair, context).added:
        if quantity.firm:
            message = phrase("the {number} is not in the message", number=_named(quantity))
            yield _problem(pair, quantity, message)


def _named(quantity: Quantity) -> str:
    """Return a number or a month as it is written, and say which it is."""
    months = any(isinstance(value, tuple) and value[0] == "month" for value in quantity.values)
    if months and quantity.raw.isalpha():
        return phrase("month {name}", name=quantity.raw)
    return phrase("number {figure}", figure=quantity.raw)


def _shown(quantity: Quantity) -> str:
    """Return a number as it is written, with its sign."""
    numbers = [value for value in quantity.values if isinstance(value, (int, Fraction))]
    negative = numbers and max(numbers) < 0
    return f"{MINUS}{quantity.raw}" if negative else quantity.raw


def _problem(pair: MessagePair, quantity: Quantity, message: str) -> Problem:
    start = pair.target.find(quantity.raw) if OBJECT not in quantity.raw else -1
    if start < 0:
        return Problem(message)
    return Problem(message, start, start + len(quantity.raw))
