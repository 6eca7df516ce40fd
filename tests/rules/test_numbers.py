"""Numbers are compared by value, whatever the language makes of them."""

from __future__ import annotations

import time

import pytest
from babel import Locale

from editions.quantities.comparing import MAX_DIFFERENT, ComparedText, compare_numbers
from tests.rules.pairs import problems

EN, FR = Locale("en"), Locale("fr")
NBSP = "\u00a0"

#: Locale, message, translation: right, however different they look.
RIGHT = [
    # Scales.
    ("fr_CA", "C$21.3 billion", "21,3 milliards de dollars canadiens"),
    ("fr_CA", "C$21.3 billion", "21 300 millions de dollars"),
    ("es_MX", "C$21.3 billion", "21,300 millones de dólares"),
    ("es", "C$21.3 billion", "21.300 millones de dólares"),
    ("es_MX", "C$21.3 billion", "21.3 mil millones de dólares"),
    ("es", "C$21.3 billion", "21,3 millardos de dólares"),
    ("es_MX", "2.5 billion pesos", "2 mil 500 millones de pesos"),
    ("es_MX", "12.5 billion pesos", "12 mil 500 mdp"),
    ("es_MX", "3 trillion", "3 billones"),
    ("fr_CA", "3 trillion", "3 billions"),
    ("fr_CA", "one million people", "1 000 000 de personnes"),
    ("es_MX", "a million people", "un millón de personas"),
    ("fr_CA", "millions of people", "des millions de personnes"),
    ("fr_CA", "$5 million", "5 M$"),
    ("fr_CA", "$2 billion", "2 Md$"),
    ("es_MX", "5 to 10 million", "de 5 a 10 millones"),
    ("es_MX", "US$5–10 billion", "entre 5,000 y 10,000 millones de dólares"),
    ("fr_CA", "1.2 million", "1 200 000"),
    ("es_MX", "1.2 million", "1 millón 200 mil"),
    ("fr_CA", "4.5 thousand", "4500"),
    ("fr_CA", "the first five million", "les 5 premiers millions"),
    ("fr_CA", "36,000", "36'000"),
    ("fr_CA", "3rd-party code", "code externe"),
    ("fr_CA", "a list of 2-tuples", "une liste de tuples"),
    ("fr_CA", "from 4.5-6 feet", "de 4,5 à 6 pieds"),
    ("fr_CA", "from 4.5-6 feet", "4,5 -6 pieds"),
    ("fr_CA", "at 0am", "à minuit"),
    ("fr_CA", "two hundred thousand", "200 000"),
    ("es_MX", "two hundred thousand refugees", "doscientos mil refugiados"),
    # Marks.
    ("fr_CA", "1,457.5 people", f"1{NBSP}457,5 personnes"),
    ("fr", "1,457.5", "1\u202f457,5"),
    ("es_MX", "1,457.5", "1,457.5"),
    ("es", "1,457.5", "1.457,5"),
    ("es_MX", "1,457.5", "1.457,5"),
    ("es_MX", "1,457", "1 457"),
    ("es", "1,234,567", "1.234.567"),
    ("es", "0.5 points", "0,5 puntos"),
    ("fr_CA", ".66", "0,66"),
    ("fr", "in the range [0,65535]", "entre 0 et 65 535"),
    ("fr", "month [01,12]", "mois [01,12]"),
    ("es", "one of 1, 2 and 4", "uno de 1, 2 y 4"),
    # Percent and currencies.
    ("fr_CA", "12.5% of exports", f"12,5{NBSP}% des exportations"),
    ("fr_CA", "12 percent", "12 pour cent"),
    ("es_MX", "12 per cent", "12 por ciento"),
    ("es_MX", "twelve percent", "12 %"),
    ("fr_CA", "US$300", "300 $ US"),
    ("es_MX", "CAD 25.50", "25.50 dólares canadienses"),
    # Dates and times.
    ("fr_CA", "December 6, 2009", "6 décembre 2009"),
    ("es_MX", "December 1, 2009", "1.º de diciembre de 2009"),
    ("fr_CA", "May 1, 2009", "1er mai 2009"),
    ("es_MX", "2009-12-06", "6 de diciembre de 2009"),
    ("fr_CA", "Sept. 16, 1810", "16 sept. 1810"),
    ("fr_CA", "It may fall 3 points.", "Il peut perdre 3 points."),
    ("fr_CA", "at 3 pm", "à 15 h"),
    ("fr_CA", "at 3:30 p.m.", "à 15 h 30"),
    ("es_MX", "at 3 pm", "a las 15:00"),
    ("es_MX", "at 10:30", "a las 10:30"),
    ("es_MX", "at 9 a.m.", "a las 9 a. m."),
    ("es_MX", "at 3 p.m.", "a las 3 de la tarde"),
    ("fr_CA", "at noon", "à 12 h"),
    ("fr_CA", "2 hours 30 minutes", "2 h 30 min"),
    # Ordinals, centuries, decades.
    ("fr_CA", "the 1st and 2nd sessions", "les 1re et 2e sessions"),
    ("fr_CA", "the 21st session", "la vingt et unième session"),
    ("es_MX", "the 3rd meeting", "la tercera reunión"),
    ("es_MX", "the 3rd meeting", "la 3.ª reunión"),
    ("es_MX", "the second meeting", "la segunda reunión"),
    ("es_MX", "in the 19th century", "en el siglo XIX"),
    ("fr_CA", "in the 19th century", "au XIX\\ :sup:`e` siècle"),
    ("fr_CA", "in the nineteenth century", "au XIXe siècle"),
    ("es_MX", "since the 1980s", "desde los años 80"),
    ("es_MX", "since the 1980s", "desde los años ochenta"),
    ("es_MX", "since the 1980s", "desde la década de 1980"),
    ("fr_CA", "since the mid-1990s", "depuis le milieu des années 1990"),
    ("es_MX", "in the 1800s", "en el siglo XIX"),
    # Words.
    ("fr_CA", "three countries", "trois pays"),
    ("fr_CA", "3 countries", "trois pays"),
    ("es_MX", "three countries", "3 países"),
    ("es_MX", "twenty-five", "veinticinco"),
    ("fr_CA", "97 members", "quatre-vingt-dix-sept membres"),
    ("fr_CA", "71 members", "soixante et onze membres"),
    ("fr_CA", "21 members", "vingt et un membres"),
    ("es_MX", "35 members", "treinta y cinco miembros"),
    ("es_MX", "105 members", "ciento cinco miembros"),
    ("fr_CA", "2,300 members", "deux mille trois cents membres"),
    ("fr_CA", "12 members", "une douzaine de membres"),
    ("es_MX", "two dozen members", "24 miembros"),
    ("fr_CA", "two decades", "vingt ans"),
    ("fr_CA", "two decades", "deux décennies"),
    ("es_MX", "20 years", "dos décadas"),
    ("fr_CA", "1 person", "une personne"),
    ("fr_CA", "one of them", "l’un d’eux"),
    ("fr_CA", "one should know", "il faut savoir"),
    ("es_MX", "at once", "de inmediato"),
    ("es_MX", "11 states", "once estados"),
    ("fr_CA", "a new era", "une ère neuve"),
    ("fr_CA", "twice as many", "2 fois plus"),
    ("fr_CA", "both countries", "les deux pays"),
    ("es_MX", "a 4-tuple", "una tupla de cuatro"),
    ("fr_CA", "dozens of functions", "des dizaines de fonctions"),
    ("fr_CA", "two or three", "deux ou trois"),
    # Fractions.
    ("fr_CA", "three quarters", "les trois quarts"),
    ("es_MX", "3/4 of trade", "tres cuartos del comercio"),
    ("es_MX", "two-thirds", "dos terceras partes"),
    ("fr_CA", "1/2 of trade", "la moitié du commerce"),
    ("fr_CA", "2½ years", "deux ans et demi"),
    ("es_MX", "2.5 years", "dos años y medio"),
    ("es_MX", "third-party code", "código de terceros"),
    # Ranges.
    ("fr_CA", "1994–95", "1994-1995"),
    ("es_MX", "pp. 12–15", "págs. 12-15"),
    ("fr_CA", "from 1994 to 2009", "de 1994 à 2009"),
    # Names, versions, signs, what is no prose.
    ("fr_CA", "Python 3.10 and 3.10.2", "Python 3.10 et 3.10.2"),
    ("fr_CA", "the G20 in UTF-8", "le G20 en UTF-8"),
    ("es_MX", "COVID-19", "la COVID-19"),
    ("fr_CA", "address 192.168.0.1", "l’adresse 192.168.0.1"),
    ("fr_CA", "-5 °C", "\u22125 °C"),
    ("fr_CA", "minus 5", "\u22125"),
    ("fr_CA", "at least 4", "au moins 4"),
    ("es_MX", "at least 4", "al menos 4"),
    ("fr_CA", "from 0 to ``10``", "de ``0`` à 10"),
    ("fr_CA", "see :pep:`8`", "voir la PEP 8"),
    ("fr_CA", "max. 2\\ :sup:`64`", "2\\ :sup:`64` au plus"),
    ("fr_CA", "a 100 km road", "une route de 100 km"),
    ("fr_CA", "billion laughs", "*billion laughs*"),
    ("fr_CA", "x = 5\ny = 6", "x = 7\ny = 8"),
    ("fr_CA", "World War II", "la Seconde Guerre mondiale"),
    ("fr_CA", "24/7 service", "service 24/7"),
    # Languages without words of their own.
    ("de", "1,457.5 in 2009", "1.457,5 im Jahr 2009"),
    ("de", "2 million", "2 Millionen"),
]

