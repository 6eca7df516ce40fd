"""Two folders change places at once, or not at all."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.files import replacing
from editions.files.replacing import (
    create_file,
    exchange,
    remove_unless_changed,
    replace_file,
    replace_files,
    replace_unless_changed,
)


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
    def unable(_one: bytes, _other: bytes, _exchange: bool) -> int:
        ctypes.set_errno(number)
        return -1

    monkeypatch.setattr(replacing, "_call", lambda: unable)
    assert not exchange(*folders)
    monkeypatch.setattr(replacing, "_call", lambda: None)
    assert not exchange(*folders)


@pytest.mark.parametrize("able", [True, False])
def test_file_is_replaced_unless_somebody_has_saved_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, able: bool
) -> None:
    if not able:
        monkeypatch.setattr(replacing, "_call", lambda: None)
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)
    assert replace_unless_changed(path, b"old", b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert not replace_unless_changed(path, b"old", b"newer")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_save_in_the_last_moment_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def late(one: Path, other: Path) -> bool:
        monkeypatch.setattr(replacing, "exchange", exchange)
        path.write_bytes(b"theirs")
        return exchange(one, other)

    monkeypatch.setattr(replacing, "exchange", late)
    assert not replace_unless_changed(path, b"old", b"mine")
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_file_is_made_only_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.po"
    assert create_file(path, b"one")
    assert not create_file(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def refuse_second_names(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(_path: Path, target: Path) -> None:
        raise OSError(code, os.strerror(code), str(target))

    monkeypatch.setattr(Path, "hardlink_to", fail)


@pytest.mark.parametrize("renames", [True, False])
@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.EACCES])
def test_file_is_made_where_the_disk_knows_no_second_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: bool, code: int
) -> None:
    """As on FAT and exFAT, on shares of networks, and on Android."""
    refuse_second_names(monkeypatch, code)
    if not renames:
        monkeypatch.setattr(replacing, "_call", lambda: None)
    test_file_is_made_only_where_there_is_none(tmp_path)
    (tmp_path / "link.po").symlink_to("nowhere")
    assert not create_file(tmp_path / "link.po", b"one")
    assert not (tmp_path / "nowhere").exists()


def test_no_empty_file_is_left_where_a_name_was_taken_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path, _target: Path) -> None:
        raise OSError(errno.EIO, "failed", str(path))

    refuse_second_names(monkeypatch, errno.EPERM)
    monkeypatch.setattr(replacing, "_call", lambda: None)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="failed"):
        create_file(tmp_path / "a.po", b"one")
    assert list(tmp_path.iterdir()) == []


def test_what_a_broken_disk_says_of_a_second_name_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_second_names(monkeypatch, errno.ENOSPC)
    with pytest.raises(OSError, match="No space"):
        create_file(tmp_path / "a.po", b"one")
    assert list(tmp_path.iterdir()) == []


#: All that writes over a file.
WRITES: list[Callable[[Path], object]] = [
    lambda path: replace_file(path, b"new"),
    lambda path: replace_unless_changed(path, path.read_bytes(), b"new"),
    lambda path: replace_files({path: b"new"}, {path: path.read_bytes()}),
]


@pytest.mark.parametrize("write", WRITES)
def test_what_a_killed_process_left_is_removed_and_nothing_else(
    tmp_path: Path, write: Callable[[Path], object]
) -> None:
    path = tmp_path / "a*.po"
    path.write_bytes(b"old")
    ended = subprocess.Popen(["true"])
    ended.wait()
    names = [f".{path.name}.{pid}" for pid in (ended.pid, 10**30, os.getppid(), "bak")]
    others = [".a-b.po.99999999", "a*.po.1"]
    for name in (*names, *others):
        (tmp_path / name).write_bytes(b"")
    write(path)
    assert {file.name for file in tmp_path.iterdir()} == {path.name, *names[2:], *others}


@pytest.mark.parametrize("write", WRITES)
def test_what_is_written_keeps_its_rights(tmp_path: Path, write: Callable[[Path], object]) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write(path)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("write", WRITES)
def test_a_file_may_have_the_longest_name(tmp_path: Path, write: Callable[[Path], object]) -> None:
    path = tmp_path / f"{'é' * 126}.po"
    path.write_bytes(b"old")
    write(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_is_removed_unless_somebody_has_saved_it(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"theirs")
    assert not remove_unless_changed(path, b"old")
    assert path.read_bytes() == b"theirs"
    assert remove_unless_changed(path, b"theirs")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [replace_file, create_file])
def test_what_was_written_stands_where_nothing_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object]
) -> None:
    def fail(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            raise OSError(errno.EIO, "failed", str(path))

    monkeypatch.setattr(Path, "unlink", fail)
    write(tmp_path / "a.po", b"new")
    assert (tmp_path / "a.po").read_bytes() == b"new"


def test_what_cannot_be_looked_at_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether somebody has saved the file in the last moment is not known."""
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    read = Path.read_bytes

    def fail(file: Path) -> bytes:
        if file != path:
            raise OSError(errno.EIO, "failed", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert not replace_unless_changed(path, b"old", b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("write", ["replace_file", "create_file", "replace_unless_changed"])
def test_where_a_disk_is_full_the_file_is_named(tmp_path: Path, write: str) -> None:
    """A write says nothing of its file, and nothing of it is left."""
    path = tmp_path / "shore.po"
    arguments = [path, b"a" * 5000]
    if write == "replace_unless_changed":
        path.write_bytes(b"old")
        arguments.insert(1, b"old")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            getattr(replacing, write)(*arguments)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert caught.value.filename == str(path)
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before
