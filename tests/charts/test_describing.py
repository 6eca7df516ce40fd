"""What a chart says in words."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from editions.charts.describing import long_text, short_text
from editions.charts.planning import ChartOptions
from editions.interface import load_interface
from editions.languages import Edition
from tests.charts.samples import WORDS, plan_of
from tests.charts.test_lines import REFUGEES
from tests.charts.test_timeline import EVENTS


def words(tmp_path: Path, code: str, locale: str) -> gettext.NullTranslations:
    return load_interface(tmp_path, Edition(code, locale, "Name", "Title"))


def test_extremes_and_what_is_missing_are_told(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions())
    assert long_text(made, WORDS) == (
        "Highest: Apples, more than C$60\u00a0million. Lowest: Fish, C$20\u00a0million."
        " No number is stated for: Fish."
    )
    assert short_text(made, "Goods", WORDS) == "Bar chart: Goods"


def test_series_are_told_one_by_one(tmp_path: Path) -> None:
    rows = "a,A,,,1,5,,\nb,B,,,2,5,,\n"
    made = plan_of(tmp_path, ChartOptions(x=("sold", "kept")), rows)
    assert long_text(made, WORDS) == (
        "Sold: Highest: B, C$2\u00a0million. Lowest: A, C$1\u00a0million."
        " Kept: A: C$5\u00a0million. B: C$5\u00a0million."
    )


def test_changes_are_told_from_period_to_period(tmp_path: Path) -> None:
    rows = f"{REFUGEES}d,D,2010,,7600,,,\n"
    made = plan_of(tmp_path, ChartOptions(kind="lines"), rows)
    assert long_text(made, WORDS) == (
        "Rise from about C$3,400\u00a0million (2005) to more than C$9,500\u00a0million (2008)."
        " Fall from more than C$9,500\u00a0million (2008) to C$7,600\u00a0million (2009)."
        " From C$7,600\u00a0million (2009) to C$7,600\u00a0million (2010), as before."
    )


def test_of_a_long_line_the_ends_and_the_extremes_are_told(tmp_path: Path) -> None:
    rows = "".join(f"r{n},A,{2000 + n},,{n * 7 % 17},,,\n" for n in range(17))
    told = long_text(plan_of(tmp_path, ChartOptions(kind="lines"), rows), WORDS)
    assert told.startswith(("Rise from C$0 (2000)", "Rise from C$0\xa0million"))
    assert told.count("(20") == 2
    assert "Highest: " in told


@pytest.mark.parametrize(
    ("code", "locale", "said"),
    [
        ("en", "en_CA", "5 events. First: The ferry runs every day, 1980s. Last: The queen vis"),
        ("es", "es_MX", "5 acontecimientos. Primero: The ferry runs every day, 1980s. Último: "),
        ("fr", "fr_CA", "5 événements. Premier\u00a0: The ferry runs every day, 1980s. Dernier"),
    ],
)
def test_events_are_counted_in_each_language(
    tmp_path: Path, code: str, locale: str, said: str
) -> None:
    made = plan_of(tmp_path, ChartOptions(kind="timeline"), EVENTS, locale, {})
    assert long_text(made, words(tmp_path, code, locale)).startswith(said)


def test_one_event_is_one(tmp_path: Path) -> None:
    made = plan_of(tmp_path, ChartOptions(kind="timeline"), "a,A ship,2001,,,,,\n")
    assert long_text(made, WORDS) == "1 event. First: A ship, 2001."
