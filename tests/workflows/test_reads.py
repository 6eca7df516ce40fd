"""What is noted of files, folders and variables that are read."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from editions.workflows.reads import Reads, note_files, recorded_reads


def test_files_and_folders_are_noted_as_they_are_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "before.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "before.txt").read_bytes()
    with recorded_reads() as reads:
        (tmp_path / "a.txt").read_text(encoding="utf-8")
        os.close(os.open(os.fsencode(tmp_path / "b.txt"), os.O_RDONLY))
        with pytest.raises(FileNotFoundError):
            (tmp_path / "absent.txt").read_bytes()
        (tmp_path / "written.txt").write_text("y", encoding="utf-8")
        list(tmp_path.iterdir())
    (tmp_path / "written.txt").read_bytes()
    own = {Path(name).name for name in reads.files if Path(name).parent == tmp_path}
    assert own == {"a.txt", "b.txt", "absent.txt"}
    assert reads.folders == {str(tmp_path)}


def test_names_are_those_from_the_folder_of_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with recorded_reads() as reads:
        os.listdir()  # noqa: PTH208  # without a name
        Path("a.txt").exists()
        Path("sub").mkdir()
        Path("sub/../b.txt").touch()
        Path("sub/../b.txt").read_bytes()
    assert str(tmp_path / "b.txt") in reads.files
    assert reads.folders == {str(tmp_path)}


def test_modules_count_by_their_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they are compiled already, or were imported before."""
    (tmp_path / "tide_tables.py").write_text("HIGH = 12\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for _ in range(2):
        with recorded_reads() as reads:
            tide_tables = importlib.import_module("tide_tables")
        assert str(tmp_path / "tide_tables.py") in reads.files
        assert not any(name.endswith(".pyc") for name in reads.files)
    assert tide_tables.HIGH == 12
    monkeypatch.delitem(sys.modules, "tide_tables")


def test_variables_are_noted_with_their_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARBOUR", "open")
    monkeypatch.delenv("LIGHTHOUSE", raising=False)
    with recorded_reads() as reads:
        assert os.environ.get("HARBOUR") == "open"
        assert os.getenv("LIGHTHOUSE") is None
        assert "BUOY" not in os.environ
        os.environ["HARBOUR"] = "closed"
        assert os.environ["HARBOUR"] == "closed"
    assert reads.variables == {"HARBOUR": "open", "LIGHTHOUSE": None, "BUOY": None}
    assert os.environ["HARBOUR"] == "closed"


def test_handing_all_variables_on_asks_for_none() -> None:
    with recorded_reads() as reads:
        dict(os.environ)
        os.environ.copy()
        subprocess.run([sys.executable, "-c", ""], check=True, env={**os.environ, "X": "1"})
    assert set(reads.variables) <= {"PATH"}
    with recorded_reads() as reads:
        [os.environ[name] for name in os.environ if name.startswith("PATH")]
    assert "PATH" in reads.variables


def test_several_may_listen() -> None:
    with recorded_reads() as outer:
        with recorded_reads() as inner:
            Path(__file__).read_bytes()
        Path(os.devnull).read_bytes()
    assert __file__ in inner.files & outer.files
    assert os.devnull in outer.files - inner.files


def test_what_is_kept_of_files_counts(tmp_path: Path) -> None:
    note_files([tmp_path / "nobody listens"])
    with recorded_reads() as reads:
        note_files([tmp_path / "a" / ".." / "b.rst"])
    assert str(tmp_path / "b.rst") in reads.files


def test_numbers_of_open_files_are_no_names() -> None:
    reads = Reads()
    reads.note("open", (3, "r", 0))
    reads.note("os.listdir", (3,))
    assert reads == Reads()
