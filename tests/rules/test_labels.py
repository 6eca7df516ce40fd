"""What people said of findings in large catalogs: well-formed, and enough of it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from editions.rules.registry import all_rules

LABELS = Path(__file__).parent / "data" / "labels.csv"


def rows() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_there_are_enough() -> None:
    assert len(rows()) >= 200


def test_each_is_whole() -> None:
    for row in rows():
        assert re.fullmatch("[0-9a-f]{64}", row["sha256"]), row
        assert row["verdict"] in ("true", "false"), row
        assert row["rule"] in all_rules(), row
        assert row["why"], row


def test_none_stands_twice() -> None:
    counts = Counter((row["sha256"], row["rule"]) for row in rows())
    assert [key for key, count in counts.items() if count > 1] == []


def test_they_hold_no_sentence_of_others() -> None:
    assert max(len(row["why"]) for row in rows()) < 100
