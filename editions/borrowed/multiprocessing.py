"""Python's multiprocessing, which lets no daemon process have children.

Dask's workers are daemon processes, so that they end with what has started them.
"""

from __future__ import annotations

from multiprocessing.process import current_process
from typing import Any

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

PYTHON = BorrowedLibrary("Python", ("3.11", "3.12", "3.13", "3.14"))

_DAEMON = "daemon"

PARTS: tuple[BorrowedPart, ...] = (
    BorrowedPart(PYTHON, "multiprocessing.process:BaseProcess", "start a process", type),
)


def allow_children() -> None:
    """Let this process have children, though it be a daemon.

    Whoever starts them sees to it that they end.
    """
    process: Any = current_process()
    PYTHON.attribute(process, "_config", "build in a process of its own", dict)[_DAEMON] = False
