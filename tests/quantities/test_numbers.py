"""Numbers of three locales: found, read, written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale

from editions.quantities.numbers import (
    decimals,
    find_numbers,
    format_number,
    scale_for,
    scaled,
)

EN, ES, FR = Locale.parse("en_CA"), Locale.parse("es_MX"), Locale.parse("fr_CA")


def found(text: str, locale: Locale) -> list[tuple[str, str]]:
    return [(text[n.start : n.end], str(n.value)) for n in find_numbers(text, locale)]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        (EN, "21.3 billion"),
        (EN, "21.3\u00a0billion"),
        (EN, "21,300 million"),
        (EN, "21,300,000,000"),
        (ES, "21,300\u00a0millones"),
        (ES, "21.3 mil millones"),
        (FR, "21,3\u00a0milliards"),
        (FR, "21\u00a0300\u00a0millions"),
        (FR, "21\u202f300\u202fmillions"),
        (FR, "21300000000"),
    ],
)
def test_one_number_has_many_forms(locale: Locale, text: str) -> None:
    assert found(text, locale) == [(text, "21300000000")]


@pytest.mark.parametrize(
    ("locale", "text", "numbers"),
    [
        (EN, "(C$457 billion) and US$2.2 billion", [("457 billion", "457000000000"),
                                                    ("2.2 billion", "2200000000")]),
        (EN, "more than 12.7 per cent yearly", [("12.7", "12.7")]),
        (EN, "More than one million Canadians", [("one million", "1000000")]),
        (EN, "the G20 and H1N1", []),
        (EN, "2007–2008", [("2007", "2007"), ("2008", "2008")]),
        (EN, "a seven-fold growth", []),
        (EN, "down by \u221224.2 or -3", [("\u221224.2", "-24.2"), ("-3", "-3")]),
        (EN, "in 2008.", [("2008", "2008")]),
        (ES, "más de un millón de canadienses", [("un millón", "1000000")]),
        (ES, "161,000, cifra inferior a 250,000", [("161,000", "161000"), ("250,000", "250000")]),
        (ES, "un billón", [("un billón", "1000000000000")]),
        (FR, "plus d’un million de Canadiens", [("un million", "1000000")]),
        (FR, "1,6\u00a0million", [("1,6\u00a0million", "1600000")]),
        (FR, "en 2009 161\u00a0000 visiteurs", [("2009", "2009"), ("161\u00a0000", "161000")]),
        (FR, "3 400", [("3", "3"), ("400", "400")]),  # a plain blank parts two numbers
        (FR, "un billion", [("un billion", "1000000000000")]),
    ],
)  # fmt: skip
def test_numbers_are_found_in_text(
    locale: Locale, text: str, numbers: list[tuple[str, str]]
) -> None:
    assert found(text, locale) == numbers


@pytest.mark.parametrize(
    ("value", "english", "spanish", "french"),
    [
        ("2580", "2,580", "2,580", "2\u00a0580"),
        ("4.850", "4.850", "4.850", "4,850"),
        ("-24.2", "\u221224.2", "\u221224.2", "\u221224,2"),
        ("1234567.89", "1,234,567.89", "1,234,567.89", "1\u00a0234\u00a0567,89"),
        ("0", "0", "0", "0"),
    ],
)
def test_numbers_are_written_with_their_own_digits(
    value: str, english: str, spanish: str, french: str
) -> None:
    for locale, text in ((EN, english), (ES, spanish), (FR, french)):
        assert format_number(Decimal(value), locale) == text
        assert found(text, locale) == [(text, value)]


@pytest.mark.parametrize(
    ("locale", "power", "written", "word"),
    [
        (EN, 9, 9, "billion"),
        (ES, 9, 6, "millones"),
        (FR, 9, 9, "milliards"),
        (FR, 6, 6, "millions"),
        (ES, 12, 12, "billones"),
        (EN, 3, 0, None),
        (EN, 0, 0, None),
        (Locale.parse("de_DE"), 9, 9, "Milliarden"),
        (Locale.parse("pt_BR"), 9, 9, "bilhões"),
    ],
)
def test_scale_is_the_language_s_own(
    locale: Locale, power: int, written: int, word: str | None
) -> None:
    scale = scale_for(locale, power)
    assert (scale.power, scale.words.get("other")) == (written, word)


def test_scaling_keeps_every_digit() -> None:
    assert str(scaled(Decimal("21.3"), 3)) == "21300"
    assert str(scaled(Decimal("4.8505"), 3)) == "4850.5"
    assert str(scaled(Decimal("457"), 9)) == "457000000000"
    assert decimals(Decimal("4.850")) == 3


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        (EN, "many millions", []),
        (EN, "one million", [("one million", "1000000")]),
        (EN, "a thousand", []),
        (ES, "un millón", [("un millón", "1000000")]),
        (ES, "unos millones", []),
    ],
)
def test_scale_word_alone_counts_where_it_is_one(
    locale: Locale, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, locale) == expected


@pytest.mark.parametrize(
    ("value", "places"), [("4.850", 3), ("4", 0), ("4e3", 0), ("NaN", 0), ("Infinity", 0)]
)
def test_places_behind_the_mark(value: str, places: int) -> None:
    assert decimals(Decimal(value)) == places
