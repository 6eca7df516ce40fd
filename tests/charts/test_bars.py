"""Bars, parts, dots and ranges, read back from the drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.charts.drawing import draw
from editions.charts.making import NARROW
from editions.charts.palette import SERIES
from editions.charts.planning import ChartOptions
from tests.charts.drawings import overlapping, shapes, size, texts
from tests.charts.samples import GOODS, plan_of, specification

LONG = " ".join(["A good whose name is told at length"] * 6)


def drawn(
    folder: Path, rows: str | None = None, width: float = 560.0, direction: str = "ltr", **o: Any
) -> str:
    made = plan_of(folder, ChartOptions(**o), GOODS if rows is None else rows)
    return draw(specification(made, width, direction))


def test_lengths_are_the_amounts(tmp_path: Path) -> None:
    svg = drawn(tmp_path)
    bars = shapes(svg, "bar", "inexact")
    unit = bars[0].width / 40
    assert sorted(bar.width / unit for bar in bars) == pytest.approx([20, 40, 60], abs=0.02)
    assert {bar.box[0] for bar in bars} == {0}
    (outline,) = shapes(svg, "inexact")
    assert (outline.fill, outline.stroke) == ("none", SERIES[0])
    assert texts(svg, "title") == ["Sold (C$ million)"]
    assert texts(svg, "number") == ["40", "more than 60", "20", "not stated"]


def test_numbers_stand_at_their_bars(tmp_path: Path) -> None:
    svg = drawn(tmp_path, rows="a,A,,,5,,,\nb,B,,,-3,,,\nc,C,,,0,,,\n")
    numbers = {shape.text: shape for shape in shapes(svg, "number")}
    bars = {round(bar.middle[1]): bar for bar in shapes(svg, "bar")}
    zero = shapes(svg, "zero")[0].box[0]
    for text, side in (("5", 2), ("\u22123", 0)):
        number = numbers[text]
        bar = next(bar for y, bar in bars.items() if abs(y - number.middle[1]) < 4)
        gap = number.box[0] - bar.box[2] if side == 2 else bar.box[0] - number.box[2]
        assert 4 < gap < 8
        assert bar.box[2 - side] == pytest.approx(zero, abs=0.1)
    assert numbers["0"].box[0] == pytest.approx(zero + 6, abs=0.1)


def test_an_outline_is_whole_where_numbers_stand_above(tmp_path: Path) -> None:
    rows = "a,A,,,1234567.25,,,approximately\nb,B,,,1034567.25,,,nearly\n"
    options = ChartOptions(group="good", y=("precision",))
    svg = draw(specification(plan_of(tmp_path, options, rows), 120))
    outlines = shapes(svg, "inexact")
    assert len(outlines) == 2
    assert max(outline.box[2] for outline in outlines) == 119


def test_grouped_bars_name_their_series(tmp_path: Path) -> None:
    svg = drawn(tmp_path, group="when")
    assert texts(svg, "label") == ["Apples", "Fish"]
    assert texts(svg, "number") == [
        "2008: 40", "2010: more than 60", "2008: 20", "2010: not stated",
    ]  # fmt: skip
    assert {bar.fill for bar in shapes(svg, "bar")} == {SERIES[0]}
    assert [bar.stroke for bar in shapes(svg, "inexact")] == [SERIES[1]]


def test_parts_make_up_their_bar(tmp_path: Path) -> None:
    rows = "a,A,,,40,10,,\nb,B,,,1,60,,\n"
    svg = drawn(tmp_path, rows, kind="stacked-bars", x=("sold", "kept"))
    bars = shapes(svg, "bar")
    first, second = (sorted(b.box[0] for b in bars if b.fill == SERIES[n]) for n in (0, 1))
    unit = max(bar.box[2] for bar in bars) / 61
    assert first == [0, 0]
    assert second == pytest.approx([unit, 40 * unit], abs=0.2)
    assert sum(bar.width for bar in bars) == pytest.approx(111 * unit, rel=0.02)
    assert texts(svg, "legend") == ["Sold", "Kept"]
    # A part of one million finds no room for its number, and the axis says it.
    assert texts(svg, "number") == ["40", "10", "60"]
    assert texts(svg, "tick") == ["0", "20", "40", "60"]
    assert overlapping(svg) == []


def test_dots_are_at_their_amounts(tmp_path: Path) -> None:
    svg = drawn(tmp_path, kind="dots")
    zero = shapes(svg, "zero")[0].box[0]
    dots = shapes(svg, "dot", "inexact")
    unit = (dots[0].middle[0] - zero) / 40
    amounts = sorted((dot.middle[0] - zero) / unit for dot in dots)
    assert amounts == pytest.approx([20, 40, 60], abs=0.1)


def test_ranges_go_from_the_lower_to_the_higher(tmp_path: Path) -> None:
    svg = drawn(tmp_path, rows="a,A,,,2,5,,\nb,B,,,1,8,,\nc,C,,,4,,,\n", kind="ranges",
                x=("sold", "kept"))  # fmt: skip
    spans = shapes(svg, "range")
    unit = (spans[1].width - spans[0].width) / 4
    assert [span.width / unit for span in spans] == pytest.approx([3, 7], abs=0.05)
    assert texts(svg, "number") == ["2", "1", "4", "5", "8", "not stated"]
    assert overlapping(svg) == []


@pytest.mark.parametrize("width", [560.0, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("rows", "options"),
    [
        (None, {}),
        (None, {"group": "when"}),
        (None, {"kind": "dots"}),
        ("a,A,,,1,,,\n", {}),
        (f"a,{LONG},,,3,7,,nearly\nb,{'W' * 200},,,-4,9,,\n", {}),
        (f"a,{LONG},,,3,7,,nearly\nb,{'W' * 200},,,-4,9,,\n", {"kind": "ranges",
                                                              "x": ("sold", "kept")}),
        ("a,تفاح الجزيرة,,,12345678.9,1,,more than\nb,سمك 2009,,,2,1,,\n", {}),
        ("".join(f"r{n},Good {n},,,{n * 7 - 30},,,\n" for n in range(60)), {}),
        ("a,A,,,0,,,\nb,B,,,0,,,\n", {}),
    ],
)  # fmt: skip
def test_texts_never_cover_one_another(
    tmp_path: Path, rows: str | None, options: dict[str, Any], direction: str, width: float
) -> None:
    svg = drawn(tmp_path, rows, width, direction, **options)
    assert overlapping(svg) == []
    assert size(svg)[0] == width


def test_overlap_would_be_noticed(tmp_path: Path) -> None:
    svg = drawn(tmp_path)
    (first, second, *_) = (s for s in shapes(svg, "label"))
    moved = svg.replace(f'y="{second.box[1] + 9.75:g}"', f'y="{first.box[1] + 9.75:g}"')
    assert moved != svg
    assert overlapping(moved) == [("Apples", "Apples")]


def test_right_to_left_bars_begin_at_the_right(tmp_path: Path) -> None:
    svg = drawn(tmp_path, rows="a,تفاح,,,40,,,\nb,سمك,,,20,,,\n", direction="rtl")
    bars = shapes(svg, "bar")
    assert {bar.box[2] for bar in bars} == {560}
    assert bars[0].width == pytest.approx(2 * bars[1].width, abs=0.2)
    assert {round(label.box[2]) for label in shapes(svg, "label")} == {560}
    assert all(number.box[2] < 560 - 200 for number in shapes(svg, "number"))
