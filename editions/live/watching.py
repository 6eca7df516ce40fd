"""Watch what an edition is made of."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

from editions.findings import real_path

#: Ends of the names of files that editors write beside the one that they save.
_PASSING = (".swp", ".swo", ".swx", ".tmp", ".bak", ".orig", ".part", ".crswap", "~")
#: Saves that come within so many milliseconds belong together.
_STEP = 30


def is_wanted(path: Path, within: Iterable[Path], without: Iterable[Path]) -> bool:
    """Tell whether a changed file may change a page.

    It lies *within* a folder, or is one of those, and not *without*; hidden files and those that
    editors write in passing do not count.
    """
    if any(path == other or other in path.parents for other in without):
        return False
    for folder in within:
        if path == folder:
            return True
        if folder in path.parents:
            parts = path.relative_to(folder).parts
            hidden = any(part.startswith((".", "#")) or part == "__pycache__" for part in parts)
            # Vim makes a file called 4913 to see whether it may.
            return not hidden and not path.name.endswith(_PASSING) and not path.name.isdecimal()
    return False


async def watch(
    folders: Iterable[Path],
    files: Iterable[Path],
    without: Iterable[Path],
    changed: Callable[[frozenset[Path]], None],
    stop: asyncio.Event,
) -> None:
    """Call *changed* with the files that were saved, several saves in a row together.

    Folders are watched with all that is in them; of a single file its folder is watched, since
    editors save by renaming.  Ends when *stop* is set.
    """
    deep = sorted({real_path(folder) for folder in folders if folder.is_dir()})
    single = [real_path(file) for file in files]
    apart = [real_path(folder) for folder in without]

    def wanted(_change: Change, name: str) -> bool:
        return is_wanted(Path(name), [*deep, *single], apart)

    async def follow(paths: Iterable[Path], *, recursive: bool) -> None:
        if not paths:
            return
        async for found in awatch(
            *paths, watch_filter=wanted, step=_STEP, recursive=recursive, stop_event=stop
        ):
            changed(frozenset(Path(name) for _, name in found))

    shallow = sorted({file.parent for file in single} - set(deep))
    await asyncio.gather(follow(deep, recursive=True), follow(shallow, recursive=False))
