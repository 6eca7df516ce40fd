"""The documents of tables in data, written anew where one is renamed."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.tables.chapters import rename_chapter
from tests.tables.packages import changed, write_package

COLUMN = changed("resources", 0, "chapter", value={"field": "key"})


def renamed(folder: Path, fares: str) -> str:
    path = write_package(folder, datapackage=COLUMN, fares=fares)
    files = rename_chapter(path, folder, "shore", "far/coast")
    assert set(files) == {path, folder / "fares.csv"}
    return files[folder / "fares.csv"].decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("key,shore\nshore,1\nshores,shore\n", "key,shore\nfar/coast,1\nshores,shore\n"),
        ("shore,key\r\n1,shore\r\n", "shore,key\r\n1,far/coast\r\n"),
        ('\ufeffkey,a\n"shore","x, ""y"""\n', '\ufeffkey,a\n"far/coast","x, ""y"""\n'),
        ('"a","key"\n"1\nshore",shore', '"a","key"\n"1\nshore",far/coast'),
        ("key,a\nshore,\n\nshore\n", "key,a\nfar/coast,\n\nfar/coast\n"),
        ("shore,shore\nshore,shore\n", "shore,shore\nshore,shore\n"),  # has no such column
        ("", ""),
    ],
)
def test_only_the_cells_with_the_name_change(tmp_path: Path, before: str, after: str) -> None:
    assert renamed(tmp_path, before) == after


def test_table_that_is_no_csv_is_reported_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="not well-formed CSV") as caught:
        renamed(tmp_path, 'key,a\nx,"1" 2\n')
    (finding,) = caught.value.findings
    assert (finding.file, finding.line) == ("fares.csv", 2)


def test_table_without_such_a_column_stays_unread(tmp_path: Path) -> None:
    path = write_package(tmp_path, fares=b"\xff")
    (data,) = rename_chapter(path, tmp_path, "shore", "coast").values()
    assert b'"chapter": "coast"' in data
    assert b'"chapter": "crossing"' in data