#: Locale, message, translation: wrong.
WRONG = [
    ("es_MX", "signed on 3 March 2011", "firmado el 3 de mayo de 2011"),
    ("es_MX", "signed on 3 May 2011", "firmado el 3 de marzo de 2011"),
    ("fr_CA", "signed on 3 May 2011", "signé le 3 mars 2011"),
    ("fr_CA", "of 2009-12-06", "du 12 juin 2009"),
    ("fr_CA", "at 11 pm", f"à 11{NBSP}h"),
    ("es_MX", "in the nineteenth century", "en el siglo XVIII"),
    ("fr_CA", "in the nineteenth century", "au XVIIIe siècle"),
    ("fr_CA", "in the 20th century", "au XIXe siècle"),
    ("es_MX", "two thirds of the members", "un tercio de los miembros"),
    ("fr_CA", "the fifth report", "le quatrième rapport"),
    ("fr_CA", "C$21.3 billion", "21,3 billions de dollars"),
    ("fr_CA", "C$21.3 billion", "21,3 millions de dollars"),
    ("fr_CA", "C$21.3 billion", "21,4 milliards de dollars"),
    ("fr_CA", "C$21.3 billion", "213 milliards de dollars"),
    ("fr_CA", "C$21.3 billion", "21,3 dollars"),
    ("es_MX", "C$21.3 billion", "21.3 billones de dólares"),
    ("es_MX", "C$21.3 billion", "21.3 millones de dólares"),
    ("es_MX", "C$21.3 billion", "2,130 millones de dólares"),
    ("es_MX", "3 trillion", "3 trillones"),
    ("es_MX", "200 thousand", "200 millones"),
    ("es_MX", "one million", "100,000"),
    ("fr_CA", "5 to 10 million", "5 à 10 milliards"),
    ("es_MX", "2.5 billion", "2 mil 400 millones"),
    ("fr_CA", "1,457 people", "1 475 personnes"),
    ("fr_CA", "1,457 people", "1,457 personne"),
    ("es_MX", "1,457.5", "1,457.8"),
    ("es_MX", "1,457.5", "1457"),
    ("fr_CA", "12.5%", "125 %"),
    ("fr_CA", "12.5%", "1,25 %"),
    ("es_MX", "12 percent", "21 por ciento"),
    ("fr_CA", "US$300", "3000 $ US"),
    ("fr_CA", "December 6, 2009", "6 novembre 2009"),
    ("fr_CA", "December 6, 2009", "16 décembre 2009"),
    ("fr_CA", "December 6, 2009", "6 décembre 2008"),
    ("es_MX", "May 2009", "marzo de 2009"),
    ("es_MX", "2009-12-06", "6 de noviembre de 2009"),
    ("fr_CA", "at 3 pm", "à 14 h"),
    ("fr_CA", "at 3:30 p.m.", "à 15 h 45"),
    ("es_MX", "at 10:30", "a las 10:20"),
    ("fr_CA", "the 21st session", "la 22e session"),
    ("fr_CA", "the 21st session", "la vingtième session"),
    ("es_MX", "the 3rd meeting", "la cuarta reunión"),
    ("es_MX", "in the 19th century", "en el siglo XX"),
    ("es_MX", "in the 19th century", "en el siglo XVIII"),
    ("fr_CA", "in the 19th century", "au XXe siècle"),
    ("es_MX", "since the 1980s", "desde los años 90"),
    ("es_MX", "since the 1980s", "desde los años setenta"),
    ("fr_CA", "since the mid-1990s", "depuis le milieu des années 1980"),
    ("fr_CA", "three countries", "quatre pays"),
    ("es_MX", "three countries", "cuatro países"),
    ("fr_CA", "five meetings in 2009", "six réunions en 2009"),
    ("fr_CA", "97 members", "quatre-vingt-sept membres"),
    ("fr_CA", "71 members", "soixante et un membres"),
    ("es_MX", "35 members", "treinta y seis miembros"),
    ("es_MX", "two dozen members", "20 miembros"),
    ("fr_CA", "twenty-five", "vingt-six"),
    ("fr_CA", "1994–95", "1994-1996"),
    ("fr_CA", "from 1994 to 2009", "de 1994 à 2019"),
    ("es_MX", "pp. 12–15", "págs. 12-16"),
    ("es_MX", "3/4 of trade", "dos cuartos del comercio"),
    ("fr_CA", "2½ years", "trois ans et demi"),
    ("fr_CA", "Python 3.10", "Python 3.1"),
    ("fr_CA", "Python 3.10.2", "Python 3.10.3"),
    ("fr_CA", "version 2", "version"),
    ("fr_CA", "-5 °C", "5 °C"),
    ("fr_CA", "address 192.168.0.1", "l’adresse 192.168.1.0"),
    ("es_MX", "1,457 in 1994", "1,457"),
    ("de", "1,457.5 in 2009", "1.457,5 im Jahr 2008"),
    ("de", "2 million", "2 Milliarden"),
]


