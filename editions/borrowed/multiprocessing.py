"""Python's multiprocessing, which lets no daemon process have children.

Dask's workers are daemon processes, so that they end with what has started them.  And the server
of forks ends with the last process that it has made, not with the one that has started it.
"""

from __future__ import annotations

import os
import sys
from multiprocessing.process import current_process
from typing import Any

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

PYTHON = BorrowedLibrary("Python", ("3.11", "3.12", "3.13", "3.14"))

_DAEMON = "daemon"
_FORKS = "multiprocessing.forkserver"
_ALIVE = "_forkserver_alive_fd"
_SERVER = BorrowedPart(PYTHON, f"{_FORKS}:_forkserver", "let no server of forks be left behind")

PARTS: tuple[BorrowedPart, ...] = (
    BorrowedPart(PYTHON, "multiprocessing.process:BaseProcess", "start a process", type),
    _SERVER,
)


def allow_children() -> None:
    """Let this process have children, though it be a daemon.

    Whoever starts them sees to it that they end.
    """
    process: Any = current_process()
    PYTHON.attribute(process, "_config", "build in a process of its own", dict)[_DAEMON] = False


def leave_fork_server() -> None:
    """In a process that has been forked: keep no server of forks alive.

    The server waits until nobody holds an end of its pipe, and hands it to each process that it
    makes.  One that cannot end would keep it for ever, and with it what else it has made.
    """
    if _FORKS not in sys.modules:
        return
    server = _SERVER.get()
    alive = PYTHON.attribute(server, _ALIVE, _SERVER.use)
    if alive is not None:
        setattr(server, _ALIVE, None)
        os.close(alive)
