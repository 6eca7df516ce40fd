"""Untranslated words, doubled words, traces of tools, letters in a wrong encoding."""

from __future__ import annotations

import pytest

from editions.rules import leftovers
from editions.rules.lexicon import foreign_words
from tests.rules.pairs import problems


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("The server reads the file and closes it.", "es_MX"),
        ("How to use what you have written", "fr_CA"),
        ("Getting started", "fr"),
        ("Table of contents", "es"),
        ("Frequently asked questions", "fr"),
        ("See :ref:`what has been removed <x>`", "es"),
        ("Return the number of lines.", "es"),
        ("allocate a memory block initialized with zeros", "es"),
        ("Always, always, always returns a freshly created dict.", "fr"),
    ],
)
def test_a_copied_sentence_is_reported(text: str, locale: str) -> None:
    (problem,) = problems("untranslated", text, text, locale)
    assert "copied" in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Python",
        "Introduction",
        "Apache License",
        "``the_last_value`` and ``x``",
        "`The Art of War <https://a.example>`_",
        "C$21.3 billion",
        "A. Smith, The Making of the State, 2nd ed., pp. 3-5",
        "{number} of {total}",
        "Out of the Box Robotics",
        "A. Smith <a_smith at red-sea dot example>",
        "signed long",
        "https://www.the-and-of.example/",
        "Buy American",
        ":pep:`343`",
    ],
)
@pytest.mark.parametrize("locale", ["es_MX", "fr_CA"])
def test_names_may_be_copied(text: str, locale: str) -> None:
    assert problems("untranslated", text, text, locale) == []


def test_nothing_is_known_of_other_languages() -> None:
    text = "The server reads the file and closes it."
    assert problems("untranslated", text, text, "de") == []
    assert foreign_words("en", "de") == frozenset()


@pytest.mark.parametrize(
    ("target", "locale", "left"),
    [
        ("El servidor lee the file de nuevo.", "es", "the"),
        ("Le serveur with the greatest care lit.", "fr", "with the"),
        ("Los valores *a* and *b* son iguales.", "es", "and"),
        ("La función returns the valor.", "es", "returns the"),
        ("Ver :ref:`how to start <x>` primero.", "es", "how to"),
        ("However, el puerto cerró.", "es", "However"),
        ("Le port should fermer.", "fr", "should"),
        ("Más rápido than los demás.", "es", "than"),
    ],
)
def test_words_left_behind_are_reported(target: str, locale: str, left: str) -> None:
    (problem,) = problems("source-words", "x", target, locale)
    assert f"“{left}”" in problem.message


@pytest.mark.parametrize(
    ("target", "locale"),
    [
        ("Le livre *The Art of War* est ancien.", "fr"),
        ("Voir `the page of the project <https://a.example>`_.", "fr"),
        ("El programa “Buy American and Be Glad” sigue.", "es"),
        ("Las palabras clave *and* y *or*.", "es"),
        ("Pulse :guilabel:`Save and close the file`.", "es"),
        ("Bank of the West and Sons abrió.", "es"),
        ("on a dit que son as est là pour elle", "fr"),
        ("me he puesto a dieta con la once", "es"),
        ("kit of parts", "es"),
        ("The Economist lo dice.", "es"),
        ("Where Eagles Dare se estrenó.", "es"),
        ("la instrucción with abre el archivo", "es"),
        ("``and the``", "es"),
        ("Véase [cómo funciona](how) ahora.", "es"),
    ],
)
def test_words_that_may_stay(target: str, locale: str) -> None:
    assert problems("source-words", "x", target, locale) == []


@pytest.mark.parametrize(
    ("target", "locale"),
    [
        ("dans la la maison", "fr"),
        ("el que que viene", "es"),
        ("De de la casa", "es"),
        ("pour\u00a0pour rien", "fr"),
        ("es el el.", "es"),
        ("va a a casa", "es"),
        ("va el buen tiempo el buen tiempo", "es"),
        ("la bande la bande rouge", "fr"),
        ("pendant un mois un mois.", "fr"),
    ],
)
def test_doubled_words(target: str, locale: str) -> None:
    assert len(problems("doubled-word", "x", target, locale)) == 1


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("x", "si nous nous trouvons", "fr"),
        ("x", "ce que vous vous demandez", "fr"),
        ("x", "tout en en faisant une liste", "fr"),
        ("x", "los ejes X, Y y Z", "es"),
        ("x", "las coordenadas x y y", "es"),
        ("x", "de la A a la Z", "es"),
        ("New York New York", "New York New York", "es"),
        ("the long long type", "el tipo long long", "es"),
        ("x", "``el el``", "es"),
        ("x", "10 10", "es"),
        ("x", "l’un l’autre", "fr"),
        ("x", "pas à pas à pas", "fr"),
        ("x", "el largo difiere de la de la hoja", "es"),
        ("x", "face à face à la mer", "fr"),
        ("x", "ni demasiado ni demasiado poco", "es"),
    ],
)
def test_doubles_that_are_right(source: str, target: str, locale: str) -> None:
    assert problems("doubled-word", source, target, locale) == []


