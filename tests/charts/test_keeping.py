"""Drawings are made once, and again where anything has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.charts.keeping import drawn_once, kept_drawings
from editions.charts.making import draw_plan
from editions.charts.planning import ChartOptions
from editions.workflows.reads import recorded_reads
from tests.charts.samples import GOODS, WORDS, plan_of


class Drawer:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> list[str]:
        self.count += 1
        return [f"drawing {self.count}"]


def test_what_is_kept_is_not_drawn_again(tmp_path: Path) -> None:
    draw = Drawer()
    with kept_drawings(tmp_path / "kept"):
        first = drawn_once(("a", 1.5), draw)
        assert drawn_once(("a", 1.5), draw) == first == ["drawing 1"]
        assert drawn_once(("a", 2.5), draw) == ["drawing 2"]
    assert drawn_once(("a", 1.5), draw) == ["drawing 3"]


@pytest.mark.parametrize("content", ["", "{", '"text"', "[1]"])
def test_what_is_broken_is_drawn_again(tmp_path: Path, content: str) -> None:
    draw = Drawer()
    with kept_drawings(tmp_path):
        drawn_once("a", draw)
        (path,) = tmp_path.iterdir()
        path.write_text(content, encoding="utf-8")
        assert drawn_once("a", draw) == ["drawing 2"]


def test_what_is_kept_is_no_source(tmp_path: Path) -> None:
    with kept_drawings(tmp_path):
        drawn_once("a", Drawer())
        with recorded_reads() as reads:
            drawn_once("a", Drawer())
    assert not [path for path in reads.files if Path(path).is_relative_to(tmp_path)]


def test_a_chart_is_kept_by_all_that_it_shows(tmp_path: Path) -> None:
    def names(rows: str, direction: str = "ltr", **options: Any) -> set[str]:
        made = plan_of(tmp_path / "data", ChartOptions(**options), rows)
        draw_plan(made, WORDS, direction, "en-CA")
        return {path.name for path in (tmp_path / "kept").iterdir()}

    with kept_drawings(tmp_path / "kept"):
        count = 1
        assert len(names(GOODS)) == count
        assert len(names(GOODS)) == count
        for rows, options in (
            (GOODS.replace("Apples", "Pears"), {}),
            (GOODS.replace(",40,", ",41,"), {}),
            (GOODS.replace("more than", "nearly"), {}),
            (GOODS, {"kind": "dots"}),
            (GOODS, {"group": "when"}),
            (GOODS, {"direction": "rtl"}),
        ):
            count += 1
            assert len(names(rows, **options)) == count
