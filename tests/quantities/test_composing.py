"""Numbers put together from digits and words, value by value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel import Locale

from editions.quantities.composing import Quantity, Value
from editions.quantities.reading import find_quantities

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)

#: Language, text, and what stands in it: words, values, and whether a translation must have it,
#: for its digits (``firm``) or its words (``cardinal``).
NUMBERS: list[tuple[str, str, list[tuple[str, set[Value], str]]]] = [
    # Words up to a thousand.
    ("en", "twenty-five boats", [("twenty-five", {25}, "cardinal")]),
    ("en", "two hundred and five", [("two hundred and five", {205}, "cardinal")]),
    ("en", "eighty-one", [("eighty-one", {81}, "cardinal")]),
    ("en", "twenty ten", [("twenty", {20}, "cardinal"), ("ten", {10}, "cardinal")]),
    ("en", "ten twenty", [("ten", {10}, "cardinal"), ("twenty", {20}, "cardinal")]),
    ("en", "a hundred and five", [("a", {1}, ""), ("hundred and five", {105}, "cardinal")]),
    ("en", "a thousand and five", [("a", {1}, ""), ("thousand and five", {1005}, "cardinal")]),
    ("en", "one", [("one", {1}, "")]),
    ("en", "second", [("second", {2}, "")]),
    ("es", "treinta y cinco", [("treinta y cinco", {35}, "cardinal")]),
    ("es", "treinta y once", [("treinta", {30}, "cardinal"), ("once", {11}, "cardinal")]),
    ("es", "ciento cinco", [("ciento cinco", {105}, "cardinal")]),
    ("fr", "quatre-vingt-dix-sept", [("quatre-vingt-dix-sept", {97}, "cardinal")]),
    ("fr", "soixante et onze", [("soixante et onze", {71}, "cardinal")]),
    ("fr", "soixante-dix", [("soixante-dix", {70}, "cardinal")]),
    ("fr", "vingt et un", [("vingt et un", {21}, "cardinal")]),
    # Scales.
    ("en", "one hundred thousand", [("one hundred thousand", {100_000}, "cardinal")]),
    ("en", "two thousand five hundred", [("two thousand five hundred", {2500}, "cardinal")]),
    ("en", "two billion three million four thousand and five",
     [("two billion three million four thousand and five", {2_003_004_005}, "cardinal")]),
    ("en", "thousand", [("thousand", {1000}, "cardinal")]),
    ("en", "2.5 million", [("2.5 million", {2_500_000}, "firm")]),
    ("en", "1 million 200 thousand", [("1 million 200 thousand", {1_200_000}, "firm")]),
    ("es", "2 mil 500 millones", [("2 mil 500 millones", {2_500_000_000}, "firm")]),
    ("es", "mil 500", [("mil 500", {1500}, "firm")]),
    ("es", "mil 50", [("mil", {1000}, "cardinal"), ("50", {50}, "firm")]),
    ("es", "mil 100", [("mil 100", {1100}, "firm")]),
    ("es", "dos millones doscientos mil",
     [("dos millones doscientos mil", {2_200_000}, "cardinal")]),
    ("es", "veinte mil millones", [("veinte mil millones", {20_000_000_000}, "cardinal")]),
    ("fr", "deux cent mille", [("deux cent mille", {200_000}, "cardinal")]),
    ("fr", "1,5 milliard", [("1,5 milliard", {1_500_000_000}, "firm")]),
    ("en", "millions of people", [("millions", {1_000_000}, "")]),
    ("en", "UTF-8 million", [("8 million", {8_000_000, -8_000_000}, "")]),
    # Hundreds and dozens.
    ("en", "5 hundred", [("5 hundred", {5, 500}, "firm")]),
    ("en", "3 dozen", [("3 dozen", {3, 36}, "firm")]),
    ("en", "two dozen", [("two dozen", {2, 24}, "cardinal")]),
    ("en", "dozens of people", [("dozens", {12}, "")]),
    ("en", "nineteen hundreds", [("nineteen hundreds", {1900, 20}, "cardinal")]),
    ("en", "twenty hundred", [("twenty hundred", {2000}, "cardinal")]),
    ("es", "una docena", [("una docena", {12}, "cardinal")]),
    # Halves and parts.
    ("en", "one and a half million", [("one and a half million", {1_500_000}, "cardinal")]),
    ("en", "half a million", [("half a million", {500_000}, "cardinal")]),
    ("en", "half a dozen", [("half a dozen", {6}, "cardinal")]),
    ("en", "a half", [("a", {1}, ""), ("half", {HALF}, "")]),
    ("en", "5 million and a half",
     [("5 million", {5_000_000, 5_500_000}, "firm"), ("a", {1}, ""), ("half", {HALF}, "")]),
    ("en", "two years and a half",
     [("two", {2, Fraction(5, 2)}, "cardinal"), ("a", {1}, ""), ("half", {HALF}, "")]),
    ("es", "un millón y medio",
     [("un millón", {1_000_000, 1_500_000}, "cardinal"), ("medio", {HALF}, "")]),
    ("es", "medio millón", [("medio millón", {500_000}, "cardinal")]),
    ("fr", "un demi-million", [("un", {1}, ""), ("demi-million", {500_000}, "cardinal")]),
    ("en", "the third", [("third", {3, THIRD}, "")]),
    ("en", "one third", [("one third", {3, THIRD}, "")]),
    ("en", "two thirds", [("two thirds", {2, Fraction(2, 3)}, "")]),
    ("en", "one million two thirds",
     [("one million two", {1_000_002}, "cardinal"), ("thirds", {3, THIRD}, "")]),
    ("en", "one hundred hundredth",
     [("one hundred", {100}, "cardinal"), ("hundredth", {100}, "")]),
    ("en", "twenty-third", [("twenty-third", {23}, "")]),
    ("en", "thirty-second", [("thirty-second", {32}, "")]),
    ("es", "dos tercios", [("dos tercios", {2, Fraction(2, 3)}, "")]),
    # Abbreviations and signs.
    ("fr", "5 M$", [("5", {5, 5_000_000}, "firm")]),
    ("en", "minus 5", [("5", {5, -5}, "firm")]),
    ("en", "−5 degrees", [("5", {-5}, "firm")]),
    ("en", "5-3", [("5", {5}, "firm"), ("3", {3}, "firm")]),
    ("en", "from -5 to -3", [("5", {-5}, "firm"), ("3", {-3}, "firm")]),
    ("en", "10 fewer", [("10", {10, -10}, "firm")]),
    ("fr", "moins 5", [("5", {5, -5}, "firm")]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), NUMBERS)
def test_numbers(code: str, text: str, expected: list[tuple[str, set[Value], str]]) -> None:
    found = find_quantities(text, Locale.parse(code))
    kinds = ["firm" if q.firm else "cardinal" if q.cardinal else "" for q in found]
    assert [(q.raw, set(q.values), kind) for q, kind in zip(found, kinds, strict=True)] == expected
    assert all(text[q.start : q.end] == q.raw for q in found)


def test_digits_may_be_a_list_of_parts_where_nothing_is_behind_them() -> None:
    (alone,) = find_quantities("1,5", Locale("fr"))
    assert alone.parts == {1, 5}
    assert alone.values == {Fraction(3, 2)}
    (more,) = find_quantities("1,5 million", Locale("fr"))
    assert more.parts == frozenset()
    assert more.values == {1_500_000}


def test_values_of_a_kind() -> None:
    quantity = Quantity(frozenset({5, "5", ("month", 5), ("time", 300)}), 0, 1, "5", firm=True)
    assert quantity.of("month") == {("month", 5)}
    assert quantity.of("time") == {("time", 300)}
    assert quantity.of("day") == frozenset()
