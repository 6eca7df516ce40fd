"""Install what the lock files name, with pip and npm; a download that breaks is tried again."""

from __future__ import annotations

import ast
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Mapping

from editions.system.commands import last_lines, run
from editions.system.needs import SetUpError

#: How often a download is tried.
TRIES = 3

#: Time before the second try, in seconds; before the third it is twice as long.
PAUSE = 5

#: Settings of pip that say where packages are and how they are reached.  No other setting of the
#: user's (such as ``user``, ``target``, ``require-virtualenv``) may change what is installed.
PIP_SETTINGS = frozenset(
    {
        "cache-dir",
        "cert",
        "client-cert",
        "default-timeout",
        "extra-index-url",
        "find-links",
        "index-url",
        "keyring-provider",
        "no-cache-dir",
        "no-index",
        "proxy",
        "resume-retries",
        "retries",
        "timeout",
        "trusted-host",
    }
)

#: Sections of pip's settings that hold for an install, the more special ones last.
PIP_SECTIONS = ("global", "install", ":env:")

#: Variables that lead a Python to the library of another.
PYTHON_VARIABLES = frozenset(
    {
        "PYTHONHOME",
        "PYTHONPATH",
        "PYTHONPLATLIBDIR",
        "PYTHONSAFEPATH",
        "PYTHONUSERBASE",
        "__PYVENV_LAUNCHER__",
    }
)


def clean_environment() -> Dict[str, str]:
    """Return this process's environment without what leads Python astray."""
    return {key: value for key, value in os.environ.items() if key not in PYTHON_VARIABLES}


def pip_environment(python: Path) -> Dict[str, str]:
    """Return an environment in which pip knows of the user's settings only ``PIP_SETTINGS``.

    pip itself reads them, from all its files and variables.
    """
    variables = {"PIP_" + name.upper().replace("-", "_"): name for name in PIP_SETTINGS}
    others = {k: v for k, v in clean_environment().items() if not k.startswith("PIP_")}
    places = {k: v for k, v in os.environ.items() if k in {*variables, "PIP_CONFIG_FILE"}}
    # Some settings would have pip list a part of them, or nothing.
    whole = dict.fromkeys(("PIP_GLOBAL", "PIP_QUIET", "PIP_SITE", "PIP_USER"), "0")
    command = [str(python), "-m", "pip", "config", "list"]
    listed = run(command, {**others, **places, **whole}).stdout
    settings = pip_settings(listed)
    kept = {key: settings[name] for key, name in variables.items() if name in settings}
    return {**others, **kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INPUT": "1"}


def pip_settings(listed: str) -> Dict[str, str]:
    """Return those of ``PIP_SETTINGS`` that hold for an install in what pip has *listed*."""
    found: Dict[str, Dict[str, str]] = {section: {} for section in PIP_SECTIONS}
    for line in listed.splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.rpartition(".")
        if section in found and name in PIP_SETTINGS:
            found[section][name] = str(ast.literal_eval(value))
    return {name: value for each in found.values() for name, value in each.items() if value}


@dataclass(frozen=True)
class Installer:
    """Installs into the virtual environment of a project."""

    #: Root of the project.
    root: Path
    #: Folder of the environment.
    folder: Path
    #: File descriptor that the commands keep open, for the lock on it.
    lock: int

    def create(self) -> None:
        """Make the environment anew, empty but for pip."""
        self.run(clean_environment(), sys.executable, "-m", "venv", "--clear", str(self.folder))

    def install_for_build(self) -> None:
        """Install what a build needs, and the toolkit itself."""
        self.pip("--require-hashes", "-r", str(self.root / "requirements.lock"))
        self.pip("--no-deps", "--no-build-isolation", "--editable", str(self.root))
        self.make_links_relative()

    def make_links_relative(self) -> None:
        """Let the environment name the project by a relative path.

        Python reads ``.pth`` files in the encoding of the locale (until 3.12 even in UTF-8
        mode), and would not start in a folder with accents under ``LC_ALL=C``.
        """
        for path in self.folder.glob("lib/python*/site-packages/*.pth"):
            if path.read_bytes().strip() == os.fsencode(self.root):
                target = os.path.relpath(self.root.resolve(), path.parent.resolve())
                path.write_bytes(os.fsencode(target) + b"\n")

    def install_for_test(self) -> None:
        """Install what the tests need, from npm's registry too."""
        self.pip("--require-hashes", "-r", str(self.root / "requirements-test.lock"))
        for name in ("package.json", "package-lock.json"):
            (self.folder / name).write_bytes((self.root / "tests" / name).read_bytes())
        self.run(
            clean_environment(), str(self.folder / "bin" / "npm"), "ci",
            "--prefix", str(self.folder), "--ignore-scripts", "--no-audit", "--no-fund",
            "--loglevel", "error", "--fetch-retries", "5", tries=TRIES,
        )  # fmt: skip
        self.install_versions()

    def install_versions(self) -> None:
        """Install the oldest and the newest Sphinx, each in a folder of its own.

        A folder that comes first where Python looks for modules has a test use that Sphinx, and
        all else of the environment.  On some Pythons the newest is that of the environment
        itself; then its lock names nothing.
        """
        for name in ("oldest", "newest"):
            target = self.folder / f"sphinx-{name}"
            shutil.rmtree(target, ignore_errors=True)
            lock = str(self.root / f"requirements-sphinx-{name}.lock")
            self.pip("--require-hashes", "--target", str(target), "-r", lock)

    def pip(self, *arguments: str) -> None:
        """Install with the environment's pip."""
        python = self.folder / "bin" / "python"
        self.run(
            pip_environment(python), str(python), "-m", "pip", "--disable-pip-version-check",
            "--quiet", "install", *arguments, tries=TRIES,
        )  # fmt: skip

    def run(self, environment: Mapping[str, str], *command: str, tries: int = 1) -> None:
        """Run *command* until it succeeds, *tries* times at most, or raise SetUpError."""
        for count in range(1, tries + 1):
            result = run(command, environment, keep_open=[self.lock])
            if result.returncode == 0:
                return
            if count < tries:
                print(f"That failed; trying again ({count + 1} of {tries}) …", flush=True)
                time.sleep(count * PAUSE)
        raise SetUpError(
            f"{last_lines(result.stdout)}\n"
            f"set-up: failed at: {' '.join(command)}\n"
            "Remove the cause, and type the same command again; it begins the set-up anew"
        )
