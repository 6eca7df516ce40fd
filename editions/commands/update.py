"""``editions update``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.printing import Printer, PrintingReporter, print_findings, shown


def run(options: argparse.Namespace) -> int:
    """Update catalogs; see ``editions update --help``."""
    from editions.catalogs.merging import write_merges
    from editions.changes.page import brief_path
    from editions.changes.terminal import describe_language
    from editions.workflows.brief import brief_merges, publish_brief
    from editions.workflows.build import build_lock
    from editions.workflows.projects import load_project
    from editions.workflows.update import merge_catalogs, read_standing, stale_catalogs

    printer = Printer(sys.stdout, quiet=options.quiet)
    loaded = load_project(options.project, options.edition, options.languages)
    project = loaded.project
    printer.say("Extracting messages …")
    with build_lock(loaded.publication, PrintingReporter(printer)):
        standing = read_standing(project)
        templates, warnings = loaded.extract()
        merges = merge_catalogs(project, templates, standing)
        if options.check:
            return print_findings(stale_catalogs(project, merges))
        briefs = brief_merges(project, merges)  # reads the termbase, which may be broken
        write_merges(merges)
        changed = any(brief.changes for brief in briefs)
        if changed:  # else the last brief may not have been read yet
            publish_brief(project, briefs, "the last update of the catalogs")
    if warnings:
        times = "once" if len(warnings) == 1 else f"{len(warnings)} times"
        printer.say(f"Sphinx warned {times}; the first warning is:")
        printer.say(printer.paint(str(warnings[0]), "yellow"))
    for brief in briefs:
        for line in describe_language(brief, printer.paint, shown):
            printer.say(line)
    for merge in merges:
        for catalog in merge.orphans:
            printer.say(f"{shown(catalog.path)}: the source has no such document; left as it is")
    if changed:
        printer.say(f"Page for translators: {shown(brief_path(project))}")
    return 0
