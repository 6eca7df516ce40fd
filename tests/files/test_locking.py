"""A lock keeps others out, and is a file of its own whatever lies in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from editions.files.locking import locked


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locked(path, None), pytest.raises(BlockingIOError), locked(path, None):
        pass
    waited: list[bool] = []
    with locked(path, lambda: waited.append(True)):
        assert waited == []


def test_what_is_waited_for_is_said(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    class SaidError(Exception):
        pass

    def wait() -> None:
        raise SaidError

    with locked(path, None), pytest.raises(SaidError), locked(path, wait):
        pass


def test_a_file_that_is_there_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text("kept")
    with locked(path, None):
        assert path.read_text() == "kept"


@pytest.mark.parametrize("target", ["precious", "missing", "lock"])
def test_a_link_is_not_followed(tmp_path: Path, target: str) -> None:
    (tmp_path / "precious").write_text("kept")
    (tmp_path / "lock").symlink_to(target)
    refused = pytest.raises(OSError, match="a lock must not be a link")
    with refused as caught, locked(tmp_path / "lock", None):
        pass
    assert caught.value.filename == str(tmp_path / "lock")
    assert (tmp_path / "precious").read_text() == "kept"
    assert not (tmp_path / "missing").exists()


def test_a_pipe_is_no_lock(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "lock")
    with pytest.raises(OSError, match="a lock must be a file"), locked(tmp_path / "lock", None):
        pass
