"""The words of each language are a file, and a further language is a further file."""

from __future__ import annotations

import re
from dataclasses import fields
from fractions import Fraction

import pytest
from babel import Locale

from editions.quantities.number_words import (
    NumberWords,
    century_pattern,
    century_words,
    known_languages,
    months,
    number_words,
    parse_number_words,
    roman_value,
    scales,
)

PORTUGUESE = """
joints = ["e"]
joint_rooms = [10, 100]
half = 'e\\s+meia\\b'
loose_marks = true

[units]
"1" = "um uma"
"20" = "vinte"

[others]
"1/2" = "metade meio"
"2" = "dobro"
"""


def test_a_file_becomes_words() -> None:
    words = parse_number_words(PORTUGUESE)
    assert words == NumberWords(
        units={"um": 1, "uma": 1, "vinte": 20},
        others={"metade": Fraction(1, 2), "meio": Fraction(1, 2), "dobro": Fraction(2)},
        joints=frozenset(("e",)),
        joint_rooms=frozenset((10, 100)),
        half=r"e\s+meia\b",
        loose_marks=True,
    )


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="unit"):
        parse_number_words('[unit]\n"1" = "um"\n')


def test_a_language_without_a_file_has_no_words() -> None:
    assert number_words("pt") == NumberWords()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_words_are_folded_and_patterns_can_be_read(language: str) -> None:
    words = known_languages()[language]
    for field in fields(words):
        value = getattr(words, field.name)
        if isinstance(value, str):
            re.compile(value)
        elif field.name == "joint_rooms":
            assert all(room > 1 for room in value)
        elif not isinstance(value, bool):
            assert all(word == word.casefold() for word in value), field.name
    assert words.century_words
    assert all(century_pattern().match(word) for word in words.century_words)


def test_value_of_a_word_that_adds() -> None:
    words = NumberWords(units={"one": 1}, parts={"third": 3}, ordinals={"tenth": 10})
    assert [words.value(word) for word in ("one", "third", "tenth")] == [1, 3, 10]
    assert words.value("dozen") > 1000  # too much to add to anything
    assert [words.is_ordinal(word) for word in ("Third", "tenth", "one")] == [True, True, False]


def test_plural_of_what_multiplies_is_vague() -> None:
    words = NumberWords(multipliers={"dozen": 12, "gross": 144})
    assert [words.is_vague(word) for word in ("dozens", "dozen", "gross", "ones")] == [
        True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("en", {"May": 5, "January": 1, "Dec": 12, "Sept": 9, "Sep": 9}),
        ("es", {"mayo": 5, "ene": 1, "diciembre": 12, "sept": 9, "sep": 9}),
        ("fr", {"mai": 5, "janv": 1, "déc": 12, "sept": 9, "août": 8}),
    ],
)
def test_months_as_the_language_writes_them(locale: str, names: dict[str, int]) -> None:
    found = months(Locale(locale))
    assert {name: found.get(name) for name in names} == names
    assert set(found.values()) == set(range(1, 13))
    assert not any(name.endswith(".") for name in found)


def test_word_that_is_no_month_without_its_capital() -> None:
    assert "may" not in months(Locale("en"))


@pytest.mark.parametrize(
    ("text", "value"),
    [("I", 1), ("IV", 4), ("V", 5), ("VI", 6), ("IX", 9), ("XIX", 19), ("XX", 20), ("XL", 40),
     ("L", 50), ("XCIX", 99), ("C", None), ("IIII", None), ("VX", None), ("A", None), ("", None)],
)  # fmt: skip
def test_roman_numbers(text: str, value: int | None) -> None:
    assert roman_value(text) == value


def test_centuries_are_known_in_all_languages() -> None:
    assert {"century", "siglo", "siècle"} <= century_words()
    assert century_pattern().match("Siècles")
    assert century_pattern().match("s. xx")
    assert not century_pattern().match("sixth")


def test_scales_are_those_of_cldr_and_of_the_language() -> None:
    assert scales(Locale("fr"))["milliard"] == 9
    assert scales(Locale("es"))["mil"] == 3
    assert scales(Locale("en"))["trillion"] == 12
