"""Folders with all that is in them, removed."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path


def remove_tree(path: Path) -> None:
    """Remove a folder and all that is in it, if it is there; of a link only the link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def discard_tree(path: Path) -> None:
    """Remove a folder that is not needed; where that fails, what went before it counts."""
    with contextlib.suppress(OSError):
        remove_tree(path)
