"""Numbers of which one stands for another."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel import Locale

from editions.quantities.composing import Quantity
from editions.quantities.reading import find_quantities
from editions.quantities.swapping import Swap, Texts, are_similar, is_percentage, pair_numbers

EN, FR = Locale("en"), Locale("fr")


def one(text: str, locale: Locale = EN) -> Quantity:
    (found,) = find_quantities(text, locale)
    return found


def is_wrong(source: str, target: str, *, alone: bool = True) -> bool:
    """Tell whether the only number of a translation is a mistake for that of the message."""
    swap = Swap(one(source), one(target, FR))
    return Texts(source, target, EN, FR).is_wrong(swap, alone)


@pytest.mark.parametrize(
    ("first", "second", "similar"),
    [
        ("125", "125", True), ("125", "152", True), ("125", "126", True), ("125", "1250", True),
        ("125", "25", True), ("125", "226", False), ("125", "12500", False), ("12", "34", False),
        ("1,250", "1.25", True), ("1235", "1245", True), ("1234", "4321", True),
        ("123", "923", True), ("123", "945", False), ("1", "", True),
    ],
)  # fmt: skip
def test_one_digit_makes_numbers_similar(first: str, second: str, similar: bool) -> None:
    pair = [Quantity(frozenset(), 0, len(raw), raw, firm=True) for raw in (first, second)]
    assert are_similar(*pair) is similar
    assert are_similar(*reversed(pair)) is similar


def paired(source: str, target: str) -> list[tuple[str, str]]:
    wanted, given = find_quantities(source, EN), find_quantities(target, FR)
    return [(s.wanted.raw, s.given.raw) for s in pair_numbers(wanted, given, given)]


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("125 and 480", "481 et 126", [("125", "126"), ("480", "481")]),
        ("125 and 480", "481", [("125", "481")]),
        ("125", "481 et 126", [("125", "126")]),
        ("5:30", "6", []),
        ("5:30", "6 h 30", [("5:30", "6 h 30")]),
        ("seven", "8", [("seven", "8")]),
        ("7", "huit", [("7", "huit")]),
        ("seven", "9 ou huit", [("seven", "huit")]),
        ("5 May 2010", "5 juin 2010", [("5", "5"), ("May", "juin"), ("2010", "2010")]),
    ],
)
def test_each_number_stands_for_the_one_most_like_it(
    source: str, target: str, pairs: list[tuple[str, str]]
) -> None:
    assert paired(source, target) == pairs


def test_number_written_the_same_stands_for_it_though_it_means_another() -> None:
    assert paired("1,234 and 7", "1,234 et 8") == [("1,234", "1,234"), ("7", "8")]


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("1,234 people", "1,234 personnes", True),
        ("12 inches", "30 centimètres", False),
        ("12 inches", "13 pouces", True),
        ("times 1.25", "25 %", False),
        ("5 million", "5 milliards", True),
        ("5 million", "5000 milliards", True),
        ("the 19th century", "le 18e siècle", True),
        ("three others", "deux autres", False),
        ("seven", "8", True),
        ("seven", "71", False),
        ("seven", "70", True),
        ("5:30", "6 h 30", True),
        ("7", "1234", False),
        ("12", "3456", False),
        ("12", "1234", True),
        ("12", "345", True),
        ("version 1.5.2", "version 1.5", False),
        ("version 1.5.2", "version 1.6", True),
        ("2.4 or earlier", "jusqu’à 2,5", False),
        ("2.4 or earlier", "jusqu’à 2,6", True),
        ("2.4 boats", "2,5 bateaux", True),
        ("for example 125", "par exemple 480", False),
        ("for example 125", "par exemple 126", True),
    ],
)
def test_pair_is_wrong(source: str, target: str, wrong: bool) -> None:
    assert is_wrong(source, target) is wrong


def test_word_and_digits_prove_nothing_among_other_differences() -> None:
    assert is_wrong("seven", "8", alone=False) is False
    assert is_wrong("7", "8", alone=False) is True


def words(source: str, target: str) -> list[tuple[str, str]]:
    found = Texts(source, target, EN, FR).pair_words(
        find_quantities(source, EN), find_quantities(target, FR)
    )
    return [(swap.wanted.raw, swap.given.raw) for swap in found]


@pytest.mark.parametrize(
    ("source", "target", "pairs"),
    [
        ("the fifth report", "le quatrième rapport", [("fifth", "quatrième")]),
        ("the fifth report", "le cinquième rapport", []),
        ("the fifth report", "le troisième rapport", []),
        ("the fifth and sixth", "le quatrième", []),
        ("two thirds", "trois quarts", [("two thirds", "trois quarts")]),
        ("two thirds", "deux tiers", []),
    ],
)
def test_words_are_paired_where_there_is_one(
    source: str, target: str, pairs: list[tuple[str, str]]
) -> None:
    assert words(source, target) == pairs


@pytest.mark.parametrize(
    ("text", "locale", "percentage"),
    [("5 %", EN, True), ("5%", EN, True), ("5 per cent", EN, True), ("5 pour cent", FR, True),
     ("5 people", EN, False), ("5  %", EN, False)],
)  # fmt: skip
def test_percentage(text: str, locale: Locale, percentage: bool) -> None:
    assert is_percentage(text, 1, locale) is percentage


def test_part_is_no_whole() -> None:
    assert one("half").values == {Fraction(1, 2)}
