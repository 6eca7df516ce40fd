"""What was saved at the desk and can be taken back, also after the preview has ended."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from editions.files.kept import read_kept
from editions.files.replacing import replace_file

#: Steps that are remembered.
MOST_STEPS = 50


@dataclass(frozen=True)
class Step:
    """A change that can be taken back: the lines of an entry before and after."""

    domain: str
    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    #: The text of the file before and after, where the entry did not stand in it.
    adopted: tuple[str | None, str] | None = None


class Steps:
    """The last changes, the newest at the end; in a file too, where there is one for them."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._steps = [] if path is None else read_steps(path)

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def last(self) -> Step | None:
        """The newest of them."""
        return self._steps[-1] if self._steps else None

    def add(self, step: Step) -> None:
        """Remember a change."""
        self._steps = [*self._steps, step][-MOST_STEPS:]
        self._keep()

    def drop(self) -> None:
        """Forget the newest."""
        self._steps.pop()
        self._keep()

    def _keep(self) -> None:
        if self._path is not None:
            data = json.dumps([asdict(step) for step in self._steps]).encode()
            # A disk that is full keeps nobody from saving, and undo goes on until the end.
            with contextlib.suppress(OSError):
                replace_file(self._path, data)


def read_steps(path: Path) -> list[Step]:
    """Return the steps in a file; what is there and is none of ours counts as no step."""
    try:
        return [_step(found) for found in read_kept(path)]
    except (ValueError, TypeError, KeyError):
        return []


def _step(found: Any) -> Step:
    before, after = (tuple(map(_text, found[name])) for name in ("before", "after"))
    adopted = found["adopted"]
    if adopted is not None:
        old, new = adopted
        adopted = (None if old is None else _text(old), _text(new))
    return Step(_text(found["domain"]), _text(found["id"]), before, after, adopted)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
