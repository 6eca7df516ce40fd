"""``editions build``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, PrintingReporter, shown
from editions.findings import Finding

FORMATS = ("html", "pdf", "epub")


class BuildReporter(PrintingReporter):
    """Says what has become of each job."""

    def __init__(self, printer: Printer) -> None:
        super().__init__(printer)
        #: How many jobs have ended.
        self.done = 0
        #: What stops nothing, each once.
        self.warnings: dict[Finding, None] = {}

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
        for finding in warnings:
            if finding not in self.warnings:  # the same document in another format
                print(finding, file=sys.stderr)
        self.warnings.update(dict.fromkeys(warnings))


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    build = verbs.add_parser(
        "build",
        parents=parents,
        help="build editions and put them into the site",
        description="Build editions aside and put them into the site when all of them are right."
        " A warning of Sphinx is an error, unless conf.py says editions_warnings = 'report' or"
        " declares no editions; after an error the site is as it was.",
    )
    build.add_argument(
        "-k",
        "--keep-going",
        action="store_true",
        help="put all that can be made into the site, and report every error at the end; exit"
        " status 1 if there was one",
    )
    build.add_argument(
        "-f",
        "--format",
        action="extend",
        nargs="+",
        choices=FORMATS,
        default=[],
        dest="formats",
        help="only these formats (default: all)",
    )
    build.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="folder of the site (default: build/site in the publication)",
    )
    build.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Build editions; see ``editions build --help``."""
    from editions.dates import SOURCE_DATE, last_commit, source_date
    from editions.workflows.build import build_site
    from editions.workflows.sphinx_run import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    start = time.monotonic()
    publication = load_publication(options.project)
    if source_date(os.environ) is None and (date := last_commit(publication.root)):
        os.environ[SOURCE_DATE] = date  # for the processes that build
    selected = publication.select(options.edition)
    formats = [name for name in FORMATS if name in options.formats or not options.formats]
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
    )
    count = f"{len(reporter.warnings)} warning{'' if len(reporter.warnings) == 1 else 's'}"
    if reporter.warnings:
        printer.say(count)
    seconds = time.monotonic() - start
    printer.say(f"{printer.paint('Done', 'green')} in {seconds:.1f} s: {shown(site)}/index.html")
    return 0
