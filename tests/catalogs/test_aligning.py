"""Sentences are paired by their lengths, unless these say otherwise."""

from __future__ import annotations

import pytest

from editions.catalogs.aligning import are_paired


@pytest.mark.parametrize(
    ("source", "target", "paired"),
    [
        ([40], [3], True),  # one sentence is translated by the other, whatever it is
        ([40, 90, 12], [44, 101, 15], True),
        ([40, 90, 12], [60, 140, 18], True),  # a language that needs more letters
        ([10, 10], [14, 9], True),
        ([40, 90], [44, 101, 15], False),
        ([], [], True),
        # The first two are translated by one, the last by two.
        ([80, 80, 160], [170, 80, 90], False),
        ([120, 30, 150], [30, 140, 148], False),
        ([100, 100, 10, 100], [205, 12, 50, 52], False),
    ],
)
def test_pairs(source: list[int], target: list[int], paired: bool) -> None:
    assert are_paired(source, target) is paired
