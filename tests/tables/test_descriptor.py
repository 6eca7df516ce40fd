"""The description of the tables, as records."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.tables.descriptor import (
    PRECISIONS,
    SCALES,
    Attribute,
    Package,
    attribute_problem,
    read_package,
)
from tests.tables.packages import changed, write_package

FIELDS = ("resources", 0, "schema", "fields")


def package(folder: Path, description: str | None = None) -> Package:
    files = {} if description is None else {"datapackage": description}
    return read_package(write_package(folder, **files), folder)


def messages(folder: Path, description: str) -> list[str]:
    with pytest.raises(FindingsError) as caught:
        package(folder, description)
    return [finding.message for finding in caught.value.findings]


def test_description_is_read(tmp_path: Path) -> None:
    found = package(tmp_path)
    assert (found.name, list(found.units), list(found.institutions)) == (
        "ferries", ["CAD", "percent", "count"], ["harbour"],
    )  # fmt: skip
    fares, traffic = found.resources
    assert (fares.name, fares.shown, fares.key) == ("fares", "fares.csv", "key")
    assert (fares.chapter, fares.source) == (Attribute("shore"), Attribute())
    assert [note.text for note in fares.notes] == ["Children go free."]
    assert fares.field("gone") is None
    shore, fare, key = (fares.field(name) for name in ("shore", "fare", "key"))
    assert shore
    assert fare
    assert key
    assert (fare.unit, fare.scale, fare.period) == (
        Attribute("CAD"), Attribute("billion"), Attribute("2009"),
    )  # fmt: skip
    assert (fare.precision, fare.statement) == (
        Attribute(field="precision"), Attribute(field="stated"),
    )  # fmt: skip
    assert (shore.visible, key.visible, key.title) == (True, False, None)
    unit = traffic.field("unit")
    assert unit
    assert (unit.of, unit.visible) == ("value", True)
    precision = fares.field("precision")
    assert precision
    assert not precision.visible


def test_messages_stand_where_an_editor_finds_them(tmp_path: Path) -> None:
    found = package(tmp_path)
    lines = (tmp_path / "datapackage.json").read_text(encoding="utf-8").splitlines()
    cad, fares = found.units["CAD"], found.resources[0]
    title = fares.fields[1].title
    for message in (cad.amount, cad.header, cad.scaled, cad.scaled_header, fares.caption, title,
                    *fares.notes, found.institutions["harbour"].title):  # fmt: skip
        assert message is not None
        assert message.file == "datapackage.json"
        assert message.text in lines[message.line - 1]
    assert '"path": "fares.csv"' in lines[fares.line - 1]
    assert cad.amount.comment.startswith("Canadian dollars: {amount} is")
    assert "scale" in (cad.scaled_header.comment if cad.scaled_header else "")
    assert fares.notes[0].comment == "Note under the table “Fares of the ferry”."
    assert (found.units["count"].scaled, found.units["count"].scaled_header) == (None, None)


@pytest.mark.parametrize(
    ("attribute", "row", "value"),
    [
        (Attribute("x"), {"a": "y"}, "x"),
        (Attribute(field="a"), {"a": "y"}, "y"),
        (Attribute(field="a"), {"a": None}, ""),
        (Attribute(field="a"), {}, ""),
        (Attribute("x", "a"), {"a": 7}, "7"),
    ],
)
def test_attribute_is_one_for_all_rows_or_one_a_row(
    attribute: Attribute, row: dict[str, object], value: str
) -> None:
    assert attribute.of(row) == value


@pytest.mark.parametrize(
    ("description", "message"),
    [
        (changed(*FIELDS, 1, "name", value="key"), "a second field is called 'key'"),
        (changed("resources", 1, "name", value="fares"), "a second table is called 'fares'"),
        (changed("resources", 0, "schema", "primaryKey", value=["id"]),
         "primaryKey names 'id', which is not a field; the fields are key, shore, fare, "
         "precision, stated"),
        (changed("resources", 0, "chapter", value={"field": "x"}), "chapter names the field 'x'"),
        (changed("resources", 0, "source", value={"field": "x"}), "source names the field 'x'"),
        *((changed(*FIELDS, 2, name, value={"field": "x"}), f"{name} names the field 'x'")
          for name in ("unit", "scale", "period", "precision", "source", "statement")),
        (changed(*FIELDS, 2, "sameAs", value={"field": "x"}), "same_as names the field 'x'"),
        (changed("resources", 1, "schema", "fields", 4, "of", value="x"), "of names the field 'x'"),
        (changed(*FIELDS, 2, "precision", value="roughly"), "expected a precision (approximately"),
        (changed(*FIELDS, 2, "scale", value="zillion"), "expected a scale (thousand, million"),
        (changed(*FIELDS, 2, "unit", value="CAN"), "expected a unit (CAD, percent, count)"),
    ],
)  # fmt: skip
def test_name_that_nothing_bears_is_found(tmp_path: Path, description: str, message: str) -> None:
    (found,) = messages(tmp_path, description)
    assert found.startswith(message)


def test_long_reason_is_shortened(tmp_path: Path) -> None:
    description = changed("resources", 0, "title", value=["x" * 400])
    (found,) = messages(tmp_path, description)
    assert found.startswith("resources/0/title: ['xxx")
    assert found.endswith("x…")
    assert len(found.removeprefix("resources/0/title: ")) == 300


def test_all_faults_are_named_together(tmp_path: Path) -> None:
    description = changed(*FIELDS, 2, "statement", value={"field": "x"})
    two = description.replace('"primaryKey": [\n     "key"', '"primaryKey": [\n     "id"', 1)
    assert two != description
    assert len(messages(tmp_path, two)) == 2


@pytest.mark.parametrize("name", ["scale", "precision", "source", "unit"])
def test_value_that_is_known_has_no_problem(tmp_path: Path, name: str) -> None:
    known = {"scale": SCALES, "precision": PRECISIONS, "source": ["x"], "unit": ["CAD", "count"]}
    found = package(tmp_path)
    assert {attribute_problem(name, value, found) for value in known[name]} == {""}


def test_scales_are_powers_of_ten() -> None:
    assert SCALES == {"": 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
