"""Run other programs with nobody to answer their questions, and name our own where it is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import Callable, Mapping, Optional, Sequence

#: A target of a Makefile with its recipe.
_TARGET = r"^{verb}\s*:[^=\n]*\n(?P<recipe>(?:\t.*\n?)*)"
#: What a recipe calls that runs this toolkit.
_RUNS_US = re.compile(r"\$\(RUN\)|\beditions\b")


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


def own_command(verb: str, *arguments: str, root: Optional[Path] = None) -> str:
    """Return what a user types here to run a *verb* of the toolkit on the project in *root*.

    That is ``make check`` where the project's Makefile has such a target, and without arguments;
    else ``editions check``, by its path where no shell would find it.  Of a project elsewhere,
    the folder is named.
    """
    if root is not None and root.resolve() != Path.cwd():
        arguments = (*arguments, "--project", shlex.quote(os.path.relpath(root)))
    makefile = (root or Path()) / "Makefile"
    if not arguments and makefile.is_file():
        text = makefile.read_text(encoding="utf-8", errors="replace")
        target = re.search(_TARGET.format(verb=re.escape(verb)), text, re.MULTILINE)
        if target and _RUNS_US.search(target["recipe"]):
            return f"make {verb}"
    return " ".join((_own_program(), verb, *arguments))


def _own_program() -> str:
    if which("editions"):
        return "editions"
    beside = Path(sys.executable).parent / "editions"
    if not beside.is_file():
        return f"{Path(sys.executable).name} -m editions"
    try:
        return str(beside.relative_to(Path.cwd()))
    except ValueError:
        return str(beside)