@pytest.mark.parametrize(
    "target",
    [
        "108/5000\nPython sigue.",
        "El comercio creció. 293 / 5000",
        "Translated with www.DeepL.com/Translator (free version)",
        "Traduit avec DeepL.",
        "Traducción realizada con la versión gratuita del traductor DeepL.com",
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS",
        "Voici la traduction : le commerce",
        "Aquí está la traducción: el comercio",
        "En tant que modèle de langage, je traduis.",
        "<<<<<<< HEAD\nel comercio",
        "el comercio <<<<<<< HEAD",
        "el comercio\n=======\nlos comercios",
        'msgstr "el comercio',
        "El comercio creció&nbsp;.",
        "El comercio <b>creció</b>.",
        "El comercio creció.<br/>",
        'El <x id="1"/>comercio creció.',
        "El comercio __PH0__ creció.",
        "Traducción: El comercio creció.",
        "El comercio creció. {{REVIEW}}",
        "l&#39;activité croît",
        "Si ``a &lt; b``, creció.",
    ],
)
def test_traces_of_tools(target: str) -> None:
    assert len(problems("residue", "Trade grew.", target, "es")) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("This is the translation.", "Esta es la traducción al español."),
        ("3 of 5000", "3 de 5000"),
        ("path/5000", "ruta/5000"),
        ("the model of language", "el modelo de la lengua"),
        ("written as 12/5000", "escrito 12/5000"),
        ("Google Translate exists.", "Existe Google Translate."),
        ("the entity &amp;", "la entidad &amp;"),
        ("Smith & sons; Co.", "Smith & hijos; Cía."),
        ("Translation: see below", "Traducción: véase abajo"),
        ("``<b>`` and <p> tags", "etiquetas <p> y ``<b>``"),
        ("a_name", "un __init__ y __doc__ de {{ page }}"),
        ("x < y", "x <y y z> w"),
        (":term:`strong`", ":term:`fuerte <strong>`"),
    ],
)
def test_no_traces(source: str, target: str) -> None:
    assert problems("residue", source, target, "es") == []


@pytest.mark.parametrize(
    "target",
    [
        "TODO traducir",
        "El comercio ???",
        "FIXME",
        "POR TRADUCIR",
        "El comercio [à traduire]",
        "El comercio (traducción automática)",
        "El comercio [needs review]",
        "El comercio (to be checked)",
        "El comercio [not yet translated]",
    ],
)
def test_unfinished(target: str) -> None:
    assert problems("unfinished", "Trade", target, "es")


def test_finished() -> None:
    assert problems("unfinished", "Trade", "Todo el comercio", "es") == []
    assert problems("unfinished", "the TODO list", "la lista TODO", "es") == []
    assert problems("unfinished", "``XXX``", "``XXX``", "es") == []
    assert problems("unfinished", "Texts", "Textos (unreviewedness)", "es") == []


@pytest.mark.parametrize(
    "target", ["poblaciÃ³n", "lâ€™Ã©tat", "Contr\u00c3\u00b4le", "pobl\ufffdcion"]
)
def test_wrong_encoding(target: str) -> None:
    assert len(problems("encoding", "x", target, "es")) == 1


@pytest.mark.parametrize("target", ["población", "l’état", "São Paulo", "Âge", "SÃO", "BÂT"])
def test_right_encoding(target: str) -> None:
    assert problems("encoding", "x", target, "fr") == []


def test_words_of_other_languages_are_found_as_whole_words() -> None:
    """They are looked up among the words of a text, of which none has a space or a mark."""
    languages = ("en", "es", "fr")
    words = {w for one in languages for two in languages for w in foreign_words(one, two)}
    assert len(words) > 100
    assert all(leftovers._WORD_RUN.fullmatch(word) for word in words)
