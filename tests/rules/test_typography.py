"""Spaces, opening marks, quotation marks and apostrophes."""

from __future__ import annotations

import pytest

from editions.rules.conventions import NARROW_NO_BREAK, NO_BREAK, conventions
from editions.rules.registry import Context
from tests.rules.pairs import habit_problems, problems

#: Many translations in the manner of the country, so that others are the exception.
FRENCH = [(f"Part {n}: this?", f"Partie\u00a0{n}\u00a0: ceci\u00a0?") for n in range(20)]
CANADIAN = [(f"Part {n}: this?", f"Partie\u00a0{n}\u00a0: ceci?") for n in range(20)]
#: The same as a keyboard has them.
PLAIN = [(f"Part {n}: this?", f"Partie {n} : ceci ?") for n in range(20)]
#: The same as English has them.
ENGLISH = [(f"Part {n}: this?", f"Partie {n}: ceci?") for n in range(20)]

OTHERS = {"fr": FRENCH, "fr_CA": CANADIAN, "es": ENGLISH, "es_MX": ENGLISH}


def spaces(text: str, locale: str, others: list[tuple[str, str]], source: str = "x") -> list[str]:
    found = habit_problems("spacing", [*others, (source, text)], Context(locale))
    return [message for target, message in found if target == text]


@pytest.mark.parametrize(
    ("text", "locale", "message"),
    [
        ("Voici: cela", "fr", "no space before :; write a no-break space"),
        ("Voici : cela", "fr", "a plain space before :; write a no-break space"),
        ("Qui ?", "fr", "a plain space before ?; write a no-break space"),
        ("Non!", "fr", "no space before !; write a no-break space"),
        ("ceci; cela", "fr", "no space before ;; write a no-break space"),
        ("« mot\u00a0»", "fr", "a plain space after «; write a no-break space"),
        ("«\u00a0mot»", "fr", "no space before »; write a no-break space"),
        ("**Note:** ceci", "fr", "no space before :; write a no-break space"),
        ("Voir ``a.b`` : ceci", "fr", "a plain space before :; write a no-break space"),
        ("Par exemple ::", "fr", "a plain space before :; write a no-break space"),
        ("Qui\u00a0?", "fr_CA", "a no-break space before ?; write no space"),
        ("Qui ?", "fr_CA", "a plain space before ?; write no space"),
        ("ceci\u00a0; cela", "fr_CA", "a no-break space before ;; write no space"),
        ("Voici: cela", "fr_CA", "no space before :; write a no-break space"),
        ("«mot»", "fr_CA", "no space after «; write a no-break space"),
        ("Por ejemplo :", "es_MX", "a plain space before :; write no space"),
        ("«\u00a0palabra»", "es_MX", "a no-break space after «; write no space"),
    ],
)
def test_wrong_spaces(text: str, locale: str, message: str) -> None:
    assert message in spaces(text, locale, OTHERS[locale])


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Voici\u00a0: cela", "fr"),
        ("Voici\u202f: cela\u202f; ou non", "fr"),
        ("Qui\u00a0? Lui\u00a0!", "fr"),
        ("à 12:30", "fr"),
        ("C: et D:", "fr"),
        ("``a: b`` et :class:`x: y`", "fr"),
        ("https://a.example/?b:c", "fr"),
        ("Que\u00a0?!", "fr"),
        ("(?) ou (!)", "fr"),
        ("le signe *:* seul", "fr"),
        ("``x != y``", "fr"),
        ("Par exemple\u00a0::", "fr"),
        ("«\u00a0mot\u00a0»\u00a0: ceci", "fr"),
        ("Qui? Lui! Ceci; cela\u00a0: voilà", "fr_CA"),
        ("Qui\u202f? Lui\u202f! Ceci\u202f; cela", "fr_CA"),
        ("Qué: nada", "es"),
        ("No, pero ayuda. :)", "es"),
        ("un ? con otro signo", "es"),
        ("Wer: ich", "de"),
    ],
)
def test_right_spaces(text: str, locale: str) -> None:
    assert spaces(text, locale, OTHERS.get(locale, [])) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Voir Simple Testing: With Patterns", "See Simple Testing: With Patterns"),
        ("Voir ::", "See ::"),
        ("key: value", "key: value"),
        ("le fichier a plus de {most:,} octets", "the file is larger than {most:,} bytes"),
        ("en {seconds:.1f} secondes", "in {seconds:.1f} seconds"),
        ("un en-tête 'Language: fr_CA'", "a header 'Language: fr_CA'"),
        ("écrivez nplurals=N; plural=N", "write nplurals=N; plural=N"),
    ],
)
def test_what_is_taken_over_keeps_its_spaces(text: str, source: str) -> None:
    assert spaces(text, "fr", FRENCH, source) == []


@pytest.mark.parametrize(
    "text", ["un champ {a}; un autre", "un champ {b:c}; un autre", "un nombre n=N; un autre"]
)
def test_marks_behind_what_is_taken_over_have_their_spaces(text: str) -> None:
    assert spaces(text, "fr", FRENCH, "a {a} {b:c} n=N b") != []


def test_plain_spaces_are_a_convention_of_their_own() -> None:
    assert spaces("Voici : cela", "fr", PLAIN) == []
    assert spaces("Voici: cela", "fr", PLAIN) == ["no space before :; write a no-break space"]


