"""What pip cannot install: found, installed where it may be, else named in one line."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from editions import system

PACKAGE = Path(system.__file__).parent


class Machine:
    """A machine that has some programs and misses some things, and notes what is run on it."""

    def __init__(self, programs: Sequence[str], *, root: bool) -> None:
        self.programs = set(programs)
        self.root = root
        self.commands: list[str] = []
        #: Exit status and output by the beginning of a command.
        self.fails: dict[str, tuple[int, str]] = {}
        #: Whether the thing that is needed is there.
        self.present = False

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        for beginning, (status, output) in self.fails.items():
            if line.startswith(beginning):
                return subprocess.CompletedProcess(command, status, output)
        if " install " in line:
            self.present = True
        return subprocess.CompletedProcess(command, 0, "fine\n")

    def plug_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        need = system.Need("Pango", lambda: self.present, system.packages("libpango", "pango", "p"))
        monkeypatch.setattr(system, "NEEDS", {"print": (need,)})
        monkeypatch.setattr(system, "run", self.run)
        monkeypatch.setattr(shutil, "which", lambda name: name if name in self.programs else None)
        monkeypatch.setattr(os, "geteuid", lambda: 0 if self.root else 1000)


ADVICE = (
    "missing: Pango. Install with"
    " Debian/Ubuntu: sudo apt-get update"
    " && sudo apt-get install -y --no-install-recommends libpango;"
    " Fedora: sudo dnf install -y pango;"
    " macOS: brew install p\n"
)


def test_nothing_missing_is_silent(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.present = True
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 0
    assert capfd.readouterr() == ("", "")
    assert machine.commands == []


@pytest.mark.parametrize(
    ("programs", "root", "commands"),
    [
        (
            ["apt-get"],
            True,
            ["apt-get update", "apt-get install -y --no-install-recommends libpango"],
        ),
        (["dnf"], True, ["dnf install -y pango"]),
        (["brew"], False, ["brew install p"]),
        (["dnf", "sudo"], False, ["sudo -n true", "sudo -n dnf install -y pango"]),
    ],
)
def test_installs_where_it_may(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    programs: list[str],
    root: bool,
    commands: list[str],
) -> None:
    machine = Machine(programs, root=root)
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 0
    assert machine.commands == commands
    out, err = capfd.readouterr()
    assert out.startswith("Installing ")
    assert err == ""


@pytest.mark.parametrize(
    ("programs", "sudo_status"), [(["apt-get"], 0), (["apt-get", "sudo"], 1), ([], 0)]
)
def test_without_rights_one_line_names_the_command_for_every_system(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    programs: list[str],
    sudo_status: int,
) -> None:
    machine = Machine(programs, root=False)
    machine.fails["sudo -n true"] = (sudo_status, "sudo: a password is required\n")
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr() == ("", ADVICE)


def test_failed_install_shows_its_end_and_the_advice(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    said = [f"line {number}" for number in range(1, 10)]
    machine.fails["apt-get install"] = (100, "\n".join(said))
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr().err == "\n".join(said[-5:]) + "\n" + ADVICE


def test_install_that_brings_nothing_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.fails["apt-get install"] = (0, "")
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr().err == ADVICE


def test_broken_package_source_does_not_stop_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.fails["apt-get update"] = (100, "E: The repository 'x' has no Release file\n")
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 0
    assert len(machine.commands) == 2


def test_package_that_a_manager_does_not_have_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["brew"], root=False)
    machine.plug_in(monkeypatch)
    need = system.Need("a dictionary", lambda: False, system.packages("words", "words", ""))
    monkeypatch.setattr(system, "NEEDS", {"test": (need,)})
    assert system.main(["test"]) == 1
    assert machine.commands == []
    assert "macOS" not in capfd.readouterr().err


def test_package_of_two_needs_is_named_once() -> None:
    pango, ft2, _ = system.NEEDS["print"]
    dnf = next(manager for manager in system.MANAGERS if manager.program == "dnf")
    assert system.wanted_packages([pango, ft2], dnf) == ["pango"]


def test_real_advice_names_every_system_for_what_printing_needs() -> None:
    line = system.advice(system.NEEDS["print"])
    for words in ("Debian/Ubuntu: ", "libpangoft2-1.0-0", "Fedora: ", "macOS: brew install pango"):
        assert words in line
    assert "\n" not in line


def test_old_python_is_turned_away(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.plug_in(monkeypatch)
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert system.main(["print"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err == "this is Python 3.9.2; Python 3.11 or newer is needed: make PYTHON=python3.11\n"
    assert machine.commands == []


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["print", "--nonsense"]])
def test_wrong_call(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        system.main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize("name", ["system.py", "__init__.py"])
def test_older_pythons_can_read_it(name: str) -> None:
    ast.parse((PACKAGE / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_needs_nothing_but_python(tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r}); import editions.system"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, check=True)


def test_installer_is_asked_nothing_and_what_it_says_is_kept() -> None:
    code = "import os, sys; print(os.environ['DEBIAN_FRONTEND'], repr(sys.stdin.read()))"
    result = system.run([sys.executable, "-c", f"{code}; sys.stderr.write('oh'); sys.exit(3)"])
    assert result.returncode == 3
    assert "noninteractive ''" in result.stdout
    assert "oh" in result.stdout


def test_library_and_module_tests() -> None:
    assert system.has_library("no-such-library.so.9", "libc.so.6", "libSystem.dylib")()
    assert not system.has_library("no-such-library.so.9")()
    assert system.has_modules("venv", "json")()
    assert not system.has_modules("json", "no_such_module")()


def test_dictionaries_are_found_where_the_user_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DICPATH", f"/nowhere{os.pathsep}{tmp_path}")
    assert not system.has_dictionary("xx_YY")()
    path = tmp_path / "xx_YY.dic"
    path.touch()
    assert system.find_dictionary("xx_YY") == path