@pytest.mark.parametrize(("locale", "source", "target"), RIGHT)
def test_equal_values_pass(locale: str, source: str, target: str) -> None:
    assert problems("numbers", source, target, locale) == []
    assert problems("numbers-missing", source, target, locale) == []
    assert problems("numbers-added", source, target, locale) == []


@pytest.mark.parametrize(("locale", "source", "target"), WRONG)
def test_other_values_are_found(locale: str, source: str, target: str) -> None:
    found = problems("numbers", source, target, locale)
    found += problems("numbers-missing", source, target, locale)
    assert found
    for problem in found:
        if problem.start is not None:
            assert problem.end is not None
            assert target[problem.start : problem.end] in problem.message


@pytest.mark.parametrize(
    ("rule", "source", "target", "message"),
    [
        ("numbers", "in 2009", "en 2008", "2008 stands for 2009"),
        (
            "numbers-missing",
            "three of 5",
            "quatre sur 5",
            "the number three is missing; does quatre stand for it?",
        ),
        (
            "numbers",
            "1,457 people",
            "1,457 personne",
            "1,457 means something else in this language; write it anew",
        ),
        ("numbers-missing", "in 2009", "alors", "the number 2009 is missing"),
        ("numbers-missing", "from 3 to 5", "jusqu’à 4", "the number 5 is missing"),
        ("numbers-missing", "in July 2009", "en 2009", "the month July is missing"),
    ],
)
def test_messages(rule: str, source: str, target: str, message: str) -> None:
    (problem,) = problems(rule, source, target)
    assert problem.message == message


