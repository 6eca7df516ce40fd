"""Records of what builds have made, kept beside it: from what, and what there was to say of it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from editions.files.kept import read_kept
from editions.files.replacing import replace_file
from editions.findings import Finding, Severity
from editions.phrases import packed, unpacked
from editions.workflows.inputs import Disk, Inputs

#: Of what is not known yet.
NO_INPUTS = Inputs({}, {}, {}, {}, ())


@dataclass(frozen=True)
class Record:
    """What was made, and from what."""

    inputs: Inputs
    #: What stopped nothing, and is worth saying as long as it stands.
    warnings: tuple[Finding, ...] = ()

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        warnings = [{**asdict(one), "message": packed(one.message)} for one in self.warnings]
        _write(path, {"inputs": self.inputs.to_json(), "warnings": warnings})

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        held = _read(path)
        try:
            return cls(Inputs.from_json(held["inputs"]), _findings(held["warnings"]))
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True)
class SiteRecord:
    """What stands in a site, and what its files were when it was put there."""

    #: Names of jobs, and of what each was made from.
    parts: Mapping[str, str]
    #: A digest of the names, sizes and times of all files.
    files: str

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        _write(path, asdict(self))

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        held = _read(path)
        parts, files = held.get("parts"), held.get("files")
        return cls(parts, files) if isinstance(parts, dict) and isinstance(files, str) else None

    def holds(self, site: Path) -> bool:
        """Tell whether nobody has touched the files of *site*."""
        return site.is_dir() and self.files == site_digest(site)


def site_digest(site: Path) -> str:
    """Return a digest of the names, sizes and times of all files of *site*."""
    found = hashlib.blake2b(digest_size=16)
    waiting = [os.fspath(site)]
    while waiting:
        with os.scandir(waiting.pop()) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                status = entry.stat(follow_symlinks=False)
                line = f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}\0"
                found.update(os.fsencode(line))
    return found.hexdigest()


def marks_of(inputs: Inputs, latest: int) -> str:
    """Return a digest of the sizes and times of all files and folders that were read.

    It is empty where one has been changed after *latest*, in nanoseconds of the clock: one that
    has no other mark, though another content, is possible then.
    """
    found = hashlib.blake2b(digest_size=16)
    for path in (*inputs.files, *inputs.folders):
        try:
            status = os.stat(path)  # noqa: PTH116  # thousands of them are looked at
        except (OSError, ValueError):  # of a name that no file can have
            found.update(b"none\0")
            continue
        if status.st_ctime_ns >= latest:
            return ""
        marks = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        found.update(b"%d %d %d %d\0" % marks)
    return found.hexdigest()


@dataclass(frozen=True)
class LastBuild:
    """A whole build without an error: what was asked for, from what, and the site."""

    #: What was asked for.
    request: Sequence[str]
    inputs: Inputs
    #: Where the site stands.
    output: str
    files: str
    #: What stopped nothing, and is worth saying as long as it stands.
    warnings: tuple[Finding, ...] = ()
    #: What the jobs took when they last ran, in seconds of work.
    seconds: float = 0
    #: What `marks_of` said of the inputs; may be empty.
    marks: str = ""
    #: What may be asked for as well, since it was part of that.
    covered: Sequence[str] = ()
    #: What a reader of the site might miss, as long as it stands.
    remarks: Sequence[str] = ()

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        held = {
            **asdict(replace(self, inputs=NO_INPUTS)),
            "inputs": self.inputs.to_json(),
            "remarks": [packed(remark) for remark in self.remarks],
        }
        _write(path, held)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        held = _read(path)
        try:
            return cls(
                [str(line) for line in held["request"]],
                Inputs.from_json(held["inputs"]),
                str(held["output"]),
                str(held["files"]),
                _findings(held["warnings"]),
                float(held["seconds"]),
                str(held["marks"]),
                tuple(str(line) for line in held["covered"]),
                tuple(map(unpacked, held["remarks"])),
            )
        except (KeyError, TypeError, ValueError):
            return None

    def stands(self, request: Sequence[str], facts: Mapping[str, str], marks: str = "") -> bool:
        """Tell whether *request*, the same or a part of it, would come to the same site.

        With *marks* that are still those of the inputs, these are not read.
        """
        if marks and marks == self.marks:
            changes = self.inputs.changes_around(facts)
        else:
            changes = self.inputs.changes(facts, Disk())
        try:
            return (
                self._answers(request)
                and next(changes, None) is None
                and Path(self.output).is_dir()
                and self.files == site_digest(Path(self.output))
            )
        except (OSError, ValueError):  # somebody changes it now, or part of it cannot be read
            return False

    def _answers(self, request: Sequence[str]) -> bool:
        """Tell whether *request* asked for all of this, or for a part with nothing to say of it."""
        if list(request) == list(self.request):
            return True
        # Nobody knows which part a warning belongs to.
        said = self.warnings or self.remarks
        return not said and {*request} <= {*self.request, *self.covered}


def last_build(root: Path) -> tuple[LastBuild, Path] | None:
    """Return what is known of the last build of the project in *root*, and where it is kept.

    The project itself is not read for that.
    """
    for folder in (root / "build", root / "_build" / "editions"):
        path = last_path(folder)
        found = LastBuild.read(path)
        if found is not None:
            return found, path
    return None


def last_path(build: Path) -> Path:
    """Return where the record of the last build is kept, in the folder *build*."""
    return build / "cache" / "last.json"


def _findings(held: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    found = (Finding(**{**one, "message": unpacked(one["message"])}) for one in held)
    return tuple(replace(one, severity=Severity(one.severity)) for one in found)


def _read(path: Path) -> dict[str, Any]:
    held = read_kept(path)
    return held if isinstance(held, dict) else {}


def _write(path: Path, held: Mapping[str, Any]) -> None:
    replace_file(path, json.dumps(held, default=lambda value: value.value).encode())
