"""``editions update``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.papers import Task, run_task, selected
from editions.commands.printing import Printer, PrintingReporter, print_findings, shown
from editions.phrases import phrase, phrases


def run(options: argparse.Namespace) -> int:
    """Update catalogs; see ``editions update --help``."""
    from editions.changes.terminal import describe_language
    from editions.workflows.projects import load_project
    from editions.workflows.whole_update import update_project

    if options.paths or options.json:
        from editions.workflows.paper_actions import UpdatePaper

        action = UpdatePaper(tuple(options.edition), tuple(options.languages), dry=options.check)
        form = "json" if options.json else "text"
        return run_task(options, selected(options), Task("update", action, format=form))
    printer = Printer(sys.stdout, quiet=options.quiet)
    loaded = load_project(options.project, options.edition, options.languages)
    printer.say(phrase("Extracting messages …"))
    update = update_project(loaded, PrintingReporter(printer), dry=options.check)
    if options.check:
        return print_findings(update.stale)
    warnings = update.warnings
    if warnings:
        printer.say(
            phrases(
                len(warnings),
                "Sphinx warned once; the first warning is:",
                "Sphinx warned {number} times; the first warning is:",
            )
        )
        printer.say(printer.paint(str(warnings[0]), "yellow"))
    for brief in update.briefs:
        for line in describe_language(brief, printer.paint, shown):
            printer.say(line)
    for merge in update.merges:
        for merged in merge.catalogs:
            if merged.is_header_only:
                printer.say(
                    phrase("{path}: only its header was put right", path=shown(merged.path))
                )
        for catalog in merge.orphans:
            printer.say(
                phrase(
                    "{path}: the source has no such document; left as it is",
                    path=shown(catalog.path),
                )
            )
    if update.page is not None:
        printer.say(phrase("Page for translators: {path}", path=shown(update.page)))
    return 0
