"""What a chart shows: chosen where nothing is said, refused where it cannot be drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.charts.planning import ChartOptions, make_plan
from editions.charts.plans import ChartError
from editions.tables.views import ViewError
from tests.charts.samples import GOODS, goods, plan_of
from tests.tables.packages import forms_of


def test_bars_of_the_first_numbers_are_drawn_where_nothing_is_said(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions())
    assert (made.kind, made.title, made.series) == ("bars", "Sold (C$ million)", ())
    assert [mark.category for mark in made.marks] == ["Apples", "Apples", "Fish", "Fish"]
    assert [mark.number for mark in made.marks] == ["40", "more than 60", "20", "not stated"]
    assert [mark.is_exact for mark in made.marks] == [True, False, True, True]
    assert [mark.value(made.power) for mark in made.marks] == [40, 60, 20, 0]
    assert len(made.bundles) == 4


def test_numbers_are_counted_as_the_edition_counts(tmp_path: Path) -> None:
    rows = "a,Apples,2008,fruit,21.5,,,\n"
    data = goods(tmp_path, rows)
    made = make_plan(data.tables["goods"], forms_of(data, "es_MX"), ChartOptions())
    (mark,) = made.marks
    assert made.title == "Sold (C$ millones)"
    assert (mark.number, mark.value(made.power)) == ("21.5", 21.5)
    french = make_plan(data.tables["goods"], forms_of(data, "fr_CA"), ChartOptions())
    assert french.marks[0].number == "21,5"


def test_groups_bring_rows_together(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(group="when"))
    assert made.series == ("2008", "2010")
    assert [[mark.series for mark in bundle] for bundle in made.bundles] == [[0, 1], [0, 1]]


def test_several_columns_are_series(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(x=("sold", "kept")))
    assert made.series == ("Sold", "Kept")
    assert made.title == "(C$ million)"
    assert [len(bundle) for bundle in made.bundles] == [2, 2, 2, 2]


def test_rows_are_chosen_and_ordered(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(rows=("fish-2008", "apples-2008"), order=("-sold",)))
    assert [mark.row.key for mark in made.marks] == ["apples-2008", "fish-2008"]


def test_numbers_of_several_scales_share_an_axis(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(kind="lines", x=("when",), y=("sold",), group="good"))
    assert made.kind == "lines"
    assert {mark.date for mark in made.marks} == {"2008", "2010"}
    assert made.tick(made.marks[0].figure.value) == "40"  # type: ignore[union-attr]


def test_lines_are_drawn_over_periods(tmp_path: Path) -> None:
    assert plan_of(tmp_path, ChartOptions(x=("when",), group="good")).kind == "lines"


def test_what_has_no_translation_is_known(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(), locale="fr_CA", words={"Apples": "Pommes"})
    assert [mark.category for mark in made.marks[::2]] == ["Pommes", "Fish"]
    assert {"Fish", "Sold"} <= made.untranslated
    assert "Pommes" not in made.untranslated
    assert "Apples" not in made.untranslated


MANY = "".join(f"r{n},Good {n},{1500 + n},fruit,{n},,,\n" for n in range(500))


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (None, {"kind": "pie"}, "expected a kind of chart (bars, stacked-bars, dots"),
        (None, {"rows": ("pears",)}, "has no row 'pears'; its rows are apples-2008"),
        ("", {}, "table 'goods' has no rows to draw"),
        (None, {"x": ("good",)}, "column 'good' of table 'goods' has no numbers"),
        (None, {"x": ("sold", "share")}, "are in CAD and in percent, which no axis measures"),
        (None, {"kind": "ranges"}, "a range has two ends: name two columns"),
        (None, {"x": ("sold", "kept"), "group": "when"}, "got both"),
        (None, {"kind": "lines", "y": ("sold",)}, "'apples-2008' and 'fish-2008' are both of"),
        (None, {"kind": "lines", "x": ("good",)}, "column 'good' of table 'goods' holds no per"),
        (None, {"kind": "timeline", "group": "sort"}, "a timeline has no groups"),
        (None, {"kind": "timeline", "y": ("when",)}, "cannot be both the event and its date"),
        (None, {"y": ("good", "sort")}, "expected one column for 'y'"),
        (None, {"kind": "stacked-bars", "group": "when"}, "'fish-2010' has no number"),
        ("a,A,2008,f,-1,,,\n", {"kind": "stacked-bars"}, "'a' has a negative number"),
        ("a,A,2008,f,1,,,\n", {"kind": "lines"}, "a line needs two periods"),
        ("a,A,,f,1,,,\n", {"kind": "lines"}, "the row 'a' (goods.csv:2) has no period; fill"),
        ("a,A,R/P1Y,f,1,,,\n", {"kind": "timeline"}, "'a' (goods.csv:2) is of every year"),
        ("a,A,2008,f,,,,\n", {}, "no row of 'goods' has a number in 'sold'"),
        (MANY, {}, "500 marks are more than a reader can compare"),
        (MANY, {"kind": "timeline"}, "500 marks are more than a reader can compare"),
        ("".join(f"r{n},A,{n + 1900},s{n},1,,,\n" for n in range(6)),
         {"group": "sort"}, "6 series are more than can be told apart (5 at most)"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_with_a_way_out(
    tmp_path: Path, rows: str | None, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ChartError) as caught:
        plan_of(tmp_path, ChartOptions(**options), GOODS if rows is None else rows)
    assert said in str(caught.value)


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="no column 'weight'; its columns are key, good"):
        plan_of(tmp_path, ChartOptions(x=("weight",)))


def test_five_hundred_periods_are_a_line(tmp_path: Path) -> None:
    data = goods(tmp_path, MANY)
    options = ChartOptions(kind="lines")
    assert len(make_plan(data.tables["goods"], forms_of(data, "en_CA"), options).marks) == 500
