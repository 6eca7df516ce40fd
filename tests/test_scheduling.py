"""Test processes begin with what takes longest, each with something else."""

from __future__ import annotations

import pytest

from tests.scheduling import in_order


def early(name: str) -> str | None:
    """Return the file, a capital, of a test that is early."""
    return name[0] if name[0].isupper() else None


@pytest.mark.parametrize(
    ("count", "ordered"),
    [
        (1, "B1 B2 E1 F1 a1 a2 c1 d1 d2"),
        (2, "B1 B2 F1 a1 E1 a2 c1 d1 d2"),
        (3, "B1 B2 a1 E1 a2 c1 F1 d1 d2"),
        (5, "B1 B2 E1 F1 a1 a2 c1 d1 d2"),
    ],
)
def test_each_process_begins_with_early_tests_of_other_files(count: int, ordered: str) -> None:
    items = ["a1", "a2", "B1", "B2", "c1", "d1", "d2", "E1", "F1"]
    assert " ".join(in_order(items, count, early)) == ordered
