"""Run a preview: build at every save, serve the pages, tell the open ones."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import uvicorn

from editions.findings import Finding, FindingsError, UsageError
from editions.languages import Edition, Publication
from editions.live.desk import Desk
from editions.live.hub import Hub
from editions.live.preview import Preview, PreviewOutcome
from editions.live.server import Site
from editions.live.watching import watch
from editions.phrases import phrase, phrases
from editions.workflows.check import CheckContext, check_data, check_translations
from editions.workflows.reporter import Reporter

_P = ParamSpec("_P")
_T = TypeVar("_T")

#: Only this machine.
HOST = "127.0.0.1"
#: Where the search for a free port begins, and how many are tried.
FIRST_PORT, PORTS = 8000, 50


def open_socket(port: int | None) -> socket.socket:
    """Return a socket on *port*, or on the first free one for None.

    Raises:
        UsageError: the port is taken.
    """
    for candidate in [port] if port is not None else [*range(FIRST_PORT, FIRST_PORT + PORTS), 0]:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # A port that was left a moment ago is free.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, candidate))
            listening.listen()
            return listening
        except OSError as error:
            listening.close()
            if port is not None:
                raise UsageError(
                    phrase(
                        "port {port} cannot be used: {reason}; leave --port out to take a free one",
                        port=port,
                        reason=error.strerror,
                    )
                ) from error
    raise UsageError(phrase("no port is free"))


def examine(publication: Publication, edition: Edition) -> tuple[Finding, ...]:
    """Return what can be found in the catalogs of an edition without a build."""
    subject = CheckContext(publication, (edition,), frozenset(), True, 1, Reporter())
    findings: set[Finding] = set()
    for check in (check_data, check_translations):
        try:
            findings.update(check(subject))
        except FindingsError as error:
            findings.update(error.findings)
    return tuple(sorted(findings, key=lambda f: (f.file, f.line, f.column, f.message)))


class CallerThread(Executor):
    """Runs what other threads submit in the thread that calls `work`, one after the other."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None]
        self._calls = queue.SimpleQueue()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """Have a function called by the thread that works."""
        future: Future[_T] = Future()
        self._calls.put((future, partial(fn, *args, **kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the thread that works return when it has done what it was asked for so far."""
        self._calls.put(None)

    def work(self) -> None:
        """Do what is asked for until `shutdown` is called."""
        for future, call in iter(self._calls.get, None):
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = call()
            except BaseException as error:  # whoever waits for it raises it
                future.set_exception(error)
            else:
                future.set_result(result)


class Session:
    """One run of a preview."""

    def __init__(self, preview: Preview, hub: Hub, desk: Desk, say: Callable[[str], None]) -> None:
        self.preview = preview
        self.hub = hub
        self.desk = desk
        self.say = say
        #: Sphinx runs in it: modules that it documents may keep things by thread, and have been
        #: imported there with ``conf.py``.
        self.builder = CallerThread()
        self.stop = asyncio.Event()
        self.saved = asyncio.Event()

    def note_save(self, files: frozenset[Path]) -> None:
        """Take notice of saved files."""
        self.saved.set()

    async def build_always(self) -> None:
        """Build now and after every save, then let the rules look at the catalogs."""
        statics: asyncio.Task[None] | None = None
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.builder, self.desk.refresh)
        self.saved.set()
        while not self.stop.is_set():
            await self.saved.wait()
            if self.stop.is_set():
                break
            self.saved.clear()
            self.hub.building = True
            self.hub.ring()
            start = time.monotonic()
            outcome = await loop.run_in_executor(self.builder, self.preview.build)
            self.take(outcome, time.monotonic() - start)
            if outcome.waiting:
                self.saved.set()
            if statics is None and self.preview.statics:  # known since Sphinx has run
                watching = watch(self.preview.statics, (), (), self.note_save, self.stop)
                statics = asyncio.create_task(watching)
            if not self.saved.is_set():
                publication, edition = self.preview.publication, self.preview.edition
                self.hub.findings = await loop.run_in_executor(
                    self.builder, examine, publication, edition
                )
                await loop.run_in_executor(self.builder, self.desk.refresh)
                self.hub.round += 1
                self.hub.ring()
        if statics is not None:
            await statics

    def take(self, outcome: PreviewOutcome, seconds: float) -> None:
        """Tell the pages and the terminal what became of a build."""
        self.hub.building = False
        self.hub.round += 1
        self.hub.errors, self.hub.built = outcome.findings, outcome.good
        if outcome.changed:
            self.hub.note_changes(outcome.changed)
        self.hub.ring()
        for finding in outcome.findings:
            self.say(str(finding))
        if not outcome.good:
            self.say(phrase("The pages stand as they stood."))
        else:
            pages = sum(name.endswith(".html") for name in outcome.changed)
            self.say(
                phrases(
                    pages,
                    "Built in {seconds:.2f} s: {number} page changed",
                    "Built in {seconds:.2f} s: {number} pages changed",
                    seconds=seconds,
                )
            )

    def run(self, site: Site, listening: socket.socket) -> None:
        """Serve and watch in another thread, and build in this one, until it is stopped."""
        with asyncio.Runner() as runner, ThreadPoolExecutor(1) as threads:
            loop = runner.get_loop()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.stop.set))
            serving = threads.submit(runner.run, self.serve(site, listening))
            serving.add_done_callback(lambda _: self.builder.shutdown())
            self.builder.work()
            serving.result()

    async def serve(self, site: Site, listening: socket.socket) -> None:
        """Serve, watch and have built until the preview is stopped."""
        config = uvicorn.Config(
            site.app, lifespan="off", log_level="error", access_log=False, ws="none",
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = _Server(config)
        publication = self.preview.publication
        watching = asyncio.create_task(
            watch(
                (publication.source, publication.locale),
                (publication.root / "conf.py",),
                (publication.build,),
                self.note_save,
                self.stop,
            )
        )
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        building = asyncio.create_task(self.build_always())
        stopped = asyncio.create_task(self.stop.wait())
        tasks = {watching, serving, building, stopped}
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        # Asked to, or because one of them failed: all end together.
        self.stop.set()
        self.saved.set()
        self.hub.close()
        server.should_exit = True
        await asyncio.gather(*tasks)


class _Server(uvicorn.Server):
    """A server that leaves signals to the session."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
