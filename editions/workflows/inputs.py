"""What something was made from, and whether all of that is as it was.

A build that is asked for what it has made already makes it again only where this says so.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any, Self

from editions.workflows.reads import Reads

#: Folder of the package.
_PACKAGE = Path(__file__).parent.parent
#: Folders that hold packages, or what is compiled.
_OF_PACKAGES = frozenset(("site-packages", "dist-packages", "__pycache__"))
#: Prefixes in which projects lie, too, such as ``/usr/src/paper``, and what of them is not theirs.
_SHARED_PREFIXES = ("/usr", "/usr/local")
_OF_PREFIX = ("bin", "include", "lib", "lib64", "libexec", "sbin", "share")
#: A folder of devices, and a disk in it on which projects lie now and then.
_DEVICES, _IN_MEMORY = "/dev", "/dev/shm/"  # noqa: S108  # nothing is put there
#: Variables that tell how somebody looks at a build, and not what is built.
_LOOKS = frozenset(
    ("COLORTERM", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "OLDPWD", "PWD", "SHLVL", "TERM")
)
#: Files of the libraries that lay out pages, whose names bear their versions.
_LIBRARIES = ("pango*", "harfbuzz*", "fontconfig*")
_LIBRARY_FOLDERS = (
    "usr/lib/*-linux-*",
    "usr/lib",
    "usr/lib64",
    "usr/local/lib",
    "opt/homebrew/lib",
)
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
#: The fact that changes by itself.
DATE = "the date"
#: What the clock of a file system may be behind, in nanoseconds.
_COARSE = 20_000_000


def digest(*parts: object) -> str:
    """Return a short name for values that are the same whenever these are."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


class Disk:
    """Files and folders as they are now, each looked at once."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def file(self, path: str) -> str:
        """Return a digest of the content of a file; empty where there is none."""
        if path not in self._files:
            try:
                data = Path(path).read_bytes() if Path(path).is_file() else None
            except OSError:
                data = None
            found = "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()
            self._files[path] = found
        return self._files[path]

    def folder(self, path: str, ignored: Iterable[str]) -> str:
        """Return a digest of the names in a folder, but for hidden and *ignored* ones."""
        if path not in self._folders:
            try:
                found = [item for item in Path(path).iterdir() if str(item) not in ignored]
            except OSError:
                found = []
            names = (item.name for item in found)
            kept = sorted(n for n in names if not n.startswith((".", "__pycache__")))
            self._folders[path] = digest(kept)
        return self._folders[path]


@dataclass(frozen=True)
class Inputs:
    """What was read, by absolute paths."""

    #: What the toolkit, its libraries and the machine were.
    facts: Mapping[str, str]
    #: Digests of the content of files; empty for one that was not there.
    files: Mapping[str, str]
    #: Digests of the names in folders.
    folders: Mapping[str, str]
    #: Variables of the environment; None for one that was not set.
    variables: Mapping[str, str | None]
    #: Paths of what builds write, which are no input.
    ignored: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A name for all of it."""
        return digest(asdict(self))

    @property
    def reads(self) -> Reads:
        """What was read, without what it was."""
        return Reads(set(self.files), set(self.folders), dict(self.variables))

    def change(self, facts: Mapping[str, str], disk: Disk) -> str | None:
        """Return the name of something that is not as it was; None if there is nothing."""
        return next(self.changes(facts, disk), None)

    def changes(self, facts: Mapping[str, str], disk: Disk) -> Iterator[str]:
        """Yield the names of what is not as it was: facts, variables, files, folders."""
        yield from self.changes_around(facts)
        for path, found in self.files.items():
            if disk.file(path) != found:
                yield path
        for path, found in self.folders.items():
            if disk.folder(path, self.ignored) != found:
                yield path

    def changes_around(self, facts: Mapping[str, str]) -> Iterator[str]:
        """Yield the names of the facts and variables that are not as they were."""
        for name in {**self.facts, **facts}:
            if self.facts.get(name) != facts.get(name):
                yield name
        for name, value in self.variables.items():
            if os.environ.get(name) != value:
                yield name

    def to_json(self) -> dict[str, Any]:
        """Return the inputs as JSON can hold them."""
        return asdict(self)

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Self:
        """Return inputs from what `to_json` has returned.

        Raises:
            KeyError, TypeError: it has not.
        """
        return cls(
            dict(held["facts"]),
            dict(held["files"]),
            dict(held["folders"]),
            dict(held["variables"]),
            tuple(held["ignored"]),
        )

    @classmethod
    def joined(cls, several: Iterable[Inputs]) -> Inputs:
        """Return the inputs of several pieces of work as those of one."""
        joined = cls({}, {}, {}, {}, ())
        for one in several:
            joined = cls(
                {**joined.facts, **one.facts},
                {**joined.files, **one.files},
                {**joined.folders, **one.folders},
                {**joined.variables, **one.variables},
                tuple(dict.fromkeys((*joined.ignored, *one.ignored))),
            )
        return joined


