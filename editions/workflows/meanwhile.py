"""Notice that somebody has changed what a build is made of while it ran."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from editions.catalogs.files import COMPILED_WORDS, shown_name
from editions.findings import Finding
from editions.languages import Publication
from editions.phrases import phrase

RULE = "changed-meanwhile"
#: Folders that a build writes to, or never reads.
_OTHERS = frozenset(("__pycache__", "node_modules", "_build"))


@dataclass(frozen=True)
class FileStamp:
    """What tells a file from what it was before."""

    #: Nanoseconds, bytes, and the number that the file system gives it.
    changed: int
    size: int
    inode: int


def read_stamps(publication: Publication) -> Mapping[Path, FileStamp]:
    """Return a stamp of each file that editions are made of: text, data, catalogs, ``conf.py``."""
    stamps = {}
    for path in _inputs(publication):
        try:
            status = path.stat()
        except OSError:  # gone, or a link to nothing
            continue
        stamps[path] = FileStamp(status.st_mtime_ns, status.st_size, status.st_ino)
    return stamps


def changed_inputs(publication: Publication, before: Mapping[Path, FileStamp]) -> list[Finding]:
    """Return which files are not what they were *before*.

    One edition may have been built of the old file, and another one of the new.
    """
    after = read_stamps(publication)
    return [
        Finding(
            shown_name(path, publication.root),
            0,
            phrase(
                "{path} while the editions were built; build again", path=_what(path, before, after)
            ),
            RULE,
        )
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def _what(path: Path, before: Mapping[Path, FileStamp], after: Mapping[Path, FileStamp]) -> str:
    if path not in before:
        return phrase("was added")
    return phrase("has changed") if path in after else phrase("was removed")


def _inputs(publication: Publication) -> Iterator[Path]:
    yield publication.root / "conf.py"
    folders = {publication.source, publication.locale, publication.data.parent}
    for folder in folders:
        for place, below, names in os.walk(folder):
            below[:] = [
                name
                for name in below
                if name[0] != "." and name not in _OTHERS and Path(place, name) != publication.build
            ]
            # Sphinx compiles its own words when it begins, and nothing is built of that file.
            own = (name for name in names if name[0] != "." and name != COMPILED_WORDS)
            yield from (Path(place, name) for name in own)
