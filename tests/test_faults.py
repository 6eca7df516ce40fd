"""Nothing is lost or half-written at any step of a command, whatever stops it there."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest

from tests.building import edit
from tests.faults import FAULTS, KEPT, KILLED
from tests.forking import run_forked

#: The same day in every run, which catalogs name.
DAY = {"SOURCE_DATE_EPOCH": "1700000000"}
#: What a killed process leaves beside a file until the next command.
_LEFT = re.compile(r"(?:^|/)\.[^/]+\.\d+$")


def contents(root: Path) -> dict[str, bytes]:
    """Return what people keep, and what is written for them."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in KEPT
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def run(root: Path, command: list[str], step: int = 0, fault: str = "") -> tuple[int, str]:
    """Return the status of a command, and what it has said."""
    arguments = (str(root), str(step), fault, *command, "--project", str(root))
    done = run_forked("tests.faults:run", *arguments, cwd=root, environment=DAY)
    return done.returncode, done.stdout + done.stderr


def to_import(root: Path) -> list[str]:
    """Export, and change some translations as a tool does."""
    chosen = ["-c", "crossing", "shore"]
    assert run(root, ["export", *chosen, "--output", str(root / "tool")])[0] == 0
    file = root / "tool/two-shores-fr.xlf"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(<target[^>]*>[^<]*[a-zé])<", r"\1 encore<", text), encoding="utf-8")
    return ["import", str(file)]


def to_export(_root: Path) -> list[str]:
    return ["export", "--split", "--output", "exchange"]


def to_rename(root: Path) -> list[str]:
    edit(root / "source/crossing.rst", "\n\n", "\n\nSee :doc:`the shore <shore>`.\n\n")
    return ["rename", "shore", "far/coast"]


def to_carry(root: Path) -> list[str]:
    edit(root / "source/crossing.rst", "comes back.", "comes back!")
    return ["carry", "--all-safe"]


@pytest.mark.parametrize("prepare", [to_import, to_export, to_rename, to_carry])
def test_a_command_that_is_stopped_has_written_whole_files(
    two_shores: Path, tmp_path: Path, prepare: Callable[[Path], list[str]]
) -> None:
    root = Path(shutil.copytree(two_shores, tmp_path / "p"))
    command = prepare(root)
    kept = Path(shutil.copytree(root, tmp_path / "kept"))
    before = contents(root)
    status, said = run(root, command)
    after = contents(root)
    assert (status, before == after) == (0, False), said
    steps = int(said.split()[-1])
    assert steps > 3
    faults = cycle(FAULTS)
    for step in range(1, steps + 1, 2):  # most are two beside each other
        fault = next(faults)
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        status, said = run(root, command, step, fault)
        found = contents(root)
        place = f"step {step} of {steps}, {fault}: {said}"
        for name in found.keys() | before.keys() | after.keys():
            if fault != KILLED or not _LEFT.search(name):
                assert found.get(name) in (before.get(name), after.get(name)), f"{name}, {place}"
        if fault == KILLED:
            assert status == -signal.SIGKILL, place
            status, said = run(root, command)
            assert contents(root) == after, f"again after {place}: {said}"
        else:
            assert "Traceback" not in said, place
            assert status == 1 or (status == 0 and found == after), place
