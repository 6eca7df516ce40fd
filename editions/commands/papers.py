"""What ``build``, ``check``, ``status``, ``update`` and ``verify`` do with many publications."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from editions.commands.printing import Printer, shown
from editions.findings import EditionsError, Finding, Severity, UsageError, as_json
from editions.phrases import phrase

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager

    from editions.series.declaration import Series
    from editions.series.papers import PaperResult
    from editions.series.selecting import Selection
    from editions.workflows.series import Action


def selected(options: argparse.Namespace) -> Selection:
    """Return the papers that the arguments name, or the publication that is here.

    Raises:
        UsageError: a path is no publication, or ``--project`` names another one.
    """
    from editions.series.selecting import select_papers

    if options.paths and options.project != Path():
        raise UsageError(phrase("--project names one publication; leave it out where a PATH does"))
    return select_papers(options.paths or [options.project])


@dataclass(frozen=True)
class Task:
    """What is done with the papers, and how it is reported."""

    verb: str
    action: Action
    #: Ends the work on a series, for the most part with its pages; returns what is wrong, and says
    #: where they are.
    finish: Callable[[Series, Printer], Sequence[Finding]] | None = None
    #: ``text``, ``json``, or a format of `editions.rules.reports`.
    format: str = "text"
    #: Starts what runs the papers, if there are any; None for processes of this machine.
    runner: Callable[[], AbstractContextManager[Executor]] | None = None
    #: How many processes it runs at once, where they are of this machine.
    width: int | None = None


def run_task(options: argparse.Namespace, selection: Selection, task: Task) -> int:
    """Do it, print what becomes of each paper, and return the exit status."""
    from editions.series.report import ResultTable, as_report, summary
    from editions.workflows.paper_actions import BuildPaper
    from editions.workflows.series import (
        dated_papers,
        findings_of,
        run_papers,
        split_standing,
        weighed,
    )

    start = time.monotonic()
    printer = Printer(sys.stdout, quiet=options.quiet or task.format != "text")
    papers = dated_papers(selection.papers)
    table = ResultTable((paper.name for paper in papers), task.verb)
    results: list[PaperResult] = []

    def take(result: PaperResult) -> None:
        results.append(result)
        before, state, after = table.line(result)
        colour = {"failed": "red", "unchanged": "bold"}.get(state, "green")
        printer.say(f"{before}{printer.paint(state, colour)}{after}")

    if isinstance(task.action, BuildPaper):
        standing, rest = split_standing(papers, task.action)
    else:
        standing, rest = [], [weighed(paper) for paper in papers]
    for result in standing:
        take(result)
    with task.runner() if task.runner and rest else nullcontext() as runner:
        for result in run_papers(rest, task.action, runner, width=task.width):
            take(result)
    results.sort(key=lambda result: result.paper.name)
    own: Sequence[Finding] = ()
    if selection.series is not None and task.finish is not None:
        try:
            own = task.finish(selection.series, printer)
        except (EditionsError, OSError) as error:  # of the pages; what papers had to say stays
            own = findings_of(error)
    seconds = time.monotonic() - start
    more: dict[str, Any] = {}
    if selection.series is not None:
        more = {"series": {"file": selection.series.shown, "findings": [str(f) for f in own]}}
    if task.format == "text":
        report_text(results, own, options.quiet)
        printer.say(summary(results, task.verb, seconds))
    elif task.format == "json":
        printer.report(as_json(as_report(results, task.verb, seconds, more)))
    else:
        from editions.rules.reports import FORMATS
        from editions.series.report import all_findings

        found = all_findings(results, {r.paper.name: shown(r.paper.root) for r in results})
        printer.report(FORMATS[task.format](list(found), found))
    errors = any(finding.severity is Severity.ERROR for finding in own)
    return int(errors or any(result.is_failed for result in results))


def report_text(results: Iterable[PaperResult], own: Sequence[Finding], quiet: bool) -> None:
    """Print the findings, paper by paper, and then those of the series."""
    from editions.series.papers import in_folder

    printer = Printer(sys.stdout, quiet=quiet)
    for result in results:
        if not (result.findings or result.notices):
            continue
        printer.say("")
        printer.say(printer.paint(result.paper.name, "bold"))
        folder = shown(result.paper.root)
        for finding in result.findings:
            _print_finding(printer, in_folder(finding, folder))
        for notice in result.notices:
            printer.say(notice)
        for line in result.trace.splitlines():
            Printer(sys.stderr).line(line)
    if own:
        printer.say("")
    for finding in own:
        _print_finding(printer, finding)
    if own or any(result.findings or result.notices for result in results):
        printer.say("")


def _print_finding(printer: Printer, finding: Finding) -> None:
    if finding.severity is not Severity.ERROR:
        finding = replace(finding, message=phrase("warning: {message}", message=finding.message))
    printer.finding(finding)
