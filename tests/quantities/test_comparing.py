"""Numbers of two texts, compared in a time that grows with their length and nothing else."""

from __future__ import annotations

import time

import pytest
from babel import Locale

from editions.quantities.comparing import MAX_DIFFERENT, ComparedText, compare_numbers

EN, FR = Locale("en"), Locale("fr")


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("boats 12 " * 2_000, "bateaux 13 " * 2_000),
        (" ".join(f"{n} boats" for n in range(2_000)), "(1 bateau) " * 2_000),
        ("one million boats " * 1_000, "deux bateaux " * 1_000),
    ],
)
def test_texts_of_very_many_numbers(text: str, other: str) -> None:
    start = time.process_time()
    found = compare_numbers(ComparedText.of_text(text), ComparedText.of_text(other), EN, FR)
    assert time.process_time() - start < 5
    assert 0 < len(found.wrong + found.doubtful) + len(found.missing) <= 2 * MAX_DIFFERENT
