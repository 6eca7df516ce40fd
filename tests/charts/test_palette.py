"""Colours that everybody sees: contrast, and simulated colour blindness."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from editions.charts.palette import (
    DARK,
    DASHES,
    INK_ON_DARK,
    INK_ON_PAPER,
    INSIDE,
    PAPER,
    SERIES,
    SHAPES,
)
from tests.conftest import PROJECT

#: Machado, Oliveira and Fernandes (2009), severity 1; the first is ordinary sight.
SIGHTS = {
    "ordinary": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
#: Papers of pages: light, dark, those of a reader who wants contrast, a shaded row.
PAPERS = (PAPER, DARK, "#ffffff", "#000000", "#f4f1ea", "#22201d")


def linear(colour: str) -> list[float]:
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """Return a colour as somebody sees it, in CIE L*a*b*."""
    parts = linear(colour)
    r, g, b = (
        min(1.0, max(0.0, sum(m * p for m, p in zip(row, parts, strict=True))))
        for row in SIGHTS[sight]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("paper", PAPERS)
def test_marks_stand_out(paper: str) -> None:
    assert min(contrast(colour, paper) for colour in SERIES) >= 3


def test_text_is_legible() -> None:
    assert min(contrast(*pair) for pair in zip(SERIES, INSIDE, strict=True)) >= 4.5
    assert contrast(INK_ON_PAPER, PAPER) >= 7
    assert contrast(INK_ON_DARK, DARK) >= 7


@pytest.mark.parametrize("sight", SIGHTS)
def test_series_are_told_apart(sight: str) -> None:
    pairs = combinations(SERIES, 2)
    assert min(math.dist(seen(one, sight), seen(other, sight)) for one, other in pairs) > 20


def test_red_and_green_would_not_do() -> None:
    red, green = seen("#c04040", "deuteranopia"), seen("#6f7a2a", "deuteranopia")
    assert math.dist(red, green) < 20


def test_series_differ_without_colour() -> None:
    assert len(set(DASHES)) == len(set(SHAPES)) == len(SERIES)


def test_the_theme_has_these_papers() -> None:
    sheet = (PROJECT / "editions/theme/static/paper.css").read_text(encoding="utf-8")
    assert f"--paper: light-dark({PAPER}, {DARK})" in sheet
    assert f"--ink: light-dark({INK_ON_PAPER}, {INK_ON_DARK})" in sheet
