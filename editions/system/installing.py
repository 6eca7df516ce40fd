"""Install what pip cannot, with the package manager of the machine, where that may be done."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import List, Sequence, Tuple

from editions.system.commands import last_lines, run
from editions.system.needs import Need, SetUpError, missing

#: How long another package manager may hold its lock, in seconds; a new machine upgrades itself
#: for some minutes.
PATIENCE = 15 * 60

#: Time between two tries to get a lock, in seconds.
PAUSE = 2

#: Environment of a package manager: it asks nothing, and speaks the language that is read here.
UNATTENDED = ("DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")

#: Matches nothing.
NEVER = r"(?!)"


@dataclass(frozen=True)
class Manager:
    """A package manager."""

    #: The program.
    program: str
    #: Systems that have it, as a person calls them.
    systems: str
    #: Command that installs the packages named after it.
    install: Tuple[str, ...]
    #: Command to run before, or none.
    refresh: Tuple[str, ...] = ()
    #: Options for a run that nobody watches: try downloads again, how to meet a lock.
    unattended: Tuple[str, ...] = ()
    #: What it says of a lock that another process holds.
    locked: str = NEVER
    #: What it says when it ends because of that.
    gave_up: str = NEVER
    #: Commands that repair what a killed run left, by words of the message that asks for them.
    repairs: Tuple[Tuple[str, Tuple[str, ...]], ...] = ()
    #: The command wants the rights of the administrator.
    needs_root: bool = True

    def command(self, packages: Sequence[str]) -> str:
        """Return the command line that installs *packages*."""
        steps = [step for step in (self.refresh, self.install + tuple(packages)) if step]
        prefix = "sudo " if self.needs_root else ""
        return " && ".join(prefix + " ".join(step) for step in steps)


MANAGERS = (
    Manager(
        "apt-get",
        "Debian/Ubuntu",
        ("apt-get", "install", "-y", "--no-install-recommends"),
        ("apt-get", "update"),
        # apt waits by itself for the locks of dpkg, but not for those of its lists and archives.
        ("-o", f"DPkg::Lock::Timeout={PATIENCE}", "-o", "Acquire::Retries=5"),
        r"Could not get lock [^\s]+(?: It is held by process \d+ \([^)]*\))?"
        r"|dpkg .*lock was locked by another process.*",
        r"^E: Could not get lock|is another process using it\?|^dpkg: error: .* locked by another",
        (
            ("dpkg --configure -a", ("dpkg", "--configure", "-a")),
            ("--fix-broken install", ("apt-get", "install", "-y", "--fix-broken")),
        ),
    ),
    Manager(
        "dnf",
        "Fedora",
        ("dnf", "install", "-y"),
        # dnf would wait for ever; broken downloads it tries ten times by itself.
        unattended=("--setopt=exit_on_lock=True",),
        locked=r"\w+ already locked by \d+|Another transaction is in progress",
        gave_up=r"already locked by \d+|Another transaction is in progress",
    ),
    Manager("brew", "macOS", ("brew", "install"), needs_root=False),
)


def wanted_packages(needs: Sequence[Need], manager: Manager) -> List[str]:
    """Return the packages that bring *needs*, each once."""
    names = [name for need in needs for name in need.packages[manager.program]]
    return list(dict.fromkeys(names))


def advice(needs: Sequence[Need]) -> str:
    """Return one line that names the exact command for every system."""
    names = ", ".join(need.name for need in needs)
    return f"missing: {names}. Install with {commands(needs)}"


def commands(needs: Sequence[Need]) -> str:
    """Return the command that installs *needs*, for every system."""
    return "; ".join(
        f"{manager.systems}: {manager.command(wanted_packages(needs, manager))}"
        for manager in MANAGERS
        if wanted_packages(needs, manager)
    )


def bring(kinds: Sequence[str]) -> None:
    """Make sure that the machine has what the work of *kinds* needs, or raise SetUpError."""
    needs = missing(kinds)
    if needs and install(needs):
        importlib.invalidate_caches()
        needs = missing(kinds)
    if needs:
        raise SetUpError(advice(needs))


def install(needs: Sequence[Need]) -> bool:
    """Install *needs* with this machine's package manager; tell whether that was done."""
    manager = next((m for m in MANAGERS if shutil.which(m.program)), None)
    if manager is None or not wanted_packages(needs, manager):
        return False
    prefix: Tuple[str, ...] = ("env", *UNATTENDED)
    if manager.needs_root and os.geteuid() != 0:
        # sudo passes few variables on, so they follow it.
        prefix = ("sudo", "-n", *prefix)
        if not shutil.which("sudo") or run((*prefix, "true")).returncode != 0:
            return False
    names = tuple(wanted_packages(needs, manager))
    print(f"Installing {' '.join(names)} with {manager.program}", flush=True)

    def execute(command: Tuple[str, ...]) -> "subprocess.CompletedProcess[str]":
        options = manager.unattended if command[0] == manager.program else ()
        return run_when_free((*prefix, command[0], *options, *command[1:]), manager)

    if manager.refresh:
        execute(manager.refresh)  # one broken source out of many must not stop us
    result = execute(manager.install + names)
    for words, repair in manager.repairs:
        if result.returncode != 0 and words in result.stdout:
            print(f"An earlier run was cut short; running {' '.join(repair)}", flush=True)
            execute(repair)
            result = execute(manager.install + names)
    if result.returncode != 0:
        print(last_lines(result.stdout), file=sys.stderr)
    return result.returncode == 0


def run_when_free(command: Sequence[str], manager: Manager) -> "subprocess.CompletedProcess[str]":
    """Run *command* of *manager*, again and again while another process holds its lock.

    Raises SetUpError when that takes longer than ``PATIENCE``.
    """
    deadline = time.monotonic() + PATIENCE
    held = ""

    def hear(line: str) -> None:
        nonlocal held
        found = re.search(manager.locked, line)
        if found and found[0] != held:
            held = found[0]
            print(f"Waiting, {PATIENCE // 60} minutes at most: {held}", flush=True)

    while True:
        result = run(command, hear=hear)
        if result.returncode == 0 or not re.search(manager.gave_up, result.stdout, re.MULTILINE):
            return result
        if time.monotonic() >= deadline:
            raise SetUpError(
                f"{held or last_lines(result.stdout, 1)}; it was so for {PATIENCE // 60} minutes."
                " When that process has ended, type the same command again"
            )
        time.sleep(PAUSE)
