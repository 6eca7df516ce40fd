"""References are compared by what they mean."""

from __future__ import annotations

import pytest

from editions.catalogs.references import match_notes, reference_problems, title_meanings
from editions.catalogs.restructuredtext import parse_rst

TITLES = title_meanings([("Harbour rules", "Règlement"), ("The *old* quay", "Le *vieux* quai")])

#: Message and translation that refer to the same.
SAME = [
    ("By Larch_ wood.", "En bois de `mélèze <Larch_>`_."),
    ("By Larch_ wood.", "En bois de Mélèze_."),
    ("Of Larch_ and Oak_.", "De Oak_, Larch_ et Oak_."),
    ("See `Harbour rules`_.", "Voir `Règlement`_."),
    ("See `Harbour rules`_.", "Voir `le texte <Règlement_>`_ ou `Harbour rules`_."),
    ("See `rules <Harbour rules_>`_.", "Voir `Règlement`_."),
    ("On `the old quay`_ and `a`_.", "Sur a_, `le vieux quai`_."),
    ("`Birch <https://a.example>`_, Birch_", "`Bouleau <https://a.example>`_, Bouleau_"),
    ("A |x|_ and |y|.", "Un |y| et |x|_, |x|_."),
    ("`a`__ and `b`__", "`x`__ et `y`__"),
    ("`a <Larch_>`__", "`mélèze <larch_>`_"),
    ("[1]_ [2]_ [1]_", "[2]_ [1]_"),
    ("[#]_ [*]_", "[*]_ [#]_"),
    ("[#]_", "[*]_"),
    ("[#a]_ [#]_", "[#]_ [#a]_ [#A]_"),
    ("[Aa]_ [Bb]_", "[bb]_ [Aa]_ [Aa]_"),
    (":ref:`a` :ref:`a` :doc:`b`", ":doc:`le b <b>` :ref:`x <a>`"),
    (":eq:`e` :numref:`f`", ":numref:`Figure %s <f>` :eq:`e`"),
    (":js:func:`f` :rst:dir:`d`", ":rst:dir:`d` :js:func:`la f <f>`"),
    (":cite:`see a2018, 12-15`", ":cite:`voir a2018, 12 à 15`"),
    (":cite:`see a2018; b2018`", ":cite:`b2018` et :cite:`a2018` :cite:`a2018`"),
    (
        ":cite:t:`a2018` :cite:link:`the book <b2018>`",
        ":cite:link:`le livre <b2018>` :cite:t:`a2018`",
    ),
    ("x_ = [1]_\ny = 2", "x = 1\ny = 2"),
]


@pytest.mark.parametrize(("source", "target"), SAME)
def test_same(source: str, target: str) -> None:
    assert list(reference_problems(parse_rst(source), parse_rst(target), TITLES)) == []


#: Message, translation, rule.
OTHER = [
    ("By Larch_ wood.", "En bois.", "links"),
    ("By Larch_ wood.", "En bois de Larch_ ou `orme`_.", "links"),
    ("See `Harbour rules`_.", "Voir `Règlement`_ et `le vieux quai`_.", "links"),
    ("`a`__ and `b`__", "`a`__", "links"),
    ("`a`__", "`a`__ et `b`__", "links"),
    ("A |x|_.", "Un |x|.", "links"),
    ("[1]_", "[2]_", "footnotes"),
    ("[#]_ [#]_", "[#]_", "footnotes"),
    ("[#]_ [*]_", "[*]_ [#]_ [*]_", "footnotes"),
    ("[Aa]_", "Aa", "citations"),
    ("|x|", "|y|", "substitutions"),
    (":ref:`a`", ":ref:`b`", "references"),
    (":cite:`a2018, 12`", ":cite:`a2018, 13`", "references"),
    (":cite:`a2018`", "2018", "references"),
]


@pytest.mark.parametrize(("source", "target", "rule"), OTHER)
def test_other(source: str, target: str, rule: str) -> None:
    found = list(reference_problems(parse_rst(source), parse_rst(target), TITLES))
    assert {problem.rule for problem in found} == {rule}
    assert all(problem.message for problem in found)


def test_what_a_translation_may_write_is_said() -> None:
    (found,) = reference_problems(parse_rst("By Larch_."), parse_rst("En bois."))
    assert "`words <Larch_>`_" in found.message


@pytest.mark.parametrize(
    ("wanted", "given", "places"),
    [
        ("1*", "*1", [1, 0]),
        ("11*", "1*1", [0, 2, 1]),
        ("1", "*", [0]),
        ("11", "*1", [0, 1]),
        ("1", "11", [0, None]),
    ],
)
def test_notes_without_a_name(wanted: str, given: str, places: list[int | None]) -> None:
    assert match_notes(wanted, given) == places
