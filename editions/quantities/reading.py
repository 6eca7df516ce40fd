"""Quantities in running text, as values: however a language writes them, they compare equal.

``21.3 billion``, ``21,3 milliards`` and ``21.3 mil millones`` are one value; ``1st``, ``1er``
and ``first`` are, ``19th century`` and ``siglo XIX``, ``3 pm`` and ``15 h``, ``3/4`` and ``tres
cuartos``.  A text that can be read in two ways has both values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, cached_property, lru_cache, partial
from itertools import pairwise

from babel import Locale

from editions.quantities.composing import SPACE, Number, Quantity, Token
from editions.quantities.notations import (
    ALWAYS,
    COMPACT_DATE,
    FRACTIONS,
    RAISED,
    compact_date_parts,
    date_parts,
    decades,
    fraction_values,
    is_name,
    list_parts,
    measured,
    raised_value,
    readings,
    time_values,
)
from editions.quantities.number_words import (
    NumberWords,
    century_pattern,
    century_words,
    months,
    number_words,
    roman_value,
    scales,
)

#: Letters of the longest number that anybody writes: Python makes no integer of 4,300 digits.
LONGEST = 300
#: Parts of a word with hyphens that mean one number, as in quatre-vingt-dix-neuf.
MOST_PARTS = 8
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212/"
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
#: A time by the half of the day.
HALF_DAY = re.compile(r"\d\W?[ap]\.?\W?m\b", re.IGNORECASE)
_DIGITS = re.compile(r"(?<![\w)])[-\u2212\u2011]\d+|\d+(?:\.\d+){2,}|\d+")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d{3}(?!\d)")
_YEAR_BEHIND = re.compile(rf"\.?,?{SPACE}*(?:del?|of)?{SPACE}*\d")
_ROMAN = re.compile(r"(?<![\w.])([IVXLC]+)(?:er|re|e|ème|º|ª)?(?![\w])")
#: A letter, but no digit above the line.
_LETTER = rf"(?![{''.join(RAISED)}])[^\W\d_]"
_WORD = rf"(?:{_LETTER})+(?:[-\u2011](?:{_LETTER})+)*"


@lru_cache(maxsize=256)
def find_quantities(text: str, locale: Locale) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in order."""
    return tuple(_reader(locale).read(text))


def digit_runs(text: str) -> list[str]:
    """Return the runs of digits of a text, in the order of their characters."""
    if not _DIGIT.search(text):  # quick, and true of most texts
        return []
    return sorted(re.sub("^[\u2212\u2011]", "-", run) for run in _DIGITS.findall(text))


def number_marks(text: str, locale: Locale, *, has_digits: bool) -> tuple[bool, bool]:
    """Tell whether a text has words that mean numbers, and what changes the meaning of digits.

    Without digits, *has_digits*, nothing does.
    """
    reader = _reader(locale)
    words = _WORDS.findall(text.casefold())
    means_numbers = not reader.cardinals.isdisjoint(words)
    if not has_digits:
        return means_numbers, False
    grouped = ("," in text or "." in text) and _GROUPED.search(text) is not None
    changing = grouped or not reader.changing.isdisjoint(words) or bool(HALF_DAY.search(text))
    return means_numbers, changing


@cache
def _reader(locale: Locale) -> _QuantityReader:
    return _QuantityReader(locale)


