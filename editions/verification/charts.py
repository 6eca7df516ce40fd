"""Compare two editions of a chart: whether it is there, with the same marks and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from editions.findings import Finding
from editions.phrases import phrase, told
from editions.quantities.comparing import ComparedText, compare_numbers
from editions.verification.facts import BuiltChart, Page
from editions.verification.parsing import read_xml
from editions.verification.tables import column_values, hold_the_same

#: Layers that show amounts and times; what else a drawing has is of its language.
_LAYERS = frozenset({"bar", "inexact", "dot", "range", "event", "span", "line", "gap"})
#: Layers of bars, and how the way around one says its length and its width.
_BARS = frozenset({"bar", "inexact"})
_SIDES = re.compile(r"M[-\d.]+,[-\d.]+(?:h(-?[\d.]+)v(-?[\d.]+)|v(-?[\d.]+)h(-?[\d.]+))")
#: How much the length of a bar may differ, in parts of the longest: drawings are rounded.
_ROUNDED = 0.01


def read_charts(main: HtmlElement) -> Iterator[BuiltChart]:
    """Yield the charts of a page; of several drawings of one, its first."""
    for figure in main.xpath(".//figure[div[contains(@class, 'drawing')]]"):
        drawing = next(iter(figure.xpath("div//*[local-name() = 'svg']")), None)
        if drawing is None:
            continue
        marks = Counter({str(g.get("class")): len(g) for g in drawing if g.get("class") in _LAYERS})
        title, description = (
            " ".join(str(drawing.xpath(f"string(*[local-name() = '{name}'])")).split())
            for name in ("title", "desc")
        )
        line = figure.sourceline
        yield BuiltChart(
            str(figure.get("id", "")),
            line if isinstance(line, int) else 0,
            tuple(sorted(marks.items())),
            (title, description),
            " ".join(" ".join(drawing.xpath("*[@class='title']//text()")).split()),
            _texts(drawing, "number"),
            _texts(drawing, "label"),
            tuple(_lengths(drawing)),
        )


def read_drawing(data: bytes) -> tuple[str, ...]:
    """Return what a drawing in a file of its own writes at its marks, and what these stand for.

    Raises:
        ValueError: it is no drawing.
    """
    try:
        root = read_xml(data)
    except etree.XMLSyntaxError as error:
        raise ValueError(told(error)) from error
    return tuple(
        " ".join("".join(map(str, text.itertext())).split())
        for group in root.iter("{*}g")
        if group.get("class") in ("number", "label")
        for text in group.iter("{*}text")
    )


def _texts(drawing: HtmlElement, layer: str) -> tuple[str, ...]:
    """Return what the texts of a layer say, in order."""
    texts = drawing.xpath(f"*[@class='{layer}']//*[local-name() = 'text']")
    return tuple(" ".join(str(item.xpath("string()")).split()) for item in texts)


def _lengths(drawing: HtmlElement) -> list[float]:
    """Return how long the bars of a drawing are, in parts of the longest, sorted."""
    sides = []
    for bar in drawing.xpath("*[@class]/*[@d]"):
        found = _SIDES.match(bar.get("d", "")) if bar.getparent().get("class") in _BARS else None
        if found is not None:
            across, down = found[1] or found[4], found[2] or found[3]
            sides.append((abs(float(across)), abs(float(down))))
    # Bars are as wide as each other, and long as their values.
    lengths = max(zip(*sides, strict=True), key=lambda side: max(side) - min(side), default=())
    longest = max(lengths, default=0)
    return sorted(length / longest for length in lengths) if longest else []


def compare_page_charts(one: Page, other: Page) -> Iterator[Finding]:
    """Yield what the charts of two editions of a page do not show alike."""
    theirs = {chart.id: chart for chart in other.charts}
    for chart in one.charts:
        place = f"{one.file}:{chart.line}"
        its = theirs.pop(chart.id, None)
        if its is None:
            message = phrase("the chart {id!r} of {place} is missing", id=chart.id, place=place)
            yield Finding(other.file, 0, message, "missing-chart")
            continue
        if its.marks != chart.marks:
            shown, wanted = (
                ", ".join(f"{count} {name}" for name, count in found.marks) or "none"
                for found in (its, chart)
            )
            message = phrase(
                "the chart {id!r} has other marks ({shown}) than {place} ({wanted})",
                id=chart.id,
                shown=shown,
                place=place,
                wanted=wanted,
            )
            yield Finding(other.file, its.line, message, "chart-marks")
        elif not _agree(chart, one, its, other):
            shown, wanted = (", ".join(found.numbers) for found in (its, chart))
            message = phrase(
                "the chart {id!r} shows other values ({shown}) than {place} ({wanted})",
                id=chart.id,
                shown=shown,
                place=place,
                wanted=wanted,
            )
            yield Finding(other.file, its.line, message, "chart-values")
        if all(chart.words) and not all(its.words):
            message = phrase(
                "the chart {id!r} has no words for those who do not see it", id=chart.id
            )
            yield Finding(other.file, its.line, message, "alternative-text")
    for its in theirs.values():
        message = phrase("the chart {id!r} is not in {file}", id=its.id, file=one.file)
        yield Finding(other.file, its.line, message, "missing-chart")


def _agree(ours: BuiltChart, one: Page, theirs: BuiltChart, other: Page) -> bool:
    """Tell whether two editions of a chart show and describe the same values."""
    if len(ours.numbers) != len(theirs.numbers) or not are_as_long(ours, theirs):
        return False
    shown, written = (
        column_values(chart.unit, chart.numbers, page.locale)
        for chart, page in ((ours, one), (theirs, other))
    )
    if not all(map(hold_the_same, shown, written)):
        return False
    for text, its in zip(ours.words, theirs.words, strict=True):
        passages = ComparedText.of_text(text), ComparedText.of_text(its)
        found = compare_numbers(*passages, one.locale, other.locale)
        if found.wrong or found.doubtful or found.missing:
            return False
    return True


def are_as_long(one: BuiltChart, other: BuiltChart) -> bool:
    """Tell whether the bars of two drawings are as long as each other, in parts of the longest."""
    return len(one.lengths) == len(other.lengths) and all(
        abs(a - b) <= _ROUNDED for a, b in zip(one.lengths, other.lengths, strict=True)
    )
