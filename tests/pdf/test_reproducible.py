"""The same source gives the same bytes, whoever builds it, where, when and in which language."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from editions.dates import last_commit, source_date
from editions.findings import EditionsError
from tests.conftest import PROJECT, ROOTS, copy_project

#: 8 June 2010, 12:26:40 UTC.
DATE = "1276000000"


def build_elsewhere(root: Path, cwd: Path, *codes: str, **environment: str) -> dict[str, bytes]:
    """Build the PDF editions of the publication in *root* as a user does; return the files.

    *codes* are those of the editions, all by default.
    """
    command = [sys.executable, "-m", "editions.cli", "build", "--format", "pdf"]
    command += ["--edition", *codes] if codes else []
    result = subprocess.run(
        [*command, "--project", str(root)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), **environment},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    files = (root / "build" / "site" / "downloads").glob("*.pdf")
    return {path.name: path.read_bytes() for path in files}


def contents(data: bytes) -> Iterator[bytes]:
    """Yield what a file holds: itself, its objects, and its streams unpacked."""
    yield data
    with pikepdf.open(BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream):
                yield item.read_bytes()
                yield item.stream_dict.unparse()
            else:
                yield item.unparse()


def assert_nothing_local(files: dict[str, bytes], *places: Path) -> None:
    needles = [str(place) for place in (*places, Path.home(), PROJECT)] + ["edition.invalid"]
    for name, data in files.items():
        for content in contents(data):
            for needle in needles:
                assert needle.encode() not in content, (name, needle)
                assert needle.encode("utf-16-be") not in content, (name, needle)


def test_tiny_publication_is_the_same_everywhere(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "deeper" / "other place"
    shutil.copytree(ROOTS / "two-shores", one)
    shutil.copytree(ROOTS / "two-shores", other)
    first = build_elsewhere(
        one, PROJECT, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", SOURCE_DATE_EPOCH=DATE
    )
    second = build_elsewhere(
        other,
        tmp_path,
        PYTHONHASHSEED="2",
        TZ="America/Mexico_City",
        LC_ALL="C.UTF-8",
        LANG="fr_CA.UTF-8",
        LANGUAGE="fr",
        SOURCE_DATE_EPOCH=DATE,
    )
    assert len(first) == 3  # the pair is a file of its own
    assert first == second
    assert_nothing_local(first, tmp_path)
    for data in first.values():
        with pikepdf.open(BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
            assert str(pdf.docinfo.CreationDate) == "D:20100608122640Z"
            assert str(pdf.docinfo.ModDate) == "D:20100608122640Z"
            assert metadata["xmp:CreateDate"] == "2010-06-08T12:26:40Z"
            assert metadata["xmp:ModifyDate"] == "2010-06-08T12:26:40Z"


def test_real_publication_is_the_same_everywhere(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"
    root.mkdir()
    made = build_elsewhere(
        copy_project(root),
        tmp_path,
        "fr",
        PYTHONHASHSEED="3",
        TZ="Asia/Kathmandu",
        LC_ALL="C",
    )
    assert len(made) == 1  # the tiny publication has files of several editions, and of a pair
    assert made == {name: (site / "downloads" / name).read_bytes() for name in made}
    assert_nothing_local(made, tmp_path, site)


def git(folder: Path, *arguments: str, date: str) -> None:
    values = {"NAME": "test", "EMAIL": "test@example.org", "DATE": f"{date} +0000"}
    whose = {
        f"GIT_{who}_{what}": v for who in ("AUTHOR", "COMMITTER") for what, v in values.items()
    }
    subprocess.run(
        ["git", "-C", str(folder), "-c", "commit.gpgsign=false", *arguments],
        env={**os.environ, **whose},
        check=True,
        capture_output=True,
    )


def test_date_is_that_of_the_last_commit(tmp_path: Path) -> None:
    root = Path(shutil.copytree(ROOTS / "two-shores", tmp_path / "shores"))
    git(root, "init", "--quiet", date=DATE)
    git(root, "add", ".", date=DATE)
    git(root, "commit", "--quiet", "--message", "All of it", date=DATE)
    assert last_commit(root) == DATE
    made = build_elsewhere(root, tmp_path, "en", SOURCE_DATE_EPOCH="")
    assert made
    for data in made.values():
        with pikepdf.open(BytesIO(data)) as pdf:
            assert str(pdf.docinfo.CreationDate) == "D:20100608122640Z"


def test_folder_without_repository_has_no_date(tmp_path: Path) -> None:
    assert last_commit(tmp_path) is None
    assert last_commit(tmp_path / "gone") is None


def test_date_is_read() -> None:
    assert source_date({}) is None
    assert source_date({"SOURCE_DATE_EPOCH": ""}) is None
    assert source_date({"SOURCE_DATE_EPOCH": DATE}) == datetime(2010, 6, 8, 12, 26, 40, tzinfo=UTC)


@pytest.mark.parametrize("value", ["yesterday", "1e9", "9" * 30])
def test_wrong_date_is_named(value: str) -> None:
    with pytest.raises(EditionsError, match="SOURCE_DATE_EPOCH"):
        source_date({"SOURCE_DATE_EPOCH": value})
