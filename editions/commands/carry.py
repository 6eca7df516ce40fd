"""``editions carry``."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from editions.commands.printing import Printer, PrintingReporter, shown
from editions.findings import UsageError
from editions.phrases import indented, phrase
from editions.system.commands import own_command

if TYPE_CHECKING:
    from editions.catalogs.projects import Project
    from editions.workflows.carry import Candidate

#: Why a message is left to translators where no number, term or markup changed.
OTHER_WORDS = phrase("other words changed; name the message if its meaning is the same")


def run(options: argparse.Namespace) -> int:
    """Carry translations over; see ``editions carry --help``."""
    from editions.catalogs.merging import write_merges
    from editions.catalogs.templates import read_templates
    from editions.dates import source_date
    from editions.workflows.brief import brief_merges, publish_brief
    from editions.workflows.build import build_lock
    from editions.workflows.carry import carry, find_candidates, select_candidates
    from editions.workflows.projects import load_project
    from editions.workflows.update import merge_catalogs, read_standing

    if options.force and not options.reason.strip():
        raise UsageError(phrase("--force needs a --reason, which will stand in the entries"))
    printer = Printer(sys.stdout, quiet=options.quiet)
    loaded = load_project(options.project, options.edition)
    project = loaded.project
    with build_lock(loaded.publication, PrintingReporter(printer)):
        standing = read_standing(project)
        templates, _ = loaded.extract()
        source = read_templates(templates)
        merges = merge_catalogs(project, templates, standing)
        candidates = find_candidates(project, merges, source)
        if not options.messages and not options.all_safe:
            list_candidates(project, candidates)
            return 0
        chosen = [c for c in candidates if c.is_safe] if options.all_safe else []
        for wanted in options.messages:
            chosen += select_candidates(project, merges, source, candidates, wanted)
        chosen = [c for c in candidates if any(c is other for other in chosen)]
        today = source_date(os.environ) or datetime.now(UTC)
        reason = " ".join(options.reason.split()) or "the meaning is the same"
        carried = carry(
            project, merges, chosen, today=today.date(), reason=reason, force=options.force
        )
        write_merges(carried)
        briefs = brief_merges(project, carried)
        if any(change.open for brief in briefs for change in brief.changes):
            publish_brief(project, briefs, "the last update of the catalogs")
    for candidate in chosen:
        printer.say(
            phrase("{message}: carried over", message=describe(project, candidate, printer))
        )
    left = [c for c in candidates if not any(c is other for other in chosen)]
    printer.say(
        phrase(
            "{done} of {total} carried over, {left} left for translators",
            done=len(chosen),
            total=len(candidates),
            left=len(left),
        )
    )
    for candidate in left if options.all_safe else ():
        printer.say(phrase("{message}: left", message=describe(project, candidate, printer)))
        for reason in candidate.difference.reasons or (OTHER_WORDS,):
            printer.say(indented(printer.paint(reason, "yellow")))
    return 0


def list_candidates(project: Project, candidates: list[Candidate]) -> None:
    """Print what could be carried over, and what speaks against it."""
    printer = Printer(sys.stdout)
    for candidate in candidates:
        printer.line(describe(project, candidate, printer))
        for reason in candidate.difference.reasons:
            printer.line(indented(printer.paint(reason, "yellow")))
        if not candidate.slight and not candidate.difference.reasons:
            printer.line(indented(OTHER_WORDS))
        if candidate.is_safe:
            safe = printer.paint(phrase("safe"), "green")
            printer.line(
                indented(phrase("{safe}: only marks, spaces, capitals or spelling", safe=safe))
            )
    if candidates:
        printer.line(
            phrase(
                "Name those whose meaning is the same: {command}, or --all-safe",
                command=own_command("carry", "FILE:LINE"),
            )
        )
    else:
        printer.line(phrase("No translation waits for a message that changed."))


def describe(project: Project, candidate: Candidate, printer: Printer) -> str:
    """Return a candidate in one line: its place, its difference, its languages."""
    from editions.changes.terminal import show_difference

    place = candidate.place
    file = shown(place.file) if place.file else place.name
    difference = show_difference(candidate.difference, printer.paint)
    return f"{file}:{place.line}: {difference} ({', '.join(candidate.languages)})"
