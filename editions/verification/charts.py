"""Compare two editions of a chart: whether it is there, with the same marks and its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml.html import HtmlElement

from editions.findings import Finding
from editions.verification.facts import BuiltChart, Page

#: Layers that show amounts and times; what else a drawing has is of its language.
_LAYERS = frozenset({"bar", "inexact", "dot", "range", "event", "span", "line", "gap"})


def read_charts(main: HtmlElement) -> Iterator[BuiltChart]:
    """Yield the charts of a page; of several drawings of one, its first."""
    for figure in main.xpath(".//figure[div[contains(@class, 'drawing')]]"):
        drawing = next(iter(figure.xpath("div//*[local-name() = 'svg']")), None)
        if drawing is None:
            continue
        marks = Counter({str(g.get("class")): len(g) for g in drawing if g.get("class") in _LAYERS})
        texts = [drawing.xpath(f"string(*[local-name() = '{name}'])") for name in ("title", "desc")]
        line = figure.sourceline
        yield BuiltChart(
            str(figure.get("id", "")),
            line if isinstance(line, int) else 0,
            tuple(sorted(marks.items())),
            all(str(text).strip() for text in texts),
        )


def compare_page_charts(one: Page, other: Page) -> Iterator[Finding]:
    """Yield what the charts of two editions of a page do not show alike."""
    theirs = {chart.id: chart for chart in other.charts}
    for chart in one.charts:
        place = f"{one.file}:{chart.line}"
        its = theirs.pop(chart.id, None)
        if its is None:
            message = f"the chart {chart.id!r} of {place} is missing"
            yield Finding(other.file, 0, message, "missing-chart")
            continue
        if its.marks != chart.marks:
            shown, wanted = (
                ", ".join(f"{count} {name}" for name, count in found.marks) or "none"
                for found in (its, chart)
            )
            message = f"the chart {chart.id!r} has other marks ({shown}) than {place} ({wanted})"
            yield Finding(other.file, its.line, message, "chart-marks")
        if chart.is_described and not its.is_described:
            message = f"the chart {chart.id!r} has no words for those who do not see it"
            yield Finding(other.file, its.line, message, "alternative-text")
    for its in theirs.values():
        message = f"the chart {its.id!r} is not in {one.file}"
        yield Finding(other.file, its.line, message, "missing-chart")
