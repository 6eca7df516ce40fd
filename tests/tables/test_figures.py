"""Tables as they have been read know their rows and figures, and say what there is."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from editions.tables.figures import find_figure, some
from tests.tables.packages import read


def test_figures_know_all_about_themselves(tmp_path: Path) -> None:
    data = read(tmp_path)
    figure = find_figure("fares/south/fare", data.tables)
    assert figure.value == Decimal(457)
    assert (figure.unit, figure.power, figure.period) == ("CAD", 9, "2009")
    assert (figure.precision, figure.source) == ("more than", "harbour")
    assert data.tables["fares"].chapters == ("shore",)
    assert data.tables["fares"].sources == ("harbour",)
    assert "fare" not in data.tables["fares"].by_key["west"].figures


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("fares/south", "expected table/row/column"),
        ("boats/south/fare", "there is no table 'boats'; the tables are fares, traffic"),
        ("fares/moon/fare", "has no row 'moon'; its rows are north, south"),
        ("fares/south/shore", "has no figure 'shore'; its figures are fare"),
    ],
)
def test_an_address_of_nothing_says_what_there_is(
    tmp_path: Path, address: str, message: str
) -> None:
    with pytest.raises(LookupError, match=message):
        find_figure(address, read(tmp_path).tables)


def test_of_many_names_the_first_are_said() -> None:
    assert some(["a", "b"], 2) == "a, b"
    assert some(["a", "b", "c"], 2) == "a, b, …"
