"""``editions update``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, shown, waiting


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    update = verbs.add_parser(
        "update",
        parents=parents,
        help="bring the catalogs up to date with the source",
        description="Extract every message of the source and merge them into the catalogs."
        " Translations are never lost: one whose message changed is marked fuzzy and keeps"
        " the earlier message, one whose message is gone stays at the end of its catalog.",
    )
    update.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Update catalogs; see ``editions update --help``."""
    from editions.briefing import brief_merges, publish_brief
    from editions.briefs.page import brief_path
    from editions.briefs.terminal import describe_language
    from editions.building import build_lock
    from editions.catalogs.projects import project_of
    from editions.running import load_publication
    from editions.updating import update_catalogs

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    project = project_of(publication, selected)
    printer.say("Extracting messages …")
    with build_lock(publication, waiting(printer)):
        merges = update_catalogs(publication, selected)
        briefs = brief_merges(project, merges)
        changed = any(brief.changes for brief in briefs)
        if changed:  # else the last brief may not have been read yet
            publish_brief(project, briefs, "the last update of the catalogs")
    for brief in briefs:
        for line in describe_language(brief, printer.paint, shown):
            printer.say(line)
    for merge in merges:
        for catalog in merge.orphans:
            printer.say(f"{shown(catalog.path)}: the source has no such document; left as it is")
    if changed:
        printer.say(f"Page for translators: {shown(brief_path(project))}")
    return 0
