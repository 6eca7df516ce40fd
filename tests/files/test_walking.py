"""A folder that cannot be read is an error, and one that is not there holds nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from editions.catalogs.files import find_catalogs
from editions.catalogs.templates import read_templates
from editions.files.walking import paths_below, walk


def test_what_is_below(tmp_path: Path) -> None:
    for name in ("b.po", "a/c.po", "a/d.txt", "z.po/e.po"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    (tmp_path / "link").symlink_to("a")
    found = [path.relative_to(tmp_path).as_posix() for path in paths_below(tmp_path, ".po")]
    assert found == ["a/c.po", "b.po", "z.po", "z.po/e.po"]
    assert {place for place, _, _ in walk(tmp_path)} == {
        tmp_path,
        tmp_path / "a",
        tmp_path / "z.po",
    }


@pytest.mark.parametrize("name", ["gone", "file", "file/below"])
def test_no_folder_holds_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    assert paths_below(tmp_path / name, "") == []


@pytest.mark.parametrize("code", [errno.EIO, errno.EACCES, errno.ESTALE, errno.ENOMEM])
def test_a_folder_that_cannot_be_read_is_not_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """What is missing would be written anew, over what is there."""
    below = tmp_path / "below"
    below.mkdir()
    scandir = os.scandir

    def fail(path: Any) -> Any:
        if Path(path) == below:
            raise OSError(code, os.strerror(code), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fail)
    for read in (
        lambda: paths_below(tmp_path, ".po"),
        lambda: find_catalogs(tmp_path, tmp_path),
        lambda: read_templates(tmp_path),
    ):
        with pytest.raises(OSError, match="below") as raised:
            read()
        assert raised.value.errno == code
