"""Words that languages have for numbers; what CLDR knows (scales, months) comes from there.

The words of a language are a file in ``languages/``.  A language without one has its digits
compared, and its scales and months.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

from editions.quantities.numbers import scale_words

_ROMAN = re.compile(r"(?=[IVXLC])(X[CL]|L?X{0,3})(I[XV]|V?I{0,3})")


@dataclass(frozen=True)
class NumberWords:
    """The words of one language, folded."""

    #: One to ninety-nine: ``three``: 3; they add up.
    units: Mapping[str, int] = field(default_factory=dict)
    #: Words that multiply what stands before them: ``hundred``: 100, ``dozen``: 12.
    multipliers: Mapping[str, int] = field(default_factory=dict)
    #: Scales that CLDR lacks, as powers of ten: ``bn``: 9.
    scales: Mapping[str, int] = field(default_factory=dict)
    #: ``third``: 3, ``thirds``: 3; both the third and a third part.
    parts: Mapping[str, int] = field(default_factory=dict)
    #: ``first``: 1; never parts.
    ordinals: Mapping[str, int] = field(default_factory=dict)
    #: Words that mean a number in passing: ``twice``: 2, ``half``: 1/2.
    others: Mapping[str, Fraction] = field(default_factory=dict)
    #: Words that may stand inside a number: ``and``.
    joints: frozenset[str] = frozenset()
    #: How much room a number must leave behind for one of these: a hundred ``and`` five.
    joint_rooms: frozenset[int] = frozenset()
    #: Half of one more, behind a number and perhaps a word: ``and a half``.
    half: str = r"(?!)"
    #: Words that have other meanings, too, and prove nothing.
    doubtful: frozenset[str] = frozenset()
    #: Before a number: ``minus``.
    minus: str = r"(?!)"
    #: May stand between digits and a scale: the 5 ``first`` millions.
    between: frozenset[str] = frozenset()
    #: Before the words that look like numbers and mean percent: ``per`` cent.
    percent: str = r"(?!)"
    #: What stands behind the digits of an ordinal: ``st``.
    ordinal_endings: str = r"(?!)"
    #: Between the ends of a range: ``to``.
    ranges: str = r"(?!)"
    #: Behind digits that are part of an idiom: 3rd ``party``.
    idioms: str = r"(?!)"
    #: Behind a number that is taken away: 18 ``fewer``.
    fewer: str = r"(?!)"
    #: Behind an hour that is counted within half a day: 11 h ``du soir``.
    late: str = r"(?!)"
    #: Near a limit, which may be stated from either side: 2.4 ``or earlier``, ``before`` 2.5.
    limits: str = r"(?!)"
    #: Before an example, which people may put into their own country: ``such as`` 94043.
    examples: str = r"(?!)"
    #: What is counted in Roman numbers: ``century``.
    century_words: frozenset[str] = frozenset()
    #: Names of months that CLDR lacks.
    months: Mapping[str, int] = field(default_factory=dict)
    #: Abbreviations behind digits: ``m``: 6.
    abbreviations: Mapping[str, int] = field(default_factory=dict)
    #: How a span of ``years``, ``months`` or ``days`` is written, or one from a year to one of the
    #: ``halves`` of another: ``{first} to {last}``; as the CLDR has it where nothing is said.
    spans: Mapping[str, str] = field(default_factory=dict)
    #: Where a point or a comma with three digits behind it may mean either.
    loose_marks: bool = False

    def value(self, word: str) -> int:
        """Return the value of a word that adds to a number; of another, a very high one."""
        for known in (self.units, self.parts, self.ordinals):
            if word in known:
                return known[word]
        return 10**6

    def is_ordinal(self, text: str) -> bool:
        """Tell whether a text is one word that counts: third, eighteenth."""
        word = text.casefold()
        return word in self.parts or word in self.ordinals

    def is_vague(self, word: str) -> bool:
        """Tell whether a word is the plural of one that multiplies."""
        return word.endswith("s") and word[:-1] in self.multipliers


@cache
def known_languages() -> Mapping[str, NumberWords]:
    """Return the words of every language that has a file in ``languages/``."""
    folder = files(__package__) / "languages"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): parse_number_words((folder / name).read_text(encoding="utf-8"))
        for name in names
    }


def parse_number_words(text: str) -> NumberWords:
    """Return the words of one language, as its file declares them.

    A table has a line a value, with the words that stand for it.

    Raises:
        TypeError: the file has a field that is not known.
    """
    fields = tomllib.loads(text)
    return NumberWords(**{name: _parse(name, value) for name, value in fields.items()})


def _parse(name: str, value: Any) -> Any:
    """Return the value of a field: a list becomes a set, a table numbers by their words."""
    if isinstance(value, list):
        return frozenset(value)
    if name == "spans" or not isinstance(value, dict):
        return value
    number = Fraction if name == "others" else int
    return {word: number(key) for key, words in value.items() for word in words.split()}


@cache
def century_words() -> frozenset[str]:
    """Return what is counted in Roman numbers, in all languages."""
    return frozenset().union(*(words.century_words for words in known_languages().values()))


@cache
def century_pattern() -> re.Pattern[str]:
    """Return what stands before or behind a Roman number that is a century, in any language."""
    return re.compile(rf"\b(?:{'|'.join(sorted(century_words()))}|s\.)", re.IGNORECASE)


def number_words(language: str) -> NumberWords:
    """Return the words of a language; of one that is not known, none."""
    return known_languages().get(language) or NumberWords()


@cache
def scales(locale: Locale) -> Mapping[str, int]:
    """Return the words for powers of ten, folded: ``milliard``: 9."""
    return {**scale_words(locale), **number_words(locale.language).scales}


@cache
def months(locale: Locale) -> Mapping[str, int]:
    """Return the names of months, long and short, without a full stop.

    They are folded, but for a first letter that the language writes as a capital: English
    ``May`` is a month, ``may`` is none.
    """
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names: Iterable[tuple[int, str]] = locale.months[context][width].items()
            for number, name in names:
                plain = name.rstrip(".")
                capital = plain[0] if plain[0].isupper() else plain[0].casefold()
                found[capital + plain[1:].casefold()] = number
    nine = next(name for name, number in found.items() if number == 9)
    return {**found, nine[:3]: 9, nine[:4]: 9, **number_words(locale.language).months}


def roman_value(text: str) -> int | None:
    """Return the value of a Roman number up to 99, or None."""
    match = _ROMAN.fullmatch(text)
    if not match or not text:
        return None
    digits = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    values = [digits[char] for char in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
