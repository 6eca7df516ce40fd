"""Interrupted at any point, each file is the old one or the new one, and whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from editions.catalogs.merging import write_merges
from editions.files.replacing import replace_files
from editions.findings import FindingsError
from tests.catalogs.projects import Documents

FILES = {f"{folder}/{name}.po": f"new {name}\n".encode() for folder in "xy" for name in "abc"}
#: Opened, written, synchronised and renamed.
STEPS = 4 * len(FILES)


class Interruption(BaseException):
    """As from Ctrl-C."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in list(FILES)[1:]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"old\n")
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def put(folder: Path) -> None:
    """Write the new files where the old ones stand."""
    files = {folder / name: data for name, data in FILES.items()}
    replace_files(files, {path: path.read_bytes() for path in files if path.exists()})


def interrupt_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raise at one of the steps by which files come into place."""
    steps: Iterator[int] = iter(range(STEPS))

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **keywords: Any) -> Any:
            if "rb" not in (*arguments, *keywords.values()) and next(steps) == step:
                raise Interruption
            return function(*arguments, **keywords)

        return call

    monkeypatch.setattr(Path, "open", counted(Path.open))
    monkeypatch.setattr(Path, "mkdir", counted(Path.mkdir))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    monkeypatch.setattr(os, "replace", counted(os.replace))


@pytest.mark.parametrize("step", range(STEPS))
def test_interruption(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    before = content(folder)
    with monkeypatch.context() as patch:
        interrupt_at(step, patch)
        with pytest.raises(Interruption):
            put(folder)
    after = content(folder)
    assert set(after) <= set(FILES)
    renamed = max(0, step - (STEPS - len(FILES)))
    assert after == before | dict(list(FILES.items())[:renamed])
    put(folder)
    assert content(folder) == FILES


KILLED = """
import os, signal, sys
from pathlib import Path
from editions.files.replacing import replace_files

replace, left = os.replace, int(sys.argv[2])

def die(*arguments):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    replace(*arguments)

os.replace = die
folder = Path(sys.argv[1])
files = sorted(folder.glob("*/*.po"))
replace_files(dict.fromkeys(files, b"new\\n"), dict.fromkeys(files, b"old\\n"))
"""


@pytest.mark.parametrize("renamed", [0, 3])
def test_killed_process_leaves_whole_files_and_its_rest_is_cleared_away(
    folder: Path, renamed: int
) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), str(renamed)]
    result = subprocess.run(command, check=False, capture_output=True)
    assert (result.returncode, result.stderr) == (-9, b"")
    after = content(folder)
    leftovers = [name for name in after if not name.endswith(".po")]
    assert len(leftovers) == 5 - renamed
    catalogs = sorted(name for name in after if name.endswith(".po"))
    assert [after[name] for name in catalogs] == [b"new\n"] * renamed + [b"old\n"] * (5 - renamed)
    put(folder)
    assert content(folder) == FILES


@pytest.mark.parametrize("name", ["x/a.po", "y/b.po"])
@pytest.mark.parametrize("data", [b"saved meanwhile\n", None])
def test_what_was_saved_meanwhile_is_not_written_over(
    folder: Path, name: str, data: bytes | None
) -> None:
    """One appears, one changes, or one goes: none of the others is written either."""
    path = folder / name
    read = {folder / n: (folder / n).read_bytes() for n in FILES if (folder / n).exists()}
    if data is not None:
        path.write_bytes(data)
    elif path.exists():
        path.unlink()
    else:
        path.write_bytes(b"")
    before = content(folder)
    with pytest.raises(FindingsError, match="nothing was written"):
        replace_files({folder / n: d for n, d in FILES.items()}, read)
    assert content(folder) == before


def test_interrupted_update_leaves_every_language_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = Documents(tmp_path, "es", "fr")
    documents.update(a=["One", "Two"], b=["Three"])
    before = documents.bytes
    documents.source(a=["One"], b=["Three", "Two"])
    merges = documents.prepare()
    wanted = {p.relative_to(tmp_path).as_posix(): d for m in merges for p, d in m.files.items()}
    assert len(wanted) == 4
    for step in range(4 * len(wanted)):
        with monkeypatch.context() as patch:
            interrupt_at(step, patch)
            with pytest.raises(Interruption):
                write_merges(merges)
        after = documents.bytes
        for name, data in before.items():
            (tmp_path / name).write_bytes(data)
        assert set(after) == set(before)
        assert all(data in (before[name], wanted[name]) for name, data in after.items())