class _QuantityReader:
    """Knows how a locale writes quantities."""

    def __init__(self, locale: Locale) -> None:
        self.words: NumberWords = number_words(locale.language)
        self.scales = scales(locale)
        self.months = months(locale)
        symbols = locale.number_symbols["latn"]
        self.decimal: str = symbols["decimal"]
        self.spaced = self.decimal == "," or self.words.loose_marks
        #: Every word that may be part of a quantity: others need no look.
        words = self.words
        self.known = frozenset().union(
            *(words.units, words.multipliers, words.parts, words.ordinals, words.others),
            *(self.scales, (name.casefold() for name in self.months)),
        )

        #: Words that are numbers and nothing else, and words that change digits beside them.
        self.cardinals = frozenset((*words.units, *words.multipliers, *words.parts))
        self.cardinals = (self.cardinals - words.doubtful).union(self.scales, century_words())
        self.changing = frozenset(self.scales).union(name.casefold() for name in self.months)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What tokens look like."""
        words = self.words
        group = r"[ '’\u00a0\u202f\u2009]\d{3}(?!\d)"
        # What begins with a letter comes first: most of a text does, and no digits can.
        return re.compile(
            rf"(?P<percent>{words.percent})"
            rf"|(?P<only>[{''.join(FRACTIONS)}])"
            rf"|(?P<raised>[{''.join(RAISED)}]+)"
            rf"|(?P<word>{_WORD})"
            rf"|(?P<iso>(?<![\w.-])\d{{4}}-\d\d?-\d\d?(?![\w-]))"
            rf"|(?P<date>(?<![\w./])\d\d?(?P<by>[/.])\d\d?(?P=by)(?:19|20)\d\d(?![\w/]))"
            rf"|(?P<clock>(?<![\w.:,])[012]?\d(?::[0-5]\d)(?::[0-5]\d)?"
            rf"(?:{SPACE}?(?P<half>[ap]\.?{SPACE}?m\b\.?)|(?![\w:])))"
            rf"|(?P<hour>(?<![\w.,])[012]?\d{SPACE}?(?P<half2>[ap]\.?{SPACE}?m\b\.?))"
            rf"|(?P<h>(?<![\w.,])[012]?\d{SPACE}?h(?:{SPACE}?[0-5]\d(?!\d))?\b(?!{SPACE}?min|/\d))"
            rf"|(?P<compact>(?<![\w.,-]){COMPACT_DATE}(?![\w-]|[.,]\d))"
            rf"|(?P<fraction>(?<![\w./])\d{{1,3}}[/\u2044]\d{{1,3}}(?![\w/]))"
            rf"|(?P<digits>\d{{1,3}}(?:{group})+(?:[.,]\d+)?(?!\d)|(?<![\w.])\.\d+"
            rf"|\d+(?:[.,]\d+)*)"
            rf"(?P<vulgar>{SPACE}?[{''.join(FRACTIONS)}])?"
            rf"(?P<ordinal>{SPACE}?(?:{words.ordinal_endings})(?!\w))?",
            re.IGNORECASE,
        )

    # Kept here: `re` keeps a few hundred patterns, and forgets them where numbers are looked for.

    @cached_property
    def late(self) -> re.Pattern[str]:
        """What stands behind an hour that is counted within half a day."""
        return re.compile(rf"{SPACE}*(?:{self.words.late})", re.IGNORECASE)

    @cached_property
    def idioms(self) -> re.Pattern[str]:
        """What stands behind digits that are part of an idiom."""
        return re.compile(self.words.idioms, re.IGNORECASE)

    @cached_property
    def day(self) -> re.Pattern[str]:
        """A day before the name of its month."""
        endings = self.words.ordinal_endings
        return re.compile(rf"\d(?:{endings})?{SPACE}?(?:de|of)?{SPACE}*$")

    @cached_property
    def link(self) -> re.Pattern[str]:
        """What stands between the ends of a range."""
        return re.compile(
            rf"{SPACE}*(?:[{_DASHES}]|\b(?:{self.words.ranges})\b){SPACE}*\W?{SPACE}*",
            re.IGNORECASE,
        )

    def read(self, text: str) -> list[Quantity]:
        """Return the quantities of a text."""
        found = list(self.compose(text, list(self.tokens(text))))
        found = [*map(partial(self.of_century, text), found), *self.romans(text)]
        return self.widen_ranges(text, sorted(found, key=lambda q: q.start))

    # Tokens.

    def tokens(self, text: str) -> Iterator[Token]:
        """Yield what quantities are made of."""
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if match.lastgroup == "word":
                word = match[0]
                if "-" in word or "\u2011" in word:
                    yield from self.word_tokens(word, start)
                else:
                    yield Token("word", start, end, word.casefold())
            elif match["digits"]:
                yield from self.digit_tokens(match, text)
            elif match["percent"] or end - start > LONGEST:
                continue
            elif match["iso"] or match["date"]:
                for first, last, values in date_parts(match[0]):
                    raw = match[0][first:last]
                    yield Token("whole", start + first, start + last, raw, values)
            elif match["compact"]:
                parts = compact_date_parts(match[0])
                values = frozenset((int(match[0]),))
                yield Token("whole", start, end, match[0], values, parts=parts)
            elif match["fraction"]:
                values, parts = fraction_values(match[0])
                yield Token("whole", start, end, match[0], values, match[0] != ALWAYS, parts)
            elif match["only"]:
                yield Token("digits", start, end, match[0], frozenset((FRACTIONS[match[0]],)))
            elif match["raised"]:
                values = frozenset((raised_value(match[0]),))
                yield Token("whole", start, end, match[0], values, firm=False)
            else:
                half = match["half"] or match["half2"]
                late = not match["h"] or self.late.match(text[end : end + 20])
                values = frozenset(time_values(match[0], half, match["clock"], bool(late)))
                yield Token("whole", start, end, match[0], values)

    def word_tokens(self, word: str, start: int) -> Iterator[Token]:
        """Yield the parts of a word with hyphens that mean numbers, the longest first."""
        folded = word.casefold().replace("\u2011", "-")
        if folded in self.known or "-" not in folded:
            yield Token("word", start, start + len(word), folded)
            return
        parts = folded.split("-")
        at = start
        while parts:
            for length in range(min(len(parts), MOST_PARTS), 0, -1):
                joined = "-".join(parts[:length])
                if joined in self.known or length == 1:
                    yield Token("word", at, at + len(joined), joined)
                    at += len(joined) + 1
                    parts = parts[length:]
                    break

    def digit_tokens(self, match: re.Match[str], text: str) -> Iterator[Token]:
        """Yield the numbers in digits with marks between them: one, or several in a list."""
        digits = match["digits"]
        start = match.start("digits")
        behind = text[match.end() : match.end() + 24]
        firm = not is_name(text, start, match.end()) and not self.idioms.match(behind)
        pieces = [(start, digits)]
        if not self.is_one(digits):
            pieces = [(start + m.start(), m[0]) for m in re.finditer(r"[^,]+", digits)]
        for at, piece in pieces:
            if len(piece) > LONGEST:
                continue
            values = set(readings(piece, self.decimal, self.words.loose_marks))
            end = at + len(piece)
            values.update(measured(values, text[max(0, at - 4) : at], text[end : end + 5]))
            if end == match.end("digits"):
                if match["vulgar"]:
                    extra = FRACTIONS[match["vulgar"].strip(" \u00a0\u202f\u2009")]
                    values = {v + extra for v in values if isinstance(v, (int, Fraction))}
                end = match.end()
                values.update(decades(piece, text[end : end + 3]))
                if match["ordinal"] and piece.isdecimal() and int(piece) > 2:
                    values.add(Fraction(1, int(piece)))  # a 512th
            parts = list_parts(text[at:end], text[at - 1 : at] or " ", self.spaced)
            yield Token("digits", at, end, text[at:end], frozenset(values), firm, parts)

    def is_one(self, digits: str) -> bool:
        """Tell whether digits with marks are one number; with commas they may be a list."""
        commas = digits.count(",")
        grouped = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits)
        if not commas or grouped:
            return True
        loose = self.decimal == "," or self.words.loose_marks
        return loose and commas == 1

    # Quantities.

    def compose(self, text: str, tokens: list[Token]) -> Iterator[Quantity]:
        """Yield the quantities that tokens make up."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if token.kind == "whole":
                raw = text[token.start : token.end]
                yield Quantity(token.values, token.start, token.end, raw, token.firm, token.parts)
                at += 1
                continue
            if token.kind == "word" and token.text not in self.known:
                at += 1
                continue
            month = self.month(text, tokens, at)
            if month is not None:
                yield month
                at += 1
                continue
            number = Number(self.words, self.scales, text)
            used = number.take(tokens, at)
            if used == 0:
                at += 1
                continue
            yield from number.quantities()
            at += used

    def month(self, text: str, tokens: list[Token], at: int) -> Quantity | None:
        """Return a month beside a day or a year; a word such as ``may`` alone is none."""
        token = tokens[at]
        if token.kind != "word":
            return None
        name = text[token.start] + token.text[1:]
        number = self.months.get(name, self.months.get(token.text))
        if number is None:
            return None
        before = text[max(0, token.start - 12) : token.start]
        behind = text[token.end : token.end + 10]
        day = self.day.search(before)
        year = _YEAR_BEHIND.match(behind)
        raw = text[token.start : token.end]
        if not day and not year:  # but perhaps the first of May
            alone = token.text not in self.words.units
            value = frozenset((("month", number),))
            return Quantity(value, token.start, token.end, raw, firm=False) if alone else None
        if text[token.start : token.end].isupper() and not re.search(r"\d{4}", behind + before):
            return None  # AVR is no April
        if token.text in self.words.units and not behind.startswith("."):
            return None
        return Quantity(
            frozenset((("month", number), number)), token.start, token.end, raw, firm=True
        )

    def of_century(self, text: str, quantity: Quantity) -> Quantity:
        """Return an ordinal in words that counts centuries as what a translation must have."""
        if quantity.firm or quantity.cardinal or not self.words.is_ordinal(quantity.raw):
            return quantity
        behind = text[quantity.end : quantity.end + 11]
        return (
            replace(quantity, firm=True)
            if century_pattern().match(behind.lstrip(" -"))
            else quantity
        )

    def romans(self, text: str) -> Iterator[Quantity]:
        """Yield Roman numbers, such as those of centuries and kings."""
        for match in _ROMAN.finditer(text):
            value = roman_value(match[1])
            around = text[max(0, match.start() - 9) : match.end() + 10]
            century = century_pattern().search(around) is not None
            if value and (len(match[1]) > 1 or century):
                yield Quantity(
                    frozenset((value,)), match.start(), match.end(), match[0], firm=century
                )

    def widen_ranges(self, text: str, found: list[Quantity]) -> list[Quantity]:
        """Let the first of ``5 to 10 million`` mean millions, and the 95 of ``1994-95`` 1995."""
        for at, (first, second) in enumerate(pairwise(found)):
            if not self.link.fullmatch(text[first.end : second.start]):
                continue
            power = self.scale_at_end(second)
            if power and first.firm:
                wider = {v * 10**power for v in first.values if isinstance(v, (int, Fraction))}
                found[at] = replace(first, values=first.values | wider)
            years = re.fullmatch(r"[12]\d{3}", first.raw) and re.fullmatch(r"\d\d", second.raw)
            if years and not second.of("month"):
                year = int(first.raw[:2] + second.raw)
                found[at + 1] = replace(second, values=second.values | {year})
        return found

    def scale_at_end(self, quantity: Quantity) -> int:
        """Return the power of ten of the words behind the digits of a quantity."""
        words = [w for w in re.findall(r"[^\W\d_]+", quantity.raw.casefold()) if w in self.scales]
        return sum(self.scales[word] for word in words)
