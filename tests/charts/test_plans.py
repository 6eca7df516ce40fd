"""Places of points in time on an axis of years."""

from __future__ import annotations

import pytest

from editions.charts.plans import end_of, years_of
from editions.tables.periods import parse_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2008", 2008, 2009),
        ("198X", 1980, 1990),
        ("2010-H2", 2010.4959, 2010.9959),
        ("2012-07", 2012 + 182 / 366, 2012 + 182 / 366 + 1 / 12),
    ],
)
def test_points_in_time_have_places(text: str, start: float, end: float) -> None:
    point = parse_period(text).start
    assert point is not None
    assert (years_of(point), end_of(point)) == pytest.approx((start, end), abs=1e-3)