def test_catalogs_without_any_french_spaces_are_left_alone() -> None:
    assert spaces("Voici: cela", "fr", ENGLISH * 2) == []


def test_a_few_translations_are_measured_by_the_country() -> None:
    assert spaces("Voici : cela", "fr", []) != []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Who?", "Quién?"),
        ("Look! There.", "Mira! Allí."),
        ("Is it *this*?", "Es *esto*?"),
        ("First. What now?", "Primero. Y ahora qué?"),
        ("What (really?)", "Qué (de verdad?)"),
        ("Stop ``now``!", "Detén ``ahora``!"),
        ("What?", "¿Qué"),
        ("Why not?", "¿Por qué no, ¡de verdad?"),
        ('Who knows "why"?', "Quién sabe? Nadie «lo sabe»."),
        ("Come in!; it rains.", "Pase!; llueve."),
        ("So, who?", "Entonces quién?... Nadie."),
    ],
)
def test_one_mark_is_missing(source: str, target: str) -> None:
    assert len(problems("opening-mark", source, target, "es_MX")) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Who?", "¿Quién?"),
        ("How great!", "¡Qué grande!"),
        ("What?!", "¿¡Qué!?"),
        ("No!!!", "¡No!!!"),
        ("the mark ?", "el signo ?"),
        ("``?`` and '!'", "``?`` y '!'"),
        ("prints Hello world!", "imprime Hello world!"),
        ("(?)", "(?)"),
        ("https://a.example/?b", "https://a.example/?b"),
        ("a != b", "a != b"),
        ("One? Two?", "¿Uno? ¿Dos?"),
        ("He asked: who?", "Preguntó: ¿quién?"),
        ('Is it "ripe"?', '¿Está "madura"?'),
        ("Is it “ripe”?", "¿Está «madura»?"),
        ('What does "?" mean?', '¿Qué significa "?"?'),
        ("What for ?", "¿Para qué ?"),
        ("Who?; when?", "¿Quién?; ¿cuándo?"),
        ("- who? - he asked", "—¿quién?— preguntó"),
        ("How do I ...", "¿Cómo..."),
        ("Who?When?", "¿Quién?¿Cuándo?"),
        ("the option :x:`!--all`", "la opción :`!--all`"),
        (
            "`What Can I...? <https://a.example>`_",
            "`What Can I...? <https://a.example>`_, en inglés",
        ),
        ("... open a door?", "... abro una puerta?"),
        ("Hints such as 'Did you mean…' help.", "Ayudan avisos como “¿Quiso decir…”."),
        ("**Go! Now!**", "** ¡Vete! ¡Ya!**"),
    ],
)
def test_marks_that_are_right(source: str, target: str) -> None:
    assert problems("opening-mark", source, target, "es_MX") == []


def test_french_opens_no_question() -> None:
    assert problems("opening-mark", "Who?", "Qui\u00a0?", "fr") == []


def quotes(texts: list[str], locale: str) -> list[str]:
    found = habit_problems("quotes", [("x", text) for text in texts], Context(locale))
    return [target for target, message in found]


def test_the_rarer_quotation_marks_are_reported() -> None:
    usual = [f"la “palabra {n}”" for n in range(8)]
    assert quotes([*usual, "la «palabra»"], "es") == ["la «palabra»"]
    usual = [f"la «palabra {n}»" for n in range(8)]
    assert quotes([*usual, "la “palabra”"], "es") == ["la “palabra”"]


def test_english_quotation_marks_in_french() -> None:
    assert quotes(["le «\u00a0mot\u00a0»", "le “mot”"], "fr_CA") == ["le “mot”"]


@pytest.mark.parametrize(
    "texts",
    [
        ["«\u00a0un “mot” ici\u00a0»"],
        ['le "mot"'],
        [f"le “mot {n}”" for n in range(20)],
    ],
)
def test_quotation_marks_that_are_left_alone(texts: list[str]) -> None:
    assert quotes(texts, "fr") == []


def apostrophes(texts: list[str]) -> list[str]:
    found = habit_problems("apostrophe", [("x", text) for text in texts], Context("fr"))
    return [target for target, message in found]


def test_the_straight_apostrophe_is_reported_where_it_is_the_exception() -> None:
    usual = [f"l’objet {n}" for n in range(12)]
    assert apostrophes([*usual, "d'un coup"]) == ["d'un coup"]


def test_it_is_not_where_it_is_usual_or_alone() -> None:
    assert apostrophes([f"l'objet {n}" for n in range(12)] + ["d’un coup"]) == []
    assert apostrophes(["l'objet"]) == []


def test_a_straight_apostrophe_before_markup_prints_a_quotation_mark() -> None:
    assert apostrophes(["l':term:`objet`"]) == ["l':term:`objet`"]
    assert apostrophes(["l’:term:`objet`"]) == []


def test_conventions_are_those_of_the_country_or_of_its_language() -> None:
    canadian, french = conventions("fr_CA"), conventions("fr_FR")
    assert canadian.before[":"] == french.before[":"] == {NO_BREAK, NARROW_NO_BREAK}
    assert canadian.before["?"] == {"", NARROW_NO_BREAK} != french.before["?"]
    assert (canadian.quotes, canadian.apostrophe, canadian.after) == (("«»",), "’", french.after)
    assert conventions("fr_BE") == conventions("fr") == french
    assert conventions("es_MX").openers == {"?": "¿", "!": "¡"}
    assert not conventions("de").before