def test_numbers_of_ones_own() -> None:
    (problem,) = problems("numbers-added", "Trade grew.", "Le commerce a crû de 12 %.")
    assert problem.message == "the number 12 is not in the message"
    assert problems("numbers-added", "multi-bit", "plusieurs bits à 1") == []


#: Locale, message, translation: people write so on purpose; it is worth a look, no more.
DOUBTFUL = [
    ("fr", "In Python 2.4 and earlier, it failed.", "Avant Python 2.5, il échouait."),
    ("es", "at least version 1.5.2", "como mínimo la versión 1.5"),
    ("fr", "The postal code. For example, 94043.", "Le code postal. Par exemple, 75008."),
    ("fr", "between two and six items", "les deux premiers, les quatre suivants"),
    ("fr", "16 of 2,400,000.5", "le seizième, trois en tout"),
    ("es", "in 2 months, as 10/1", "en dos meses, como el 1/10"),
    ("es", "some reach 5+ feet", "algunas alcanzan más de 1,5 metros"),
    ("fr", "It is .25 inches wide.", "Sa largeur est de 0,6 cm."),
    ("fr", "a period of 0.02 seconds", "une période de 20 ms"),
    ("es", "for others (*1.25)", "un 25 % más para los otros"),
    ("es", "from grades 7 upwards", "a partir de primero de secundaria (12 años)"),
]

