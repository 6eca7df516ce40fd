"""Records of what builds have made, kept beside it: from what, and what there was to say of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from editions.files.replacing import replace_file
from editions.findings import Finding, Severity
from editions.workflows.inputs import Disk, Inputs, digest


@dataclass(frozen=True)
class Record:
    """What was made, and from what."""

    inputs: Inputs
    #: What stopped nothing, and is worth saying as long as it stands.
    warnings: tuple[Finding, ...] = ()

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        warnings = [asdict(warning) for warning in self.warnings]
        _write(path, {"inputs": self.inputs.to_json(), "warnings": warnings})

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        held = _read(path)
        try:
            found = [Finding(**warning) for warning in held["warnings"]]
            warnings = (replace(one, severity=Severity(one.severity)) for one in found)
            return cls(Inputs.from_json(held["inputs"]), tuple(warnings))
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
    found = []
    for place, folders, names in os.walk(site):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            status = path.lstat()
            found.append((str(path), status.st_size, status.st_mtime_ns))
    return digest(found)


@dataclass(frozen=True)
class LastBuild:
    """A whole build that had nothing to report: what was asked for, from what, and the site."""

    #: What the command was told.
    request: Sequence[str]
    inputs: Inputs
    #: Where the site stands.
    output: str
    files: str

    def write(self, path: Path) -> None:
        """Keep the record at *path*."""
        _write(path, {**asdict(self), "inputs": self.inputs.to_json()})

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return the record kept at *path*, or None."""
        held = _read(path)
        try:
            inputs = Inputs.from_json(held["inputs"])
            return cls(held["request"], inputs, held["output"], held["files"])
        except (KeyError, TypeError):
            return None

    def stands(self, request: Sequence[str], facts: Mapping[str, str]) -> bool:
        """Tell whether the same *request* would come to the same site."""
        return (
            list(self.request) == list(request)
            and self.inputs.change(facts, Disk()) is None
            and Path(self.output).is_dir()
            and self.files == site_digest(Path(self.output))
        )


def last_build(root: Path) -> LastBuild | None:
    """Return what is known of the last build of the project in *root*, without reading it."""
    for folder in (root / "build", root / "_build" / "editions"):
        found = LastBuild.read(last_path(folder))
        if found is not None:
            return found
    return None


def last_path(build: Path) -> Path:
    """Return where the record of the last build is kept, in the folder *build*."""
    return build / "cache" / "last.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _write(path: Path, held: Mapping[str, Any]) -> None:
    replace_file(path, json.dumps(held, default=lambda value: value.value).encode())
