"""Every form that a number takes in Spanish and French, beside one that is wrong by little."""

from __future__ import annotations

from fractions import Fraction

import pytest
from babel import Locale

from editions.quantities.composing import Value
from editions.quantities.reading import LONGEST, find_quantities
from tests.rules.pairs import problems

NBSP = "\u00a0"
HALF = Fraction(1, 2)

#: Locales, message, right translation, wrong translation.
FORMS = [
    # Scales: a billion is a thousand millions.
    ("es es_MX", "a billion people", "mil millones de personas", "un billón de personas"),
    ("fr fr_CA", "a billion people", "un milliard de personnes", "un billion de personnes"),
    ("es es_MX", "one trillion pesos", "un billón de pesos", "un trillón de pesos"),
    ("fr fr_CA", "7 trillion yen", "7 billions de yens", "7 trillions de yens"),
    ("fr fr_CA", "7 trillion yen", "7000 milliards de yens", "7000 millions de yens"),
    ("es", "2.5 billion euros", "2500 millones de euros", "2500 mil millones de euros"),
    ("es_MX", "2.5 billion", "2,500 millones", "2,500,000 millones"),
    ("fr fr_CA", "1.5 million", "un million et demi", "deux millions et demi"),
    ("es es_MX", "half a million", "medio millón", "medio billón"),
    ("fr fr_CA", "half a million", "un demi-million", "un demi-milliard"),
    ("es es_MX", "2 millions of users", "2 millones de usuarios", "2 mil usuarios"),
    ("fr fr_CA", "40 thousand", f"40{NBSP}000", f"4{NBSP}000"),
    ("es es_MX", "C$1.2 billion", "mil 200 millones", "mil 300 millones"),
    ("es_MX", "C$1.2 billion", "mil 200 mdd", "mil 300 mdd"),
    ("es es_MX", "1,200 people", "mil 200 personas", "mil 300 personas"),
    ("es es_MX", "2.5 billion", "2 mil 500 millones", "2 mil millones"),
    ("fr fr_CA", "1.5 million", "un million et demi", "un million"),
    ("fr fr_CA", "one and a half million", "un million et demi", "deux millions et demi"),
    ("es es_MX", "one and a half million", "un millón y medio", "dos millones y medio"),
    ("es es_MX", "2 and a half million", "2.5 millones", "2 millones"),
    # Marks of the country.
    ("es", "3.25%", "3,25 %", "3,52 %"),
    ("es_MX", "3.25%", "3.25 %", "32.5 %"),
    ("fr fr_CA", "3.25%", f"3,25{NBSP}%", f"3,52{NBSP}%"),
    ("es", "1,234,567", "1.234.567", "1.234.576"),
    ("es", "12,345", f"12{NBSP}345", f"12{NBSP}354"),
    ("es_MX", "1,234,567.8", "1,234,567.8", "1,234,567.9"),
    ("fr", "1,234,567", "1\u202f234\u202f567", "1\u202f234\u202f576"),
    ("fr_CA", "1,234,567", f"1{NBSP}234{NBSP}567", f"1{NBSP}234{NBSP}568"),
    ("fr fr_CA", "1,457 people", f"1{NBSP}457 personnes", "1,457 personne"),
    ("es", "1,457 people", "1457 personas", "1547 personas"),
    ("fr fr_CA es es_MX", "500 000 calls", "500 000 x", "50 000 x"),
    # Percent.
    ("es es_MX", "15%", "15 %", "51 %"),
    ("es es_MX", "15 percent", "15 por ciento", "16 por ciento"),
    ("fr fr_CA", "15 per cent", "15 p. cent", "50 p. cent"),
    ("fr fr_CA", "one in ten percent", "10 %", "20 %"),
    ("fr fr_CA es es_MX", "15%-30%", "15 % - 30 %", "15 % - 35 %"),
    # Currencies.
    ("es_MX", "US$1,500", "1,500 dólares", "1,500,000 dólares"),
    ("es", "US$1,500", "1.500 USD", "15.00 USD"),
    ("es_MX", "CAN$25.50", "25.5 dólares canadienses", "255 dólares canadienses"),
    ("fr_CA", "CAN$1,500", f"1{NBSP}500{NBSP}$ CA", f"15{NBSP}000{NBSP}$ CA"),
    ("fr", "MX$300", "300 MXN", "3000 MXN"),
    ("fr fr_CA", "€99.90", f"99,90{NBSP}€", f"9,99{NBSP}€"),
    ("es", "€99.90", "99,9 €", "99,6 €"),
    ("fr_CA", "US$2 billion", f"2{NBSP}G$ US", f"2{NBSP}M$ US"),
    # Ordinals.
    ("es es_MX", "the 1st edition", "la 1.ª edición", "la 2.ª edición"),
    ("es es_MX", "the 21st floor", "el piso 21.º", "el piso 22.º"),
    ("es es_MX", "the 3rd part", "la tercera parte", "la cuarta parte"),
    ("fr fr_CA", "the 1st edition", "la 1re édition", "la 3e édition"),
    ("fr fr_CA", "the 2nd edition", "la 2e édition", "la 12e édition"),
    ("fr fr_CA", "the 21st floor", "le 21e étage", "le 12e étage"),
    ("fr fr_CA", "the 3rd time", "la troisième fois", "la quatrième fois"),
    ("fr fr_CA", "the fifth report", "le cinquième rapport", "le quatrième rapport"),
    ("es es_MX", "the fifth report", "el quinto informe", "el sexto informe"),
    ("es es_MX", "the fifteenth report", "el décimo quinto informe", None),
    ("es es_MX", "fortieth year of the war", "el cuadragésimo de la segunda guerra", None),
    ("es es_MX fr fr_CA", "a 512th of it", "1/512", "1/521"),
    # Centuries and decades.
    ("es es_MX", "the 19th century", "el siglo XIX", "el siglo XVIII"),
    ("es es_MX", "the nineteenth century", "el siglo XIX", "el siglo XVIII"),
    ("fr fr_CA", "the 19th century", "le XIXe siècle", "le XVIIIe siècle"),
    ("fr fr_CA", "the nineteenth century", "le XIXe siècle", "le XVIIIe siècle"),
    ("fr fr_CA", "the 19th century", "le 19e siècle", "le 18e siècle"),
    ("fr fr_CA", "the 1st century", "le Ier siècle", "le IIe siècle"),
    ("es es_MX", "the 1990s", "los años noventa", "los años ochenta"),
    ("es es_MX", "the 1990s", "la década de 1990", "la década de 1980"),
    ("es es_MX", "the nineties", "los años 90", None),
    ("fr fr_CA", "the 1990s", "les années 1990", "les années 1980"),
    ("fr fr_CA", "the 1990s", "les années quatre-vingt-dix", "les années quatre-vingts"),
    ("fr fr_CA", "the nineteen-hundreds", "les années 1900", "les années 1800"),
    ("fr fr_CA", "the nineteen-hundreds", "le XXe siècle", None),
    # Ranges.
    ("es es_MX", "1994–2004", "1994-2004", "1994-2014"),
    ("es es_MX", "from 5 to 10", "de 5 a 10", "de 5 a 100"),
    ("es es_MX", "between 5 and 10", "entre cinco y diez", "entre cinco y 15"),
    ("fr fr_CA", "1994–2004", f"1994{NBSP}–{NBSP}2004", "1984–2004"),
    ("fr fr_CA", "from 5 to 10", "de 5 à 10", "de 5 à 20"),
    ("fr fr_CA", "1994–95", "de 1994 à 1995", "de 1994 à 1996"),
    ("fr fr_CA", "5 to 10 billion", "de 5 à 10 milliards", "de 5 à 10 millions"),
    # Fractions.
    ("es es_MX", "half of the 12 tables", "la mitad de las 12 mesas", "la mitad de las 13 mesas"),
    ("es es_MX", "one third", "un tercio", None),
    ("es es_MX", "one third", "una tercera parte", None),
    ("es es_MX", "two-thirds", "dos tercios", None),
    ("es es_MX", "two thirds", "dos terceras partes", "un tercio"),
    ("fr fr_CA", "two thirds", "les deux tiers", "un tiers"),
    ("fr fr_CA", "three quarters", "les trois quarts", "les deux tiers"),
    ("es es_MX", "half of the farms", "el 50 por ciento de las granjas", "el 40 %"),
    ("fr fr_CA", "50% of the farms", "la moitié des fermes", None),
    ("fr fr_CA", "a quarter of the farms", "25 % des fermes", "35 % des fermes"),
    ("es es_MX", "2/3", "dos tercios", "dos quintos"),
    ("es es_MX", "3/4", "3 de cada 4", "3 de cada 5"),
    ("es es_MX", "1½ hours", "1.5 horas", "2.5 horas"),
    ("fr fr_CA", "one third", "un tiers", None),
    ("fr fr_CA", "2/3", "deux tiers", "trois quarts"),
    ("fr fr_CA", "½", "1/2", "1/4"),
    ("fr fr_CA", "1½ hours", "une heure et demie", None),
    ("fr fr_CA", "0.5", "½", "¼"),
    # Words.
    ("es es_MX", "16 members", "dieciséis miembros", "diecisiete miembros"),
    ("es es_MX", "forty-two", "42", "24"),
    ("es es_MX", "two hundred", "200", "300"),
    ("fr fr_CA", "80 members", "quatre-vingts membres", "quatre-vingt-dix membres"),
    ("fr fr_CA", "forty-two", "42", "24"),
    ("fr", "91 members", "nonante et un membres", "nonante-deux membres"),
    ("es es_MX", "a dozen eggs", "12 huevos", "10 huevos"),
    ("es es_MX", "two dozen", "dos docenas", "tres docenas"),
    ("fr fr_CA", "a dozen eggs", "une douzaine d’œufs", None),
    ("fr fr_CA", "24 eggs", "deux douzaines d’œufs", "trois douzaines d’œufs"),
    ("fr fr_CA", "a dozen countries", "une douzaine de pays", "une vingtaine de pays"),
    ("es es_MX", "a dozen countries", "doce países", "una veintena de países"),
    ("fr fr_CA", "half a dozen", "une demi-douzaine", "une douzaine"),
    ("es es_MX", "half a dozen senators", "seis senadores", "siete senadores"),
    ("fr fr_CA", "two weeks", "une quinzaine", None),
    ("es es_MX", "twice", "dos veces", None),
    ("es es_MX", "twice the size", "el doble", None),
    ("fr fr_CA", "twice the size", "le double", None),
    ("fr fr_CA", "twice in 2009", "2 fois en 2009", "2 fois en 2010"),
    # Negative numbers.
    ("es es_MX", "\u221212 °C", "-12 °C", "12 °C"),
    ("es es_MX", "minus 12", "menos 12", "menos 21"),
    ("fr fr_CA", "-12 °C", f"\u221212{NBSP}°C", f"12{NBSP}°C"),
    ("fr fr_CA", "minus 12", "moins 12", "moins 2"),
    ("fr fr_CA", "only 51 (-18)", "seulement 51 (18 de moins)", "seulement 51 (19 de moins)"),
    ("es es_MX", "only 51 (-18)", "solo 51 (18 menos)", "solo 51 (17 menos)"),
    # Dates.
    ("es es_MX", "March 4, 1994", "4 de marzo de 1994", "4 de mayo de 1994"),
    ("es es_MX", "March 4, 1994", "04/03/1994", "04/03/1995"),
    ("es es_MX", "the 1st of May", "el primero de mayo", None),
    ("fr fr_CA", "March 4, 1994", "le 4 mars 1994", "le 4 mai 1994"),
    ("fr_CA", "March 4, 1994", "1994-03-04", "1994-03-05"),
    ("fr", "on 20201020", "le 20/10/2020", "le 21/10/2020"),
    ("fr fr_CA", "2009-12-06", "le 6 décembre 2009", "le 6 octobre 2009"),
    ("fr fr_CA", "in Feb. 2010", "en févr. 2010", "en janv. 2010"),
    # Times.
    ("es es_MX", "at 4:20am", "a las 4:20", "a las 4:30"),
    ("es es_MX", "at 10:18pm", "a las 22:18", "a las 22:08"),
    ("es es_MX", "at 3 p.m.", "a las 15 h", "a las 16 h"),
    ("fr fr_CA", "at 4:20am", f"à 4{NBSP}h{NBSP}20", f"à 4{NBSP}h{NBSP}30"),
    ("fr fr_CA", "at 10:18pm", "à 22h18", "à 22h08"),
    ("fr fr_CA", "at midnight", f"à 0{NBSP}h", None),
    ("fr fr_CA", "at 11 pm", f"à 23{NBSP}h", f"à 11{NBSP}h"),
    ("fr fr_CA", "at 11 p.m.", f"à 11{NBSP}h du soir", f"à 10{NBSP}h du soir"),
    ("es es_MX", "at 11 pm", "a las 11 de la noche", "a las 10 de la noche"),
    # Units and exponents.
    ("fr fr_CA es es_MX", "3500 mm/s^2", "3500 mm/s²", "3500 mm/s³"),
    ("es", "0.100mm thick", "0,1 mm de grosor", "0,01 mm de grosor"),
    ("fr fr_CA", "a 3.50 m wall", "un mur de 3,5 m", "un mur de 5,3 m"),
]


