"""Characters that nobody sees, spaces at the edges, brackets, ends."""

from __future__ import annotations

import pytest

from tests.rules.pairs import problems


@pytest.mark.parametrize(
    ("rule", "source", "target"),
    [
        ("control-character", "name", "no\u202embre"),
        ("control-character", "name", "nom\u200fbre"),
        ("control-character", "name", "nom\x07bre"),
        ("control-character", "name", "nom\ufff9bre"),
        ("invisible-character", "name", "nom\u200bbre"),
        ("invisible-character", "name", "\ufeffnombre"),
        ("invisible-character", "name", "nom\u00adbre"),
        ("foreign-character", "water", "\u0430gua"),
        ("foreign-character", "water", "agu\u0430"),
        ("foreign-character", "Water, please.", "Agua\uff0cpor favor\u3002"),
        ("edge-space", "name", "nombre "),
        ("edge-space", "name", " nombre"),
        ("edge-space", "name", "nombre\u00a0"),
        ("unbalanced", "trade (in goods)", "comercio (de bienes"),
        ("unbalanced", "trade (in goods)", "comercio de bienes)"),
        ("unbalanced", 'a "word"', "un «\u00a0mot"),
        ("unbalanced", 'a "word"', "una palabra”"),
        ("unbalanced", "all [parts]", "todas [las partes"),
        ("end-mark", "Is it?", "Lo es."),
        ("end-mark", "It is.", "¿Lo es?"),
        ("end-mark", "These are:", "Son estos."),
        ("end-mark", "This is it.", "Es esto:"),
        ("end-mark", "Another manner", "Otra manera::"),
    ],
)
def test_what_is_wrong_is_found(rule: str, source: str, target: str) -> None:
    assert len(problems(rule, source, target, "es")) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a\u200bb", "a\u200bb"),
        ("the letter \u0434", "la letra \u0434, y la \u0436"),
        ("5 \u03bcm and \u0394t", "5 \u03bcm y \u0394t"),
        ("the sign \uff0c", "el signo \uff0c"),
        (" name", " nombre"),
        ("name ", "nombre "),
        ("a\tb\nc", "a\tb\nc"),
        ("1) first, b) second", "1) primero, b) segundo"),
        ("a face :)", "una cara :)"),
        ("in [a, b)", "en [a, b)"),
        ("in [0, 1)", "dans [0, 1["),
        ('a 5" pipe', "un tubo de 5”"),
        ("in 2008 (in May)", "en mayo (2008)"),
        ("``f(`` opens", "``f(`` abre"),
        ("What now?", "El siguiente paso"),
        ("It is :ref:`here: <a>`", "Está :ref:`aquí <a>`"),
        ("This is it...", "Es esto…"),
        ("Look!", "Mira."),
        ('He said "Why?"', "Dijo «\u00a0Pourquoi\u00a0?\u00a0»"),
    ],
)
@pytest.mark.parametrize(
    "rule",
    [
        *("control-character", "invisible-character", "foreign-character"),
        *("edge-space", "unbalanced", "end-mark"),
    ],
)
def test_what_is_right_is_left_alone(rule: str, source: str, target: str) -> None:
    assert problems(rule, source, target, "es") == []


def test_other_scripts_have_letters_of_their_own() -> None:
    assert problems("foreign-character", "Water.", "\u0432\u043e\u0434\u0430 h2o", "ru") == []
    assert problems("foreign-character", "Water.", "\u6c34\u3002", "ja") == []