@dataclass(frozen=True)
class Circumstances:
    """What a build depends on, whatever it reads, and what it writes."""

    #: What the toolkit, its libraries and the machine are: see `current_facts`.
    facts: Mapping[str, str] = field(default_factory=dict)
    #: Folders that the build writes into, which are no input.
    written: tuple[Path, ...] = ()


def just_before(instant: int) -> int:
    """Return the time before which a change is surely seen as one of before *instant*.

    Both are in nanoseconds of the clock; file systems are behind it.
    """
    return instant - _COARSE


def inputs_of(reads: Reads, start: int, circumstances: Circumstances, root: Path) -> Inputs | None:
    """Return what was read; None where something of it has been changed since *start*.

    *start* is in nanoseconds of the clock.  The libraries and the package are left out, since they
    are among the facts; outside *root*, the folder of the project, files that are not there are no
    input.
    """
    left_out = tuple(str(path) for path in circumstances.written)
    disk = Disk()
    files = {}
    for path in sorted(path for path in reads.files if not is_installed(path, left_out)):
        try:
            if Path(path).stat().st_mtime_ns >= just_before(start):
                return None
        except OSError:
            if not Path(path).is_relative_to(root):
                continue
        files[path] = disk.file(path)
    listed = {path for path in reads.folders if not is_installed(path, left_out)}
    listed |= {str(Path(path).parent) for path in files if Path(path).is_relative_to(root)}
    folders = {path: disk.folder(path, left_out) for path in sorted(listed)}
    variables = {name: reads.variables[name] for name in sorted(reads.variables.keys() - _LOOKS)}
    return Inputs(dict(circumstances.facts), files, folders, variables, left_out)


def is_installed(path: str, ignored: Iterable[str] = ()) -> bool:
    """Tell whether a file is of Python, a package or the system itself, or is *ignored*."""
    devices = () if path.startswith(_IN_MEMORY) else (_DEVICES,)
    places = (*ignored, *_places(), *devices)
    return (
        path in places
        or path.startswith(tuple(f"{place}{os.sep}" for place in places))
        or not _OF_PACKAGES.isdisjoint(path.split(os.sep))  # noqa: PTH206  # of thousands
    )


@cache
def _places() -> tuple[str, ...]:
    """Return the folders of Python, of this package and of the system."""
    places = {str(_PACKAGE), "/proc", "/sys"}
    for prefix in (sys.prefix, sys.base_prefix):
        own = _OF_PREFIX if prefix in _SHARED_PREFIXES else ("",)
        places |= {os.path.join(prefix, name).rstrip(os.sep) for name in own}  # noqa: PTH118
    return tuple(sorted(places))


def current_facts(date: str | None) -> dict[str, str]:
    """Return what builds depend on, whatever they read.

    *date* is that of the source; where nobody gives one, pages may bear today's.
    """
    return {
        "the toolkit": toolkit_stamp(),
        "Python": sys.version,
        "the libraries": digest(sorted(set(_distributions()))),
        "the fonts and libraries of the system": digest(sorted(_system())),
        DATE: date or time.strftime("%Y-%m-%d"),
    }


def toolkit_stamp() -> str:
    """Return a digest of the places, sizes and times of this package's files."""
    return digest(list(_signatures(_PACKAGE)))


def _signatures(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file under *folder*."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(place, name)
            try:
                status = path.stat()
            except OSError:
                continue
            yield str(path), status.st_size, status.st_mtime_ns


def _distributions() -> Iterator[str]:
    """Yield the names of installed distributions, with their versions."""
    for place in sys.path:
        try:
            names = [item.name for item in Path(place or ".").iterdir()]
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def system_libraries() -> Iterator[Path]:
    """Yield the files of the libraries that lay out pages."""
    for folder in _LIBRARY_FOLDERS:
        for name in _LIBRARIES:
            yield from Path("/").glob(f"{folder}/lib{name}")


def system_fonts() -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file among the fonts of the system."""
    for place in _FONT_FOLDERS:
        yield from _signatures(Path(place).expanduser())


def _system() -> Iterator[str]:
    yield from map(str, system_libraries())
    yield from map(str, system_fonts())
    pandoc = which("pandoc")
    if pandoc:
        yield f"{pandoc} {Path(pandoc).stat().st_mtime_ns}"
