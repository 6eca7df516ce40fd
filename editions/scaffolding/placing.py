"""Put finished files into a folder, all or none of them, and never over what stands there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from editions.files.reading import read_regular
from editions.files.replacing import create_file, remove_unless_changed
from editions.findings import Finding, FindingsError
from editions.phrases import phrase

#: Rule of the findings about what stands in the way.
RULE = "stands-already"
_TAKEN = phrase("stands already, so that nothing was written; choose another folder")
_PROJECT = phrase(
    "a project stands here already, so that nothing was written; choose another folder, or let"
    " what is missing be added to it: editions init --here"
)


def refuse_taken(target: Path, files: Mapping[str, bytes]) -> None:
    """Make sure that none of the *files*, by their names in *target*, is in the way of another.

    One that holds the same already is in nobody's way: who was stopped in the middle goes on.

    Raises:
        FindingsError: one is, or what stands there is no folder; names every one.
    """
    taken: dict[Path, None] = {}
    for name, data in files.items():
        path = target / name
        parents = [p for p in path.parents if p.is_relative_to(target) or p == target]
        blocked = [p for p in parents if os.path.lexists(p) and not p.is_dir()]
        if blocked:
            taken[blocked[0]] = None
        elif os.path.lexists(path) and not _holds(path, data):
            taken[path] = None
    if taken:
        conf = target / "conf.py"
        raise FindingsError(
            Finding(str(path), 0, _PROJECT if path == conf else _TAKEN, RULE) for path in taken
        )


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_regular(path, len(data)) == data
    except OSError:
        return False


def place_files(target: Path, files: Mapping[str, bytes]) -> None:
    """Write *files* into *target*, by their names relative to it; all of them, or none.

    Raises:
        FindingsError: another one of them stands there already.
        OSError: one cannot be written.
    """
    refuse_taken(target, files)
    with ExitStack() as undo:
        for name, data in files.items():
            path = target / name
            for folder in reversed([path.parent, *path.parent.parents]):
                if not folder.is_dir():
                    undo.callback(_undo, folder.rmdir)
                    folder.mkdir()
            if not os.path.lexists(path):
                undo.callback(_undo, remove_unless_changed, path, data)
                create_file(path, data)
        refuse_taken(target, files)  # what has come meanwhile
        undo.pop_all()


def _undo(step: Callable[..., object], *arguments: object) -> None:
    with suppress(OSError):  # it was not done, or somebody has put something there
        step(*arguments)