#: Locale, message, translation: what all do who translate, no finding at all.
USUAL = [
    ("fr", "a 10,000 foot overview", "un aperçu très général"),
    ("fr", "the index is 1-based", "l’indice commence au début"),
    ("fr", "a 24-hour clock", "une horloge"),
    ("fr", "open 24/7", "ouvert 24h/24 et 7j/7"),
    ("es", "open 24/7", "abierto 24 horas al día, 7 días a la semana"),
    ("fr", "an array of size 0 is created", "un tableau vide est créé"),
    ("es", "not 100% sure", "no del todo seguro"),
    ("fr", "2) Putting an object", "Mettre un objet"),
    ("fr", "Example of a chain:", "Exemple 2 : une chaîne :"),
    ("es", ".25 inches to .5 inches", ".25 pulgadas (0.7 cm) hasta .5 pulgadas (1.3 cm)"),
    ("fr", "call +33(0)240 975 755", "appelez le +33 (0) 240 975 755"),
    ("es", "32.000,00", "32.000,00"),
    ("fr", "write 2,718.28 and not 2 718,28", "écrire 2,718.28 et non 2 718,28"),
    ("fr", "up to 1,114,111", "jusqu’à ``1114111``"),
    ("fr", "0 equals 0.0", "``0`` égale ``0,0``"),
    ("fr", "base-2, -8, and -16 strings", "chaînes en base 2, 8 et 16"),
    ("fr", "NEXT_LFB(3, 801, 2, <524,525>)", "NEXT_LFB(3, 801, 2, <524,525>)"),
    ("fr", "Copy 701,702,700", "Copier 701, 702, 700"),
    ("fr", "Fax: 1514-283-9350", "Télécopieur : 1-514-283-9350"),
    ("fr", "2-dimensional arrays", "des tableaux bidimensionnels"),
    ("fr", "the 100-year flood", "la crue centennale"),
    ("fr", "5.1 Transfer the coins", "Transférer les pièces"),
    ("es", "July - September 2018", "julio - setiembre de 2018"),
    ("fr", "in August 1997", "en aou\u0302t 1997"),
    ("fr", "(i) seek, and (ii) act", "1. cherche, et 2. agisse"),
    ("fr", "the :ref:`section <whats-new-3.1>`", "la :ref:`section <whats-new-3.1>` de Django 3.1"),
    ("fr", "a decimal integer", "un entier en base 10"),
    ("es", "a 16-bit hex value", "un valor hexadecimal de 16 bits"),
    ("fr", "a cover between 15% -100%", "entre 15 % et 100 %"),
    ("fr", "[[3292.4,-535.4,-1529.8,9561.4]]", "[[3292.4,-535.4,-1529.8,9561.4]]"),
    ("fr", "20Mhz AVRs", "AVR à 20Mhz"),
    ("fr", "0.2&#37; of it", "0,2 % de cela"),
    ("fr", '<path d="M4.72.22a.75.75 0 0 1"></path> Bugs', "Anomalies"),
    ("fr", "{cspan}`3` Trends", "Tendances"),
    ("fr", "the EuroSciPy <https://x.example/2026>", "EuroSciPy 2026 <https://x.example/2026>"),
]


