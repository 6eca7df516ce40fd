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
    ],
)
def test_what_is_wrong_is_found(rule: str, source: str, target: str) -> None:
    assert len(problems(rule, source, target, "es")) == 1


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("a\u200bb", "a\u200bb"),
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
    "rule", ["control-character", "invisible-character", "edge-space", "unbalanced", "end-mark"]
)
def test_what_is_right_is_left_alone(rule: str, source: str, target: str) -> None:
    assert problems(rule, source, target, "es") == []
