"""Run a command that is stopped at one of its steps: whatever changes what people keep.

A step is killed, or fails as where a disk is full, broken or read-only.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any

from editions.cli import main

#: What a step may end in; the others are errors of the system.
KILLED = "SIGKILL"
FAULTS = (KILLED, "ENOSPC", "EIO", "EACCES")
#: Folders of what people keep, and of what is written for them.
KEPT = frozenset(("source", "locale", "exchange"))
#: What changes a name, by what Python says of it before: the places of paths in what it says.
_CHANGES = {
    "os.chmod": (0,),
    "os.link": (0, 1),
    "os.mkdir": (0,),
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def run(arguments: list[str]) -> int:
    """Run a command that stops; *arguments* are a folder, its step, the fault, and the command.

    Without a fault, the number of steps is printed as the last line.
    """
    folder, number, fault, *command = arguments
    steps = 0

    def stop(event: str, said: tuple[Any, ...]) -> None:
        nonlocal steps
        if event == "open":
            paths = [said[0]] if said[2] & _WRITES else []
        else:
            paths = [said[place] for place in _CHANGES.get(event, ())]
        texts = [os.fsdecode(path) for path in paths if isinstance(path, (str, bytes, os.PathLike))]
        places = [os.path.relpath(text, folder).partition("/")[0] for text in texts]
        if not KEPT.intersection(places):
            return
        steps += 1
        if not fault or steps != int(number):
            return
        if fault == KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, fault)
        raise OSError(code, os.strerror(code), texts[0])

    sys.addaudithook(stop)
    status = main(command)
    if not fault:
        print(steps)
    return status
