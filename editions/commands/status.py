"""``editions status``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from editions.commands.printing import Printer, PrintingReporter
from editions.findings import as_json, printable

if TYPE_CHECKING:
    from editions.arguments.options import Threshold
    from editions.catalogs.states import Progress
    from editions.languages import Edition, Publication


def run(options: argparse.Namespace) -> int:
    """Show progress; see ``editions status --help``."""
    from editions.workflows.sphinx_run import load_publication
    from editions.workflows.status import measure_progress

    publication = load_publication(options.project)
    wanted = wanted_shares(publication, options.at_least)
    selected = [e for e in publication.select(options.edition) if e != publication.original]
    reporter = PrintingReporter(Printer(sys.stderr, quiet=options.quiet))
    progress = measure_progress(publication, selected, reporter)
    if options.format == "json":
        editions = [described(edition, rows) for edition, rows in progress.items()]
        Printer(sys.stdout).report(as_json({"editions": editions}))
    else:
        for edition, rows in progress.items():
            print_edition(Printer(sys.stdout), edition, rows)
    return report_shares(progress, wanted)


def wanted_shares(
    publication: Publication, given: Sequence[Threshold], rest: int = 0
) -> dict[str, int]:
    """Return the share that each edition must reach, by its code; *rest* where none is given.

    Raises:
        UsageError: there is no such edition.
    """
    everywhere = [threshold.percent for threshold in given if threshold.code is None]
    own = {
        publication.edition(threshold.code).code: threshold.percent
        for threshold in given
        if threshold.code is not None
    }
    rest = everywhere[-1] if everywhere else rest
    return {edition.code: own.get(edition.code, rest) for edition in publication.translations}


def total_of(rows: Sequence[Progress]) -> Progress:
    """Return the progress of a whole edition."""
    from editions.catalogs.states import Progress

    return sum(rows, Progress("all"))


def print_edition(printer: Printer, edition: Edition, rows: Sequence[Progress]) -> None:
    """Print a table of an edition's chapters."""
    total = total_of(rows)
    printer.line(
        printer.paint(f"{edition.code}: {edition.name}, {total.percent} % current", "bold")
    )
    heads = ("current", "outdated", "missing", "words")
    printer.line(f"  {'':20}" + "".join(f"{head:>10}" for head in heads))
    for row in [*rows, total]:
        counts = (row.translated_words, row.outdated_words, row.missing_words, row.words)
        line = f"  {row.domain:20}" + "".join(f"{count:>10}" for count in counts)
        colour = "green" if row.percent == 100 else "yellow"
        printer.line(line + printer.paint(f"{row.percent:>6} %", colour))


def described(edition: Edition, rows: Sequence[Progress]) -> dict[str, Any]:
    """Return an edition's progress for a program."""
    return {
        "code": edition.code,
        "language": edition.lang,
        "name": edition.name,
        **counted(total_of(rows)),
        "chapters": [{"name": printable(row.domain), **counted(row)} for row in rows],
    }


def counted(row: Progress) -> dict[str, Any]:
    """Return the counts of one row."""
    return {
        "percent": row.percent,
        "words": {
            "current": row.translated_words,
            "outdated": row.outdated_words,
            "missing": row.missing_words,
        },
        "messages": {
            "current": row.translated,
            "outdated": row.outdated,
            "missing": row.missing,
        },
    }


def report_shares(progress: Mapping[Edition, Sequence[Progress]], wanted: Mapping[str, int]) -> int:
    """Say which editions miss their share; return the exit status."""
    printer = Printer(sys.stderr)
    status = 0
    for edition, rows in progress.items():
        percent, share = total_of(rows).percent, wanted[edition.code]
        if percent < share:
            message = f"{edition.code}: {percent} % of the words are current, not {share} %"
            printer.line(printer.paint(message, "red"))
            status = 1
    return status
