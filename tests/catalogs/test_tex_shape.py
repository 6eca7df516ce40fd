"""What keeps LaTeX or a converter to MathML from reading a formula, and what does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.tex import tex_problem
from editions.catalogs.tex_shape import Flaw, flaws_of

#: Formulas as people write them.
SOUND = [
    r"\sum_{i=1}^{n} x_i^2 = \frac{n(n+1)}{2}",
    r"\sum\limits_{i} \lim\limits_{x \to 0} \operatorname*{arg\,max}\limits_y f(y)",
    r"\sqrt[3]{\frac12} + \sqrt{x} + \sqrt 2 + \sqrt\alpha",
    r"x^\alpha + x^\frac12 + x_\mathrm{max} + x_\text{max} + \hat\beta + \bar x_1'",
    r"{}^{14}_{6}\mathrm{C} + f'^2 + f''(x) + x_{i,j}^{\,2}",
    r"\left( \frac{a}{b} \middle| \left\{ c \right. \right] \bigl( d \bigr) \Big| e \big\rangle",
    r"\begin{cases} 1 & \text{if $x > 0$ and } y \\ 0 & \text{else, } 50\,\% \end{cases}",
    r"\begin{array}{l|c} {}^a & b \\ \hline \hline c & d \\[1ex] \end{array}",
    r"\left(\begin{matrix} a & b \\ c & d \end{matrix}\right)^{-1}",
    r"{a \over b} + {n \choose k} + \sum_{\substack{i < n \\ j > m}} \sideset{_a}{^b}\sum_c x",
    r"\displaystyle \int_0^\infty e^{-x^2}\,\mathrm{d}x \not= {\textstyle \frac12} \pmod 3",
    r"\overset{!}{=} \xrightarrow[a]{b} \underbrace{x + y}_{z} \stackrel{?}{=} \binom n k",
    r"[0, 1) \cup ]1, 2] \text{où } x \in \mathbb R, \quad \text{été} \; é 字 ٣",
    "",
]


@pytest.mark.parametrize("formula", SOUND)
@pytest.mark.parametrize("inline", [True, False])
def test_what_people_write_has_no_flaw(formula: str, inline: bool) -> None:
    found = flaws_of(formula, inline=inline)
    assert {flaw for flaw, _ in found} <= {Flaw.ROOM}  # lengths are compared with the message's
    assert tex_problem([formula], rf"{formula} \text{{ si}}", inline=inline) is None


#: Each as xelatex or the converter of docutils refuses it.
FLAWED = {
    Flaw.BARE: [
        *(r"x^\left(a\right)", r"x_\quad a", r"x^\,", r"x^\operatorname{d}", r"x^\sqrt{a}"),
        *(r"\frac\text{a}{b}", r"\sqrt\left(a\right)", r"\hat\left(a\right)", r"x^\lim_{a}"),
        *(r"x^\begin{cases}a\end{cases}", r"\mathrm\left(x\right)", r"x^\sum", r"\sqrt\sqrt{a}"),
    ],
    Flaw.MISSING: [
        *(r"\frac{a}", r"{\frac a}", r"\hat", r"\hat ^a", r"\mathbb^2", r"x^", r"x_\\", r"\sqrt\\"),
        *(r"\frac{a}^{b}", "x_\n\n2", r"\sideset{_a}{^b}"),
    ],
    Flaw.WORDS: [
        *(r"\text{\cdot}", r"\text{\mathrm{d}}", r"\text{\left(}x\right)", r"\text{a \\ b}"),
        *(r"\text{a & b}", r"\text{a^b}", r"\text{\alpha}", r"\text\cdot", r"\text{x {\sqrt y}}"),
    ],
    Flaw.DELIMITER: [
        *(r"\left x \right )", r"\left( x \right", r"\left« x \right»", r"\left+ x \right="),
        *(r"\left(x\middle y\right)", r"\big a", r"\big{}a", r"\big", r"\left\text{(} x \right)"),
        *(r"\left\alpha x \right)", r"\left< x \right>", r"\left“ x\right”"),
    ],
    Flaw.MIDDLE: [r"x\middle|y", r"\left(x\right)\middle|y", r"\left({x\middle|y}\right)"],
    Flaw.CROSSED: [
        *(r"{\left(}x\right)", r"\frac{\left(}{a\right)}", "x}", "{x", r"\text{a", r"\end{cases}"),
        *(r"{\begin{cases} a }\end{cases}", r"\left(\begin{cases} a \right)\end{cases}", "a $ b"),
    ],
    Flaw.ROW: [
        *(r"\left( a \\ b \right)", r"\frac{a \\ c}{b}", r"\left( a & b \right)", r"{a \\ b}"),
        *(r"\begin{cases} {a & b} \end{cases}", r"\sqrt[a \\ b]{c}"),
    ],
    Flaw.ROOM: [r"\\[1]", r"a \\*[b]", r"\\[", r"\begin{matrix} a \\ [0, 1) \end{matrix}"],
    Flaw.LIMITS: [
        *(r"\sum x\limits_i", r"\limits", r"\sum{}\limits_i", r"x\nolimits_a"),
        r"\sideset{a}{b}x",
    ],
    Flaw.OVER: [r"a \over b \over c", r"a \choose b \over c", r"{a \over b \atop c}"],
    Flaw.RULE: [
        *(r"\hline b", r"\begin{array}{l} a \hline \end{array}"),
        r"\begin{array}{ll} a & b {\hline} \end{array}",
    ],
    Flaw.BASE: ["^a", "x{_a}", r"\begin{matrix} a & ^b \end{matrix}"],
    Flaw.FIRST: [r"x \displaystyle y", r"\sqrt{x \textstyle y}"],
    Flaw.CHARACTER: ["a × b", "x\u00a0y", "“x”", "5 €", "x\u200by"],
}


@pytest.mark.parametrize(
    ("flaw", "formula"), [(flaw, formula) for flaw in FLAWED for formula in FLAWED[flaw]]
)
def test_a_flaw_counts_where_the_message_has_none(flaw: Flaw, formula: str) -> None:
    assert flaw in {found.flaw for found in flaws_of(formula, inline=False)}
    assert tex_problem(["x"], formula)
    assert tex_problem([formula], formula) is None


def test_a_line_of_text_has_no_rows_and_no_empty_lines() -> None:
    for formula, flaw in ((r"a \\ b", Flaw.ROW), ("a & b", Flaw.ROW), ("a\n\nb", Flaw.BLANK)):
        assert flaw in {found.flaw for found in flaws_of(formula, inline=True)}
        assert not flaws_of(formula, inline=False)
    assert tex_problem(["x"], r"a \\ b", inline=True)
    assert tex_problem([r"a \\ b"], r"b \\ a", inline=True) is None


PIECES = [
    *(formula for formulas in FLAWED.values() for formula in formulas),
    *("\\", "{", "}", "$", "^", "&", "\\\\", "[", "]", "\\left", "\\right", "\\text", "\\frac "),
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_any_text_is_read(text: str) -> None:
    for inline in (True, False):
        flaws_of(text, inline=inline)


@pytest.mark.parametrize(
    "piece", ["{", "\\left(", "\\frac", "x^", "\\text{", "\\\\[", "\\begin{", " "]
)
def test_the_time_grows_with_the_formula(piece: str) -> None:
    begin = time.process_time()
    flaws_of(piece * 20_000, inline=True)
    assert time.process_time() - begin < 2
