"""The messages of tables: once, with their places, and never a number."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from editions.catalogs.reading import read_catalog
from editions.tables.messages import extract_tables, missing_patterns, pattern_findings
from tests.tables.packages import FARES, changed, read

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


def extracted(folder: Path, **files: str) -> Catalog:
    return read_po(io.BytesIO(extract_tables(read(folder, **files))))


def test_messages_stand_in_the_order_of_the_data(tmp_path: Path) -> None:
    texts = [str(message.id) for message in extracted(tmp_path) if message.id]
    expected = ["Fares of the ferry", "Shore", "Fare", "North shore", "South shore", "Total",
                "West shore", "Children go free.", "Traffic", "What", "Period", "Figure", "Unit",
                "Cars", "Growth", "Cost", "Harbour Office", "C${amount}"]  # fmt: skip
    assert texts[: len(expected)] == expected


def test_message_names_file_and_line(tmp_path: Path) -> None:
    catalog = extracted(tmp_path)
    assert catalog["North shore"].locations == [("fares.csv", 2)]
    ((file, line),) = catalog["Fares of the ferry"].locations
    lines = (tmp_path / "datapackage.json").read_text().splitlines()
    assert (file, lines[line - 1].strip()) == (
        "datapackage.json", '"title": "Fares of the ferry",',
    )  # fmt: skip


def test_lines_are_as_long_as_those_of_other_catalogs(tmp_path: Path) -> None:
    description = changed("resources", 0, "title", value="a " * 99 + "a")
    lines = extract_tables(read(tmp_path, datapackage=description)).decode().splitlines()
    assert max(len(line) for line in lines if line.startswith('"a a')) == 75  # quotes included


def test_head_and_row_of_one_text_are_told_apart(tmp_path: Path) -> None:
    place = ("resources", 0, "schema", "fields", 2, "title")
    message = extracted(tmp_path, datapackage=changed(*place, value="Total"))["Total"]
    assert message.auto_comments == [
        "Head of a column of the table “Fares of the ferry”.",
        "Head of a row in the table “Fares of the ferry”.",
    ]
    assert [file for file, _ in message.locations] == ["datapackage.json", "fares.csv"]


def test_changed_number_changes_no_message(tmp_path: Path) -> None:
    before = extracted(tmp_path / "a")
    after = extracted(tmp_path / "b", fares=FARES.replace("21.3", "99.9").replace("457", "3"))
    assert [(m.id, m.locations) for m in before] == [(m.id, m.locations) for m in after]


def test_no_number_key_or_period_is_a_message(tmp_path: Path) -> None:
    for message in extracted(tmp_path):
        assert not any(char.isdigit() for char in str(message.id)), message.id


@pytest.mark.parametrize(
    ("msgid", "msgstr", "problem"),
    [
        ("C${scaled}", "de dollars canadiens", "expected {scaled}"),
        ("C${scaled}", "{amount} de dollars canadiens", "expected {scaled}"),
        ("more than {number}", "plus de {number} {number}", "expected {number}"),
        ("Total", "Total {number}", "expected no place in braces"),
    ],
)
def test_translation_that_would_lose_a_number_is_found(
    tmp_path: Path, msgid: str, msgstr: str, problem: str
) -> None:
    path = tmp_path / "tables.po"
    path.write_text(f'{HEADER}\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n', encoding="utf-8")
    (finding,) = pattern_findings(read(tmp_path), read_catalog(path, tmp_path), tmp_path)
    assert (finding.file, finding.line) == ("tables.po", 4)
    assert problem in finding.message


def test_units_that_look_alike_are_found(tmp_path: Path) -> None:
    usd = {"title": "US dollars", "amount": "US${amount}", "header": "US$"}
    data = read(tmp_path, datapackage=changed("units", "USD", value=usd))
    path = tmp_path / "tables.po"
    entries = [f'msgid "{m}${{amount}}"\nmsgstr "{{amount}} $"\n' for m in ("C", "US")]
    path.write_text("\n".join([HEADER, *entries]), encoding="utf-8")
    (finding,) = pattern_findings(data, read_catalog(path, tmp_path), tmp_path)
    assert "stands for CAD and for USD" in finding.message


def test_unit_without_pattern_is_found(tmp_path: Path) -> None:
    path = tmp_path / "tables.po"
    entry = 'msgid "{amount} per cent"\nmsgstr "{amount} %"\n'
    path.write_text(f"{HEADER}\n{entry}", encoding="utf-8")
    found = missing_patterns(read(tmp_path), read_catalog(path, tmp_path), "tables.po")
    missing = [finding.message.rpartition("translate ")[2] for finding in found]
    assert missing == ["'C${amount}'", "'C${scaled}'", "'C$'", "'C$ {scale}'",
                       "'per cent'", "'number'"]  # fmt: skip
