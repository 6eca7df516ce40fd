"""Two folders change places at once, or not at all."""

from __future__ import annotations

import ctypes
import errno
from pathlib import Path

import pytest

from editions.files import replacing
from editions.files.replacing import exchange


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders, each of which holds its name."""
    for name in ("one", "é\nother"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    return tmp_path / "one", tmp_path / "é\nother"


def test_folders_change_places(folders: tuple[Path, Path]) -> None:
    one, other = folders
    assert exchange(one, other)
    assert [path.name for path in one.iterdir()] == [other.name]
    assert [path.name for path in other.iterdir()] == [one.name]


def test_what_is_missing_is_an_error_and_nothing_changes(folders: tuple[Path, Path]) -> None:
    one, other = folders
    with pytest.raises(FileNotFoundError) as caught:
        exchange(one, other.with_name("none"))
    assert caught.value.filename == str(one)
    assert (one / "one").exists()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP])
def test_a_system_or_a_place_that_cannot_changes_nothing(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def unable(_one: bytes, _other: bytes) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(replacing, "_call", lambda: unable)
    assert not exchange(*folders)
    monkeypatch.setattr(replacing, "_call", lambda: None)
    assert not exchange(*folders)
