"""Drawings that are kept from one job of a build to the next.

An edition is drawn once for all its formats: to start the library takes longer than to draw.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import cache
from importlib import metadata
from pathlib import Path

from editions.files.kept import parse_kept
from editions.files.replacing import replace_file

#: Where drawings are kept, if they are.
_folder: ContextVar[Path | None] = ContextVar("folder", default=None)


@contextlib.contextmanager
def kept_drawings(folder: Path) -> Iterator[None]:
    """Keep what is drawn meanwhile in *folder*, and draw nothing that is there."""
    token = _folder.set(folder)
    try:
        yield
    finally:
        _folder.reset(token)


def drawn_once(content: object, draw: Callable[[], list[str]]) -> list[str]:
    """Return what *draw* makes of *content*, whose representation says all that it depends on."""
    folder = _folder.get()
    if folder is None:
        return draw()
    path = folder / f"{_key(content)}.json"
    kept = _read(path)
    if kept is None:
        kept = draw()
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(path, json.dumps(kept, ensure_ascii=False).encode())
    return kept


def _key(content: object) -> str:
    return hashlib.sha256(f"{_makers()}{content!r}".encode()).hexdigest()


@cache
def _makers() -> str:
    """Return what stands for this package's way to draw, and for the library's version."""
    digest = hashlib.sha256(metadata.version("vl-convert-python").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> list[str] | None:
    """Return what is kept at *path*, or None.

    It is opened as if to be written: a job that only reads its sources counts what it reads,
    and what is kept is none of them.
    """
    try:
        with open(os.open(path, os.O_RDWR), encoding="utf-8") as file:  # noqa: PTH123  # as above
            kept = parse_kept(file.read())
    except (OSError, ValueError):
        return None
    whole = isinstance(kept, list) and all(isinstance(drawing, str) for drawing in kept)
    return kept if whole else None
