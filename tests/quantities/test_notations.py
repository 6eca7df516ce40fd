"""What digits mean by their marks and what is around them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from editions.quantities.composing import Value
from editions.quantities.notations import (
    decades,
    fraction_values,
    is_name,
    list_parts,
    measured,
    readings,
    time_values,
)


@pytest.mark.parametrize(
    ("digits", "decimal", "loose", "values"),
    [
        ("1457", ".", False, {1457}),
        ("1,457", ".", False, {1457}),
        ("1,457", ",", False, {Fraction(1457, 1000)}),
        ("1.457", ",", True, {1457, Fraction(1457, 1000)}),
        ("1.000", ".", False, {1000, 1}),
        ("1.457,5", ",", False, {Fraction(14575, 10)}),
        ("3.10", ".", False, {"3.10"}),
        ("1.5.2", ".", False, {"1.5.2"}),
    ],
)
def test_readings(digits: str, decimal: str, loose: bool, values: set[Value]) -> None:
    assert set(readings(digits, decimal, loose)) == values


@pytest.mark.parametrize(
    ("before", "behind", "values"),
    [("", "mm", {Fraction(31, 10)}), ("$", "", {Fraction(31, 10)}), ("Python ", " is", set())],
)
def test_a_measure_is_no_version(before: str, behind: str, values: set[Value]) -> None:
    assert measured(("3.10",), before, behind) == values


@pytest.mark.parametrize(
    ("digits", "before", "spaced", "parts"),
    [
        ("1,5", " ", False, {1, 5}),
        ("524,525", " ", False, set()),
        ("524,525", "<", False, {524, 525}),
        ("701,702,700", " ", False, {700, 701, 702}),
        ("500 000", " ", False, {500, 0}),
        ("500 000", " ", True, set()),
    ],
)
def test_a_list(digits: str, before: str, spaced: bool, parts: set[Value]) -> None:
    assert list_parts(digits, before, spaced) == parts


@pytest.mark.parametrize(
    ("before", "digits", "behind", "name"),
    [
        ("UTF-", "8", "", True),
        ("G", "20", "", True),
        ("x", "86", "_64", True),
        ("mid-", "90", "s", False),
        ("", "8", "K", True),
        ("", "8", "V", False),
        ("", "8", " bits", False),
    ],
)
def test_a_name(before: str, digits: str, behind: str, name: bool) -> None:
    start = len(before)
    assert is_name(before + digits + behind, start, start + len(digits)) is name


def test_fractions_decades_and_times() -> None:
    values, parts = fraction_values("3/4")
    assert set(values) == {"3/4", Fraction(3, 4)}
    assert set(parts) == {3, 4}
    assert set(fraction_values("3/0")[0]) == {"3/0"}
    assert set(decades("1800", "s")) == {0, 19}
    assert set(decades("80", "s")) == {1980}
    assert set(time_values("3 pm", "pm", None)) == {("time", 900), 3}
    assert set(time_values("3:30", None, "3:30")) == {("time", 210), ("time", 930), "3:30"}
