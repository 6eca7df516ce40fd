"""An executor that gives each call a process of its own, whatever becomes of the others."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from editions.findings import EditionsError
from editions.phrases import phrase
from editions.workflows.processes import answer

#: What is said where a process is gone: killed, for the most part for want of memory.
ENDED = phrase("its process was ended from outside (is memory short?)")

#: How long a process that is asked to end may take, in seconds.
_GRACE = 2.0

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class SeparateProcesses(ThreadPoolExecutor):
    """Runs each call in a fresh process, which ends with it.

    A process that is killed fails its own call, with `EditionsError`, and no other.
    """

    def __init__(self, workers: int, preload: Sequence[str] = ()) -> None:
        """Take so many processes at once; *preload* names modules that most calls import."""
        super().__init__(workers)
        # Not copies of this process, which has threads.
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(list(preload))
        self._running: set[BaseProcess] = set()
        self._guard = threading.Lock()
        self._ending = False

    def submit(
        self,
        fn: Callable[_Arguments, _Result],
        /,
        *args: _Arguments.args,
        **kwargs: _Arguments.kwargs,
    ) -> Future[_Result]:
        """Take a call, to be run as soon as there is room."""
        return super().submit(self._call, partial(fn, *args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls; with *cancel_futures*, forget what waits and end what runs."""
        if cancel_futures:
            # First what waits: the thread of an ended process would take it.
            super().shutdown(wait=False, cancel_futures=True)
            with self._guard:
                self._ending = True
                ending = list(self._running)
            _end(ending)
        super().shutdown(wait)

    def _call(self, call: Callable[[], _Result]) -> _Result:
        receiver, sender = self._processes.Pipe(duplex=False)
        with receiver:
            process = self._processes.Process(
                target=_answer_here,
                args=(sender, dict(os.environ), call),
            )
            with self._guard, sender:  # closed here, else nobody would hear of a process's end
                if self._ending:
                    raise CancelledError
                process.start()
                self._running.add(process)
            try:
                result, error = receiver.recv()
            except EOFError as gone:
                raise EditionsError(ENDED) from gone
            finally:
                process.join()
                with self._guard:
                    self._running.discard(process)
        if error is not None:
            raise error
        found: _Result = result
        return found


def _end(processes: Collection[BaseProcess]) -> None:
    """End processes, those that take no notice of it with force; somebody else waits for them."""
    for process in processes:
        process.terminate()
    last = time.monotonic() + _GRACE
    for process in processes:
        if not wait_for([process.sentinel], max(0, last - time.monotonic())):
            process.kill()


def _answer_here(
    sender: Connection, environment: Mapping[str, str], call: Callable[[], Any]
) -> None:
    """Answer a call with the environment of today, not that of when the first process began."""
    if sys.platform == "linux":  # else each process that it starts would import everything anew
        multiprocessing.set_start_method("fork", force=True)
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)
    answer(sender, call, ())
