"""Do the same with many papers, side by side, and stop for none of them.

A piece of work is one paper with one verb.  It goes to an executor as `concurrent.futures` has
them: processes on this machine, or whatever runs calls on others.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from dataclasses import replace
from typing import Protocol

from editions.findings import EditionsError, Finding, FindingsError
from editions.series.papers import Outcome, Paper, PaperResult, longest_first
from editions.workflows.separate import SeparateProcesses

#: What most papers need, imported once for all of them.
_PRELOADED = ("editions.workflows.build", "editions.extension")


class Action(Protocol):
    """One verb with its arguments, to be done with any paper.  It can be pickled."""

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*, in this process and in at most so many others at once.

        Raises:
            EditionsError, OSError: something is wrong with the paper.
        """


def perform(action: Action, paper: Paper, workers: int) -> PaperResult:
    """Return what becomes of *paper*; whatever is wrong with it is a finding."""
    start = time.monotonic()
    try:
        return action(paper, workers)
    except Exception as error:
        return failed(paper, error, time.monotonic() - start)


def failed(paper: Paper, error: BaseException, seconds: float = 0) -> PaperResult:
    """Return the result for a *paper* with which an *error* came up."""
    result = PaperResult(paper, Outcome.FAILED, seconds)
    if isinstance(error, FindingsError):
        return replace(result, findings=error.findings)
    if isinstance(error, EditionsError):
        return replace(result, findings=(Finding("conf.py", 0, str(error), "paper"),))
    if isinstance(error, OSError):
        place, message = str(error.filename or "conf.py"), error.strerror or str(error)
        return replace(result, findings=(Finding(place, 0, message, "system"),))
    message = f"failed with {type(error).__name__}: {error}"
    trace = "".join(traceback.format_exception(error))
    return replace(result, findings=(Finding("conf.py", 0, message, "paper"),), trace=trace)


def run_papers(
    papers: Sequence[Paper],
    action: Action,
    runner: Executor | None = None,
    *,
    width: int | None = None,
) -> Iterator[PaperResult]:
    """Yield the result of *action* for each of *papers*, as they come; the longest begin first.

    *runner* runs *width* calls at once, by default in processes, one a core.  Where there are
    fewer papers than that, each may use several processes itself.  The runner is left as it is;
    what waits in it is cancelled when nobody wants the rest of the results.
    """
    width = width or (1 if runner else os.cpu_count()) or 1
    workers = max(1, width // max(1, len(papers)))
    executor = runner or SeparateProcesses(max(1, min(width, len(papers))), _PRELOADED)
    futures: dict[Future[PaperResult], Paper] = {}
    try:
        for paper in longest_first(papers):
            futures[executor.submit(perform, action, paper, workers)] = paper
        for future in as_completed(list(futures)):
            paper = futures.pop(future)
            try:
                result = future.result()
            except (Exception, CancelledError) as error:  # of what runs it, not of the paper
                result = failed(paper, error)
            yield result
    finally:
        for future in futures:
            future.cancel()
        if runner is None:
            executor.shutdown(cancel_futures=True)
