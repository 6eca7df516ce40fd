"""Run programs in forks of one process that has imported their modules and waits.

To import Sphinx and this package takes more than a second, which is longer than most builds of
tiny projects; a fork has its own memory, limits, folder, environment and state of Python.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import select
import shlex
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping
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


#: Asks for one run, with the input and the output of whoever calls it.
_CLIENT = """\
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as asking:
    asking.connect({address!r})
    asked = [{program!r}, sys.argv[1:], os.getcwd(), dict(os.environ)]
    socket.send_fds(asking, [json.dumps(asked).encode()], [0, 1, 2])
    asking.shutdown(socket.SHUT_WR)
    sys.exit(int(asking.recv(16)))
"""


def run_forked(
    program: str,
    *arguments: str,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run *program*, ``module:function``, which takes a list of arguments and returns a status.

    *environment* is added to that of the tests.
    """
    changes = {**os.environ, **(environment or {})}
    asked = json.dumps([program, arguments, str(cwd or Path.cwd()), changes]).encode()
    with contextlib.ExitStack() as stack:
        nothing = stack.enter_context(Path(os.devnull).open("rb"))
        output, errors = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(2))
        asking = stack.enter_context(socket.socket(socket.AF_UNIX))
        asking.connect(_address())
        socket.send_fds(asking, [asked], [file.fileno() for file in (nothing, output, errors)])
        asking.shutdown(socket.SHUT_WR)
        status = int(asking.recv(16))
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess([program, *arguments], status, *texts)


def write_command(path: Path, program: str) -> None:
    """Write a command that runs *program*, ``module:function``, in a fork, for use in a shell."""
    client = _CLIENT.format(address=_address(), program=program)
    # Without what an environment adds to Python, which takes longer to be found than to be asked.
    command = shlex.join((sys.executable, "-I", "-S", "-c", client))
    path.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


@cache
def _address() -> str:
    """Start the process that waits, once for each test process; it ends with that.

    Return the address of its socket.
    """
    folder = tempfile.TemporaryDirectory()
    address = str(Path(folder.name, "socket"))
    waiting = subprocess.Popen(
        [sys.executable, "-m", __name__, address],
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )

    def end() -> None:
        waiting.communicate()
        folder.cleanup()

    atexit.register(end)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == b"ready\n"
    return address


def wait(address: str) -> None:
    """Run what is asked for at the socket *address*, until the standard input ends."""
    for name in MODULES:
        importlib.import_module(name)
    from editions.borrowed.sphinx_application import import_builtin_extensions

    import_builtin_extensions()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        print("ready", flush=True)
        for asking in _connections(listening):
            with asking:
                if not os.fork():
                    os._exit(_answer(asking))


def _connections(listening: socket.socket) -> Iterator[socket.socket]:
    """Yield each connection until the standard input ends, and bury those who answered others."""
    while listening in select.select([listening, sys.stdin], [], [])[0]:
        yield listening.accept()[0]
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _answer(asking: socket.socket) -> int:
    """Run what is asked for in a process of its own, and send the status that it ends with."""
    asked, files, _, _ = socket.recv_fds(asking, 65_536, 3)
    while more := asking.recv(65_536):
        asked += more
    child = os.fork()
    if not child:
        asking.close()
        os._exit(_run(files, *json.loads(asked)))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    asking.sendall(str(status).encode())
    return 0


def _run(
    files: list[int], program: str, arguments: list[str], cwd: str, environment: dict[str, str]
) -> int:
    for number, opened in enumerate(files):
        os.dup2(opened, number)
        os.close(opened)
    # Those that stand here know what can be done with other files.
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 - like Python's
        for number, mode in enumerate("rww")
    )
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
    wait(*sys.argv[1:])
