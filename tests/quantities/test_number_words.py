"""The words of each language are a file, and a further language is a further file."""

from __future__ import annotations

import re
from dataclasses import fields
from fractions import Fraction

import pytest

from editions.quantities.number_words import (
    NumberWords,
    century_pattern,
    known_languages,
    number_words,
    parse_number_words,
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
