"""What pip cannot install: installed where it may be, else named in one line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

import pytest

from editions.system import __main__ as system
from editions.system import installing, needs

ENV = "env DEBIAN_FRONTEND=noninteractive LC_ALL=C"
APT = f"{ENV} apt-get -o DPkg::Lock::Timeout=900 -o Acquire::Retries=5"
UPDATE = f"{APT} update"
INSTALL = f"{APT} install -y --no-install-recommends libpango"


class Machine:
    """A machine that has some programs and misses some things, and notes what is run on it."""

    def __init__(self, programs: Sequence[str], *, root: bool) -> None:
        self.programs = set(programs)
        self.root = root
        self.commands: list[str] = []
        #: Exit status and output of each run in turn by the beginning of a command; it succeeds
        #: when they are used up.
        self.fails: dict[str, list[tuple[int, str]]] = {}
        #: Seconds that have passed by waiting.
        self.waited = 0.0
        #: Whether the thing that is needed is there.
        self.present = False

    def run(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        hear: Callable[[str], None] = lambda line: None,
    ) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        for beginning, outcomes in self.fails.items():
            if line.startswith(beginning) and outcomes:
                status, output = outcomes.pop(0)
                for said in output.splitlines():
                    hear(said)
                return subprocess.CompletedProcess(command, status, output)
        if " install " in line:
            self.present = True
        return subprocess.CompletedProcess(command, 0, "fine\n")

    def wait(self, seconds: float) -> None:
        self.waited += seconds

    def plug_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        need = needs.Need("Pango", lambda: self.present, needs.packages("libpango", "pango", "p"))
        monkeypatch.setitem(needs.NEEDS, "print", (need,))
        monkeypatch.setattr(installing, "run", self.run)
        monkeypatch.setattr(time, "sleep", self.wait)
        monkeypatch.setattr(time, "monotonic", lambda: self.waited)
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
            [UPDATE, INSTALL],
        ),
        (["dnf"], True, [f"{ENV} dnf --setopt=exit_on_lock=True install -y pango"]),
        (["brew"], False, [f"{ENV} brew install p"]),
        (
            ["dnf", "sudo"],
            False,
            [
                f"sudo -n {ENV} true",
                f"sudo -n {ENV} dnf --setopt=exit_on_lock=True install -y pango",
            ],
        ),
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
    machine.fails[f"sudo -n {ENV} true"] = [(sudo_status, "sudo: a password is required\n")]
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr() == ("", ADVICE)


def test_failed_install_shows_its_end_and_the_advice(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    said = [f"line {number}" for number in range(1, 10)]
    machine.fails[INSTALL] = [(100, "\n".join(said))]
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr().err == "\n".join(said[-5:]) + "\n" + ADVICE


def test_install_that_brings_nothing_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.fails[INSTALL] = [(0, "")]
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 1
    assert capfd.readouterr().err == ADVICE


def test_broken_package_source_does_not_stop_the_install(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.fails[UPDATE] = [(100, "E: The repository 'x' has no Release file\n")]
    machine.plug_in(monkeypatch)
    assert system.main(["print"]) == 0
    assert len(machine.commands) == 2


def test_package_that_a_manager_does_not_have_is_not_asked_for(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(["brew"], root=False)
    machine.plug_in(monkeypatch)
    need = needs.Need("a dictionary", lambda: False, needs.packages("words", "words", ""))
    monkeypatch.setitem(needs.NEEDS, "test", (need,))
    assert system.main(["test"]) == 1
    assert machine.commands == []
    assert "macOS" not in capfd.readouterr().err


def test_package_of_two_needs_is_named_once() -> None:
    pango, ft2, _ = needs.NEEDS["print"]
    dnf = next(manager for manager in installing.MANAGERS if manager.program == "dnf")
    assert installing.wanted_packages([pango, ft2], dnf) == ["pango"]


def test_real_advice_names_every_system_for_what_printing_needs() -> None:
    line = installing.advice(needs.NEEDS["print"])
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


# Another package manager is at work.

LISTS = "Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"
FRONTEND = (
    "Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 9 (unattended-upgr)"
)
ARCHIVES = "Could not get lock /var/cache/apt/archives/lock. It is held by process 8 (python3)"
OLD_APT = "E: Could not get lock /var/lib/dpkg/lock - open (11: Resource temporarily unavailable)"


@pytest.mark.parametrize(
    ("beginning", "output", "said"),
    [
        (UPDATE, f"E: {LISTS}\nE: Unable to lock directory /var/lib/apt/lists/", LISTS),
        (INSTALL, f"E: {ARCHIVES}\nE: Unable to lock directory /var/cache/apt/archives/", ARCHIVES),
        (INSTALL, OLD_APT, "Could not get lock /var/lib/dpkg/lock"),
    ],
)
def test_lock_of_another_is_waited_for_and_named_once(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    beginning: str,
    output: str,
    said: str,
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.plug_in(monkeypatch)
    machine.fails[beginning] = [(100, output)] * 3
    assert system.main(["print"]) == 0
    assert machine.commands.count(beginning) == 4
    assert machine.waited == 3 * installing.PAUSE
    out, err = capfd.readouterr()
    assert out.splitlines()[1:] == [f"Waiting, 15 minutes at most: {said}"]
    assert err == ""


def test_what_apt_waits_for_by_itself_is_named_once_for_each_holder(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A wait that ended well is none when the install fails for another reason."""
    machine = Machine(["apt-get"], root=True)
    machine.plug_in(monkeypatch)
    lines = [f"Waiting for cache lock: {text}..." for text in (FRONTEND, FRONTEND, ARCHIVES)]
    machine.fails[INSTALL] = [(100, "\n".join([*lines, "E: Unable to locate package libpango"]))]
    assert system.main(["print"]) == 1
    out, err = capfd.readouterr()
    prefix = "Waiting, 15 minutes at most: "
    assert out.splitlines()[1:] == [prefix + FRONTEND, prefix + ARCHIVES]
    assert err.endswith("E: Unable to locate package libpango\n" + ADVICE)
    assert machine.waited == 0


