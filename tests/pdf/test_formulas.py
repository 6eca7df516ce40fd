"""Formulas written in LaTeX, set for paper."""

from __future__ import annotations

import pytest
from lxml import html

from editions.pdf.formulas import set_formula


def words(markup: str) -> str:
    return " ".join(html.fragment_fromstring(markup, create_parent="div").text_content().split())


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("a^2", "a2"),
        (r"\alpha < \beta", "α < β"),
        (r"\int x \, dx", "∫x dx"),
        (r"\mathrm{km}", "km"),
    ],
)
@pytest.mark.parametrize("display", [False, True])
def test_formula_is_set(source: str, shown: str, display: bool) -> None:
    formula = set_formula(source, display=display)
    assert formula.problems == ()
    assert words(formula.markup) == shown


def test_fraction_has_two_parts() -> None:
    markup = set_formula(r"\frac{1}{2}", display=False).markup
    fragment = html.fragment_fromstring(markup, create_parent="div")
    (over,) = fragment.find_class("numerator")
    (under,) = fragment.find_class("denominator")
    assert (over.text_content(), under.text_content()) == ("1", "2")


@pytest.mark.parametrize(
    "source", [r"\nosuch{x}", r"\frac{1", r"x}", r"\begin{nosuch}x\end{nosuch}"]
)
def test_what_is_not_understood_is_said(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    formula = set_formula(source, display=False)
    assert formula.problems
    assert words(formula.markup) == source
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\text{<{}img src=x>} + a", "<img src=x> + a"),
        (r"\text{if a<b} = x < y", "if a<b = x < y"),
        (r"\text{\textless{}img src=x>}", "<img src=x>"),
        (r"\text{<{}/span><{}a href=x>}", "</span><a href=x>"),
        (r"\text{<{}!-- } x", "<!-- x"),
        (r"\left< x \right>", " < x > "),
    ],
)
def test_text_in_a_formula_stays_text(source: str, shown: str) -> None:
    formula = set_formula(source, display=False)
    fragment = html.fragment_fromstring(formula.markup, create_parent="div")
    assert {element.tag for element in fragment.iter()} <= {"div", "span", "i"}
    assert fragment.text_content().replace("\u2009", " ") == shown


def test_source_that_cannot_be_set_is_escaped() -> None:
    formula = set_formula(r"\nosuch<b>&", display=False)
    assert html.fragment_fromstring(formula.markup, create_parent="div").xpath("count(.//*)") == 0
