"""The workers of a Dask cluster, and a paper handed to them until one has built it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from editions.cluster import worker
from editions.cluster.assignments import Assignment
from editions.cluster.versions import as_lines, differences, own_versions
from editions.extras import require_extra
from editions.findings import EditionsError, UsageError
from editions.phrases import phrase

if TYPE_CHECKING:
    from distributed import Client, Security

#: Dask's resource, in bytes, that a worker may declare: ``dask worker --resources memory=8e9``.
RESOURCE = "memory"
#: How often a paper is handed out whose scheduler is lost, or whose workers cannot build it.
_TRIES = 4
#: How often Dask itself tries a paper again whose process was ended from outside.
_RETRIES = 1
#: What is waited for, in seconds: a scheduler, also one that was lost, and an answer of it.
CONNECT, ANSWER = 30.0, 10.0
#: How long there may be no worker, in seconds; a cluster may have to start one.
NO_WORKER = 600.0
#: How often the scheduler is asked how it is, and whether a paper is ready, in seconds.
_LOOK, _PULSE = 3.0, 1.0


class ClusterError(EditionsError):
    """The cluster cannot build: it does not answer, or its workers make other bytes."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as it is printed; a table has several lines."""
        return tuple(str(self).splitlines())


class _WorkersGoneError(Exception):
    """None of the workers is left that a paper was handed to."""


class Cluster:
    """The workers of a scheduler, as far as they are known."""

    def __init__(self, address: str, memory: str) -> None:
        """Connect with the scheduler at *address*; a paper needs so much *memory*: ``1 GiB``.

        Raises:
            MissingExtraError: Dask is not installed.
            UsageError: the memory is no size.
            ClusterError: the scheduler does not answer, or a worker would make other bytes.
        """
        require_extra("cluster", "--scheduler")
        import dask
        from dask.utils import parse_bytes
        from distributed import Client, Security

        for name in ("distributed", "distributed.client"):  # Dask gives both a level
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what happens is said here
        # Archives are sent with the papers; Dask takes so large ones for a mistake.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"})
        self.address = address
        try:
            self.memory = int(parse_bytes(memory))
            if self.memory <= 0:
                raise ValueError(memory)
        except (ValueError, OverflowError) as error:
            raise UsageError(
                phrase("--memory {memory}: give a size such as '1 GiB'", memory=memory)
            ) from error
        self.versions = own_versions()
        #: Archives that workers hold, by the addresses of those that get papers.
        self.held: dict[str, set[str]] = {}
        #: Addresses of those that get none.
        self.unfit: set[str] = set()
        #: Papers that are built at once.
        self.places = 0
        #: Why nothing can be built any more; empty as long as there is hope.
        self.lost = ""
        self._has_resource = False
        self._guard = threading.Lock()
        self._closed = threading.Event()
        try:
            security = Security()
            _check_encryption(security, address)
            with ThreadPoolExecutor(1) as thread:  # this one may have a loop of its own
                thread.submit(asyncio.run, _reach(address, security)).result()
            self.client: Client = Client(
                address, timeout=CONNECT, security=security, set_as_default=False, name="editions"
            )
        except (OSError, ValueError, TypeError, RuntimeError) as error:  # of names of hosts
            raise ClusterError(
                f"no Dask scheduler answers at {address}: {error}; start one with: dask scheduler"
            ) from error
        try:
            self._look(refuse=True)
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    def close(self) -> None:
        """Leave the cluster; what it builds for us is ended."""
        self._closed.set()
        self.client.close(timeout=ANSWER)

    # What is known of the workers.

    def _watch(self) -> None:
        """Look at the workers again and again."""
        answered = seen = time.monotonic()
        while not self._closed.wait(_LOOK) and not self.lost:
            now = time.monotonic()
            try:
                self._look()
                answered = time.monotonic()
                if self.held:
                    seen = answered
            except Exception:
                if now - answered > CONNECT or self.client.status == "closed":
                    self.lost = f"the scheduler at {self.address} does not answer any more"
            if now - seen > NO_WORKER:
                self.lost = f"the scheduler at {self.address} has no worker that can build papers"

    def _look(self, *, refuse: bool = False) -> None:
        """Learn which workers there are, and of new ones whether they would make the same bytes.

        Raises:
            ClusterError: one would not, and that is to be *refused*.
        """
        scheduler: Any = self.client.scheduler
        info = self.client.sync(scheduler.identity, n_workers=-1, callback_timeout=ANSWER)
        present: Mapping[str, Any] = info["workers"]
        with self._guard:
            self._has_resource = any(RESOURCE in one["resources"] for one in present.values())
            for gone in self.held.keys() - present.keys():
                del self.held[gone]
            self.unfit &= present.keys()
            new = present.keys() - self.held.keys() - self.unfit
        if not new:
            return
        reports: Mapping[str, Any] = self.client.run(
            worker.report, self.memory, workers=sorted(new), on_error="return"
        )
        there = {
            address: one.versions if isinstance(one, worker.WorkerReport) else {}
            for address, one in reports.items()
        }
        with self._guard:
            for address, one in reports.items():
                if differences(self.versions, {address: there[address]}):
                    self.unfit.add(address)
                else:
                    self.held[address] = set(one.held)
                    self.places += one.places
            if refuse and self.unfit:
                raise ClusterError(refusal(self.versions, there))

    # Papers.

    def build(self, assignment: Assignment, load: Callable[[str], bytes]) -> dict[str, Any]:
        """Return what a worker answers that has built what is *assigned*.

        *load* returns the archive of a name.  The answer has ``notices`` besides.

        Raises:
            ClusterError: nobody could build it.
            CancelledError: it is not wanted any more.
        """
        from distributed import CancelledError as LostError
        from distributed import KilledWorker

        notices: list[str] = []
        avoided: set[str] = set()
        everything = False
        for _ in range(_TRIES):
            self._wait_until_connected(avoided)
            try:
                answer = self._hand_out(assignment, load, avoided, everything)
            except KilledWorker as error:
                raise ClusterError(
                    f"workers died one after the other as they built it, the last one"
                    f" {error.last_worker.address}: is memory short?"
                ) from error
            except worker.JobEndedError as error:
                raise ClusterError(f"{error}; it was tried again") from error
            except ImportError as error:  # on a worker that nobody has looked at yet
                notices.append(f"a worker cannot load editions: {error}")
                self._look()
                continue
            except _WorkersGoneError:
                notices.append("the workers that could build it are gone, and it was begun again")
                continue
            except LostError:
                if self._closed.is_set():
                    raise CancelledError from None
                notices.append("the connection to the scheduler was lost, and it was begun again")
                continue
            refused, address = answer.get("refused"), answer["worker"]
            if refused is None:
                with self._guard:
                    if address in self.held:
                        self.held[address] |= set(assignment.everything)
                return answer | {"notices": notices}
            if refused == "unwanted":
                raise CancelledError
            if refused == "missing":
                everything = True
                continue
            if refused == "packages":  # which other papers may not need
                avoided.add(address)
                notices.append(f"{address} would make other bytes of it: {_in_line(answer)}")
                continue
            with self._guard:
                self.unfit.add(address)
                self.held.pop(address, None)
            why = _in_line(answer) if refused == "versions" else answer["message"]
            notices.append(f"{address} gets no more papers: {why}")
        raise ClusterError("; ".join(["no worker could build it", *notices]))

    def _wait_until_connected(self, avoided: set[str]) -> None:
        """Wait for a scheduler that is lost, and for a worker that can build papers."""
        while self.client.status != "running" or not self.held.keys() - avoided:
            if self._closed.wait(_PULSE / 4):
                raise CancelledError
            if self.lost:
                raise ClusterError(self.lost)
            if avoided and self.client.status == "running":
                return  # all that are there are avoided: others will not come

    def _hand_out(
        self,
        assignment: Assignment,
        load: Callable[[str], bytes],
        avoided: set[str],
        everything: bool,
    ) -> dict[str, Any]:
        with self._guard:
            fit = {address: held for address, held in self.held.items() if address not in avoided}
            only = frozenset(fit) if self.unfit or avoided else frozenset()
            has_resource = self._has_resource
        if not fit:
            raise ClusterError("no worker is left for it") if avoided else _WorkersGoneError
        common = set() if everything else set.intersection(*fit.values())
        future = self.client.submit(
            worker.run,
            assignment,
            {name: load(name) for name in assignment.everything if name not in common},
            self.memory,
            key=f"editions-{assignment.name}-{time.monotonic_ns()}",
            workers=sorted(only) or None,
            resources={RESOURCE: self.memory} if has_resource else None,
            retries=_RETRIES,
        )
        done = threading.Event()
        future.add_done_callback(lambda _: done.set())
        try:
            while not done.wait(_PULSE):
                if self._closed.is_set():
                    raise CancelledError
                if self.lost:
                    raise ClusterError(self.lost)
                # Dask would wait for those for ever, whoever else comes.
                if (only and only.isdisjoint(self.held)) or (has_resource > self._has_resource):
                    raise _WorkersGoneError
            if self._closed.is_set():  # which ends what is under way: there is no answer
                raise CancelledError
            answer: dict[str, Any] = future.result(ANSWER)
            return answer
        finally:
            future.release()  # nobody else wants it: Dask forgets it, or ends it


