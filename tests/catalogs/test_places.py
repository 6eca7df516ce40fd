"""Text that a program fills holds plain places, known by name."""

from __future__ import annotations

import pytest

from editions.catalogs.places import (
    conversion_problem,
    has_conversions,
    number_title_problem,
    placeholder_problems,
)
from editions.catalogs.policy import Policy, safety_problems


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        (["Figure %s"], "Figure %s"),
        (["Figure %s"], "%s (figure)"),
        (["Figure {number}: {name}"], "« {name} » (fig. {number})"),
        (["Figure {number}"], "Fig. {number}, 100 %"),
        ([], "Fig. %s"),
        (["the figure"], "la figure"),
        (["100 %% of %s"], "100 %% of %s"),
        (["{number:>3}"], "{number:>3}"),
    ],
)
def test_titles_with_plain_places(wanted: list[str], title: str) -> None:
    assert number_title_problem(wanted, title) is None


@pytest.mark.parametrize(
    ("wanted", "title", "problem"),
    [
        (["Figure {number}"], "{number:>900000000}", "'{' is no place"),
        (["Figure {number}"], "{number!r}", "'{' is no place"),
        (["Figure {number}"], "{number.__class__.__mro__}", "'{' is no place"),
        (["Figure {number}"], "{number[0]}", "'{' is no place"),
        (["Figure {number}"], "{number} {0}", "'{' is no place"),
        (["Figure {number}"], "{number} {{", "'{' is no place"),
        (["Figure {number}"], "{number} }", "'}' is no place"),
        (["Figure %s"], "%900000000s", "'%' is no place"),
        (["Figure %s"], "%s, 100 %", "'%' is no place"),
        (["Figure %s"], "%(x)s", "'%' is no place"),
        (["Figure %s"], "%%s", "'%' is no place"),
        (["Figure %s"], "%s %s", "more than one"),
        (["Figure {number}"], "{number} %s", "more than one"),
        (["Figure %s"], "la figure", "no place for the number"),
        ([], "la figure", "no place for the number"),
        (["{number:>3}"], "{number:>4}", "'{' is no place"),
    ],
)
def test_other_titles(wanted: list[str], title: str, problem: str) -> None:
    assert problem in (number_title_problem(wanted, title) or "")


@pytest.mark.parametrize("role", ["numref", "std:numref"])
def test_titles_are_compared_in_messages(role: str) -> None:
    message = f"See :{role}:`Figure %s <boat>`."
    right = f"Voir :{role}:`la figure %s <boat>`."
    wrong = f"Voir :{role}:`%9999999s <boat>`."
    assert list(safety_problems(message, right, Policy())) == []
    (problem,) = safety_problems(message, wrong, Policy(gentle=True))
    assert (problem.rule, problem.start) == ("unsafe-place", 5)


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%b %d, %Y", "%d %b %Y"),
        ("%s of %d", "%s de %d"),
        ("%(a)s", "%(a)s %(a)s"),
        ("%s", "%s, 100 %%"),
        ("a", "b"),
    ],
)
def test_conversions(msgid: str, msgstr: str) -> None:
    assert conversion_problem(msgid, msgstr) is None


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("%s", "%900000000s"),
        ("%(a)s", "%(a)900000000s"),
        ("%(a)s", "%(a)r"),
        ("%(a)s", "%(b)s"),
        ("%(a)s", "%(a)s %s"),
        ("%s", "%.5s"),
        ("%s", "100 % de %s"),
        ("%s of %d", "%d de %s"),
        ("%s", "x"),
        ("%s", "%s %"),
        ("%b %d, %Y", "%900000000d %b"),
        ("%b %d, %Y", "%s"),
    ],
)
def test_other_conversions(msgid: str, msgstr: str) -> None:
    assert conversion_problem(msgid, msgstr)


def test_what_is_filled() -> None:
    assert has_conversions("a %s")
    assert not has_conversions("100 %%")
    assert not has_conversions("a")


def test_places_in_braces() -> None:
    assert [p.start for p in placeholder_problems("{number}", "{number}")] == []
    assert [p.start for p in placeholder_problems("{number}", "a {number:>9}")] == [2]
