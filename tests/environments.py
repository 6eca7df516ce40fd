"""Virtual environments that hold a few of this one's packages, made without the network."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def variables(self) -> Mapping[str, str]:
        """What a shell has in which it is active; pip asks no index, and builds without one."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "PYTHON", "COVERAGE", "MAKE"))
        }
        return kept | {
            "VIRTUAL_ENV": str(self.folder),
            "PATH": os.pathsep.join((str(self.folder / "bin"), os.environ["PATH"])),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_NO_BUILD_ISOLATION": "0",  # which means: no isolation
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def run(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a line of a shell in *folder*; return what it printed, errors included."""
        return subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def succeed(self, command: str, folder: Path) -> str:
        """Run a line of a shell, which must not fail; return what it printed."""
        done = self.run(command, folder)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout


def make_environment(folder: Path, requirements: Iterable[str]) -> Environment:
    """Make an environment with *requirements* and what these require, linked from this one."""
    venv.EnvBuilder(with_pip=False, symlinks=True).create(folder)
    (library,) = folder.glob("lib/python*/site-packages")
    shared = shared_folders()
    for found in closure(requirements):
        home = Path(str(found.locate_file("")))
        for name in {_linked(file, shared) for file in _files(found)}:
            target = library / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if (home / name).exists() and not target.exists():
                target.symlink_to(home / name)
    program = folder / "bin" / "sphinx-build"
    program.write_text(
        f"#!{folder / 'bin/python'}\nfrom sphinx.cmd.build import main\nraise SystemExit(main())\n"
    )
    program.chmod(0o755)
    return Environment(folder)


def _files(found: Distribution) -> list[str]:
    """Return the files of *found* but for programs, which name this environment's Python.

    `Distribution.files` takes a hundred times as long.
    """
    rows = csv.reader((found.read_text("RECORD") or "").splitlines())
    return [row[0] for row in rows if row and ".." not in row[0].split("/")]


@cache
def shared_folders() -> frozenset[str]:
    """Return the folders at the top of this environment in which several distributions lie."""
    tops = Counter(
        top
        for found in distributions()
        for top in {name.partition("/")[0] for name in _files(found)}
    )
    return frozenset(top for top, owners in tops.items() if owners > 1)


def _linked(name: str, shared: Collection[str]) -> str:
    """Return what is linked for the file *name*: the whole of a folder that one package has."""
    top = name.partition("/")[0]
    return name if top in shared else top


def closure(requirements: Iterable[str]) -> Iterator[Distribution]:
    """Yield the distributions that *requirements* need here, each once."""
    waiting = [Requirement(line) for line in requirements]
    done: set[tuple[str, str]] = set()
    yielded: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        try:
            found = distribution(name)
        except PackageNotFoundError as error:
            raise AssertionError(f"{name} is required, and is not installed here") from error
        if name not in yielded:
            yielded.add(name)
            yield found
        for extra in ("", *wanted.extras):
            if (name, extra) not in done:
                done.add((name, extra))
                declared = [Requirement(line) for line in found.requires or ()]
                waiting += [
                    r for r in declared if r.marker is None or r.marker.evaluate({"extra": extra})
                ]


def copy_source(folder: Path) -> Path:
    """Copy what the package is built from; return the folder."""
    for name in ("editions", "docs"):
        ignored = shutil.ignore_patterns("__pycache__", "images")
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "LICENSE", "NOTICE", "CHANGELOG.md"):
        shutil.copy(PROJECT / name, folder)
    return folder


def build(source: Path, target: Path, kind: str) -> Path:
    """Build a ``wheel`` or an ``sdist`` from *source*; return the file in the folder *target*.

    The backend works in the folder where it is called, so that it gets a process of its own.
    """
    target.mkdir(parents=True, exist_ok=True)
    call = f"import sys; from flit_core import buildapi; print(buildapi.build_{kind}(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", call, str(target)],
        cwd=source,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return target / done.stdout.split()[-1]


def requirements_of(extras: Iterable[str] = ()) -> list[str]:
    """Return what ``pyproject.toml`` declares for every installation, and for *extras*."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        for line in project["optional-dependencies"][extra]:
            requirement = Requirement(line)
            own = canonicalize_name(requirement.name) == project["name"]
            wanted += requirements_of(sorted(requirement.extras)) if own else [line]
    return wanted
