"""Run other programs with nobody to answer their questions."""

from __future__ import annotations

import os
import subprocess
from typing import Callable, Mapping, Optional, Sequence


def run(
    command: Sequence[str],
    environment: Optional[Mapping[str, str]] = None,
    hear: Callable[[str], None] = lambda line: None,
    keep_open: Sequence[int] = (),
) -> "subprocess.CompletedProcess[str]":
    """Run *command* and keep its output; *hear* each line of it at once.

    *environment* is this process's unless given.  The file descriptors *keep_open* stay open in
    the command, so that a lock on them is held until the command ends as well.
    """
    said = []
    with subprocess.Popen(
        command,
        env=dict(os.environ if environment is None else environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=keep_open,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101  # it is a pipe
        for line in process.stdout:
            said.append(line)
            hear(line.rstrip("\n"))
    return subprocess.CompletedProcess(command, process.returncode, "".join(said))


def last_lines(output: str, count: int = 5) -> str:
    """Return the end of what a command said, where it tells why it failed."""
    return "\n".join(output.splitlines()[-count:])