def all_problems(source: str, target: str, locale: str) -> list[str]:
    rules = ("numbers", "numbers-missing", "numbers-added")
    return [p.message for rule in rules for p in problems(rule, source, target, locale)]


@pytest.mark.parametrize(("locale", "source", "target"), DOUBTFUL)
def test_what_is_doubtful_is_a_warning(locale: str, source: str, target: str) -> None:
    assert problems("numbers", source, target, locale) == []
    assert problems("numbers-missing", source, target, locale) != []


@pytest.mark.parametrize(("locale", "source", "target"), USUAL)
def test_what_is_usual_is_no_finding(locale: str, source: str, target: str) -> None:
    assert all_problems(source, target, locale) == []


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("It costs $1,000.", "Il coûte un peu : $1,000.", "1,000 means something else in this"),
        ("at '16:49:45,896'", "à '16: 49: 45,896'", "16 stands for 896"),
        ("65,536", "65,536", "65,536 means something else"),
        ("a 0 to 1 range", "un intervalle (0 à 9)", "9 stands for 1"),
        ("-5 °C", "5 °C", "5 stands for \u22125"),
        ("a list of 10 of length 10", "une liste de 10, de longueur 11", "11 stands for 10"),
        ("a value that defaults to 0", "une valeur, 1 par défaut", "1 stands for 0"),
        ("5. Block tools", "15. Bloquer des outils", "15 stands for 5"),
        ("a billion people", "un billion de personnes", "un billion stands for billion"),
        ("The code, e.g. 94043.", "Le code, p. ex. 94034.", "94034 stands for 94043"),
    ],
)
def test_a_mistake_is_an_error(source: str, target: str, message: str) -> None:
    (problem,) = problems("numbers", source, target, "fr")
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("boats 12 " * 2_000, "bateaux 13 " * 2_000),
        (" ".join(f"{n} boats" for n in range(2_000)), "(1 bateau) " * 2_000),
        ("one million boats " * 1_000, "deux bateaux " * 1_000),
    ],
)
def test_texts_of_very_many_numbers(text: str, other: str) -> None:
    start = time.process_time()
    found = compare_numbers(ComparedText.of_text(text), ComparedText.of_text(other), EN, FR)
    assert time.process_time() - start < 5
    assert 0 < len(found.wrong + found.doubtful) + len(found.missing) <= 2 * MAX_DIFFERENT
