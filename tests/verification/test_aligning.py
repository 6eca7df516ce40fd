"""Which blocks of two pages belong together, in a time that does not run away."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.verification import aligning
from editions.verification.aligning import PassageKey, aligned

KEYS = st.lists(st.sampled_from([("kind", "p"), ("id", "a"), ("id", "b"), ("id", "c")]), max_size=9)


@pytest.mark.parametrize("steps", [0, aligning.MAX_STEPS])
@settings(derandomize=True, deadline=None, max_examples=150)
@given(ours=KEYS, theirs=KEYS)
def test_pairs_are_equal_and_in_order(
    steps: int, ours: list[PassageKey], theirs: list[PassageKey]
) -> None:
    most, aligning.MAX_STEPS = aligning.MAX_STEPS, steps
    try:
        places = aligned(ours, theirs)
        assert aligned(ours, ours) == [(n, n) for n in range(len(ours))]
    finally:
        aligning.MAX_STEPS = most
    assert all(ours[a] == theirs[b] for a, b in places)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(places))


def test_of_long_pages_what_stands_once_holds_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aligning, "MAX_STEPS", 0)
    ours: list[PassageKey] = [("h",), ("p",), ("id", "one"), ("p",), ("p",), ("id", "two"), ("p",)]
    theirs: list[PassageKey] = [
        ("h",),
        ("id", "one"),
        ("p",),
        ("q",),
        ("p",),
        ("id", "two"),
        ("p",),
    ]
    assert aligned(ours, theirs) == [(0, 0), (2, 1), (3, 2), (4, 4), (5, 5), (6, 6)]
    moved = [("id", "two"), ("p",), ("id", "one")]
    assert aligned(ours, moved) in ([(5, 0), (6, 1)], [(1, 1), (2, 2)], [(2, 2)])


def test_pages_of_very_many_equal_blocks() -> None:
    start = time.process_time()
    ours, theirs = [("p",), ("h",)] * 10_000, [("h",), ("p",), ("p",)] * 7_000
    aligned(ours, theirs)
    assert time.process_time() - start < 5
