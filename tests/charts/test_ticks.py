"""Round amounts on an axis."""

from __future__ import annotations

import itertools
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from editions.charts.ticks import nice_ticks

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 3))


@given(NUMBERS, NUMBERS, st.integers(2, 12))
def test_ticks_are_round_even_and_within(one: float, other: float, most: int) -> None:
    low, high = min(one, other), max(one, other)
    ticks = nice_ticks(low, high, most)
    assert 1 <= len(ticks) <= most or low < high
    assert all(Decimal(repr(low)) <= tick <= Decimal(repr(high)) for tick in ticks)
    steps = {second - first for first, second in itertools.pairwise(ticks)}
    assert len(steps) <= 1
    assert all(str(step.normalize()).lstrip("0.")[0] in "125" for step in steps)


def test_ticks_are_written_plainly() -> None:
    assert list(map(str, nice_ticks(0, 9500, 6))) == ["0", "2000", "4000", "6000", "8000"]
    assert list(map(str, nice_ticks(-0.2, 0.3, 6))) == ["-0.2", "-0.1", "0", "0.1", "0.2", "0.3"]


def test_one_amount_is_its_own_tick() -> None:
    assert nice_ticks(7.0, 7.0, 5) == [Decimal(7)]