@pytest.mark.parametrize("program", ["apt-get", "dnf"])
def test_lock_that_is_never_free_ends_the_wait(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], program: str
) -> None:
    machine = Machine([program], root=True)
    machine.plug_in(monkeypatch)
    said = {"apt-get": f"E: {FRONTEND}", "dnf": "metadata already locked by 7"}[program]
    machine.fails[f"{ENV} {program}"] = [(200, said)] * 9999
    assert system.main(["print"]) == 1
    assert machine.waited == installing.PATIENCE
    sentence = said.removeprefix("E: ")
    assert capfd.readouterr().err == (
        f"{sentence}; it was so for 15 minutes."
        " When that process has ended, type the same command again\n"
    )


@pytest.mark.parametrize(
    ("output", "repair"),
    [
        (
            "E: dpkg was interrupted, you must manually run 'dpkg --configure -a' to correct it.",
            f"{ENV} dpkg --configure -a",
        ),
        (
            "E: Unmet dependencies. Try 'apt --fix-broken install' with no packages.",
            f"{APT} install -y --fix-broken",
        ),
    ],
)
def test_what_a_killed_install_left_is_repaired(
    monkeypatch: pytest.MonkeyPatch, output: str, repair: str
) -> None:
    machine = Machine(["apt-get"], root=True)
    machine.plug_in(monkeypatch)
    machine.fails[INSTALL] = [(100, output)]
    assert system.main(["print"]) == 0
    assert machine.commands == [UPDATE, INSTALL, repair, INSTALL]


def test_interrupt_is_answered_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupt(kinds: Sequence[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(system, "bring", interrupt)
    assert system.main(["print"]) == 130
    assert capfd.readouterr().err == "set-up: stopped\n"
