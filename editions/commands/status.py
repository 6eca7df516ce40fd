"""``editions status``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from editions.commands.papers import Task, run_task, selected
from editions.commands.printing import Printer, PrintingReporter
from editions.findings import as_json, printable
from editions.phrases import localized, phrase
from editions.workflows.shares import wanted_shares

if TYPE_CHECKING:
    from editions.catalogs.states import Progress
    from editions.languages import Edition


def run(options: argparse.Namespace) -> int:
    """Show progress; see ``editions status --help``."""
    from editions.workflows.sphinx_run import load_publication
    from editions.workflows.status import measure_progress

    if options.paths:
        from editions.workflows.paper_actions import StatusPaper

        action = StatusPaper(tuple(options.edition), tuple(options.at_least))
        return run_task(options, selected(options), Task("status", action, format=options.format))
    publication = load_publication(options.project)
    wanted = wanted_shares(publication, options.at_least)
    chosen = [e for e in publication.select(options.edition) if e != publication.original]
    reporter = PrintingReporter(Printer(sys.stderr, quiet=options.quiet))
    progress = measure_progress(publication, chosen, reporter)
    if options.format == "json":
        editions = [described(edition, rows) for edition, rows in progress.items()]
        Printer(sys.stdout).report(as_json({"editions": editions}))
    else:
        for edition, rows in progress.items():
            print_edition(Printer(sys.stdout), edition, rows)
    return report_shares(progress, wanted)


def print_edition(printer: Printer, edition: Edition, rows: Sequence[Progress]) -> None:
    """Print a table of an edition's chapters."""
    from editions.catalogs.states import total_of

    total = total_of(rows)
    printer.line(
        printer.paint(
            phrase(
                "{code}: {name}, {percent} % current",
                code=edition.code,
                name=edition.name,
                percent=total.percent,
            ),
            "bold",
        )
    )
    heads = (phrase("current"), phrase("outdated"), phrase("missing"), phrase("words"))
    printer.line(f"  {'':20}" + "".join(f"{localized(head):>10}" for head in heads))
    names = [*(row.domain for row in rows), localized(phrase("all"))]
    for name, row in zip(names, [*rows, total], strict=True):
        counts = (row.translated_words, row.outdated_words, row.missing_words, row.words)
        line = f"  {name:20}" + "".join(f"{count:>10}" for count in counts)
        colour = "green" if row.percent == 100 else "yellow"
        printer.line(line + printer.paint(f"{row.percent:>6} %", colour))


def described(edition: Edition, rows: Sequence[Progress]) -> dict[str, Any]:
    """Return an edition's progress for a program."""
    from editions.catalogs.states import total_of

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
    from editions.workflows.shares import missed_shares

    printer = Printer(sys.stderr)
    by_code = {edition.code: rows for edition, rows in progress.items()}
    messages = list(missed_shares(by_code, wanted))
    for message in messages:
        printer.line(printer.paint(message, "red"))
    return int(bool(messages))
