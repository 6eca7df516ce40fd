"""Lines over time, read back from the drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.charts.drawing import draw
from editions.charts.lines import overlap
from editions.charts.making import NARROW
from editions.charts.palette import SERIES
from editions.charts.planning import ChartOptions
from tests.charts.drawings import overlapping, shapes, texts
from tests.charts.samples import plan_of, specification

#: Three periods, and none for the years between.
REFUGEES = "a,A,2005,,3400,,,approximately\nb,B,2008,,9500,,,more than\nc,C,2009,,7600,,,\n"


def drawn(folder: Path, rows: str, width: float = 560.0, direction: str = "ltr", **o: Any) -> str:
    options = ChartOptions(kind="lines", **o)
    return draw(specification(plan_of(folder, options, rows), width, direction))


def test_points_are_at_their_amounts_and_times(tmp_path: Path) -> None:
    svg = drawn(tmp_path, REFUGEES)
    (zero,) = shapes(svg, "zero")
    points = sorted(shape.middle for shape in shapes(svg, "dot", "inexact"))
    heights = [zero.box[1] - y for _, y in points]
    unit = heights[1] / 9500
    assert [height / unit for height in heights] == pytest.approx([3400, 9500, 7600], abs=10)
    steps = [points[1][0] - points[0][0], points[2][0] - points[1][0]]
    assert steps[0] == pytest.approx(3 * steps[1], abs=0.5)
    assert len(shapes(svg, "inexact")) == 2
    assert texts(svg, "number") == ["about 3,400", "more than 9,500", "7,600"]
    assert texts(svg, "date") == ["2005", "2008", "2009"]


def test_years_that_are_left_out_are_passed_over_thinly(tmp_path: Path) -> None:
    svg = drawn(tmp_path, REFUGEES)
    (gap,), (line,) = shapes(svg, "gap"), shapes(svg, "line")
    assert gap.width == pytest.approx(3 * line.width, abs=0.5)


def test_a_number_that_is_not_stated_breaks_the_line(tmp_path: Path) -> None:
    amounts = zip(range(2001, 2006), (1, 2, "", 4, 5), strict=True)
    rows = "".join(f"r{year},A,{year},,{number},,,\n" for year, number in amounts)
    svg = drawn(tmp_path, rows)
    assert len(shapes(svg, "line")) == 2
    assert len(shapes(svg, "gap")) == 1
    assert texts(svg, "number") == ["1", "2", "4", "5"]


def test_series_are_named_at_their_ends(tmp_path: Path) -> None:
    rows = "".join(
        f"{name.lower()}{y},{name},{y},,{y % 100 * n},,,\n"
        for n, name in enumerate(("Bread", "Cheese", "Wine"), 1)
        for y in (2001, 2002, 2003)
    )
    svg = drawn(tmp_path, rows, group="good")
    assert texts(svg, "series") == ["Wine", "Cheese", "Bread"]
    assert [shape.stroke for shape in shapes(svg, "key")] == [SERIES[2], SERIES[1], SERIES[0]]
    assert {shape.stroke for shape in shapes(svg, "line")} == set(SERIES[:3])
    assert overlapping(svg) == []


MANY = "".join(f"r{n},A,{1520 + n},,{(n * 37) % 91},,,\n" for n in range(500))
MONTHS = "".join(f"r{n},A,2009-{n:02},,{n * 1000},,,\n" for n in range(1, 13))
CROWDED = "".join(
    f"r{n}{s.lower()},{s} with a name of some length,{2000 + n},,{1000 + n + i},,,more than\n"
    for n in range(4)
    for i, s in enumerate("ABC")
)
BELOW = "a,A,2001,,-5,,,\nb,B,2002,,3,,,nearly\n"


@pytest.mark.parametrize("width", [560.0, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    ("rows", "options"),
    [(REFUGEES, {}), (MANY, {}), (MONTHS, {}), (CROWDED, {"group": "good"}), (BELOW, {})],
)
def test_texts_never_cover_one_another(
    tmp_path: Path, rows: str, options: dict[str, Any], direction: str, width: float
) -> None:
    svg = drawn(tmp_path, rows, width, direction, **options)
    assert overlapping(svg) == []
    assert texts(svg, "number") or texts(svg, "tick")


def test_many_points_have_an_axis_and_no_numbers(tmp_path: Path) -> None:
    svg = drawn(tmp_path, MANY)
    assert texts(svg, "number") == []
    assert texts(svg, "tick") == ["0", "20", "40", "60", "80"]
    assert texts(svg, "date") == ["1600", "1700", "1800", "1900", "2000"]
    assert shapes(svg, "dot") == []


def test_areas_that_touch_do_not_overlap() -> None:
    assert overlap((0, 0, 2, 2), (1, 1, 3, 3))
    assert not overlap((0, 0, 2, 2), (2, 0, 3, 3))
