"""What is wrong with a cell: each problem is named, and said in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from editions.phrases import LocalText
from editions.tables.cells import cell_problems, text_problems
from editions.tables.descriptor import ATTRIBUTES, Attribute, Field


def field_of(kind: str, limits: Mapping[str, object] | None = None) -> Field:
    none = dict.fromkeys((*ATTRIBUTES, "same_as"), Attribute())
    return Field(
        "a", kind, "number", None, limits or {}, language="", abbreviations=False, of="", **none
    )


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("a", None), ("a b", None),
        (" a", "expected no space at either end, got ' a'"),
        ("a\u2066b", "expected text, got the control character '\\u2066'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read(cell: str, problem: str | None) -> None:
    assert next(text_problems(cell), None) == problem


@pytest.mark.parametrize(
    ("kind", "cell", "problems"),
    [
        ("string", "any words", []),
        ("string", "Any words", ["expected a key such as 'united-states', got 'Any words'"]),
        ("number", "21.3", []), ("number", "21,3", ["expected a number such as 21.3, got '21,3'"]),
        ("integer", "2580", []),
        ("integer", "2580.5", ["expected a whole number such as 2580, got '2580.5'"]),
        ("year", "2009", []), ("year", "99", ["expected a year such as 2009, got '99'"]),
    ],
)  # fmt: skip
def test_what_a_cell_must_look_like(kind: str, cell: str, problems: list[str]) -> None:
    field = field_of(kind)
    found = list(cell_problems(field, cell, is_key=cell == "Any words"))
    assert found == problems
    assert all(isinstance(problem, LocalText) for problem in found)


def test_limits_of_a_number() -> None:
    limits = {"minimum": 1, "maximum": 3, "enum": [2, 9]}
    field = field_of("integer", limits)
    assert list(cell_problems(field, "2", is_key=False)) == []
    assert list(cell_problems(field, "9", is_key=False)) == ["expected at most 3, got '9'"]
    assert list(cell_problems(field, "0", is_key=False)) == [
        "expected one of 2, 9, got '0'", "expected at least 1, got '0'"
    ]  # fmt: skip
