"""An executor of papers on the workers of a Dask cluster.

Each paper that is under way has a thread here, which packs it, waits for a worker, and puts the
site into its place.  There are only so many threads, and so never more papers in the scheduler and
on the disks than the cluster can use.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from editions.cluster.cache import absolute_place, open_store
from editions.cluster.client import Cluster
from editions.cluster.keeping import PRELOADED, find, keep
from editions.cluster.preparing import Machine, Prepared, place, prepare
from editions.series.papers import Outcome, Paper, PaperResult
from editions.workflows.orders import BuildOrder
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.separate import SeparateProcesses
from editions.workflows.series import failed

#: What a paper takes at its peak unless somebody knows better.
MEMORY = "1 GiB"
#: Papers that are under way for each that can be built at once, and at least: a cluster that grows
#: with its work must see some.
_AHEAD, _LEAST = 2, 16


class ClusterExecutor(ThreadPoolExecutor):
    """Builds papers on a Dask cluster: takes the calls of `run_papers` with `BuildPaper` alone."""

    def __init__(self, address: str, cache: str | None = None, memory: str = MEMORY) -> None:
        """Use the workers of the scheduler at *address*, and a *cache* of finished papers.

        A paper needs so much *memory* of a worker.

        Raises:
            ClusterError: the scheduler does not answer, or a worker would make other bytes.
            MissingExtraError: Dask is not installed.
            UsageError: the memory is no size.
            EditionsError: the cache cannot be reached.
        """
        if cache is not None:
            cache = absolute_place(cache)
            open_store(cache)
        self.cluster = Cluster(address, memory)
        super().__init__(max(_LEAST, _AHEAD * self.cluster.places))
        self._cache = cache
        self._folder = Path(tempfile.mkdtemp(prefix="editions-cluster-"))
        self._machine = Machine.this()
        self._local = SeparateProcesses(max(2, os.cpu_count() or 1), PRELOADED)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take a paper; the call is that of `run_papers`."""
        action, paper, *_ = args
        if not isinstance(action, BuildPaper):
            raise TypeError(f"{action} is nothing that a cluster does")
        return super().submit(self._build, paper, action.order_for(paper))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more papers; with *cancel_futures*, end those that are under way."""
        if cancel_futures:
            self._local.shutdown(wait=False, cancel_futures=True)
            self.cluster.close()
        super().shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self.cluster.close()
            self._local.shutdown(cancel_futures=True)
            shutil.rmtree(self._folder, ignore_errors=True)

    def _build(self, paper: Paper, order: BuildOrder) -> PaperResult:
        start = time.monotonic()
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        try:
            return self._build_in(folder, paper, order)
        except Exception as error:
            return failed(paper, error, time.monotonic() - start)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _build_in(self, folder: Path, paper: Paper, order: BuildOrder) -> PaperResult:
        begun = self._local.submit(begin, paper, order, folder, self._machine, self._cache).result()
        if isinstance(begun, PaperResult):
            return begun
        prepared, notices = begun
        notices += prepared.notices
        notices += tuple(
            f"conf.py asks for {name} of the environment, which does not travel"
            for name in prepared.variables
        )
        answer = self.cluster.build(
            prepared.assignment, lambda name: prepared.files[name].read_bytes()
        )
        archive = None
        if answer["name"]:
            archive = folder / "site"
            archive.write_bytes(answer.pop("site"))
        notices += tuple(answer["notices"])
        end = partial(finish, prepared, answer["described"], archive, answer["name"], self._cache)
        result = self._local.submit(end).result()
        return replace(result, notices=(*notices, *result.notices))


def begin(
    paper: Paper, order: BuildOrder, folder: Path, machine: Machine, cache: str | None
) -> PaperResult | tuple[Prepared, tuple[str, ...]]:
    """Pack a *paper* into *folder*, unless the *cache* has its site, which is put into place.

    With what is packed comes what there is to say of the cache.

    Raises:
        EditionsError, OSError: see `prepare` and `find`.
    """
    prepared = prepare(paper, order, folder, machine)
    found, notices = find(prepared, cache, folder)
    return (prepared, notices) if found is None else found


def finish(
    prepared: Prepared, described: Any, archive: Path | None, name: str, cache: str | None
) -> PaperResult:
    """Put what a worker has built into place, and into the *cache*.

    Raises:
        EditionsError, OSError: see `place`.
    """
    result = place(prepared, described, archive, name)
    if archive is None or result.outcome is not Outcome.DONE:
        return result
    said = keep(cache, prepared, described, archive, name)
    return replace(result, notices=(*result.notices, *said))
