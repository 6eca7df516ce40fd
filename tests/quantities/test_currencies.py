"""The currency of an amount stays what it is, whatever a language calls it."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from editions.quantities.composing import Quantity
from editions.quantities.currencies import ANY_DOLLAR, find_currency
from tests.rules.pairs import problems

NBSP = "\u00a0"

#: Locales, message, translations with the same currency, or none; and with another.
AMOUNTS = [
    ("es es_MX", "US$45 million", "45 millones de dólares", "45 millones de dólares canadienses"),
    ("es", "US$45", "45 dólares estadounidenses", "45 euros"),
    ("es_MX", "C$45", "$45 canadienses", "US$45"),
    ("es_MX", "MX$45", "45 pesos", "45 dólares"),
    ("es_MX", "45 Mexican pesos", "$45", "45 yenes"),
    ("es_MX", "45 US dollars", "45 USD", "45 CAD"),
    ("es", "£45", "45 libras", "45 pesos"),
    ("fr fr_CA", "€200 million", "200 millions d’euros", "200 millions de dollars"),
    ("fr fr_CA", "200 yen", "200 yens", f"200{NBSP}€"),
    ("fr_CA", "CAN$1,500", f"1{NBSP}500{NBSP}$ CA", f"1{NBSP}500{NBSP}$ US"),
    ("fr_CA", "US$300", "300 dollars américains", "300 dollars canadiens"),
    ("fr_CA", "€5 million", "5 millions", None),
    ("fr_CA", "A$5 million", "5 millions de dollars", None),
    ("fr_CA", "5 million dollars", "5 millions $ CA", None),
    ("fr_CA", "US$5, or C$5", "5 $ CA, ou 5 $ US", None),  # which is which is not known
    ("es", "$1 a day", "1 € al día", None),  # an example may move to another country
    ("fr_CA", "€45", "45 euros", "45 $"),
    ("fr_CA", "45 pounds", "45 livres", None),
]


def cases() -> list[tuple[str, str, str, str | None]]:
    return [
        (locale, source, right, wrong)
        for locales, source, right, wrong in AMOUNTS
        for locale in locales.split()
    ]


@pytest.mark.parametrize(("locale", "source", "right", "wrong"), cases())
def test_another_currency_is_an_error(
    locale: str, source: str, right: str, wrong: str | None
) -> None:
    assert problems("numbers", source, right, locale) == []
    if wrong:
        (problem,) = problems("numbers", source, wrong, locale)
        assert problem.message.startswith("the currency of")


@pytest.mark.parametrize(
    ("locale", "text", "codes"),
    [
        ("en", "$45", ANY_DOLLAR),
        ("en", "US$45", {"USD"}),
        ("en", "US$45 dollars", {"USD"}),
        ("en", "CAD 45", {"CAD"}),
        ("en", "XYZ 45", set()),
        ("en", "A$45", set()),
        ("en", "US€45", set()),
        ("en", "45", set()),
        ("en", "45 dollars", {"USD", "CAD"}),
        ("en", "45 US dollars", {"USD"}),
        ("en", "£45", {"GBP", "EGP"}),
        ("en", "45 yen", {"JPY"}),
        ("en", "45 and dollars", set()),
        ("es", "1 dólar estadounidense", {"USD"}),
        ("es", "45 de dólares", {"USD", "CAD"}),
        ("es", "45 pesos", {"MXN", "COP"}),
        ("es", "45 pesos mexicanos", {"MXN"}),
        ("es", "45 euros", {"EUR"}),
        ("es", "45 yenes", {"JPY"}),
        ("es", "45 japonés", set()),
        ("fr", "45 $ CA", {"CAD"}),
        ("fr", "45 $", ANY_DOLLAR),
        ("fr", "45 d’euros", {"EUR"}),
        ("fr", "45 USD", {"USD"}),
    ],
)
def test_currency_beside_a_number(locale: str, text: str, codes: set[str]) -> None:
    digits = re.search(r"\d+", text)
    assert digits
    quantity = Quantity(frozenset(), *digits.span(), digits[0], firm=True)
    assert find_currency(text, quantity, Locale.parse(locale)) == codes
