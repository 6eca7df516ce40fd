"""Keep the project's virtual environment whole: ``python3 -m editions.system.virtualenv build``.

It is whole where its stamp says so.  The stamp is removed before anything in the environment
changes and written when all is done, so that whatever cuts a set-up short, the next one begins
from nothing.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Callable, Dict, Iterator, Optional, Sequence, Tuple

from editions.system.commands import run
from editions.system.fetching import Installer, clean_environment
from editions.system.installing import bring
from editions.system.needs import SetUpError, check_python

#: The folder of the environment, in the root of the project.
FOLDER = ".venv"


@dataclass(frozen=True)
class Stage:
    """A part of the set-up."""

    #: What the machine must have: kinds of work in ``NEEDS``.
    kinds: Tuple[str, ...]
    #: Files of the project on which it depends.
    inputs: Tuple[str, ...]
    #: What is said when it begins.
    notice: str
    #: Installs it.
    install: Callable[[Installer], None]


#: The parts of the set-up by name; each wants those before it.
STAGES = {
    "build": Stage(
        ("print",),
        ("requirements.lock", "pyproject.toml"),
        f"Setting up the virtual environment in {FOLDER} …",
        Installer.install_for_build,
    ),
    "test": Stage(
        ("test",),
        (
            *("requirements-test.lock", "tests/package.json", "tests/package-lock.json"),
            *("requirements-sphinx-oldest.lock", "requirements-sphinx-newest.lock"),
        ),
        "Setting up what the tests need …",
        Installer.install_for_test,
    ),
}


@dataclass(frozen=True)
class Stamp:
    """What a whole environment is."""

    #: Where it stands: its scripts name their Python by its path.
    place: str
    #: Version of its Python, such as ``3.11``.
    python: str
    #: Digest of the inputs of each stage that is done.
    stages: Dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Optional[Stamp]:
        """Return the stamp in *path*, or none where the environment is not whole."""
        try:
            stamp = cls(**json.loads(path.read_text(encoding="utf-8")))
            return stamp if isinstance(stamp.stages, dict) else None
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Say in *path* that the environment is whole."""
        aside = path.with_name(f"{path.name}.new")
        aside.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")
        aside.replace(path)


def set_up(root: Path, last: str, wanted: Optional[str] = None) -> None:
    """Make the environment of the project in *root* whole, as far as the stage called *last*.

    *wanted* is the version of Python that it must have; without, any that works is kept.
    Raises SetUpError.
    """
    folder = root / FOLDER
    path = folder / ".ready"
    digests = stage_digests(root, last)
    with alone(root) as lock:
        stamp = Stamp.read(path)
        flaw = find_flaw(folder, stamp, wanted)
        done = dict(stamp.stages) if stamp and not flaw else {}
        todo = {name: STAGES[name] for name in digests if done.get(name) != digests[name]}
        if not todo:
            return
        if flaw:
            check_python()
            bring(["python"])
        bring([kind for stage in todo.values() for kind in stage.kinds])
        installer = Installer(root, folder, lock)
        if flaw and folder.exists():
            print(f"The virtual environment in {FOLDER} is made anew: {flaw}", flush=True)
        if path.exists():
            path.unlink()
        if flaw:
            installer.create()
        for stage in todo.values():
            print(stage.notice, flush=True)
            stage.install(installer)
        Stamp(place(folder), version(folder) or "", {**done, **digests}).write(path)


def stage_digests(root: Path, last: str) -> Dict[str, str]:
    """Return a digest of the inputs of each stage up to *last*; it counts those before it too."""
    total = hashlib.sha256()
    digests = {}
    for name, stage in STAGES.items():
        for file in stage.inputs:
            total.update(hashlib.sha256((root / file).read_bytes()).digest())
        digests[name] = total.hexdigest()
        if name == last:
            break
    return digests


def find_flaw(folder: Path, stamp: Optional[Stamp], wanted: Optional[str]) -> Optional[str]:
    """Return why the environment must be made anew, or none; *wanted* is a version of Python."""
    if stamp is None:
        return "its set-up was not finished"
    if stamp.place != place(folder):
        return f"it was made in {stamp.place}"
    current = version(folder)
    if current is None:
        return "its Python is gone"
    if current != stamp.python:
        return f"its Python was {stamp.python} and is now {current}"
    if wanted not in (None, current):
        return f"its Python is {current}, and {wanted} is asked for"
    return None


def place(folder: Path) -> str:
    """Return where the environment stands."""
    return str(folder.resolve())


def version(folder: Path) -> Optional[str]:
    """Return the version of the environment's Python, or none where that does not run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        result = run([f"{folder}/bin/python", "-I", "-S", "-c", code], clean_environment())
    except OSError:
        return None
    return result.stdout.strip() if result.returncode == 0 else None


@contextlib.contextmanager
def alone(root: Path) -> Iterator[int]:
    """Let one set-up at a time work in *root*; yield the file descriptor whose lock says so.

    Commands that inherit it hold the lock too: they may outlive a set-up that is killed.
    """
    descriptor = os.open(root / STAGES["build"].inputs[0], os.O_RDWR)  # NFS locks no other
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another set-up of this folder …", flush=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Make the environment of the project in this folder whole; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python3 -m editions.system.virtualenv",
        description="Make the virtual environment of the project in this folder whole.",
    )
    parser.add_argument("stage", choices=list(STAGES), help="what it is for")
    parser.add_argument(
        "--same-python",
        action="store_true",
        help="make it anew where its Python is of another version than the one that runs this",
    )
    options = parser.parse_args(arguments)
    wanted = "%d.%d" % sys.version_info[:2] if options.same_python else None
    try:
        set_up(Path.cwd(), options.stage, wanted)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"set-up: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("set-up: stopped; the same command begins it again", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
