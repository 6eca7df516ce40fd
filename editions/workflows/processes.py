"""Run calls side by side, each in a process of its own, or wherever an executor runs them."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar

from editions.borrowed.multiprocessing import leave_fork_server
from editions.findings import EditionsError, described
from editions.phrases import phrase
from editions.workflows.aside import print_aside

#: What is said where a process is gone: killed, for the most part for want of memory.
ENDED = phrase(
    "a build process was ended from outside (is memory short?); what it made is not in the site"
)

#: What is said where the work has ended its process.
EXITED = phrase("conf.py or an extension has ended the build: sys.exit({value})")

#: Of ``prctl``, in ``<linux/prctl.h>``: the signal that a process gets when its parent ends.
_PARENT_DEATH_SIGNAL = 1

_Result = TypeVar("_Result")


class Runner(Protocol[_Result]):
    """Runs calls, and gives their results as they come."""

    def submit(self, function: Callable[..., _Result], *arguments: Any) -> None:
        """Take a call, to be run as soon as there is room."""

    def results(self) -> Iterator[_Result]:
        """Yield the result of each call; more may be submitted meanwhile."""

    def stop(self) -> None:
        """End what runs, and forget the rest."""


class Processes(Generic[_Result]):
    """Gives each call a process of its own, which ends with it.

    No call finds what another one has left in memory: words of another language that a module
    keeps, settings of docutils, caches of an extension.
    """

    def __init__(self, workers: int, prepare: Callable[[], object] = int) -> None:
        """Take so many processes at once; *prepare* does what all of them would do first.

        It is called where processes are copies of this one, and may change nothing but what is
        kept in memory to be found again.
        """
        self._workers = workers
        self._context = multiprocessing.get_context()
        if self._context.get_start_method() == "fork":
            prepare()
        self._waiting: deque[tuple[Callable[..., _Result], tuple[Any, ...]]] = deque()
        self._running: dict[Connection, BaseProcess] = {}

    def submit(self, function: Callable[..., _Result], *arguments: Any) -> None:
        """Take a call, to be run as soon as there is room."""
        self._waiting.append((function, arguments))

    def results(self) -> Iterator[_Result]:
        """Yield the result of each call.

        Raises:
            EditionsError: a process was ended from outside.
            Exception: what a call has raised.
        """
        while self._waiting or self._running:
            while self._waiting and len(self._running) < self._workers:
                self._start(*self._waiting.popleft())
            for ready in wait_for(list(self._running)):
                assert isinstance(ready, Connection)  # noqa: S101  # nothing else is waited for
                process = self._running.pop(ready)
                with ready:
                    try:
                        result, error = ready.recv()
                    except EOFError as error:
                        raise EditionsError(ENDED) from error
                process.join()
                if error is not None:
                    raise error
                yield result

    def stop(self) -> None:
        """End what runs, and forget the rest."""
        self._waiting.clear()
        for process in self._running.values():
            process.terminate()
        for connection, process in self._running.items():
            process.join()
            connection.close()
        self._running.clear()

    def _start(self, function: Callable[..., _Result], arguments: tuple[Any, ...]) -> None:
        receiver, sender = self._context.Pipe(duplex=False)
        process = self._context.Process(target=answer, args=(sender, function, arguments))
        process.start()
        sender.close()  # else nobody would hear that the process is gone
        self._running[receiver] = process


class OnExecutor(Generic[_Result]):
    """Gives calls to an executor, which may run them on other machines."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._running: set[Future[_Result]] = set()

    def submit(self, function: Callable[..., _Result], *arguments: Any) -> None:
        """Give a call away."""
        self._running.add(self._executor.submit(function, *arguments))

    def results(self) -> Iterator[_Result]:
        """Yield the result of each call."""
        while self._running:
            done, self._running = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    result = future.result()
                except BrokenExecutor as error:
                    raise EditionsError(ENDED) from error
                yield result

    def stop(self) -> None:
        """Forget what waits; what runs is the executor's."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def answer(sender: Connection, function: Callable[..., object], arguments: tuple[Any, ...]) -> None:
    """Send the result of a call, or what it has raised, with the place where that was."""
    stop_with_parent()
    print_aside()
    try:
        answer: tuple[object, Exception | None] = (function(*arguments), None)
    except SystemExit as error:
        answer = (
            None,
            EditionsError(phrase(EXITED, value=described(error.code))),
        )
    except Exception as error:
        error.add_note(f"\n{traceback.format_exc()}")
        answer = (None, error)
    try:
        sender.send(answer)
    except Exception as error:  # the answer cannot travel
        lines = traceback.format_exception(answer[1] or error)
        sender.send((None, RuntimeError("".join(lines))))
    sender.close()


def stop_with_parent() -> None:
    """Let a process live no longer than the build: left behind, it would keep the lock for ever.

    An interrupt from the keyboard reaches every process; the parent alone answers it.
    It ends its children with a signal that whoever started it may have ignored.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        # The system does it even where Python's threads do not run: in a long search, say.
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    leave_fork_server()  # which is such a parent
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            with contextlib.suppress(OSError):
                parent.join()
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
