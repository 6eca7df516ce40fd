"""The archive of a release is a bag, and the same bytes wherever and whenever it is packed."""

from __future__ import annotations

import os
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pytest

from editions.releases.archive import make_bag, zip_folder
from tests.releases.examples import release

MOMENT = release().moment
NAMES = ("site/index.html", "site/fr/le phare.html", "CITATION.cff", "empty")


def packed(place: Path, names: tuple[str, ...], moment: datetime = MOMENT) -> bytes:
    folder = place / "lighthouse-1.1"
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("" if name == "empty" else name, encoding="utf-8")
    make_bag(folder, release())
    target = place / "it.zip"
    zip_folder(folder, target, moment)
    return target.read_bytes()


def test_a_bag_unpacks_and_validates(tmp_path: Path) -> None:
    data = packed(tmp_path / "one", NAMES)
    (tmp_path / "other.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "other.zip") as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "lighthouse-1.1"))
    bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["Bagging-Date"] == "2026-03-14"
    assert bag.info["External-Description"] == "The Lighthouse, 1.1"
    assert set(bag.payload_files()) == {f"data/{name}" for name in NAMES}
    path = tmp_path / "lighthouse-1.1/data/site/index.html"
    path.write_text("other", encoding="utf-8")
    with pytest.raises(bagit.BagValidationError):
        bag.validate()


def test_the_same_files_are_the_same_bytes(tmp_path: Path) -> None:
    mask = os.umask(0o077)
    try:
        one = packed(tmp_path / "one", NAMES)
    finally:
        os.umask(mask)
    assert one == packed(tmp_path / "other/place", NAMES[::-1])
    with zipfile.ZipFile(tmp_path / "one/it.zip") as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(2026, 3, 14, 15, 9, 26)}
    assert {stat.filemode(info.external_attr >> 16) for info in infos} == {"-rw-r--r--"}
    assert [info.filename for info in infos] == sorted(info.filename for info in infos)


@pytest.mark.parametrize(("year", "shown"), [(1970, 1980), (2200, 2107)])
def test_a_date_that_no_archive_can_name_is_the_nearest(
    tmp_path: Path, year: int, shown: int
) -> None:
    packed(tmp_path, NAMES[:1], datetime(year, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        assert archive.infolist()[0].date_time[0] == shown
