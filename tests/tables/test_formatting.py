"""Figures and periods in three locales, with the patterns of their catalogs."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.tables.figures import find_figure
from editions.tables.formatting import Forms
from editions.tables.periods import PeriodError, format_period, parse_period
from tests.tables.packages import FARES, forms_of, read

ES = {
    "C${amount}": "{amount}\u00a0dólares canadienses",
    "C${scaled}": "{scaled} de dólares canadienses",
    "C$ {scale}": "{scale} de dólares canadienses",
    "{amount} per cent": "{amount}\u00a0por ciento",
    "more than {number}": "más de {number}",
    "nearly {number}": "casi {number}",
    "since {date}": "desde {date}",
    "{year}s": "década de {year}",
    "first semester of {year}": "primer semestre de {year}",
    "every year": "cada año",
}
FR = {
    "C${amount}": "{amount}\u00a0dollars canadiens",
    "C${scaled}": "{scaled} de dollars canadiens",
    "C$ {scale}": "{scale} de $\u00a0CA",
    "{amount} per cent": "{amount}\u00a0%",
    "more than {number}": "plus de {number}",
    "nearly {number}": "près de {number}",
    "since {date}": "depuis {date}",
    "{year}s": "années {year}",
    "first semester of {year}": "premier semestre de {year}",
    "every year": "chaque année",
}
LOCALES = (("en_CA", None), ("es_MX", ES), ("fr_CA", FR))


def in_three(folder: Path, **files: str) -> list[Forms]:
    data = read(folder, **files)
    return [forms_of(data, locale, words) for locale, words in LOCALES]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("fares/north/fare", [
            "C$21.3\u00a0billion",
            "21,300\u00a0millones de dólares canadienses",
            "21,3\u00a0milliards de dollars canadiens",
        ]),
        ("fares/south/fare", [
            "more than C$457\u00a0billion",
            "más de 457,000\u00a0millones de dólares canadienses",
            "plus de 457\u00a0milliards de dollars canadiens",
        ]),
        ("fares/east/fare", [
            "nearly C$4.85\u00a0billion",
            "casi 4,850\u00a0millones de dólares canadienses",
            "près de 4,85\u00a0milliards de dollars canadiens",
        ]),
        ("traffic/cars/value", ["2,580", "2,580", "2\u00a0580"]),
        ("traffic/growth/value", [
            "12.7 per cent", "12.7\u00a0por ciento", "12,7\u00a0%",
        ]),
    ],
)  # fmt: skip
def test_figure_has_the_form_of_its_edition(
    tmp_path: Path, address: str, expected: list[str]
) -> None:
    for forms, text in zip(in_three(tmp_path), expected, strict=True):
        label = forms.value(find_figure(address, forms.data.tables))
        assert (label.text, label.translated) == (text, True)


@pytest.mark.parametrize(
    ("value", "english", "spanish", "french"),
    [
        ("1.6", "1.6\u00a0million", "1.6\u00a0millones", "1,6\u00a0million"),
        ("1", "1\u00a0million", "1\u00a0millón", "1\u00a0million"),
        ("2", "2\u00a0million", "2\u00a0millones", "2\u00a0millions"),
    ],
)
def test_scale_word_agrees_with_its_number(
    tmp_path: Path, value: str, english: str, spanish: str, french: str
) -> None:
    traffic = (
        "key,what,when,value,unit,scale,source,same\n"
        f"cost,Cost,2009,{value},CAD,million,,\n"
    )  # fmt: skip
    for forms, word in zip(
        in_three(tmp_path, traffic=traffic), (english, spanish, french), strict=True
    ):
        figure = find_figure("traffic/cost/value", forms.data.tables)
        assert word in forms.value(figure).text
        assert word.split("\u00a0")[1] in forms.unit_beside(figure).text.split()


def test_amount_without_scale_has_the_pattern_of_digits(tmp_path: Path) -> None:
    traffic = "key,what,when,value,unit,scale,source,same\ncost,Cost,2009,1.6,CAD,,,\n"
    texts = [
        forms.value(find_figure("traffic/cost/value", forms.data.tables)).text
        for forms in in_three(tmp_path, traffic=traffic)
    ]
    assert texts == ["C$1.6", "1.6\u00a0dólares canadienses", "1,6\u00a0dollars canadiens"]


def test_head_of_a_column_names_unit_and_scale(tmp_path: Path) -> None:
    texts = []
    for forms in in_three(tmp_path):
        unit = forms.data.package.units["CAD"]
        texts.append(forms.unit_head(unit, 9).text)
    assert texts == ["C$ billion", "millones de dólares canadienses", "milliards de $\u00a0CA"]


def test_unit_without_pattern_keeps_the_original_s_and_says_so(tmp_path: Path) -> None:
    forms = forms_of(read(tmp_path), "pt_BR", {})
    label = forms.value(find_figure("fares/north/fare", forms.data.tables))
    assert (label.text, label.translated) == ("C$21,3\u00a0bilhões", False)


def test_pattern_is_filled_literally(tmp_path: Path) -> None:
    words = {"C${scaled}": "{scaled} {0} {scaled!r} %s"}
    forms = forms_of(read(tmp_path, fares=FARES), "fr_CA", words)
    label = forms.value(find_figure("fares/north/fare", forms.data.tables))
    assert label.text == "21,3\u00a0milliards {0} {scaled!r} %s"


@pytest.mark.parametrize(
    ("period", "english", "spanish", "french"),
    [
        ("2009", "2009", "2009", "2009"),
        ("2009-03", "March 2009", "marzo de 2009", "mars 2009"),
        ("2009-12-06", "December 6, 2009", "6 de diciembre de 2009", "6 décembre 2009"),
        ("2009-12-06/2009-12-09", "December 6–9, 2009", "6 al 9 de diciembre de 2009",
         "6 au 9 décembre 2009"),
        ("2010/2012", "2010–2012", "2010-2012", "2010-2012"),
        ("2010-01/2010-07", "January–July 2010", "enero a julio de 2010",
         "janvier à juillet 2010"),
        ("1999-01/2010-06", "January 1999–June 2010",
         "enero de 1999 a junio de 2010", "janvier 1999 à juin 2010"),
        ("1993/2010-H1", "1993 to the first semester of 2010",
         "de 1993 al primer semestre de 2010", "de 1993 au premier semestre de 2010"),
        ("198X", "1980s", "década de 1980", "années 1980"),
        ("1994/..", "since 1994", "desde 1994", "depuis 1994"),
        ("R/P1Y", "every year", "cada año", "chaque année"),
    ],
)  # fmt: skip
def test_period_has_the_form_of_its_edition(
    tmp_path: Path, period: str, english: str, spanish: str, french: str
) -> None:
    parsed = parse_period(period)
    forms = in_three(tmp_path)
    texts = [format_period(parsed, f.wording).replace("\u00a0", " ") for f in forms]
    assert texts == [english, spanish, french]


@pytest.mark.parametrize(
    "text",
    ["", "99", "2009-13", "2009-02-30", "2010/2009", "2009/", "/2009", "../2009", "2009-H3",
     "2009-1", "20091", "198", "2009 ", "\u0662\u0660\u0660\u0669"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(text)
