"""Put finished files into a folder, all or none of them, and never over what stands there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from editions.findings import Finding, FindingsError
from editions.phrases import phrase

#: Rule of the findings about what stands in the way.
RULE = "stands-already"
_TAKEN = phrase("stands already, so that nothing was written; choose another folder")
_PROJECT = phrase(
    "a project stands here already, so that nothing was written; choose another folder, or let"
    " what is missing be added to it: editions init --here"
)


def refuse_taken(target: Path, names: Iterable[str]) -> None:
    """Make sure that none of the files called *names* stands in *target*.

    Raises:
        FindingsError: one does, or what stands there is no folder; names every one.
    """
    taken: dict[Path, None] = {}
    for name in names:
        path = target / name
        parents = [p for p in path.parents if p.is_relative_to(target) or p == target]
        blocked = [p for p in parents if os.path.lexists(p) and not p.is_dir()]
        if blocked:
            taken[blocked[0]] = None
        elif os.path.lexists(path):
            taken[path] = None
    if taken:
        conf = target / "conf.py"
        raise FindingsError(
            Finding(str(path), 0, _PROJECT if path == conf else _TAKEN, RULE) for path in taken
        )


def place_files(target: Path, files: dict[str, bytes]) -> None:
    """Write *files* into *target*, by their names relative to it; all of them, or none.

    Raises:
        FindingsError: one of them stands there already.
        OSError: one cannot be written.
    """
    refuse_taken(target, files)
    with ExitStack() as undo:
        for name, data in files.items():
            path = target / name
            for folder in reversed([path.parent, *path.parent.parents]):
                if not folder.is_dir():
                    folder.mkdir()
                    undo.callback(folder.rmdir)
            with path.open("xb") as file:  # fails where something has come meanwhile
                undo.callback(path.unlink)
                file.write(data)
        undo.pop_all()
