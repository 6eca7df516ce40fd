"""Tables as an edition shows them, and the files that readers download."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from editions.tables.export import export_package, export_view
from editions.tables.formatting import Label
from editions.tables.reading import read_data
from editions.tables.views import ViewError, make_view, unbroken_columns
from tests.tables.packages import FARES, TRAFFIC, changed, forms_of, read
from tests.tables.test_formatting import ES


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_view_has_heads_with_units_and_cells_without(tmp_path: Path) -> None:
    data = read(tmp_path)
    view = make_view(data.tables["fares"], forms_of(data, "en_CA"))
    assert [(h.label.text, h.unit.text) for h in view.heads] == [
        ("Shore", ""), ("Fare, 2009", "(C$ billion)"),
    ]  # fmt: skip
    assert [[cell.label.text for cell in row] for row in view.rows] == [
        ["North shore", "21.3"],
        ["South shore", "more than 457"],
        ["Total", "nearly 4.85"],
        ["West shore", "not stated"],
    ]


def test_numbers_know_what_they_lack_to_be_aligned(tmp_path: Path) -> None:
    data = read(tmp_path)
    table = data.tables["fares"]
    for locale, words, places in (
        ("en_CA", None, [(1, 2), (0, 2), (2, 2), (0, 0)]),
        ("es_MX", ES, [(0, 0), (0, 0), (0, 0), (0, 0)]),  # millions have no fractions here
    ):
        view = make_view(table, forms_of(data, locale, words))
        assert [row[1].places for row in view.rows] == places


@pytest.mark.parametrize(
    ("shores", "unbroken"),
    [
        (["North shore", "South shore"], [True, True]),
        (["North shore, " * 3, "South"], [False, True]),  # one long cell
        (["日" * 14, "南"], [True, True]),
        (["日" * 15, "南"], [False, True]),  # a square letter takes two columns
    ],
)
def test_short_cells_are_not_broken(
    tmp_path: Path, shores: list[str], unbroken: list[bool]
) -> None:
    data = read(tmp_path)
    view = make_view(data.tables["fares"], forms_of(data, "en_CA"))
    rows = zip(shores, view.rows, strict=False)
    rows_with = tuple((replace(row[0], label=Label(shore)), *row[1:]) for shore, row in rows)
    assert unbroken_columns(replace(view, rows=rows_with)) == unbroken


def test_the_shortest_columns_are_not_broken_while_there_is_room(tmp_path: Path) -> None:
    data = read(tmp_path)
    view = make_view(data.tables["fares"], forms_of(data, "en_CA"))
    row = tuple(replace(view.rows[0][0], label=Label("x" * width)) for width in (28, 20, 28, 24))
    wide = replace(view, heads=view.heads * 2, rows=(row,))
    assert unbroken_columns(wide) == [True, True, False, True]
    assert unbroken_columns(replace(view, rows=())) == [True, True]


def test_units_that_differ_stand_in_the_row(tmp_path: Path) -> None:
    data = read(tmp_path)
    view = make_view(data.tables["traffic"], forms_of(data, "en_CA"))
    assert [head.unit.text for head in view.heads] == ["", "", "", ""]
    assert [[c.label.text for c in row[2:]] for row in view.rows] == [
        ["2,580", "number"], ["12.7", "per cent"], ["21.3", "C$ billion"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ((), ["north", "south", "east", "west"]),
        (("fare",), ["east", "north", "south", "west"]),
        (("-fare",), ["south", "north", "east", "west"]),
        (("shore",), ["north", "south", "east", "west"]),
        (("-shore",), ["west", "east", "south", "north"]),
    ],
)
def test_rows_are_sorted_by_value(tmp_path: Path, order: tuple[str, ...], keys: list[str]) -> None:
    data = read(tmp_path)
    view = make_view(data.tables["fares"], forms_of(data, "en_CA"), ["key"], order)
    assert [row[0].label.text for row in view.rows] == keys


def test_texts_are_sorted_as_the_edition_reads_them_and_rows_are_named(tmp_path: Path) -> None:
    data = read(tmp_path)
    words = {"North shore": "École", "South shore": "Zone", "Total": "étang", "West shore": "Ébène"}
    table = data.tables["fares"]
    views = [
        make_view(table, forms_of(data, locale, texts), ["shore"], ["shore"])
        for locale, texts in (("en_CA", None), ("fr_CA", words))
    ]
    assert [row[0].label.text for row in views[1].rows] == ["Ébène", "École", "étang", "Zone"]
    english, french = (
        {name: row[0].label.text for name, row in zip(view.names, view.rows, strict=True)}
        for view in views
    )
    assert {english[name]: french[name] for name in english} == words
    # Where every edition has the same order, rows need no names.
    assert make_view(table, forms_of(data, "fr_CA", words), ["shore"], ["fare"]).names == ()


def test_names_in_the_language_of_the_edition_come_first(tmp_path: Path) -> None:
    heads = [("key", "key"), ("shore", "heading"), *((code, "name") for code in ("en", "es", "fr"))]
    fields = [
        {"name": name, "type": "string", "role": role, "title": name}
        | ({"language": name} if role == "name" else {})
        for name, role in heads
    ]
    place = ("resources", 0, "schema", "fields")
    shores = "key,shore,en,es,fr\nnorth,N,North,Norte,Nord\n"
    traffic = TRAFFIC.rpartition("cost")[0]
    package = changed(*place, value=fields)
    data = read(tmp_path, datapackage=package, fares=shores, traffic=traffic)
    for locale, own in (("en_CA", "en es fr"), ("es_MX", "es en fr"), ("fr_CA", "fr en es")):
        view = make_view(data.tables["fares"], forms_of(data, locale))
        assert [head.field.name for head in view.heads] == ["shore", *own.split()]
        # A name is that of the column in the data, in every edition.
        named = {head.field.name: head.name for head in view.heads}
        assert named == {"shore": "column-2", "en": "column-3", "es": "column-4", "fr": "column-5"}
    # An editor's own order is everybody's.
    view = make_view(data.tables["fares"], forms_of(data, "fr_CA"), ["en", "fr"])
    assert [(head.field.name, head.name) for head in view.heads] == [("en", ""), ("fr", "")]


@pytest.mark.parametrize("options", [{"columns": ["price"]}, {"order": ["-price"]}])
def test_unknown_column_is_named(tmp_path: Path, options: dict[str, list[str]]) -> None:
    data = read(tmp_path)
    with pytest.raises(ViewError, match="no column 'price'; its columns are key, shore, fare"):
        make_view(data.tables["fares"], forms_of(data, "en_CA"), **options)


def test_download_has_plain_numbers_in_the_unit_of_its_head(tmp_path: Path) -> None:
    data = read(tmp_path)
    forms = forms_of(data, "es_MX", ES)
    rows = rows_of(export_view(make_view(data.tables["fares"], forms), forms))
    assert rows[0][1] == "Fare, 2009 (millones de dólares canadienses)"
    assert [row[1:] for row in rows[1:]] == [
        ["21300", ""], ["457000", "más de"], ["4850", "casi"], ["", ""],
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_formula_is_made_harmless_in_both_downloads(tmp_path: Path, start: str) -> None:
    formula = f"{start}cmd|' /C calc'!A0"
    data = read(tmp_path, fares=FARES.replace("North shore", formula))
    forms = forms_of(data, "en_CA")
    rows = rows_of(export_view(make_view(data.tables["fares"], forms), forms))
    assert rows[1][0] == f"'{formula}"
    with zipfile.ZipFile(io.BytesIO(export_package(data))) as archive:
        assert rows_of(archive.read("fares.csv"))[1][1] == f"'{formula}"


def test_negative_number_stays_a_number(tmp_path: Path) -> None:
    data = read(tmp_path, fares=FARES.replace("21.3", "-21.3"))
    forms = forms_of(data, "en_CA")
    view = make_view(data.tables["fares"], forms)
    assert view.rows[0][1].label.text == "\u221221.3"
    assert rows_of(export_view(view, forms))[1][1] == "-21.3"


def test_package_can_be_read_again_and_is_always_the_same(tmp_path: Path) -> None:
    data = read(tmp_path / "a")
    content = export_package(data)
    assert content == export_package(read(tmp_path / "b"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path / "c")
    again = read_data(tmp_path / "c" / "datapackage.json", tmp_path / "c")
    assert {n: t.rows for n, t in again.tables.items()} == {
        n: t.rows for n, t in data.tables.items()
    }
    assert json.loads((tmp_path / "c" / "datapackage.json").read_bytes())["name"] == "ferries"
