"""When what something was made from is as it was."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.workflows.inputs import (
    Circumstances,
    Disk,
    Inputs,
    _places,
    current_facts,
    inputs_of,
    is_installed,
)
from editions.workflows.reads import recorded_reads

FACTS = {"the toolkit": "1", "the date": "2026-01-01"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "text/a.rst").write_text("tide", encoding="utf-8")
    (tmp_path / "build").mkdir()
    for path in (tmp_path / "text/a.rst", tmp_path / "text"):
        os.utime(path, (1, 1))
    return tmp_path


def read(root: Path) -> Inputs | None:
    """Read as a build does."""
    begin = time.time_ns()
    with recorded_reads() as reads:
        list((root / "text").iterdir())
        (root / "text/a.rst").read_bytes()
        (root / "build/made").write_text("x", encoding="utf-8")
        (root / "build/made").read_bytes()
        os.environ.get("HARBOUR")
        for name in ("absent.toml", "../outside.toml"):
            with pytest.raises(FileNotFoundError):
                (root / name).read_bytes()
    return inputs_of(reads, begin, Circumstances(FACTS, (root / "build",)), root)


def test_nothing_changes_by_itself(root: Path) -> None:
    inputs = read(root)
    assert inputs is not None
    (root / "build/made").write_text("y", encoding="utf-8")
    (root / "build/more").touch()
    (root / ".hidden").touch()
    (root / "outside.toml").touch(exist_ok=True)
    (root / "outside.toml").unlink()
    assert inputs.change(FACTS, Disk()) is None
    again = Inputs.from_json(json.loads(json.dumps(inputs.to_json())))
    assert again == inputs
    assert again.digest == inputs.digest


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda root: (root / "text/a.rst").write_text("ebb", encoding="utf-8"), "text/a.rst"),
        (lambda root: (root / "text/a.rst").unlink(), "text/a.rst"),
        (lambda root: (root / "text/b.rst").touch(), "text"),
        (lambda root: (root / "absent.toml").write_text("x", encoding="utf-8"), "absent.toml"),
        (lambda root: os.environ.__setitem__("HARBOUR", "open"), "HARBOUR"),
    ],
)
def test_every_change_is_seen(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    name: str,
) -> None:
    monkeypatch.delenv("HARBOUR", raising=False)
    inputs = read(root)
    assert inputs is not None
    change(root)
    found = inputs.change(FACTS, Disk())
    assert found in (name, str(root / name))
    os.environ.pop("HARBOUR", None)


@pytest.mark.parametrize("name", ["the toolkit", "the date", "another"])
def test_facts_count(root: Path, name: str) -> None:
    inputs = read(root)
    assert inputs is not None
    assert inputs.change({**FACTS, name: "2"}, Disk()) == name
    assert inputs.change({"the toolkit": "1"}, Disk()) == "the date"


def test_what_changes_while_it_is_read_is_not_known(root: Path) -> None:
    (root / "text/a.rst").write_text("ebb", encoding="utf-8")
    future = time.time() + 60
    os.utime(root / "text/a.rst", (future, future))
    assert read(root) is None


def test_joined_inputs_change_with_each() -> None:
    one = Inputs({"f": "1"}, {"/a": ""}, {}, {"X": None}, ("/w",))
    two = Inputs({"f": "1"}, {"/b": ""}, {"/c": "x"}, {}, ("/v",))
    joined = Inputs.joined([one, two])
    assert joined == Inputs(
        {"f": "1"}, {"/a": "", "/b": ""}, {"/c": "x"}, {"X": None}, ("/w", "/v")
    )
    assert joined.change({"f": "1"}, Disk()) == "/c"
    assert one.change({"f": "1"}, Disk()) is None


def test_facts_are_the_same_from_one_moment_to_the_next() -> None:
    assert current_facts("1") == current_facts("1")
    assert current_facts("1")["the date"] == "1"
    assert current_facts(None)["the date"] == time.strftime("%Y-%m-%d")


@pytest.mark.parametrize("prefix", ["/usr", "/usr/local", "/srv/venv"])
def test_what_is_of_the_machine_is_no_input_and_a_project_is_wherever_it_lies(
    monkeypatch: pytest.MonkeyPatch, prefix: str
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(sys, "base_prefix", prefix)
    _places.cache_clear()
    try:
        for path in (
            *("/dev/null", "/dev", "/proc/self/stat", "/sys/class", f"{prefix}/lib/python3/x.py"),
            *(f"{prefix}/share/x", f"{prefix}/bin/python", "/srv/p/.tox/site-packages/x.py"),
        ):
            assert is_installed(path), path
        memory = "/dev/shm/p/conf.py"  # noqa: S108  # nothing is put there
        for path in (memory, "/usr/src/p/conf.py", "/usr/local/src/p", "/opt/p/a"):
            assert not is_installed(path), path
        assert is_installed("/opt/p/build/a", ("/opt/p/build",))
    finally:
        _places.cache_clear()
