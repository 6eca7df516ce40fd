"""Numbers in running text: found, read and written by the rules of a locale.

``C$21.3 billion``, ``21,300 millones`` and ``21,3 milliards`` are one number.  Decimal mark,
grouping and the words for a million and its like come from CLDR; the few words of a currency
or a unit around a number are the business of those who know them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import format_decimal

#: The minus sign of typography, and those that keyboards have.
MINUS = "\u2212"
_SIGNS = f"{MINUS}\u2011-"
#: Spaces that may stand inside a number or between it and its word; all but the first two
#: keep them on one line.
_SPACES = " \n\u00a0\u202f"

#: The powers of ten for which CLDR has words.
_POWERS = (3, 6, 9, 12)


@dataclass(frozen=True)
class FoundNumber:
    """A number in a text."""

    #: The whole value, scale words counted in: 21300000000.
    value: Decimal
    #: Where it begins in the text, and where it ends, scale words included.
    start: int
    end: int


@dataclass(frozen=True)
class ScaleWord:
    """The word that a language writes for a power of ten."""

    #: The power of ten that the word stands for; 0 where no word is written.
    power: int
    #: The word by CLDR plural category; empty where no word is written.
    words: dict[str, str]


@cache
def scale_words(locale: Locale) -> dict[str, int]:
    """Return every word for a power of ten, folded, such as ``milliard``: 9.

    A language may compose two of them (``mil millones``); each word stands here by itself.
    """
    found: dict[str, int] = {}
    for power in _POWERS:
        for word in _words(locale, power).values():
            if len(word.split()) == 1:
                found[word.casefold()] = power
    return found


@cache
def scale_for(locale: Locale, power: int) -> ScaleWord:
    """Return the word to write for *power* of ten, or for the next lower one that has a word.

    Where the language composes the word from smaller ones (``mil millones``), the number takes
    the thousand up: 21,300 ``millones``.
    """
    # A thousand is written in digits, never in a word.
    for candidate in sorted((p for p in _POWERS if 3 < p <= power), reverse=True):
        words = _words(locale, candidate)
        if words and all(len(word.split()) == 1 for word in words.values()):
            return ScaleWord(candidate, words)
    return ScaleWord(0, {})


def _words(locale: Locale, power: int) -> dict[str, str]:
    """Return CLDR's words for a power of ten, by plural category."""
    words = {}
    for category, patterns in locale.compact_decimal_formats.get("long", {}).items():
        pattern = patterns.get("1" + "0" * power)
        if pattern is not None and "0" in pattern.pattern:
            words[category] = pattern.pattern.replace("0", "").strip(_SPACES + "'")
    return {category: word for category, word in words.items() if word}


def format_number(value: Decimal, locale: Locale) -> str:
    """Write *value* with all its digits, none added, and with the minus sign of typography."""
    places = decimals(value)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    text = format_decimal(value, format=pattern, locale=locale, group_separator=True)
    return text.replace("-", MINUS)


def decimals(value: Decimal) -> int:
    """Return the number of digits that stand after the decimal mark; 4.850 has three."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def scaled(value: Decimal, power: int) -> Decimal:
    """Return *value* times ten to the *power*, without an exponent and without lost digits."""
    result = value.scaleb(power)
    return result.quantize(Decimal(1)) if decimals(result) == 0 else result


def find_numbers(text: str, locale: Locale) -> Iterator[FoundNumber]:
    """Yield the numbers in *text*, in order.

    Digits that stand in a word (``G20``) are none.  A singular scale word after a
    word, as in ``one million`` and ``un millón``, counts as one of them, both words together.
    """
    words = scale_words(locale)
    for match in _pattern(locale).finditer(text):
        power = sum(words[word.casefold()] for word in (match["words"] or "").split())
        if match["digits"] is None:
            value, power = Decimal(1), words[match["alone"].casefold()]
        else:
            value = _value(match, locale)
        yield FoundNumber(scaled(value, power), match.start(), match.end())


def _value(match: re.Match[str], locale: Locale) -> Decimal:
    symbols = locale.number_symbols["latn"]
    whole, _, fraction = match["digits"].partition(symbols["decimal"])
    digits = "".join(char for char in whole if char.isdigit())
    value = Decimal(f"{digits}.{fraction}" if fraction else digits)
    return -value if match["sign"] else value


@cache
def _pattern(locale: Locale) -> re.Pattern[str]:
    """Return what a number looks like, as ``sign``, ``digits`` and ``words`` or as ``alone``."""
    symbols = locale.number_symbols["latn"]
    mark, group = re.escape(symbols["decimal"]), symbols["group"]
    # Either no-break space will do where CLDR has one of them.
    groups = "[\u00a0\u202f]" if group in "\u00a0\u202f" else re.escape(group)
    words = "|".join(sorted(map(re.escape, scale_words(locale)), key=len, reverse=True))
    word = rf"(?:{words})\b" if words else r"(?!)"
    space = f"[{_SPACES}]+"
    return re.compile(
        rf"(?:(?<![\w.,{_SIGNS}])(?P<sign>[{_SIGNS}])|(?<!\w))"
        rf"(?P<digits>(?:\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)|\d+)(?:{mark}\d+)?)"
        rf"(?!\w)(?P<words>(?:{space}{word})+)?"
        rf"|\b[^\W\d_]+{space}(?P<alone>{_singular(locale)})\b(?!{space}{word})",
        re.IGNORECASE,
    )


def _singular(locale: Locale) -> str:
    """Return the words that may follow ``one``: a million, a billion, never a thousand."""
    found = {
        word
        for power in _POWERS[1:]
        for category, word in _words(locale, power).items()
        if category == "one" and len(word.split()) == 1
    }
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True)) or r"(?!)"
