"""Spellings of one English word in several countries are one word."""

from __future__ import annotations

import pytest

from editions.changes.spelling import are_spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organise", "organize"), ("Organisation", "organization"), ("analysed", "analyzed"),
        ("labour", "labor"), ("neighbourhood", "neighborhood"), ("centres", "centers"),
        ("defence", "defense"), ("catalogue", "catalog"), ("programme", "program"),
        ("travelled", "traveled"),
    ],
)  # fmt: skip
def test_one_word(one: str, other: str) -> None:
    assert are_spellings(one, other)
    assert are_spellings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prise", "prize"), ("four", "for"), ("organise", "organiser"), ("labour", "laboured"),
        ("harbour", "harbinger"), ("trade", "traded"), ("increase", "decrease"),
    ],
)  # fmt: skip
def test_two_words(one: str, other: str) -> None:
    assert not are_spellings(one, other)
