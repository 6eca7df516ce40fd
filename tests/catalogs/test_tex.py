"""What a formula of a translation may hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.catalogs.tex import tex_problem


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([r"\alpha + \beta"], r"\alpha + \beta"),
        ([r"\href{x}{y}"], r"\href{x}{y}"),  # the message's own, as it stands
        ([r"\alpha"], r"\text{si } \alpha, \quad \alpha"),
        ([r"\alpha", r"\beta"], r"\alpha \beta"),
        (["x"], r"50\,\% \{a\} \\"),
        (["50 % x"], "% x"),
        (["x"], r"x \$"),
        ([r"\frac{a}{b}"], r"\frac{\text{marée}}{b}"),
        ([r"\sqrt[3]{x} \in [0, 1)"], r"\sqrt[4]{x} \in [0 ; 1["),
        ([r"\begin{cases} a & b \end{cases}"], r"\begin{cases} a & \text{b} \\ c & d \end{cases}"),
        ([r"\begin{array}{ll} a \end{array}"], r"\begin{array}{ll} \text{a} \end{array}"),
        (["x"], r"\left( x \right)"),
        ([r"\frac{1}{2}"], r"\frac12"),
        (["x^2_a"], "x_a^2"),
        (["x^{2}"], "x^{2^{3}}"),
        (["a & b"], "b & a"),
        ([r"\foo{a} \foo{b}"], r"\foo{b}"),
        ([r"\alpha{}"], r"\alpha{}"),
        ([r"\frac{a}{b}"], r"\frac{a}b \frac ab"),
        ([r"\& \% \# \$"], r"\% \& \$ \#"),
        ([r"\begin{cases} a \\[1ex] b \end{cases}"], r"\begin{cases} b \\[1ex] a \end{cases}"),
        (["x"], r"x \\ [0, 1)"),
        (["x"], r"\left\{ \left. x \right| y \right]"),
        ([r"\langle x \rangle"], r"\left\langle x \right\rangle"),
        (["f'"], "f'^2 + f''"),
        (["x"], r"\text{a\_b}_c"),
    ],
)
def test_what_may_stand(wanted: list[str], found: str) -> None:
    assert tex_problem(wanted, found) is None


@pytest.mark.parametrize(
    ("wanted", "found", "problem"),
    [
        ([], "x", "the message has none"),
        ([r"\href{x}{y}"], r"\href{z}{y}", r"holds \href; leave it"),
        (["x"], r"x \input{y}", r"holds \input"),
        ([r"\alpha"], r"\gamma", r"\gamma is not in the message's formula"),
        (["x"], "x % y", "'%' is not in"),
        (["x"], "x $ y", "'$' is not in"),
        (["x"], "x ^^41", "'^^' is not in"),
        (["x"], "x \0", r"'\x00' is not in"),
        (["x"], "a & b", "'&' is not in"),
        (["x"], "#1", "'#' is not in"),
        (["x"], "a ` b", "'`' is not in"),
        (["x"], "x\\", "ends in a backslash"),
        (["x"], "x }", "does not end in it"),
        (["x"], "{x", "does not end in it"),
        (["x"], r"\left( x", "does not end in it"),
        (["x"], r"\right) x \left(", "does not end in it"),
        (["x"], "x^a^b", "two exponents"),
        (["x"], "x^2'", "two exponents"),
        (["x"], "x^", "is empty"),
        (["x"], "{x_}", "is empty"),
        (["x"], "^ ^5c", "is empty"),
        ([r"a \& b"], "a & b", "'&' is not in"),
        ([r"5 \%"], "5 % x", "'%' is not in"),
        ([r"\#"], "#1", "'#' is not in"),
        ([r"5 \$"], "$ x", "'$' is not in"),
        (["x"], r"x\\[9999em]", "leaves room"),
        (["x"], r"x\\* [ -9999.5 em ]", "leaves room"),
        ([r"\\[1em]"], r"\\[2em]", "leaves room"),
        (["x"], r"\left x \right )", "no bracket stands behind"),
        (["x"], r"\left( x \right", "no bracket stands behind"),
        (["x"], r"\left\left( x \right\right)", "no bracket stands behind"),
        (["x"], r"\text{a^b}", "stands among words"),
        ([r"\begin{cases} a & b \end{cases}"], r"\begin{cases} a & b & c \end{cases}", "more &"),
        ([r"\begin{cases} a & b \end{cases}"], "a & b", "more &"),
        ([r"\frac{a}{b}"], r"x \frac{a}", "without its arguments"),
        ([r"\sqrt{a}"], r"x \sqrt[3]", "without its arguments"),
        (["x"], "x_a_{b}", "two exponents"),
        (["x"], "{x^a_b^c}", "two exponents"),
        (["x"], "{" * 60 + "x" + "}" * 60, "too many groups"),
        (["x"], r"\text", "no braces behind it"),
        ([r"\frac{a}{b}"], r"x \frac", "without its arguments"),
        ([r"\sqrt{a}"], r"{x \sqrt }", "without its arguments"),
        (["x"], r"x \rule{9999em}{1em}", "holds \\rule"),
        ([r"\rule{1em}{1em}"], r"\rule{9999em}{1em}", "holds \\rule"),
        ([r"\hspace*{1em}"], r"\hspace*{999em}", "holds \\hspace*"),
        ([r"\foo{a}"], r"\foo{b}", r"\foo{b} is not in"),
        ([r"\foo[a]{b}"], r"\foo[c]{b}", r"\foo[c]{b} is not in"),
        ([r"\foo{a}"], r"\foo", "without its arguments"),
        (
            [r"\begin{cases} x \end{cases}"],
            r"\begin{filecontents*}[overwrite]{x.sty} x \end{filecontents*}",
            "is not in the message's formula",
        ),
        ([r"\begin{cases} x \end{cases}"], r"\begin x", "without its arguments"),
        ([r"\begin{array}{c} x \end{array}"], r"\begin{array}{l} x \end{array}", "is not in"),
    ],
)
def test_what_may_not(wanted: list[str], found: str, problem: str) -> None:
    assert problem in (tex_problem(wanted, found) or "")


PIECES = [
    *("\\", "{", "}", "[", "]", "^", "_", "&", "#", "%", "x", "a ", "\\frac", "\\text", "\\begin"),
    *("{cases}", "\\end", "\\left(", "\\right)", "\\foo", "\\\\", "\\,", "`", "\n", "é", "*"),
]


@given(
    st.lists(st.sampled_from(PIECES)).map("".join), st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_any_formula_is_judged(wanted: str, found: str) -> None:
    assert tex_problem([wanted], wanted) is None
    problem = tex_problem([wanted], found)
    assert problem is None or len(problem) > 10
