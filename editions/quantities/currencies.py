"""Currencies beside numbers, by symbols, codes and the names that CLDR has in each language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

from editions.quantities.composing import SPACE, Quantity

#: Currencies with a name in common, which alone may mean each of them.
_FAMILIES = (("USD", "CAD"), ("MXN", "COP"), ("GBP", "EGP"), ("EUR",), ("JPY",))
_CODES = tuple(code for family in _FAMILIES for code in family)
#: What a dollar sign by itself may be.
ANY_DOLLAR = frozenset(("USD", "CAD", "MXN", "COP"))
_SYMBOLS = {
    "$": ANY_DOLLAR,
    "€": frozenset(("EUR",)),
    "£": frozenset(("GBP", "EGP")),
    "¥": frozenset(("JPY",)),
}
#: Letters beside a dollar sign: US$, $ CA.
_COUNTRIES = {"US": "USD", "C": "CAD", "CA": "CAD", "CAN": "CAD", "MX": "MXN"}

_MARK = r"[$€£¥]"
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<country>[A-Z]{{1,3}})?(?P<mark>{_MARK})|(?P<code>[A-Z]{{3}})){SPACE}?$"
)
_MARK_BEHIND = re.compile(
    rf"{SPACE}?(?:(?P<mark>{_MARK})(?:{SPACE}?(?P<country>[A-Z]{{1,3}})\b)?|(?P<code>[A-Z]{{3}})\b)"
)


def find_currency(text: str, quantity: Quantity, locale: Locale) -> frozenset[str]:
    """Return the codes of what the currency beside a quantity may be; of none, or a doubt, none."""
    before = _marked(_BEFORE.search(text[max(0, quantity.start - 6) : quantity.start]))
    rest = text[quantity.end : quantity.end + 40]
    behind = _marked(_MARK_BEHIND.match(rest)) or _named(rest, locale)
    return before & behind if before and behind else before or behind


def may_hold_currency(text: str, locale: Locale) -> bool:
    """Tell whether there is anything in a text that `find_currency` could find, quickly."""
    if any(sign in text for sign in (*_SYMBOLS, *_CODES)):
        return True
    folded = text.casefold()
    return any(name in folded for name in _names(locale)[1])


def _marked(match: re.Match[str] | None) -> frozenset[str]:
    """Return the codes for a symbol, with letters for its country or none, or for a code."""
    if match is None:
        return frozenset()
    if match["code"]:
        return frozenset((match["code"],)).intersection(_CODES)
    if match["country"]:
        known = _COUNTRIES.get(match["country"]) if match["mark"] == "$" else None
        return frozenset((known,)) if known else frozenset()
    return _SYMBOLS[match["mark"]]


def _named(text: str, locale: Locale) -> frozenset[str]:
    """Return the codes for a name at the start of a text, perhaps behind ``de``."""
    pattern, names = _names(locale)
    match = pattern.match(text.casefold())
    return names[match[1]] if match else frozenset()


@cache
def _names(locale: Locale) -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    """Return what finds names, the longest first, and their codes."""
    names: dict[str, frozenset[str]] = {}
    for family in _FAMILIES:
        for count in (1, 2):
            full = {code: get_currency_name(code, count, locale).casefold() for code in family}
            names |= {name: frozenset((code,)) for code, name in full.items()}
            if len(family) > 1:
                common = set.intersection(*(set(name.split()) for name in full.values()))
            else:
                # Of yens there are no others; whose they are need not be said.
                stem = get_currency_name(family[0], 1, "en").split()[-1]
                common = {word for word in full[family[0]].split() if word.startswith(stem)}
            names |= {word: frozenset(family) for word in common}
    longest = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"{SPACE}*(?:de{SPACE}|d['’])?({longest})\b"), names
