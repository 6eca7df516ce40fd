"""On a worker: what it is, what it holds, and building the papers that it is assigned.

Dask calls these functions; nothing here knows more of Dask than the worker that it is called on.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.borrowed.multiprocessing import allow_children
from editions.cluster.archives import ArchiveError
from editions.cluster.assignments import Assignment
from editions.cluster.versions import differences, own_versions, versions_of
from editions.files.replacing import replace_file
from editions.findings import EditionsError
from editions.workflows.processes import ENDED as CHILD_ENDED
from editions.workflows.separate import ENDED, SeparateProcesses

if TYPE_CHECKING:
    from distributed import Worker

#: What a job may take, in seconds; a ``conf.py`` that waits for ever does not keep a worker.
LONGEST = 6 * 3600
#: Bytes of archives that a worker keeps.
KEPT = 2 << 30
#: How often a job is asked for, in seconds: whether it has ended, and whether it is still wanted.
_PULSE = 0.2
#: What says that a disk is full.
FULL = tuple(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT))
#: Modules that every job imports.
_PRELOADED = ("editions.cluster.building", "editions.workflows.build", "editions.extension")


class JobEndedError(EditionsError):
    """The process of a job was ended from outside; another try may go well."""


class Unwanted(Exception):  # noqa: N818  # nothing is wrong
    """Nobody waits for the result any more."""


@dataclass(frozen=True)
class WorkerReport:
    """What a worker says of itself."""

    versions: Mapping[str, str]
    #: Names of the archives that it holds.
    held: frozenset[str]
    #: Papers that it builds at once.
    places: int


def report(memory: int, dask_worker: Worker) -> WorkerReport:
    """Return what a worker is."""
    shop = workshop(dask_worker.local_directory)
    places = places_of(dask_worker, memory)
    return WorkerReport(own_versions(), shop.held(), places)


def places_of(worker: Worker, memory: int) -> int:
    """Return how many papers a worker builds at once, each with so many bytes of *memory*."""
    limit = worker.memory_manager.memory_limit
    threads = int(worker.state.nthreads)
    return max(1, min(threads, limit // memory)) if limit else threads


@dataclass
class Workshop:
    """The folder in which a worker keeps archives and builds papers."""

    folder: Path
    #: How many papers are being built.
    busy: int = 0
    guard: threading.Condition = field(default_factory=threading.Condition)

    def held(self) -> frozenset[str]:
        """Return the names of the archives that are there."""
        archives = self.folder / "archives"
        return frozenset(p.name for p in archives.iterdir()) if archives.is_dir() else frozenset()

    def path(self, name: str) -> Path:
        """Return where an archive is, or would be."""
        return self.folder / "archives" / name

    def keep(self, sent: Mapping[str, bytes]) -> None:
        """Keep archives, and forget those that were used least lately, where there are many."""
        for name, data in sent.items():
            if not self.path(name).exists():
                replace_file(self.path(name), data)
        kept = []
        for name in self.held():
            with suppress(FileNotFoundError):
                status = self.path(name).stat()
                kept.append((status.st_mtime, status.st_size, name))
        total = sum(size for _, size, _ in kept)
        for _, size, name in sorted(kept):
            if total > KEPT and name not in sent:
                self.path(name).unlink(missing_ok=True)
                total -= size

    @contextmanager
    def place(self, places: int, wanted: Callable[[], bool]) -> Iterator[None]:
        """Wait until fewer than so many papers are being built."""
        with self.guard:
            while not self.guard.wait_for(lambda: self.busy < places, _PULSE):
                if not wanted():
                    raise Unwanted
            self.busy += 1
        try:
            yield
        finally:
            with self.guard:
                self.busy -= 1
                self.guard.notify()


@lru_cache
def workshop(local_directory: str) -> Workshop:
    """Return the workshop of the worker in this process, in the folder that Dask gives it.

    Dask removes the folder with the worker, and that of a worker that was killed with the next
    one.
    """
    allow_children()
    return Workshop(Path(local_directory, "editions"))


def run(assignment: Assignment, sent: Mapping[str, bytes], memory: int) -> dict[str, Any]:
    """Build what is *assigned*; *sent* are archives that the worker may not hold yet.

    Return what became of it, and the site; or why this worker cannot do it: ``refused`` is
    ``versions``, ``packages``, ``missing`` or ``disk``.

    Raises:
        JobEndedError: the process of the job was ended from outside.
        Reschedule: the worker ends, and others are to do it.
    """
    from dask.system import CPU_COUNT
    from distributed import Reschedule, get_worker
    from distributed.core import Status

    worker = get_worker()
    key = worker.get_current_task()

    def ends() -> bool:
        return worker.status in (Status.closing, Status.closed, Status.failed)

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state != "cancelled" and not ends()

    shop = workshop(worker.local_directory)
    answer: dict[str, Any] = {"worker": worker.address}
    packages = assignment.packages
    unlike = {
        "versions": differences(assignment.versions, {worker.address: own_versions()}),
        "packages": differences(packages, {worker.address: versions_of(packages)}),
    }
    for refused, table in unlike.items():
        if table:
            return answer | {"refused": refused, "table": table}
    places = places_of(worker, memory)
    processes = max(1, CPU_COUNT // places)  # of a container, where there is one
    try:
        shop.keep(sent)
        missing = [name for name in assignment.everything if not shop.path(name).is_file()]
        if missing:
            return answer | {"refused": "missing"}
        with shop.place(places, wanted):
            return answer | _build(assignment, shop, processes, wanted)
    except ArchiveError:
        for name in assignment.everything:  # whichever it is, all are sent again
            shop.path(name).unlink(missing_ok=True)
        return answer | {"refused": "missing"}
    except Unwanted:
        if ends():  # it waits for us, and nobody hears an answer any more
            raise Reschedule from None
        return answer | {"refused": "unwanted"}
    except FileNotFoundError as error:
        if Path(str(error.filename)).parent == shop.path("").parent:
            return answer | {"refused": "missing"}
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return answer | {"refused": "disk", "message": error.strerror}
        raise


def _build(
    assignment: Assignment, shop: Workshop, processes: int, wanted: Callable[[], bool]
) -> dict[str, Any]:
    from editions.cluster.building import SITE, build_paper

    shop.folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="job-", dir=shop.folder))
    try:
        archives = {name: shop.path(name) for name in assignment.everything}
        for path in archives.values():
            os.utime(path)  # which is what tells what was used lately
        executor = SeparateProcesses(1, _PRELOADED)
        try:
            job = executor.submit(build_paper, assignment, archives, work, processes)
            described, name = _result(job, wanted)
        finally:
            executor.shutdown(cancel_futures=True)
        _raise_ended(described)
        full = [f["message"] for f in described["findings"] if any(t in f["message"] for t in FULL)]
        if full:
            return {"refused": "disk", "message": full[0]}
        site = (work / SITE).read_bytes() if name else b""
        return {"described": described, "name": name, "site": site}
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _result(
    job: Future[tuple[dict[str, Any], str]], wanted: Callable[[], bool]
) -> tuple[dict[str, Any], str]:
    end = time.monotonic() + LONGEST
    while not wait_for([job], _PULSE).done:
        if not wanted():
            raise Unwanted
        if time.monotonic() > end:
            raise EditionsError(f"took longer than {LONGEST // 3600} hours, and was ended")
    try:
        return job.result()
    except EditionsError as error:
        if str(error) == ENDED:
            raise JobEndedError(ENDED) from error
        raise


def _raise_ended(described: Mapping[str, Any]) -> None:
    """Raise the error that a job's own process was ended, which is no fault of the paper."""
    if any(CHILD_ENDED in finding["message"] for finding in described["findings"]):
        raise JobEndedError(ENDED)
