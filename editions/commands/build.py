"""``editions build``."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from editions.arguments.options import chosen_formats
from editions.commands.papers import Task, run_task, selected
from editions.commands.printing import Printer, PrintingReporter, shown
from editions.findings import Finding, real_path
from editions.phrases import phrase, phrases
from editions.workflows.reporter import Remembering

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from editions.series.declaration import Series
    from editions.series.papers import JobTime
    from editions.workflows.orders import BuildOrder


class BuildReporter(Remembering, PrintingReporter):
    """Says what has become of each job."""

    def __init__(self, printer: Printer) -> None:
        super().__init__()
        self.printer = printer

    def begin_build(self, name: str, editions: int, formats: Sequence[str]) -> None:
        """Say what is built."""
        self.printer.say(
            phrases(
                editions,
                "Building {number} edition of {name} as {formats} …",
                "Building {number} editions of {name} as {formats} …",
                name=name,
                formats=", ".join(formats),
            )
        )

    def keep_job(self, name: str, warnings: Sequence[Finding]) -> None:
        """Say that a job need not run, and what is not published."""
        self.printer.say(phrase("{name}: nothing has changed", name=name))
        self.warn(warnings)
        super().keep_job(name, warnings)

    def end_job(self, job: JobTime, warnings: Sequence[Finding], total: int) -> None:
        """Say whether a job failed, how long it took, and what is not published."""
        state = phrase("built") if job.made else self.printer.paint(phrase("failed"), "red")
        done = len(self.jobs) + 1
        self.printer.say(
            phrase(
                "[{done}/{total}] {name}: {state} in {seconds:.1f} s",
                done=done,
                total=total,
                name=job.name,
                state=state,
                seconds=job.seconds,
            )
        )
        self.warn(warnings)
        super().end_job(job, warnings, total)

    def warn(self, warnings: Sequence[Finding]) -> None:
        """Say what stops nothing, unless another job has had it to say."""
        for finding in warnings:
            if finding not in self.warnings:  # the same document in another format
                Printer(sys.stderr).finding(finding)


def run(options: argparse.Namespace) -> int:
    """Build editions; see ``editions build --help``."""
    from editions.dates import SOURCE_DATE, settle_source_date
    from editions.workflows.inputs import current_facts
    from editions.workflows.orders import carry_out, standing_build

    if options.paths or options.json or options.scheduler or options.cache:
        return _build_papers(options)
    printer = Printer(sys.stdout, quiet=options.quiet)
    reporter = BuildReporter(printer)
    start = time.monotonic()
    root = real_path(options.project)
    settle_source_date(root)
    order = _order(options, options.output)
    last = standing_build(root, order, current_facts(os.environ.get(SOURCE_DATE)))
    if last is None:
        site, warnings = carry_out(root, order, reporter), len(reporter.warnings)
    else:
        site, warnings = Path(last.output), len(last.warnings)
        reporter.warn(last.warnings)
        for remark in last.remarks:
            printer.say(remark)
    if warnings:
        printer.say(phrases(warnings, "{number} warning", "{number} warnings"))
    page = f"{shown(site)}/index.html"
    if last is None:
        seconds = time.monotonic() - start
        done = printer.paint(phrase("Done"), "green")
        printer.say(
            phrase("{done} in {seconds:.1f} s: {page}", done=done, seconds=seconds, page=page)
        )
    else:
        printer.say(phrase("Nothing has changed: {page}", page=page))
    return 0


def _order(options: argparse.Namespace, output: Path | None) -> BuildOrder:
    from editions.workflows.orders import BuildOrder

    return BuildOrder(
        tuple(options.edition),
        tuple(chosen_formats(options)),
        output,
        keep_going=options.keep_going,
        fresh=options.fresh,
        pairs=options.pairs,
    )


def _build_papers(options: argparse.Namespace) -> int:
    from editions.series.selecting import check_apart
    from editions.workflows.paper_actions import BuildPaper
    from editions.workflows.series_site import claim_folder, publish_series

    selection = selected(options)
    series = selection.series
    output = options.output or (series.output if series else None)
    output = output and Path(os.path.realpath(output))
    names = [paper.name for paper in selection.papers]
    if series and output:
        claim_folder(output, names)
    elif output:
        check_apart(selection.papers)

    def finish(series: Series, printer: Printer) -> Sequence[Finding]:
        site = output or series.output
        findings = publish_series(series, names, site)
        printer.say(phrase("Series: {page}", page=f"{shown(site)}/index.html"))
        return findings

    action = BuildPaper(_order(options, None), output)
    task = Task("build", action, finish, "json" if options.json else "text")
    if options.scheduler or options.cache:
        width = None if options.scheduler else os.cpu_count()
        task = replace(task, runner=partial(_runner, options), width=width)
    return run_task(options, selection, task)


@contextlib.contextmanager
def _runner(options: argparse.Namespace) -> Iterator[Executor]:
    """Yield what runs papers on other machines, or keeps them; it ends with the work."""
    runner: Executor
    if options.scheduler:
        from editions.cluster.executor import ClusterExecutor

        runner = ClusterExecutor(options.scheduler, options.cache, options.memory)
    else:
        from editions.cluster.keeping import KeepingProcesses

        runner = KeepingProcesses(os.cpu_count() or 1, options.cache)
    try:
        yield runner
    except BaseException:
        runner.shutdown(cancel_futures=True)
        raise
    runner.shutdown()
