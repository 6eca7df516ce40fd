"""What each kind of work needs of the machine, and where it is found."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Dict, List, Optional, Sequence, Tuple

OLDEST_PYTHON = (3, 11)


class SetUpError(Exception):
    """Set-up cannot go on; the message says why and what to do next."""


@dataclass(frozen=True)
class Need:
    """Something that must be on the machine, and the packages that bring it."""

    #: What it is, as a person calls it.
    name: str
    #: Tells whether it is there.
    present: Callable[[], bool]
    #: Packages by package manager.
    packages: Dict[str, Tuple[str, ...]]


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
    """Return the path of a Chromium; its name differs from system to system.

    The one that has no windows is the first choice: opening a page costs it a third.
    """
    names = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    )
    return next((path for path in map(shutil.which, names) if path), None)


def has_program(name: str) -> Callable[[], bool]:
    """Return a test for a program on PATH."""
    return lambda: shutil.which(name) is not None


def packages(apt: str, dnf: str, brew: str) -> Dict[str, Tuple[str, ...]]:
    """Return packages by package manager; names are separated by spaces."""
    return {"apt-get": tuple(apt.split()), "dnf": tuple(dnf.split()), "brew": tuple(brew.split())}


#: What each kind of work needs.
NEEDS: Dict[str, Tuple[Need, ...]] = {
    "python": (
        Need(
            "Python's venv module",
            has_modules("venv", "ensurepip"),
            # Debian has one package for each of its Pythons.
            packages("python%d.%d-venv" % sys.version_info[:2], "python3", "python"),
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
            packages("chromium-headless-shell", "chromium", "chromium"),
        ),
        Need(
            "libatomic, for Playwright's driver",
            lambda: sys.platform != "linux" or has_library("libatomic.so.1")(),
            packages("libatomic1", "libatomic", ""),
        ),
        Need("msgfmt", has_program("msgfmt"), packages("gettext", "gettext", "gettext")),
        Need(
            "ssh-keygen",
            has_program("ssh-keygen"),
            packages("openssh-client", "openssh", "openssh"),
        ),
        Need("fish", has_program("fish"), packages("fish", "fish", "fish")),
    ),
}


def missing(kinds: Sequence[str]) -> List[Need]:
    """Return what the work of *kinds* needs and the machine does not have."""
    return [need for kind in kinds for need in NEEDS[kind] if not need.present()]


def check_python() -> None:
    """Raise SetUpError where this Python is too old."""
    if sys.version_info < OLDEST_PYTHON:
        have = ".".join(map(str, sys.version_info[:3]))
        want = ".".join(map(str, OLDEST_PYTHON))
        raise SetUpError(
            f"this is Python {have}; Python {want} or newer is needed: make PYTHON=python{want}"
        )
