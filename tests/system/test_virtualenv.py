"""The virtual environment: whole, or made anew, wherever the set-up was cut short."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from editions.system import fetching, virtualenv
from editions.system.fetching import Installer
from editions.system.needs import SetUpError
from editions.system.virtualenv import set_up

ROOT = Path(__file__).parents[2]
INPUTS = [name for stage in virtualenv.STAGES.values() for name in stage.inputs]


class Project:
    """A project whose commands are noted, and may fail; they make nothing but a Python."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.python = "3.12"
        #: The last word of each command.
        self.commands: list[str] = []
        #: What the command raises whose turn it is.
        self.fails: dict[int, BaseException] = {}
        for name in INPUTS:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text("{}")

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    def run(self, environment: Mapping[str, str], *command: str, tries: int = 1) -> None:
        self.commands.append(Path(command[-1]).name)
        if error := self.fails.get(len(self.commands)):
            raise error
        if "--clear" in command:
            shutil.rmtree(self.folder, ignore_errors=True)
            (self.folder / "bin").mkdir(parents=True)
            self.put_python(self.python)

    def put_python(self, version: str) -> None:
        path = self.folder / "bin" / "python"
        path.write_text(f"#!/bin/sh\necho {version}\n")
        path.chmod(0o755)

    def set_up(self, last: str = "build", wanted: str | None = None) -> list[str]:
        """Set up, and return the commands that it took."""
        self.commands.clear()
        set_up(self.root, last, wanted)
        return list(self.commands)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "Ma thèse 2"
    root.mkdir()
    project = Project(root)
    monkeypatch.setattr(Installer, "run", lambda self, *words, **options: project.run(*words))
    monkeypatch.setattr(fetching, "pip_environment", lambda python: {})
    monkeypatch.setattr(virtualenv, "bring", lambda kinds: None)
    return project


BUILD = ["requirements.lock", "Ma thèse 2"]
VERSIONS = ["requirements-sphinx-oldest.lock", "requirements-sphinx-newest.lock"]
TEST = ["requirements-test.lock", "5", *VERSIONS]
ANEW = [".venv", *BUILD]


def test_set_up_is_done_once_and_stage_by_stage(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert project.set_up() == ANEW
    assert capfd.readouterr().out == "Setting up the virtual environment in .venv …\n"
    assert project.set_up() == []
    assert project.set_up("test") == TEST
    assert project.set_up("test") == []
    assert project.set_up() == []
    assert capfd.readouterr().out == "Setting up what the tests need …\n"


@pytest.mark.parametrize("name", INPUTS)
def test_what_changed_is_installed_anew_in_the_same_environment(
    project: Project, name: str
) -> None:
    project.set_up("test")
    (project.root / name).touch()
    assert project.set_up("test") == [], "the bytes count, not the time"
    (project.root / name).write_text("[]")
    first = name in virtualenv.STAGES["build"].inputs
    assert project.set_up() == (BUILD if first else [])
    assert project.set_up("test") == TEST


@pytest.mark.parametrize("error", [SetUpError("no network"), KeyboardInterrupt()])
@pytest.mark.parametrize("turn", range(1, 6))
def test_set_up_that_is_cut_short_begins_again_from_nothing(
    project: Project, capfd: pytest.CaptureFixture[str], turn: int, error: BaseException
) -> None:
    project.fails[turn] = error
    with pytest.raises(type(error)):
        project.set_up("test")
    project.fails.clear()
    project.folder.mkdir(exist_ok=True)
    capfd.readouterr()
    assert project.set_up("test") == [*ANEW, *TEST]
    first = capfd.readouterr().out.splitlines()[0]
    assert first == "The virtual environment in .venv is made anew: its set-up was not finished"


@pytest.mark.parametrize("turn", [1, 2])
def test_change_that_is_cut_short_begins_again_from_nothing(project: Project, turn: int) -> None:
    project.set_up()
    (project.root / "requirements.lock").write_text("new")
    project.fails[turn] = SetUpError("no network")
    with pytest.raises(SetUpError):
        project.set_up()
    project.fails.clear()
    assert project.set_up() == ANEW


@pytest.mark.parametrize(
    "stamp", ["", "{", "[]", "{}", '{"place": "x", "python": "3.12", "stages": 1}', "é\udcff"]
)
def test_stamp_that_says_nothing_counts_as_none(project: Project, stamp: str) -> None:
    project.set_up()
    (project.folder / ".ready").write_text(stamp, encoding="utf-8", errors="surrogateescape")
    assert project.set_up() == ANEW


def move(project: Project) -> None:
    project.root = project.root.rename(project.root.with_name("otro"))


def lose_python(project: Project) -> None:
    path = project.folder / "bin" / "python"
    path.unlink()
    path.symlink_to("/usr/bin/python3.99")


def break_python(project: Project) -> None:
    (project.folder / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        (move, "it was made in {old}/.venv"),
        (lose_python, "its Python is gone"),
        (break_python, "its Python is gone"),
        (lambda project: project.put_python("3.13"), "its Python was 3.12 and is now 3.13"),
    ],
)
def test_environment_that_no_longer_works_is_made_anew_and_one_line_says_so(
    project: Project,
    capfd: pytest.CaptureFixture[str],
    change: Callable[[Project], None],
    flaw: str,
) -> None:
    project.set_up()
    old = project.root
    change(project)
    capfd.readouterr()
    assert project.set_up()[0] == ".venv"
    assert capfd.readouterr().out.splitlines() == [
        f"The virtual environment in .venv is made anew: {flaw.format(old=old.resolve())}",
        "Setting up the virtual environment in .venv …",
    ]
    assert project.set_up() == []


