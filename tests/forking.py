"""Run programs in forks of one process that has imported their modules and waits.

To import Sphinx and this package takes more than a second, which is longer than most builds of
tiny projects; a fork has its own memory, limits, folder, environment and state of Python.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path

#: What builds of all kinds import.
MODULES = (
    "sphinx.cmd.build",
    "sphinx.builders.latex",
    "editions.extension",
    "editions.epub.builder",
    "editions.pdf.layout",
    "myst_parser.parsers.sphinx_",
)


def run_forked(
    program: str,
    *arguments: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run *program*, ``module:function``, which takes a list of arguments and returns a status.

    *environment* is added to that of the tests.
    """
    waiting = _waiting()
    assert waiting.stdin is not None
    assert waiting.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        places = [str(Path(folder, name)) for name in ("output", "errors")]
        changes = {**os.environ, **(environment or {})}
        asked = [program, arguments, str(cwd or Path.cwd()), changes, *places]
        waiting.stdin.write(f"{json.dumps(asked)}\n")
        waiting.stdin.flush()
        status = int(waiting.stdout.readline())
        output, errors = (Path(place).read_text(encoding="utf-8") for place in places)
    return subprocess.CompletedProcess([program, *arguments], status, output, errors)


@cache
def _waiting() -> subprocess.Popen[str]:
    """Start the process that waits, once for each test process; it ends with that."""
    waiting = subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(waiting.communicate)
    return waiting


def wait() -> None:
    """Run what is asked for, one after the other, until nobody can ask any more."""
    for name in MODULES:
        importlib.import_module(name)
    from editions.borrowed.sphinx_application import import_builtin_extensions

    import_builtin_extensions()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(_run(*json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(
    program: str,
    arguments: list[str],
    cwd: str,
    environment: dict[str, str],
    output: str,
    errors: str,
) -> int:
    for number, place in enumerate((os.devnull, output, errors)):
        opened = os.open(place, os.O_RDWR | os.O_CREAT)
        os.dup2(opened, number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    module, _, function = program.partition(":")
    try:
        status = int(getattr(importlib.import_module(module), function)(arguments))
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    wait()
