"""Data read strictly: what is accepted, and where every problem is reported."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from editions.files.reading import MAX_FINDINGS
from editions.findings import Finding, FindingsError
from editions.tables.figures import find_figure
from editions.tables.reading import read_data
from tests.tables.packages import FARES, TRAFFIC, changed, read, write_package

FIELDS = ("resources", 0, "schema", "fields")


def faults(folder: Path, **files: str | bytes) -> tuple[Finding, ...]:
    with pytest.raises(FindingsError) as caught:
        read(folder, **files)
    return caught.value.findings


def test_repeated_figure_is_the_other_one(tmp_path: Path) -> None:
    data = read(tmp_path, fares=FARES.replace("21.3", "21.4"))
    figure = find_figure("traffic/cost/value", data.tables)
    assert (figure.value, figure.unit, figure.power) == (Decimal("21.4"), "CAD", 9)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + FARES.encode(),
        FARES.replace("\n", "\r\n").encode(),
        FARES.rstrip("\n").encode(),
        FARES.replace("North shore", '"North shore"').encode(),
    ],
    ids=["byte order mark", "CRLF", "no last line break", "quotes"],
)
def test_other_ways_to_save_csv_are_accepted(tmp_path: Path, content: bytes) -> None:
    plain, other = read(tmp_path / "a"), read(tmp_path / "b", fares=content)
    assert other.tables["fares"].rows == plain.tables["fares"].rows


def test_line_break_in_a_cell_is_refused_at_its_row(tmp_path: Path) -> None:
    content = FARES.replace("North shore", '"North\nshore"').replace("457", "x")
    found = faults(tmp_path, fares=content)
    assert [(f.line, f.column) for f in found] == [(2, 2), (4, 3)]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message"),
    [
        ("21.3", "21,3", 2, 0, "expected 5 cells, got 6"),
        ("21.3", '"21,3"', 2, 3, "expected a number such as 21.3, got '21,3'"),
        ("21.3", "1e3", 2, 3, "expected a number"),
        ("21.3", "NaN", 2, 3, "expected a number"),
        ("21.3", " 21.3", 2, 3, "expected no space at either end"),
        ("21.3", "2\u0663", 2, 3, "expected a number"),
        ("south,", "north,", 3, 1, "got 'north' as in line 2"),
        ("south,", ",", 3, 1, "expected a value, got an empty cell"),
        ("south,", "So/uth,", 3, 1, "expected a key"),
        ("more than", "roughly", 3, 4, "expected a precision (approximately, more than, nearly)"),
        ("key,shore", "key,coast", 1, 2, "expected a field of datapackage.json, got 'coast'"),
        ("key,shore", "shore,key", 1, 0, "in the order key, shore, fare"),
        ("costs {}", "costs much", 2, 5, "expected one {} in the place of the number"),
        ("Total", "To\x07tal", 4, 2, "control character"),
        ("Total", "To\u202etal", 4, 2, "control character"),
        ("Total", '"To"tal', 4, 0, "not well-formed CSV"),
        ("west,West shore,,,", "west,West shore", 5, 0, "expected 5 cells, got 2"),
    ],
)
def test_fault_is_reported_at_its_cell(
    tmp_path: Path, old: str, new: str, line: int, column: int, message: str
) -> None:
    found = faults(tmp_path, fares=FARES.replace(old, new))
    places = {(f.file, f.line, f.column): f.message for f in found}
    assert message in places["fares.csv", line, column]
    if column:
        assert str(found[0]).startswith(f"fares.csv:{line}:{column}: ")


def test_a_head_of_nothing_but_commas_is_named_in_a_few_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, fares=FARES.replace("key,", "key" + "," * 300_000, 1))
    assert len(found) <= MAX_FINDINGS + 1
    assert {f.line for f in found} == {0, 1}
    assert found[0].column == 2


def test_missing_column_is_named(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, fares=FARES.replace(",stated", ""))
    assert finding.message == "expected the columns stated, which are missing"


def test_empty_file_is_refused(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, fares="")
    assert (finding.line, finding.message) == (
        1, "expected the head key,shore,fare,precision,stated, got an empty file",
    )  # fmt: skip


def test_file_that_is_not_utf8_is_refused_at_its_line(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, fares=FARES.replace("Total", "Métro").encode("latin-1"))
    assert (finding.file, finding.line) == ("fares.csv", 4)
    assert "is not UTF-8: the line holds the byte 0xe9" in finding.message


def test_missing_file_is_reported_where_it_is_declared(tmp_path: Path) -> None:
    path = write_package(tmp_path)
    (tmp_path / "fares.csv").unlink()
    with pytest.raises(FindingsError) as caught:
        read_data(path, tmp_path)
    (finding,) = caught.value.findings
    line = path.read_text().splitlines()[finding.line - 1]
    assert (finding.file, line.strip()) == ("datapackage.json", '"path": "fares.csv",')


def test_all_faults_of_all_tables_are_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tmp_path, fares=FARES.replace("21.3", "x").replace("457", "y"),
        traffic=TRAFFIC.replace("1999-01", "1999-13"),
    )  # fmt: skip
    assert [(f.file, f.line) for f in found] == [
        ("fares.csv", 2), ("fares.csv", 3), ("traffic.csv", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "column", "message"),
    [
        ("count,", "boats,", 5, "expected a unit (CAD, percent, count), got 'boats'"),
        ("percent,,", "percent,million,", 4, "unit 'percent' has no pattern 'scaled'"),
        ("1994/..", "1994-1995", 3, "expected a period (2009, "),
        ("1999-01/2010-06", "2010/1999", 3, "an end that is not before its start"),
        ("fares/north/fare", "fares/nord/fare", 8, "no row 'nord'; its rows are north, south"),
        ("fares/north/fare", "fees/north/fare", 8, "no table 'fees'; the tables are fares"),
        ("fares/north/fare", "fares/north/fee", 8, "no figure 'fee'; its figures are fare"),
        ("fares/north/fare", "fares/west/fare", 8, "its figures are none"),
        ("fares/north/fare", "fares", 8, "expected table/row/column"),
        ("2009,,CAD", "2009,21.3,CAD", 8, "expected an empty cell 'value'"),
        ("mine2010", "mine 2010", 7, "expected an institution or a key of the bibliography"),
    ],
)
def test_fault_in_what_data_say_of_a_figure(
    tmp_path: Path, old: str, new: str, column: int, message: str
) -> None:
    (finding,) = faults(tmp_path, traffic=TRAFFIC.replace(old, new))
    assert finding.column == column
    assert message in finding.message


@pytest.mark.parametrize(
    ("description", "message", "at"),
    [
        (changed("name", value="Two words"), "name: 'Two words' does not match", '"name": "Two'),
        (changed("resources", 0, "path", value="../fares.csv"), "does not match", '"path": "..'),
        (changed("resources", 0, "colour", value="red"), "'colour' was unexpected", "{"),
        (changed(*FIELDS, 2, "unit", value=None), "'unit' is a required property", "{"),
        (changed(*FIELDS, 2, "unit", value="CAN"), "expected a unit (CAD, ", '"unit": "CAN"'),
        (changed(*FIELDS, 2, "scale", value="zillion"), "expected a scale", '"scale": "zil'),
        (changed(*FIELDS, 1, "name", value="key"), "a second field is called 'key'", "{"),
        (changed("resources", 1, "name", value="fares"), "a second table is called", '"name"'),
        (changed(*FIELDS, 2, "statement", value={"field": "gone"}), "the field 'gone'", '"state'),
        (changed("resources", 0, "schema", "primaryKey", value=["id"]), "names 'id'", '"primary'),
        (changed("units", "CAD", "amount", value="$"), "does not match", '"amount": "$"'),
        (changed("units", "CAD", "scaledHeader", value=None), "dependency of 'scaled'", '"CAD"'),
        (changed(*FIELDS, 1, "title", value=None), "'title' is a required property", "{"),
    ],
)
def test_fault_in_the_description_is_reported_at_its_line(
    tmp_path: Path, description: str, message: str, at: str
) -> None:
    found = faults(tmp_path, datapackage=description)
    (finding,) = [f for f in found if message in f.message]
    line = description.splitlines()[finding.line - 1].strip()
    assert (finding.file, line.startswith(at)) == ("datapackage.json", True), line


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('{\n"name": "a",\n"name": "b"}', 3, "'name' stands twice in one object"),
        ('{\n"name": "a"\n"resources": []}', 3, "expected ','"),
        ('{\n"name": a}', 2, "expected a value, got 'a'"),
        ('{\n"name": "a}', 2, "Unterminated string"),
        ("{}\nx", 2, "expected the end of the file"),
        ("", 1, "expected a value"),
        ("[1, 2", 1, "expected ','"),
        (b"\xff{}", 1, "is not UTF-8"),
    ],
)
def test_file_that_is_not_json_is_refused(
    tmp_path: Path, content: str | bytes, line: int, message: str
) -> None:
    path = write_package(tmp_path)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FindingsError) as caught:
        read_data(path, tmp_path)
    (finding,) = caught.value.findings
    assert finding.line == line
    assert message in finding.message


def test_constraints_are_kept(tmp_path: Path) -> None:
    limits = {"minimum": 0, "maximum": 100, "required": True}
    description = changed(*FIELDS, 2, "constraints", value=limits)
    content = FARES.replace("21.3", "-1")
    found = faults(tmp_path, fares=content, datapackage=description)
    assert [f.message for f in found] == [
        "expected at least 0, got '-1'",
        "expected at most 100, got '457'",
        "expected a value, got an empty cell",
    ]


def test_constraints_on_texts_are_kept(tmp_path: Path) -> None:
    limits = {"enum": ["North shore", "Total", "West shore"], "pattern": "[A-Z].*", "unique": True}
    description = changed(*FIELDS, 1, "constraints", value=limits)
    content = FARES.replace("West shore", "Total")
    found = faults(tmp_path, fares=content, datapackage=description)
    assert [f.message for f in found] == [
        "expected one of North shore, Total, West shore, got 'South shore'",
        "expected a value that no other row has, got 'Total' as in line 4",
    ]


@pytest.mark.parametrize(
    ("fares", "message"),
    [
        (FARES.replace("21.3", "9" * 41), "expected a number such as 21.3"),
        (FARES.replace("21.3", "1." + "9" * 41), "expected a number such as 21.3"),
        (FARES + "x\n" * 100_000, "and 1 more problem"),
        (FARES.replace("North shore", "x" * 131_073), "field larger than field limit"),
    ],
)
def test_a_table_that_is_a_trap_is_refused(tmp_path: Path, fares: str, message: str) -> None:
    found = faults(tmp_path, fares=fares)
    assert len(found) <= 202
    assert any(message in finding.message for finding in found)


def test_a_table_of_more_cells_than_memory_is_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editions.tables.reading.MAX_CELLS", 12)
    found = faults(tmp_path, fares=FARES)
    assert {f.message for f in found} == {"the table has more than 12 cells; split it"}


def test_a_pattern_that_is_none_is_refused(tmp_path: Path) -> None:
    place = ("resources", 0, "schema", "fields", 1, "constraints")
    (finding,) = faults(tmp_path, datapackage=changed(*place, value={"pattern": "(a"}))
    assert "the pattern is no regular expression" in finding.message