def test_python_that_is_asked_for_is_the_one_that_is_there(
    project: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    project.set_up()
    assert project.set_up(wanted="3.12") == []
    project.python = "3.13"
    assert project.set_up(wanted="3.13") == ANEW
    assert "its Python is 3.12, and 3.13 is asked for" in capfd.readouterr().out
    assert project.set_up() == [], "without a wish, what works is kept"


def test_old_python_makes_none_but_uses_one_that_works(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version_info", (3, 9, 2))
        with pytest.raises(SetUpError, match=r"this is Python 3\.9\.2"):
            project.set_up()
    project.set_up()
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert project.set_up() == []


def test_machine_is_made_ready_first(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds: list[str] = []

    def bring(wanted: list[str]) -> None:
        kinds.extend(wanted)
        assert not project.folder.exists()

    monkeypatch.setattr(virtualenv, "bring", bring)
    project.set_up("test")
    assert kinds == ["python", "print", "test"]


# Two at once, and those that are killed.

ALONE = """
import sys; sys.path.insert(0, {root!r})
from pathlib import Path
from editions.system.commands import run
from editions.system.virtualenv import alone
with alone(Path(".")) as lock:
    print("alone", flush=True)
    run(["sh", "-c", "cat go; echo done > over"], keep_open=[lock])
"""


def start_alone(project: Project) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ALONE.format(root=str(ROOT))]
    return subprocess.Popen(command, cwd=project.root, stdout=subprocess.PIPE, text=True)


def test_second_set_up_waits_also_for_what_a_killed_one_left_at_work(project: Project) -> None:
    os.mkfifo(project.root / "go")
    with start_alone(project) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "alone\n"
        go = (project.root / "go").open("w")  # its command is at work
        first.send_signal(signal.SIGKILL)
        first.wait()
    with (project.root / "requirements.lock").open("r+") as file, pytest.raises(BlockingIOError):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with start_alone(project) as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "Waiting for another set-up of this folder …\n"
        go.close()
        assert second.stdout.readline() == "alone\n"
        assert (project.root / "over").exists()
        (project.root / "go").open("w").close()
        assert second.wait() == 0


# The command.


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (SetUpError("no network"), 1, "no network\n"),
        (KeyboardInterrupt(), 130, "set-up: stopped; the same command begins it again\n"),
        (
            PermissionError(13, "Permission denied", ".venv/.ready"),
            1,
            "set-up: .venv/.ready: Permission denied\n",
        ),
    ],
)
def test_failure_is_a_line_and_a_status(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    message: str,
) -> None:
    monkeypatch.chdir(project.root)
    project.fails[2] = error
    assert virtualenv.main(["build"]) == status
    assert capfd.readouterr().err == message
    project.fails.clear()
    assert virtualenv.main(["build", "--same-python"]) == 0


@pytest.mark.parametrize(
    ("arguments", "variables", "same"),
    [
        ([], {}, False),
        (["PYTHON=python3.12"], {}, True),
        ([], {"PYTHON": "/opt/my tools/python3"}, True),
    ],
)
@pytest.mark.parametrize("target", ["editions", "test"])
def test_make_sets_up_with_the_python_that_is_named(
    target: str, arguments: list[str], variables: dict[str, str], same: bool
) -> None:
    kept = {"PATH": os.environ["PATH"]}
    result = subprocess.run(
        ["make", "--dry-run", target, *arguments],
        cwd=ROOT, env={**kept, **variables}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    name = "".join(arguments).removeprefix("PYTHON=") or variables.get("PYTHON", "python3")
    stage = {"editions": "build", "test": "test"}[target]
    flag = "--same-python" if same else ""
    assert result.stdout.splitlines()[0] == (
        f'"{name}" -m editions.system.virtualenv {flag} {stage}'
    )


def test_make_keeps_the_library_of_another_python_away(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nenv\nexit 1\n")
    python.chmod(0o755)
    wrong = dict.fromkeys(fetching.PYTHON_VARIABLES, "/nowhere")
    result = subprocess.run(
        ["make", "ready", f"PYTHON={python}"],
        cwd=ROOT, env={"PATH": os.environ["PATH"], **wrong}, capture_output=True, text=True,
    )  # fmt: skip
    names = {line.partition("=")[0] for line in result.stdout.splitlines()}
    assert "PATH" in names
    assert not names & fetching.PYTHON_VARIABLES


def test_stamp_is_put_into_place_whole(project: Project) -> None:
    project.set_up()
    stamp = json.loads((project.folder / ".ready").read_text(encoding="utf-8"))
    assert stamp["place"] == str(project.folder.resolve())
    assert stamp["python"] == "3.12"
    assert list(stamp["stages"]) == ["build"]
    assert not list(project.folder.glob("*.new"))
