"""``editions build``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from editions.arguments.options import chosen_formats
from editions.commands.printing import Printer, PrintingReporter, shown
from editions.findings import Finding


class BuildReporter(PrintingReporter):
    """Says what has become of each job."""

    def __init__(self, printer: Printer) -> None:
        super().__init__(printer)
        #: How many jobs have ended.
        self.done = 0
        #: What stops nothing, each once.
        self.warnings: dict[Finding, None] = {}
        #: There was something that a reader of the site might miss.
        self.noticed = False

    def notice(self, message: str) -> None:
        """Say it."""
        self.noticed = True
        super().notice(message)

    def keep_job(self, name: str, warnings: Sequence[Finding]) -> None:
        """Say that a job need not run, and what is not published."""
        self.printer.say(f"{name}: nothing has changed")
        self.warn(warnings)

    def end_job(
        self,
        name: str,
        seconds: float,
        findings: Sequence[Finding],
        warnings: Sequence[Finding],
        total: int,
        *,
        made: bool,
    ) -> None:
        """Say whether a job failed, how long it took, and what is not published."""
        self.done += 1
        state = "built" if made else self.printer.paint("failed", "red")
        self.printer.say(f"[{self.done}/{total}] {name}: {state} in {seconds:.1f} s")
        self.warn(warnings)

    def warn(self, warnings: Sequence[Finding]) -> None:
        """Say what stops nothing, unless another job has had it to say."""
        for finding in warnings:
            if finding not in self.warnings:  # the same document in another format
                Printer(sys.stderr).line(str(finding))
        self.warnings.update(dict.fromkeys(warnings))


def described_request(options: argparse.Namespace) -> list[str]:
    """Return what is asked for, whatever the order and the working folder."""
    output = os.path.realpath(options.output) if options.output else ""
    return [
        *(f"edition {code}" for code in sorted(set(options.edition or ()))),
        *(f"format {name}" for name in sorted(set(options.formats))),
        f"output {output}",
        f"keep going {options.keep_going}",
        f"pairs {options.pairs}",
    ]


def run(options: argparse.Namespace) -> int:
    """Build editions; see ``editions build --help``."""
    from editions.dates import SOURCE_DATE, settle_source_date
    from editions.workflows.inputs import current_facts
    from editions.workflows.reads import recorded_reads
    from editions.workflows.records import last_build

    printer = Printer(sys.stdout, quiet=options.quiet)
    start, begin = time.monotonic(), time.time_ns()
    root = options.project.resolve()
    settle_source_date(root)
    request = described_request(options)
    last = None if options.fresh else last_build(root)
    if last is not None and last.stands(request, current_facts(os.environ.get(SOURCE_DATE))):
        printer.say(f"Nothing has changed: {shown(Path(last.output))}/index.html")
        return 0

    from editions.workflows.build import build_site, circumstances_of, list_jobs
    from editions.workflows.sphinx_run import load_publication
    from editions.workflows.unchanged import keep_last_build

    with recorded_reads() as reads:
        publication = load_publication(root)
    selected = publication.select(options.edition)
    formats = chosen_formats(options)
    reporter = BuildReporter(printer)
    count = f"{len(selected)} edition{'s' if len(selected) > 1 else ''}"
    printer.say(f"Building {count} of {publication.slug} as {', '.join(formats)} …")
    site = build_site(
        publication,
        selected,
        formats,
        options.output or publication.build / "site",
        reporter=reporter,
        keep_going=options.keep_going,
        fresh=options.fresh,
        pairs=options.pairs,
    )
    if not reporter.warnings and not reporter.noticed:
        jobs = list_jobs(selected, formats)
        around = circumstances_of(publication, site)
        keep_last_build(publication, request, jobs, site, around, reads, begin)
    count = f"{len(reporter.warnings)} warning{'' if len(reporter.warnings) == 1 else 's'}"
    if reporter.warnings:
        printer.say(count)
    seconds = time.monotonic() - start
    printer.say(f"{printer.paint('Done', 'green')} in {seconds:.1f} s: {shown(site)}/index.html")
    return 0
