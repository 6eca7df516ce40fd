"""What is said of formulas that cannot be read."""

from __future__ import annotations

import pytest

from editions.catalogs.tex_flaws import flaw_problem
from editions.catalogs.tex_shape import Flaw
from tests.catalogs.test_tex_shape import FLAWED


@pytest.mark.parametrize("flaw", FLAWED)
def test_each_flaw_is_said_unless_the_message_has_it(flaw: Flaw) -> None:
    for formula in FLAWED[flaw]:
        said = flaw_problem(["x"], formula, inline=False)
        assert said
        assert len(said) < 130
        assert flaw_problem(["x", formula], formula, inline=False) is None


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (r"x^\sqrt{a}", r"braces are missing in ^\sqrt;"),
        (r"\text{\times}", r"'\times' stands among words"),
        (r"\text{a & b}", "'&' stands among words"),
        (r"\hline b", r"\hline stands where"),
        ("^a", "write {} before it"),
        ("5 €", r"put it into \text{}"),
        (r"\frac{a}", r"\frac stands without its arguments"),
        (r"\left(a & b\right)", "'&' stands where no row can end"),
    ],
)
def test_it_names_what_it_is_about(formula: str, said: str) -> None:
    assert said in (flaw_problem(["x"], formula, inline=False) or "")
