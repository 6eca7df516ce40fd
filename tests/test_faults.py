"""Nothing is lost or half-written at any step of a command, whatever stops it there."""

from __future__ import annotations

import pickle
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editions.catalogs.reading import read_catalog
from editions.exchange.segments import message_id
from tests.building import edit
from tests.faults import FOR_GOOD, INTERRUPTED, KILLED, SAVE, Contents, Stop, contents, restore
from tests.forking import run_forked

#: The same day in every run, which catalogs name.
DAY = {"SOURCE_DATE_EPOCH": "1700000000"}
#: What a process that is killed leaves beside a file until the next command; a disk on which
#: nothing can be removed keeps it, too.
_LEFT = re.compile(r"(?:^|/)\.[^/]+\.\d+$")


def run(root: Path, command: list[str], program: str = "editions.cli:main") -> tuple[int, str]:
    """Return the status of a command, and what it has said."""
    done = run_forked(program, *command, cwd=root, environment=DAY)
    return done.returncode, done.stdout + done.stderr


def stopped(root: Path, command: list[str]) -> list[Stop]:
    """Run a command, and return what came of it where it was stopped at one of its steps."""
    record = root.with_name("record")
    status, said = run(root, [str(record), str(root), *command], "tests.faults:run")
    assert status == 0, said
    stops: list[Stop] = pickle.loads(record.read_bytes())  # noqa: S301 - our own
    return stops


def to_import(root: Path) -> list[str]:
    """Export, and change some translations as a tool does."""
    chosen = ["-c", "crossing", "shore"]
    command = ["export", *chosen, "--output", str(root / "tool"), "--project", str(root)]
    assert run(root, command)[0] == 0
    file = root / "tool/two-shores-fr.xlf"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(<target[^>]*>[^<]*[a-zé])<", r"\1 encore<", text), encoding="utf-8")
    return ["import", str(file)]


def to_export(_root: Path) -> list[str]:
    return ["export", "--split", "-c", "crossing", "shore", "--output", "exchange"]


def to_rename(root: Path) -> list[str]:
    edit(root / "source/crossing.rst", "\n\n", "\n\nSee :doc:`the shore <shore>`.\n\n")
    return ["rename", "shore", "far/coast"]


def to_carry(root: Path) -> list[str]:
    edit(root / "source/crossing.rst", "comes back.", "comes back!")
    return ["carry", "--all-safe"]


def to_update(root: Path) -> list[str]:
    edit(root / "source/crossing.rst", "comes back.", "comes back! Twice.")
    edit(root / "source/index.rst", "   shore\n", "   shore\n   new\n")
    (root / "source/new.rst").write_text("New\n===\n\nA text.\n", encoding="utf-8")
    return ["update"]


def to_add(root: Path) -> list[str]:
    edit(root / "conf.py", "editions = [", 'references_file = "references.yaml"\neditions = [')
    (root / "works.ris").write_text(
        "TY  - BOOK\nTI  - Tides\nAU  - Ray, A.\nPY  - 2001\nPB  - Pier\nER  - \n"
    )
    return ["references", "add", "--ris", str(root / "works.ris")]


def to_save(root: Path, way: str) -> list[str]:
    catalog = read_catalog(root / "locale/fr/LC_MESSAGES/shore.po", root)
    entry = next(entry for entry in catalog if not entry.comments)
    return [SAVE, "shore", message_id(entry), f"{entry.msgstrs[0]} encore", way]


PREPARE = [to_import, to_export, to_rename, to_carry, to_update, to_add]


@pytest.mark.parametrize("prepare", PREPARE)
def test_a_command_that_is_stopped_has_written_whole_files(
    two_shores: Path, prepare: Callable[[Path], list[str]]
) -> None:
    command = [*prepare(two_shores), "--project", str(two_shores)]
    before = contents(two_shores)
    stops = stopped(two_shores, command)
    after = contents(two_shores)
    assert before != after
    assert len(stops) >= 8
    for stop in stops:
        assert not list(faults(stop, before, after)), stop
    for stop in killed(stops):
        restore(two_shores, stop.left)
        _status, said = run(two_shores, command)
        assert contents(two_shores) == after, f"again after {stop}: {said}"


@pytest.mark.parametrize("way", ["at once", "stepwise"])
def test_the_desk_that_is_stopped_has_saved_a_whole_catalog_or_none(
    two_shores: Path, way: str
) -> None:
    command = to_save(two_shores, way)
    before = contents(two_shores)
    stops = stopped(two_shores, command)
    after = contents(two_shores)
    assert before != after
    assert len(stops) >= 4
    for stop in stops:
        assert not list(faults(stop, before, after)), stop
        if stop.status == 1:  # the translator reads which file, and why
            assert re.search(r"^read-only locale/fr/LC_MESSAGES/shore\.po [A-Z]", stop.said), stop
    for stop in killed(stops):
        restore(two_shores, stop.left)
        stopped(two_shores, command)
        kept = {name: data for name, data in contents(two_shores).items() if not _LEFT.search(name)}
        assert kept == after, stop


def faults(stop: Stop, before: Contents, after: Contents) -> Iterator[str]:
    """Yield what is wrong with what is left of a command that was stopped."""
    left = stop.left
    if stop.fault == KILLED or stop.fault.endswith(FOR_GOOD) or stop.event.startswith("os.remove "):
        left = {name: data for name, data in left.items() if not _LEFT.search(name)}
    for name in left.keys() | before.keys() | after.keys():
        place = left.get(name, "nothing")
        is_whole = place in (before.get(name, "nothing"), after.get(name, "nothing"))
        is_folder = place is None and any(kept.startswith(f"{name}/") for kept in after)
        if not is_whole and not is_folder:
            yield name
    if stop.event.startswith("open ") and not _LEFT.search(stop.event):
        yield "written in its place"
    if "Traceback" in stop.said:
        yield "a traceback"
    if _LEFT.search(stop.said):
        yield "names what nobody knows"
    if stop.fault == KILLED:
        expected = {-signal.SIGKILL}
    elif stop.fault == INTERRUPTED:
        expected = {130}
    else:
        expected = {0, 1} if left == after else {1}
    if stop.status not in expected:
        yield f"status {stop.status}"


def killed(stops: list[Stop]) -> list[Stop]:
    """Return the stops by a kill, one for each state that they have left."""
    states = {}
    for stop in stops:
        if stop.fault == KILLED:
            kept = {name: data for name, data in stop.left.items() if not _LEFT.search(name)}
            states[tuple(sorted(kept.items()))] = stop
    return list(states.values())
