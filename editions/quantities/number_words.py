"""Words that languages have for numbers; what CLDR knows (scales, months) comes from there.

A language without an entry in `WORDS` has its digits compared, and its scales and months.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from babel import Locale

from editions.quantities.numbers import scale_words

_ROMAN = re.compile(r"(?=[IVXLC])(X[CL]|L?X{0,3})(I[XV]|V?I{0,3})")


@dataclass(frozen=True)
class NumberWords:
    """The words of one language, folded."""

    #: One to ninety-nine: ``three``: 3; they add up.
    units: Mapping[str, int]
    #: Words that multiply what stands before them: ``hundred``: 100, ``dozen``: 12.
    multipliers: Mapping[str, int] = field(default_factory=dict)
    #: Scales that CLDR lacks, as powers of ten: ``bn``: 9.
    scales: Mapping[str, int] = field(default_factory=dict)
    #: ``third``: 3, ``thirds``: 3; both the third and a third part.
    parts: Mapping[str, int] = field(default_factory=dict)
    #: ``first``: 1; never parts.
    ordinals: Mapping[str, int] = field(default_factory=dict)
    #: Words that mean a number in passing: ``twice``: 2, ``half``: 1/2.
    others: Mapping[str, Fraction] = field(default_factory=dict)
    #: Words that may stand inside a number: ``and``.
    joints: frozenset[str] = frozenset()
    #: How much room a number must leave behind for one of these: a hundred ``and`` five.
    joint_rooms: frozenset[int] = frozenset()
    #: Half of one more, behind a number and perhaps a word: ``and a half``.
    half: str = r"(?!)"
    #: Words that have other meanings, too, and prove nothing.
    doubtful: frozenset[str] = frozenset()
    #: Before a number: ``minus``.
    minus: str = r"(?!)"
    #: May stand between digits and a scale: the 5 ``first`` millions.
    between: frozenset[str] = frozenset()
    #: Before the words that look like numbers and mean percent: ``per`` cent.
    percent: str = r"(?!)"
    #: What stands behind the digits of an ordinal: ``st``.
    ordinal_endings: str = r"(?!)"
    #: Between the ends of a range: ``to``.
    ranges: str = r"(?!)"
    #: Behind digits that are part of an idiom: 3rd ``party``.
    idioms: str = r"(?!)"
    #: Behind a number that is taken away: 18 ``fewer``.
    fewer: str = r"(?!)"
    #: Behind an hour that is counted within half a day: 11 h ``du soir``.
    late: str = r"(?!)"
    #: Near a limit, which may be stated from either side: 2.4 ``or earlier``, ``before`` 2.5.
    limits: str = r"(?!)"
    #: Before an example, which people may put into their own country: ``such as`` 94043.
    examples: str = r"(?!)"
    #: Names of months that CLDR lacks.
    months: Mapping[str, int] = field(default_factory=dict)
    #: Abbreviations behind digits: ``m``: 6.
    abbreviations: Mapping[str, int] = field(default_factory=dict)
    #: Where a point or a comma with three digits behind it may mean either.
    loose_marks: bool = False

    def value(self, word: str) -> int:
        """Return the value of a word that adds to a number; of another, a very high one."""
        for known in (self.units, self.parts, self.ordinals):
            if word in known:
                return known[word]
        return 10**6

    def is_ordinal(self, text: str) -> bool:
        """Tell whether a text is one word that counts: third, eighteenth."""
        word = text.casefold()
        return word in self.parts or word in self.ordinals

    def is_vague(self, word: str) -> bool:
        """Tell whether a word is the plural of one that multiplies."""
        return word.endswith("s") and word[:-1] in self.multipliers


def _numbered(words: str, start: int = 0, step: int = 1) -> dict[str, int]:
    """Return words with running numbers; alternatives are joined by ``/``."""
    return {
        alternative: start + step * n
        for n, group in enumerate(words.split())
        for alternative in group.split("/")
    }


def _others(**words: tuple[int, int]) -> dict[str, Fraction]:
    return {word: Fraction(*value) for word, value in words.items()}


def _plurals(words: Mapping[str, int], *endings: str) -> dict[str, int]:
    return {word + ending: value for word, value in words.items() for ending in ("", *endings)}


_EN_ORDINALS = _numbered(
    "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    4,
)
_ENGLISH = NumberWords(
    units=_numbered(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty"
    )
    | _numbered("thirty forty fifty sixty seventy eighty ninety", 30, 10),
    multipliers={
        "hundred": 100,
        "hundreds": 100,
        "dozen": 12,
        "dozens": 12,
        "decade": 10,
        "decades": 10,
    },
    scales={"bn": 9, "mn": 6, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12},
    parts=_plurals({"third": 3} | _EN_ORDINALS, "s") | {"quarter": 4, "quarters": 4},
    ordinals={"first": 1, "second": 2}
    | _numbered("thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 30, 10)
    | {"hundredth": 100},
    others=_others(
        half=(1, 2), halves=(1, 2), twice=(2, 1), double=(2, 1), doubled=(2, 1), doubles=(2, 1)
    )
    | _others(thrice=(3, 1), triple=(3, 1), tripled=(3, 1), triples=(3, 1), pair=(2, 1))
    | _others(pairs=(2, 1), couple=(2, 1), both=(2, 1), noon=(12, 1), fortnight=(2, 1))
    | _others(once=(1, 1), single=(1, 1), nil=(0, 1), none=(0, 1), no=(0, 1), a=(1, 1), an=(1, 1))
    | _others(binary=(2, 1), biannual=(2, 1), bilateral=(2, 1), trilateral=(3, 1))
    | _others(trio=(3, 1), triplet=(3, 1), quadruple=(4, 1), midnight=(0, 1))
    | _others(decimal=(10, 1), hexadecimal=(16, 1), hex=(16, 1), octal=(8, 1))
    | {
        word: Fraction(value)
        for word, value in _numbered(
            "twenties thirties forties fifties sixties seventies eighties nineties", 20, 10
        ).items()
    },
    joints=frozenset(("and",)),
    joint_rooms=frozenset((100, 1000)),
    half=r"and\s+a\s+half\b",
    doubtful=frozenset(("a", "an", "one", "second", "no")),
    minus=r"minus|negative",
    percent=r"per\s+cents?\b|percent(?:age)?\b",
    ordinal_endings=r"st|nd|rd|th",
    ranges=r"to|and|or|through",
    idioms=r"[-\s]*(?:part(?:y|ies)|(?:value|element|item)?[-\s]?tuples?)\b"
    r"|[-\s](?:hours?[-\s]clock|based|indexed|foot[-\s](?:over)?view|in[-\s]\d)\b",
    fewer=r"fewer|less",
    limits=r"before|after|since|until|prior|earlier|later|older|newer|fewer|less|more|over|under"
    r"|above|below|at least|at most|up to|greater|larger|smaller|exceeds?",
    examples=r"\be\.\s?g\.|\bfor (?:example|instance)\b|\bsuch as\b|\bexamples?:|\bex[.:]",
    abbreviations={"k": 3, "m": 6, "mm": 6, "bn": 9, "b": 9, "tn": 12, "t": 12},
)

_SPANISH = NumberWords(
    units=_numbered(
        "cero un/uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce"
        " quince dieciséis diecisiete dieciocho diecinueve veinte veintiún/veintiuno/veintiuna"
        " veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"
        " veintinueve"
    )
    | _numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    | {"cien": 100, "ciento": 100}
    | {
        f"{stem}ient{gender}s": 100 * n
        for stem, n in _numbered("dosc tresc cuatroc quin seisc setec ochoc novec", 2).items()
        for gender in "oa"
    },
    multipliers={
        "docena": 12,
        "docenas": 12,
        "decena": 10,
        "decenas": 10,
        "centenar": 100,
        "cientos": 100,
    }
    | {"década": 10, "décadas": 10, "decenio": 10, "decenios": 10, "veintena": 20}
    | {
        "cientas": 100,
        "centenares": 100,
        "centenas": 100,
        "quincena": 15,
        "centena": 100,
        "millar": 1000,
        "lustro": 5,
        "lustros": 5,
    },
    scales={"millardo": 9, "millardos": 9, "trillón": 18, "trillones": 18},
    parts={"tercio": 3, "tercios": 3, "tercera": 3, "tercer": 3, "tercero": 3, "terceros": 3}
    | {"terceras": 3}
    | {
        f"{stem}{ending}": n
        for stem, n in _numbered(
            "cuart quint sext séptim octav noven décim undécim duodécim", 4
        ).items()
        for ending in ("o", "a", "os", "as")
    },
    ordinals={"primer": 1, "primero": 1, "primera": 1, "primeros": 1, "primeras": 1}
    | {"segundo": 2, "segunda": 2, "segundos": 2, "segundas": 2, "vigésimo": 20, "trigésimo": 30}
    | {"vigésima": 20, "trigésima": 30, "decimotercero": 13, "decimoquinto": 15},
    others=_others(
        mitad=(1, 2), medio=(1, 2), media=(1, 2), medios=(1, 2), medias=(1, 2), doble=(2, 1)
    )
    | _others(dobles=(2, 1), duplicó=(2, 1), duplicado=(2, 1), duplica=(2, 1), triple=(3, 1))
    | _others(triplicó=(3, 1), triplica=(3, 1), triplicado=(3, 1), par=(2, 1), pares=(2, 1))
    | _others(ambos=(2, 1), ambas=(2, 1), mediodía=(12, 1), ninguno=(0, 1), ninguna=(0, 1))
    | _others(ningún=(0, 1), solo=(1, 1), único=(1, 1), única=(1, 1), sola=(1, 1), nulo=(0, 1))
    | _others(binario=(2, 1), bilateral=(2, 1), trilateral=(3, 1), quincena=(2, 1), pareja=(2, 1))
    | _others(
        dupla=(2, 1), terna=(3, 1), tripleta=(3, 1), trío=(3, 1), cuádruple=(4, 1), quíntuple=(5, 1)
    )
    | _others(cuádrupla=(4, 1), cuarteto=(4, 1), medianoche=(0, 1), totalidad=(100, 1))
    | _others(bidimensional=(2, 1), tridimensional=(3, 1))
    | _others(totalmente=(100, 1), completamente=(100, 1), binaria=(2, 1), binarios=(2, 1))
    | _others(decimal=(10, 1), hexadecimal=(16, 1), octal=(8, 1), centenario=(100, 1))
    | _others(bidimensionales=(2, 1), tridimensionales=(3, 1), centenaria=(100, 1)),
    joints=frozenset(("y",)),
    joint_rooms=frozenset((10,)),
    half=r"y\s+medi[oa]\b",
    doubtful=frozenset(("un", "uno", "una", "segundo", "segunda", "segundos", "segundas")),
    between=frozenset(("primeros", "primeras", "últimos", "últimas")),
    minus=r"(?<!al )(?<!lo )(?<!o )menos",
    percent=r"por\s+cien(?:to)?\b",
    ordinal_endings=r"\.?(?:[ºª°]|er[oa]?s?|r[oa]s?|d[oa]s?|t[oa]s?|m[oa]s?|v[oa]s?|n[oa]s?)",
    ranges=r"a|y|o|u|hasta",
    idioms=r"\s?(?:horas al día|días a la semana|h(?=/24)|/[dj](?=/7))",
    fewer=r"(?:de )?menos",
    late=r"de la (?:tarde|noche)|p\.",
    months={"setiembre": 9, "set": 9},
    limits=r"antes|desde|hasta|tras|después|anteriore?s?|posteriore?s?|menos|más|menore?s?|mayore?s?"
    r"|superiore?s?|inferiore?s?|previas?|previos?|a partir de|como (?:mínimo|máximo)",
    examples=r"\bp\. ?ej\.|\b(?:por|p\.) ejemplo\b|\bcomo\b|\bejemplos?:",
    abbreviations={"k": 3, "m": 6, "mdp": 6, "mdd": 6, "mmdp": 9, "mmdd": 9, "mm": 6},
    loose_marks=True,
)

_FR_CARDINALS = _numbered(
    "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    " seize dix-sept dix-huit dix-neuf vingt"
)
_FRENCH = NumberWords(
    units=_FR_CARDINALS
    | _numbered("trente quarante cinquante soixante septante huitante nonante", 30, 10)
    | {"octante": 80, "quatre-vingt": 80, "quatre-vingts": 80, "soixante-dix": 70}
    | {"quatre-vingt-dix": 90, "vingts": 20},
    multipliers={"cent": 100, "cents": 100, "mille": 1000, "millier": 1000, "milliers": 1000}
    | {"douzaine": 12, "douzaines": 12, "dizaine": 10, "dizaines": 10, "centaine": 100}
    | {"centaines": 100, "décennie": 10, "décennies": 10, "quinzaine": 15, "vingtaine": 20}
    | {"trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60},
    scales={"mille": 3, "md": 9, "mds": 9, "trillion": 18, "trillions": 18},
    parts={"tiers": 3, "tierce": 3, "tierces": 3, "quart": 4, "quarts": 4}
    | _plurals(
        _numbered(
            "troisième quatrième cinquième sixième septième huitième neuvième dixième onzième"
            " douzième treizième quatorzième quinzième seizième dix-septième dix-huitième"
            " dix-neuvième vingtième",
            3,
        )
        | _numbered("trentième quarantième cinquantième soixantième", 30, 10)
        | {"centième": 100, "millième": 1000},
        "s",
    ),
    ordinals={"premier": 1, "première": 1, "premiers": 1, "premières": 1, "second": 2}
    | {"seconde": 2, "seconds": 2, "secondes": 2, "deuxième": 2, "deuxièmes": 2, "unième": 1},
    others=_others(
        demi=(1, 2), demie=(1, 2), demis=(1, 2), demies=(1, 2), moitié=(1, 2), moitiés=(1, 2)
    )
    | _others(double=(2, 1), doubles=(2, 1), doublé=(2, 1), doubler=(2, 1), triple=(3, 1))
    | _others(triplé=(3, 1), tripler=(3, 1), triples=(3, 1), paire=(2, 1), paires=(2, 1))
    | _others(couple=(2, 1), couples=(2, 1), midi=(12, 1), aucun=(0, 1), aucune=(0, 1), nul=(0, 1))
    | _others(nulle=(0, 1), seul=(1, 1), seule=(1, 1), unique=(1, 1), binaire=(2, 1))
    | _others(bilatéral=(2, 1), bilatérale=(2, 1), trilatéral=(3, 1), trilatérale=(3, 1))
    | _others(trio=(3, 1), triplet=(3, 1), triplets=(3, 1), quadruplet=(4, 1), quintuplet=(5, 1))
    | _others(quadruplets=(4, 1), quintuplets=(5, 1), quatuor=(4, 1), quadruple=(4, 1))
    | _others(
        quinzaine=(2, 1),
        minuit=(0, 1),
        totalité=(100, 1),
        intégralité=(100, 1),
        totalement=(100, 1),
    )
    | _others(bidimensionnel=(2, 1), bidimensionnelle=(2, 1), tridimensionnel=(3, 1))
    | _others(complètement=(100, 1), entièrement=(100, 1), binaires=(2, 1))
    | _others(décimal=(10, 1), décimale=(10, 1), décimaux=(10, 1), décimales=(10, 1))
    | _others(hexadécimal=(16, 1), hexadécimale=(16, 1), octal=(8, 1), octale=(8, 1))
    | _others(bidimensionnels=(2, 1), bidimensionnelles=(2, 1), tridimensionnels=(3, 1))
    | _others(tridimensionnelles=(3, 1), centennal=(100, 1), centennale=(100, 1))
    | _others(centennales=(100, 1), décennal=(10, 1), décennale=(10, 1), décennales=(10, 1)),
    joints=frozenset(("et",)),
    joint_rooms=frozenset((10, 20)),
    half=r"et\s+demie?\b",
    doubtful=frozenset(("un", "une", "neuf", "second", "seconde", "secondes", "seconds")),
    between=frozenset(("premiers", "premières", "derniers", "dernières")),
    minus=r"(?<!au )(?<!du )(?<!le )(?<!ou )(?<!à )moins",
    percent=r"pour\s+cents?\b|p\.\s*cent\b",
    ordinal_endings=r"ers?|[iè]?[eè]?res?|ndes?|nds?|i?[eè]mes?|es?",
    ranges=r"à|et|ou|au",
    idioms=r"\s?(?:h(?:eures)?|j(?:ours)?)\s?(?:/|sur )\s?(?:24|7)\b",
    fewer=r"(?:de|en) moins",
    late=r"du soir|de l['’]après-midi",
    limits=r"avant|après|depuis|jusqu|antérieure?s?|postérieure?s?|moins|plus|inférieure?s?"
    r"|supérieure?s?|précédente?s?|ultérieure?s?|au-delà|à partir|minimum|maximum",
    examples=r"\bp(?:ar|\.) ex(?:emple\b|\.)|\bcomme\b|\bex(?:emples?)?\s?[.:]",
    abbreviations={"k": 3, "m": 6, "md": 9, "mds": 9, "g": 9},
)

#: What is known by language.
WORDS: Mapping[str, NumberWords] = {"en": _ENGLISH, "es": _SPANISH, "fr": _FRENCH}
_NO_WORDS = NumberWords(units={})

#: What is counted in Roman numbers.
CENTURIES = frozenset(("siglo", "siglos", "siècle", "siècles", "century", "centuries"))
#: Before or behind a Roman number that is a century.
CENTURY = re.compile(rf"\b(?:{'|'.join(sorted(CENTURIES))}|s\.)", re.IGNORECASE)


def number_words(language: str) -> NumberWords:
    """Return the words of a language; of one that is not known, none."""
    return WORDS.get(language, _NO_WORDS)


@cache
def scales(locale: Locale) -> Mapping[str, int]:
    """Return the words for powers of ten, folded: ``milliard``: 9."""
    return {**scale_words(locale), **number_words(locale.language).scales}


@cache
def months(locale: Locale) -> Mapping[str, int]:
    """Return the names of months, long and short, without a full stop.

    They are folded, but for a first letter that the language writes as a capital: English
    ``May`` is a month, ``may`` is none.
    """
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            names: Iterable[tuple[int, str]] = locale.months[context][width].items()
            for number, name in names:
                plain = name.rstrip(".")
                capital = plain[0] if plain[0].isupper() else plain[0].casefold()
                found[capital + plain[1:].casefold()] = number
    nine = next(name for name, number in found.items() if number == 9)
    return {**found, nine[:3]: 9, nine[:4]: 9, **number_words(locale.language).months}


def roman_value(text: str) -> int | None:
    """Return the value of a Roman number up to 99, or None."""
    match = _ROMAN.fullmatch(text)
    if not match or not text:
        return None
    digits = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    values = [digits[char] for char in text]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
