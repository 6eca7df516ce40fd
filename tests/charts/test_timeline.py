"""Events in time, read back from the drawing."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.charts.drawing import draw
from editions.charts.making import NARROW
from editions.charts.planning import ChartOptions
from tests.charts.drawings import overlapping, shapes, texts
from tests.charts.samples import plan_of, specification

EVENTS = """\
bridge,The bridge is opened,1994,,,,,
ferry,The ferry runs every day,198X,,,,,
strike,A strike,2009-03,,,,,
visit,The queen visits,2009-12-06/2009-12-09,,,,,
toll,A toll is taken,1999/..,,,,,
"""
LONG = "".join(f"e{n},{' '.join(['A long story'] * 15)},20{n:02},,,,,\n" for n in range(1, 13))


def drawn(folder: Path, rows: str, width: float = 560.0, direction: str = "ltr") -> str:
    options = ChartOptions(kind="timeline")
    return draw(specification(plan_of(folder, options, rows), width, direction))


def test_events_are_in_the_order_of_time_and_at_its_places(tmp_path: Path) -> None:
    svg = drawn(tmp_path, EVENTS)
    assert texts(svg, "date") == [
        "1980s", "1994", "since\u00a01999", "March\u00a02009", "December\u00a06–9, 2009",
    ]  # fmt: skip
    assert texts(svg, "label")[0] == "The ferry runs every day"
    points = sorted(shape.middle[1] for shape in shapes(svg, "event"))
    year = (points[1] - points[0]) / 14
    assert points[2] - points[1] == pytest.approx(5 * year, abs=0.3)
    ticks = {shape.text: shape.middle[1] for shape in shapes(svg, "tick")}
    assert ticks["1990"] - ticks["1980"] == pytest.approx(10 * year, abs=0.3)
    assert points[0] == pytest.approx(ticks["1980"], abs=4)
    heights = sorted((shape.box[1], shape.box[3]) for shape in shapes(svg, "span"))
    assert heights[0][1] - heights[0][0] == pytest.approx(10 * year, abs=0.3)


def test_each_text_is_tied_to_its_event(tmp_path: Path) -> None:
    svg = drawn(tmp_path, EVENTS)
    leads = sorted((shape.box for shape in shapes(svg, "lead")), key=lambda box: box[3])
    dates = sorted(shape.middle[1] for shape in shapes(svg, "date"))
    assert len(leads) == len(dates) == 5
    for date in dates:
        assert any(min(abs(box[1] - date), abs(box[3] - date)) < 3 for box in leads)


@pytest.mark.parametrize("width", [560.0, NARROW])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(
    "rows",
    [EVENTS, LONG, "a,One day,2009-12-06,,,,,\n", "a,رحلة طويلة,2001,,,,,\nb,B,1850,,,,,\n",
     "".join(f"e{n},Event,2001-01-{n:02},,,,,\n" for n in range(1, 30))],
)  # fmt: skip
def test_texts_never_cover_one_another(
    tmp_path: Path, rows: str, direction: str, width: float
) -> None:
    assert overlapping(drawn(tmp_path, rows, width, direction)) == []
