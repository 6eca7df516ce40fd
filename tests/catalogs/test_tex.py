"""What a formula of a translation may hold."""

from __future__ import annotations

import pytest

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
    ],
)
def test_what_may_not(wanted: list[str], found: str, problem: str) -> None:
    assert problem in (tex_problem(wanted, found) or "")
