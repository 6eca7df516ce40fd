"""The library that draws, in a process beside this one.

It runs V8, whose threads a forked process has not: whoever drew here and forked afterwards, as
builds do for each job, would wait for ever in the first drawing of the new process.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from editions.charts.measuring import FONTS

SCRIPT = Path(__file__).with_name("vega.py")
#: Most seconds for one drawing, on a machine that does much else; one takes a hundredth.
PATIENCE = 30.0


class EngineError(Exception):
    """What is asked for cannot be drawn; the text says why, as the library has it."""


class _Timer(threading.Timer):
    """Ends a process that takes too long to answer."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__(PATIENCE, self.end)
        self.daemon = True
        self.process = process
        self.was_too_late = False

    def end(self) -> None:
        """End the process."""
        self.was_too_late = True
        self.process.kill()


class _Engine:
    """One process that draws, for as long as the one that has begun it."""

    def __init__(self) -> None:
        # -P: nothing beside the script is taken for a module of the library's.
        command = [sys.executable, "-P", str(SCRIPT), str(FONTS)]
        # What the library says when it breaks down is pages of addresses in its memory.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, question: dict[str, Any]) -> str:
        """Return the answer.

        Raises:
            EngineError: there is none, or it is an error.
        """
        process = self.process
        assert process.stdin is not None  # noqa: S101  # both are pipes
        assert process.stdout is not None  # noqa: S101
        timer = _Timer(process)
        timer.start()
        try:
            process.stdin.write(json.dumps(question).encode("ascii") + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        timer.cancel()
        timer.join()
        if timer.was_too_late:
            process.wait()
            raise EngineError(f"it takes more than {PATIENCE:g} seconds to draw; simplify it")
        if not line:
            status = process.wait()
            raise EngineError(f"the process that draws has ended with status {status}; simplify it")
        answer = json.loads(line)
        if "error" in answer:
            raise EngineError(answer["error"])
        return str(answer["result"])

    def close(self) -> None:
        """End it."""
        # Closes its pipes, upon which it ends unless it has, and waits for that.
        with contextlib.suppress(BrokenPipeError), self.process:
            pass


_engine: _Engine | None = None
_lock = threading.Lock()
#: Engines of the process that this one was forked from, which must not be closed here.
_inherited: list[_Engine] = []


def draw_svg(specification: dict[str, Any]) -> str:
    """Return what Vega-Lite draws.

    Raises:
        EngineError: it draws nothing.
    """
    return _ask({"specification": specification})


def draw_png(svg: str, scale: float) -> bytes:
    """Return a drawing as a picture of dots, *scale* of them to a unit.

    Raises:
        EngineError: it is no drawing.
    """
    return base64.b64decode(_ask({"svg": svg, "scale": scale}))


def _ask(question: dict[str, Any]) -> str:
    global _engine  # one for each process: to begin takes half a second
    with _lock:
        if _engine is not None and _engine.process.poll() is not None:
            _engine.close()
            _engine = None
        if _engine is None:
            _engine = _Engine()
        return _engine.ask(question)


def close() -> None:
    """End the process that draws, if one has begun; the next drawing begins another."""
    global _engine
    with _lock:
        if _engine is not None:
            _engine.close()
            _engine = None


def _begin_anew() -> None:
    """Leave the engine, and the lock that a thread may hold, to the process that has forked."""
    global _engine, _lock
    if _engine is not None:
        _engine.process.returncode = 0  # it is not this process's child
        _inherited.append(_engine)
    _engine, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_begin_anew)
atexit.register(close)
