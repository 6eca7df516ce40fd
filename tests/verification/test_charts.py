"""Charts of two editions of a page."""

from __future__ import annotations

import pytest

from editions.verification.charts import compare_page_charts
from editions.verification.facts import BuiltChart
from editions.verification.pages import read_page

DRAWN = """<main><figure id="c"><figcaption><p>Title</p></figcaption><div class="drawing">
<svg role="img" class="wide"><title>Chart</title><desc>Highest: A.</desc>
<g class="label"><text>A</text></g><g class="bar"><path d="M0,0h9v9h-9Z"/><path/></g></svg>
<svg class="narrow"><g class="bar"><path/></g></svg></div></figure></main>"""


def found(changed: str, original: str = DRAWN) -> list[str]:
    pages = [
        read_page(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), name, name)
        for name, body in (("en/a.html", original), ("fr/a.html", changed))
    ]
    return [finding.rule for finding in compare_page_charts(*pages)]


def test_a_chart_is_its_marks_and_its_words() -> None:
    page = read_page(f"<html><body>{DRAWN}</body></html>".encode(), "en/a.html", "a.html")
    words = ("Chart", "Highest: A.")
    bars = (("bar", 2),)
    assert page.charts == (BuiltChart("c", 1, bars, words, labels=("A",), lengths=(1.0,)),)


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("Highest", "Maximum", []),
        ("<text>A</text>", "<text>B</text><text>C</text>", []),
        ("h9v9h-9Z", "h9v9h-9Z\"/><path d=\"M0,0", ["chart-marks"]),
        ('class="bar"', 'class="inexact"', ["chart-marks"]),
        ('id="c"', 'id="d"', ["missing-chart", "missing-chart"]),
        ("<desc>Highest: A.</desc>", "", ["alternative-text"]),
        ("<title>Chart</title>", "<title> </title>", ["alternative-text"]),
        ("<main>", "<main hidden><p>", []),
    ],
)  # fmt: skip
def test_what_differs_is_found(old: str, new: str, rules: list[str]) -> None:
    assert old in DRAWN
    assert found(DRAWN.replace(old, new, 1)) == rules


def test_a_chart_too_many_is_found() -> None:
    assert found(DRAWN, "<main></main>") == ["missing-chart"]