def _check_encryption(security: Security, address: str) -> None:
    """Make sure that this machine can speak as the scheduler does; Dask hangs in its own error.

    Raises:
        ClusterError: Dask's configuration names no certificate, or one that is none, or wants one
            where the address says otherwise.
    """
    if not address.startswith("tls://"):
        if security.require_encryption:
            raise ClusterError(
                f"{address} is not encrypted, and Dask's configuration requires that "
                "(distributed.comm.require-encryption); give the address as tls://"
            )
        return
    try:
        found = security.get_connection_args("client")["ssl_context"]
    except OSError as error:
        raise ClusterError(f"{address}: the certificates cannot be read: {error}") from error
    if found is None:
        raise ClusterError(
            f"{address} wants certificates; name them in Dask's configuration, as "
            "distributed.comm.tls.ca-file, client.cert and client.key"
        )


async def _reach(address: str, security: Security) -> None:
    """Connect once with the scheduler.

    Dask's client does not end for a minute where it could not, and then in an error of its own.
    """
    from distributed.comm.core import connect

    options = security.get_connection_args("client")
    connection = await connect(address, timeout=CONNECT, **options)
    await connection.close()


def refusal(here: Mapping[str, str], there: Mapping[str, Mapping[str, str]]) -> str:
    """Return what to say of workers *there* that would make other bytes than *here*.

    One of which nothing is known has no editions that it can load.
    """
    rows = differences(here, {address: found for address, found in there.items() if found})
    lines = ["the workers would not make the same bytes as this machine:"] if rows else []
    lines += as_lines(rows) if rows else []
    lines += [f"{name} has no editions, or cannot load it" for name in there if not there[name]]
    return "\n".join([*lines, "install the same versions everywhere"])


def _in_line(answer: Mapping[str, Any]) -> str:
    """Return what differs on a worker that refuses, in one line."""
    return ", ".join(f"{name} {there}, not {here}" for name, here, there in answer["table"][1:])
