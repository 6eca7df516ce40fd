"""Do the same with many papers, side by side, and stop for none of them.

A piece of work is one paper with one verb.  It goes to an executor as `concurrent.futures` has
them: processes on this machine, or whatever runs calls on others.
"""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, as_completed
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from editions.dates import SOURCE_DATE, last_commit, source_date
from editions.findings import EditionsError, Finding, FindingsError
from editions.phrases import phrase
from editions.series.papers import Outcome, Paper, PaperResult, longest_first
from editions.series.selecting import source_size
from editions.workflows.inputs import DATE, current_facts
from editions.workflows.orders import standing_build
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.records import last_build
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
    result = PaperResult(paper, Outcome.FAILED, seconds, findings_of(error))
    if isinstance(error, (EditionsError, OSError)):
        return result
    return replace(result, trace="".join(traceback.format_exception(error)))


def findings_of(error: BaseException) -> tuple[Finding, ...]:
    """Return what is wrong, as findings."""
    if isinstance(error, FindingsError):
        return error.findings
    if isinstance(error, OSError):
        return (Finding.of_system(error, "conf.py"),)
    message = (
        error.text
        if isinstance(error, EditionsError)
        else phrase("failed with {kind}: {error}", kind=type(error).__name__, error=error)
    )
    return (Finding("conf.py", 0, message, "paper"),)


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


def dated_papers(papers: Iterable[Paper]) -> list[Paper]:
    """Return *papers* with the dates of their sources: that of the environment, or of git.

    Raises:
        EditionsError: the environment's is not a date.
    """
    given = os.environ.get(SOURCE_DATE, "") if source_date(os.environ) else ""
    repositories: dict[Path, Path | None] = {}
    dates: dict[Path | None, str] = {}

    def repository(folder: Path) -> Path | None:
        if folder not in repositories:
            own = folder if (folder / ".git").exists() else None
            above = None if own or folder == folder.parent else repository(folder.parent)
            repositories[folder] = own or above
        return repositories[folder]

    def date(paper: Paper) -> str:
        around = repository(paper.root)
        if around not in dates:  # one question a repository, not a paper
            dates[around] = last_commit(paper.root) or ""
        return dates[around]

    return [replace(paper, date=given or date(paper)) for paper in papers]


def split_standing(
    papers: Iterable[Paper], action: BuildPaper
) -> tuple[list[PaperResult], list[Paper]]:
    """Return results for those of *papers* that stand already, and the others, weighed.

    Neither Sphinx nor any ``conf.py`` is needed for that.
    """
    facts = current_facts(None)
    standing, rest = [], []
    for paper in papers:
        start = time.monotonic()
        own = {**facts, DATE: paper.date} if paper.date else facts
        last = standing_build(paper.root, action.order_for(paper), own)
        if last is None:
            rest.append(weighed(paper))
        else:
            seconds, site = time.monotonic() - start, Path(last.output)
            said = tuple(last.remarks)
            result = PaperResult(paper, Outcome.UNCHANGED, seconds, last.warnings, said, site=site)
            standing.append(result)
    return standing, rest


def weighed(paper: Paper) -> Paper:
    """Return *paper* with what is known of how long it takes."""
    last = last_build(paper.root)
    seconds = last[0].seconds if last is not None else None
    return replace(paper, size=source_size(paper.root), seconds=seconds or None)