def found(source: str, target: str, locale: str) -> list[str]:
    rules = ("numbers", "numbers-missing", "numbers-added")
    return [p.message for rule in rules for p in problems(rule, source, target, locale)]


def cases() -> list[tuple[str, str, str, str | None]]:
    return [
        (locale, source, right, wrong)
        for locales, source, right, wrong in FORMS
        for locale in locales.split()
    ]


@pytest.mark.parametrize(("locale", "source", "right", "wrong"), cases())
def test_a_form_is_known(locale: str, source: str, right: str, wrong: str | None) -> None:
    assert found(source, right, locale) == []
    if wrong:
        assert found(source, wrong, locale)


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "$0.50 each", [("0.50", {HALF, "0.50"})]),
        ("en", "May 2009", [("May", {5, ("month", 5)}), ("2009", {2009})]),
        ("fr", "AVR 9", [("9", {9})]),
        ("fr", "9 AVR 2009", [("9", {9}), ("AVR", {4, ("month", 4)}), ("2009", {2009})]),
        ("en", "in May", [("May", {("month", 5)})]),
        ("en", "in June", [("June", {("month", 6)})]),
        ("en", "twenty-odd-five", [("twenty", {20}), ("five", {5})]),
        ("en", "thirty-year-old", [("thirty", {30})]),
        ("en", "5 to 10 million", [("5", {5, 5_000_000}), ("10 million", {10_000_000})]),
        ("en", "1994-95", [("1994", {1994}), ("95", {95, 1995})]),
        ("en", "2009-12-06", [("2009", {2009}), ("12", {12, ("month", 12)}), ("06", {6})]),
        ("en", "the 19th", [("19th", {19, Fraction(1, 19)})]),
        ("en", "the 2nd", [("2nd", {2})]),
        ("en", "Louis XIV and I", [("XIV", {14})]),
        ("en", "the V centuries", [("V", {5})]),
        ("en", "1 ½ cups", [("1 ½", {Fraction(3, 2)})]),
        ("en", "x² and ½", [("²", {2}), ("½", {HALF})]),
        ("en", "1,2,3", [("1", {1}), ("2", {2}), ("3", {3})]),
        ("en", "1,234,567.5", [("1,234,567.5", {Fraction(2469135, 2)})]),
        ("en", "at 3 pm", [("3 pm", {("time", 900), 3})]),
        ("fr", "à 15 h 30", [("15 h 30", {("time", 930)})]),
        ("fr", "à 3 h du soir", [("3 h", {("time", 180), ("time", 900), 3})]),
        ("fr", "en 3 h", [("3 h", {("time", 180), 3})]),
    ],
)
def test_what_stands_in_a_text(
    locale: str, text: str, expected: list[tuple[str, set[Value]]]
) -> None:
    found = find_quantities(text, Locale(locale))
    assert [(q.raw, set(q.values)) for q in found] == expected


def test_list_in_code_is_told_by_the_mark_before_it() -> None:
    (code,) = find_quantities("see <524,525>", Locale("en"))
    (text,) = find_quantities("about 524,525", Locale("en"))
    (alone,) = find_quantities("524,525", Locale("en"))
    assert code.parts == {524, 525}
    assert text.parts == alone.parts == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "9" * 5_000,
        "999 " * 3_000,
        "1" + ",000" * 3_000,
        "0." + "1" * 5_000,
        "2" + "²" * 5_000,
        "1/" + "9" * 5_000,
        "9" * 5_000 + "½",
        "12:" + "9" * 5_000,
        "9" * 5_000 + "/12/2009",
        "٣" * 5_000,
        "9" * 5_000 + "th",
        "one-" * 3_000,
    ],
)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_number_that_nobody_writes_is_none(text: str, locale: str) -> None:
    found = find_quantities(f"12 boats, {text}", Locale(locale))
    assert Fraction(12) in found[0].values
    assert all(len(quantity.raw) <= LONGEST for quantity in found)
