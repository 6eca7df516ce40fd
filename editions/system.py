"""Find, and where it may be done install, what pip cannot: ``python3 -m editions.system``.

Runs before anything is installed, so it needs nothing but Python's own library.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence, Tuple

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Need:
    """Something that must be on the machine, and the packages that bring it."""

    #: What it is, as a person calls it.
    name: str
    #: Tells whether it is there.
    present: Callable[[], bool]
    #: Packages by package manager.
    packages: Dict[str, Tuple[str, ...]]


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
    ),
    Manager("dnf", "Fedora", ("dnf", "install", "-y")),
    Manager("brew", "macOS", ("brew", "install"), needs_root=False),
)


def has_library(*names: str) -> Callable[[], bool]:
    """Return a test for a shared library, known by any of *names*."""

    def test() -> bool:
        for name in names:
            try:
                ctypes.CDLL(name)
            except OSError:
                if ctypes.util.find_library(name) is None:
                    continue
            return True
        return False

    return test


def has_modules(*names: str) -> Callable[[], bool]:
    """Return a test for modules of Python's own library."""
    return lambda: all(importlib.util.find_spec(name) for name in names)


def dictionary_folders() -> List[Path]:
    """Return the folders that may hold Hunspell dictionaries."""
    named = [Path(name) for name in os.environ.get("DICPATH", "").split(os.pathsep) if name]
    usual = ("/usr/share/hunspell", "/usr/share/myspell", "/Library/Spelling")
    return named + [Path(name) for name in usual]


def find_dictionary(name: str) -> Optional[Path]:
    """Return the ``.dic`` file of the Hunspell dictionary called *name*, such as ``es_MX``."""
    for folder in dictionary_folders():
        path = folder / f"{name}.dic"
        if path.is_file():
            return path
    return None


def has_dictionary(name: str) -> Callable[[], bool]:
    """Return a test for a Hunspell dictionary."""
    return lambda: find_dictionary(name) is not None


def find_browser() -> Optional[str]:
    """Return the path of a Chromium; its name differs from system to system."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    bundles = ("/Applications/Chromium.app/Contents/MacOS/Chromium",)
    return next((path for path in map(shutil.which, names + bundles) if path), None)


def has_program(name: str) -> Callable[[], bool]:
    """Return a test for a program on PATH."""
    return lambda: shutil.which(name) is not None


def packages(apt: str, dnf: str, brew: str) -> Dict[str, Tuple[str, ...]]:
    """Return packages by package manager; names stand apart by spaces."""
    return {"apt-get": tuple(apt.split()), "dnf": tuple(dnf.split()), "brew": tuple(brew.split())}


#: What each kind of work needs.
NEEDS: Dict[str, Tuple[Need, ...]] = {
    "python": (
        Need(
            "Python's venv module",
            has_modules("venv", "ensurepip"),
            packages("python3-venv", "python3", "python"),
        ),
    ),
    "print": (
        Need(
            "Pango",
            has_library("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0"),
            packages("libpango-1.0-0", "pango", "pango"),
        ),
        Need(
            "PangoFT2",
            has_library("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0"),
            packages("libpangoft2-1.0-0", "pango", "pango"),
        ),
        Need(
            "HarfBuzz Subset",
            has_library("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "harfbuzz-subset"),
            packages("libharfbuzz-subset0", "harfbuzz", "harfbuzz"),
        ),
    ),
    "test": (
        Need(
            "the Mexican Spanish dictionary",
            has_dictionary("es_MX"),
            packages("hunspell-es", "hunspell-es-MX", ""),
        ),
        Need(
            "the French dictionary",
            has_dictionary("fr"),
            packages("hunspell-fr-classical", "hunspell-fr", ""),
        ),
        Need(
            "Chromium",
            lambda: find_browser() is not None,
            packages("chromium", "chromium", "chromium"),
        ),
        Need(
            "libatomic, for Playwright's driver",
            lambda: sys.platform != "linux" or has_library("libatomic.so.1")(),
            packages("libatomic1", "libatomic", ""),
        ),
        Need("msgfmt", has_program("msgfmt"), packages("gettext", "gettext", "gettext")),
    ),
}


def missing(kinds: Sequence[str]) -> List[Need]:
    """Return what the work of *kinds* needs and the machine does not have."""
    return [need for kind in kinds for need in NEEDS[kind] if not need.present()]


def wanted_packages(needs: Sequence[Need], manager: Manager) -> List[str]:
    """Return the packages that bring *needs*, each once."""
    names = [name for need in needs for name in need.packages[manager.program]]
    return list(dict.fromkeys(names))


def advice(needs: Sequence[Need]) -> str:
    """Return one line that names the exact command for every system."""
    names = ", ".join(need.name for need in needs)
    commands = "; ".join(
        f"{manager.systems}: {manager.command(wanted_packages(needs, manager))}"
        for manager in MANAGERS
        if wanted_packages(needs, manager)
    )
    return f"missing: {names}. Install with {commands}"


def install(needs: Sequence[Need]) -> bool:
    """Install *needs* with this machine's package manager; tell whether that was done."""
    manager = next((m for m in MANAGERS if shutil.which(m.program)), None)
    if manager is None or not wanted_packages(needs, manager):
        return False
    prefix: Tuple[str, ...] = ()
    if manager.needs_root and os.geteuid() != 0:
        prefix = ("sudo", "-n")
        if not shutil.which("sudo") or run((*prefix, "true")).returncode != 0:
            return False
    names = tuple(wanted_packages(needs, manager))
    print(f"Installing {' '.join(names)} with {manager.program}", flush=True)
    if manager.refresh:
        run(prefix + manager.refresh)  # one broken source out of many must not stop us
    result = run(prefix + manager.install + names)
    if result.returncode != 0:
        print("\n".join(result.stdout.splitlines()[-5:]), file=sys.stderr)
    return result.returncode == 0


def run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Run *command* with nobody to answer its questions, and keep what it says."""
    return subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",
        check=False,
    )


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Make sure that the machine has what is needed; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python3 -m editions.system",
        description="Make sure that the machine has what pip cannot install.",
    )
    parser.add_argument("kinds", nargs="+", choices=sorted(NEEDS), help="kinds of work")
    kinds = parser.parse_args(arguments).kinds
    if sys.version_info < OLDEST_PYTHON:
        have = ".".join(map(str, sys.version_info[:3]))
        want = ".".join(map(str, OLDEST_PYTHON))
        print(
            f"this is Python {have}; Python {want} or newer is needed: make PYTHON=python{want}",
            file=sys.stderr,
        )
        return 1
    needs = missing(kinds)
    if not needs:
        return 0
    if install(needs):
        importlib.invalidate_caches()
        needs = missing(kinds)
        if not needs:
            return 0
    print(advice(needs), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
