"""List the files of folders: one that cannot be read is an error, and never an empty folder.

`os.walk` and, by Python's version, `pathlib` leave out what they cannot read; whoever writes what
is missing would write over what is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def walk(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Yield each folder below *folder*, itself first, with the names of folders and files in it.

    As `os.walk` does, which enters no links; a folder that is not there holds nothing.

    Raises:
        OSError: a folder cannot be read.
    """

    def fail(error: OSError) -> None:
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            raise error

    for place, folders, names in os.walk(folder, onerror=fail):
        yield Path(place), folders, names


def paths_below(folder: Path, suffix: str) -> list[Path]:
    """Return what is below *folder* and has a name that ends with *suffix*, in its order.

    Raises:
        OSError: a folder cannot be read.
    """
    return sorted(
        place / name
        for place, folders, names in walk(folder)
        for name in (*names, *folders)
        if name.endswith(suffix)
    )
