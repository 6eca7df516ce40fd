"""The files that readers download."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

from editions.tables.export import export_package, export_view
from editions.tables.views import make_view
from tests.tables.packages import FARES, changed, forms_of, read


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_how_exact_a_number_is_has_a_column_of_its_own(tmp_path: Path) -> None:
    data = read(tmp_path)
    forms = forms_of(data, "en_CA")
    assert rows_of(export_view(make_view(data.tables["fares"], forms), forms)) == [
        ["Shore", "Fare, 2009 (C$ billion)", "Fare, 2009: precision"],
        ["North shore", "21.3", ""],
        ["South shore", "457", "more than"],
        ["Total", "4.85", "nearly"],
        ["West shore", "", ""],
    ]
    exact = FARES.replace("more than", "").replace("nearly", "")
    forms = forms_of(read(tmp_path, fares=exact), "en_CA")
    heads = rows_of(export_view(make_view(forms.data.tables["fares"], forms), forms))[0]
    assert heads == ["Shore", "Fare, 2009 (C$ billion)"]


def test_words_of_cells_and_heads_are_made_harmless_and_numbers_are_not(tmp_path: Path) -> None:
    fares = FARES.replace("North shore", "=North").replace("21.3,,costs {} to build", "-21.3,,")
    title = changed("resources", 0, "schema", "fields", 1, "title", value="@Shore")
    forms = forms_of(read(tmp_path, fares=fares, datapackage=title), "en_CA")
    heads, first, *_ = rows_of(export_view(make_view(forms.data.tables["fares"], forms), forms))
    assert (heads[0], first) == ("'@Shore", ["'=North", "-21.3", ""])


def test_periods_have_plain_spaces_and_words_keep_theirs(tmp_path: Path) -> None:
    traffic = (
        "key,what,when,value,unit,scale,source,same\ncars,Cars\u00a0too,2009-12-06,2580,count,,,\n"
    )
    forms = forms_of(read(tmp_path, traffic=traffic), "en_CA")
    _, row = rows_of(export_view(make_view(forms.data.tables["traffic"], forms), forms))
    assert row[:2] == ["Cars\u00a0too", "December 6, 2009"]


def test_package_holds_description_and_tables_as_they_are(tmp_path: Path) -> None:
    fares = FARES.replace("North shore", "=North").replace("21.3,", "-21.3,")
    data = read(tmp_path, fares=fares)
    content = export_package(data)
    assert content == export_package(data)
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.namelist() == ["datapackage.json", "fares.csv", "traffic.csv"]
    assert archive.read("datapackage.json") == data.package.path.read_bytes()
    rows = rows_of(archive.read("fares.csv"))
    assert rows[:2] == [
        ["key", "shore", "fare", "precision", "stated"],
        ["north", "'=North", "-21.3", "", "costs {} to build"],
    ]
    for info in archive.infolist():
        assert (info.date_time, info.external_attr >> 16) == ((1980, 1, 1, 0, 0, 0), 0o644)
        assert info.compress_type == zipfile.ZIP_DEFLATED
