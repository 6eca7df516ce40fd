"""What digits mean by their marks and what is around them."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest

from editions.quantities.composing import Value
from editions.quantities.notations import (
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


@pytest.mark.parametrize(
    ("text", "half", "values"),
    [
        ("12 am", "am", {("time", 0), 12}),
        ("12 pm", "pm", {("time", 720), 12}),
        ("1 am", "a.m.", {("time", 60), 1}),
        ("11:59 PM", "PM", {("time", 1439)}),
    ],
)
def test_half_of_the_day(text: str, half: str, values: set[Value]) -> None:
    assert set(time_values(text, half, None)) == values


@pytest.mark.parametrize(
    ("text", "clock", "late", "values"),
    [
        ("12:00", "12:00", True, {("time", 720), "12:00"}),
        ("13:05", "13:05", True, {("time", 785), "13:05"}),
        ("3 h", None, False, {("time", 180), 3}),
        ("3 h", None, True, {("time", 180), ("time", 900), 3}),
        ("3 h 30", None, False, {("time", 210)}),
    ],
)
def test_time_without_a_half(text: str, clock: str | None, late: bool, values: set[Value]) -> None:
    assert set(time_values(text, None, clock, late)) == values


def test_dates() -> None:
    assert compact_date_parts("20091206") == {2009, 12, 6}
    assert [set(values) for _, _, values in date_parts("2009-12-06")] == [
        {2009}, {12, ("month", 12)}, {6},
    ]  # fmt: skip
    assert [set(values) for _, _, values in date_parts("12/13/2009")] == [
        {12, ("month", 12)}, {13}, {2009},
    ]  # fmt: skip
    assert [(start, end) for start, end, _ in date_parts("2009-12-06")] == [(0, 4), (5, 7), (8, 10)]


@pytest.mark.parametrize(
    ("digits", "behind", "values"),
    [
        ("1980", "s", {80}), ("1900", "s", {0, 20}), ("80", "'s", {1980}), ("80", "sec", set()),
        ("180", "s", set()), ("1980", "", set()),
    ],
)  # fmt: skip
def test_decade(digits: str, behind: str, values: set[Value]) -> None:
    assert set(decades(digits, behind)) == values


def test_signs_that_are_numbers() -> None:
    unicode_values = {sign: unicodedata.numeric(sign) for sign in FRACTIONS}
    assert {sign: float(value) for sign, value in FRACTIONS.items()} == pytest.approx(
        unicode_values
    )
    assert {sign: unicodedata.digit(sign) for sign in RAISED} == RAISED
    assert raised_value("²⁰") == 20
