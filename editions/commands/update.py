"""``editions update``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, shown, waiting

if TYPE_CHECKING:
    from editions.catalogs.merging import Merge


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
    from editions.building import build_lock
    from editions.running import load_publication
    from editions.updating import update_catalogs

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    printer.say("Extracting messages …")
    with build_lock(publication, waiting(printer)):
        merges = update_catalogs(publication, selected)
    for merge in merges:
        printer.say(printer.paint(f"{merge.language.code}: {merge.language.name}", "bold"))
        for line in describe_merge(merge):
            printer.say(f"  {line}")
    return 0


def describe_merge(merge: Merge) -> list[str]:
    """Return a line for each catalog that changed, or one that none did."""
    from editions.catalogs.changes import changes_of, count_changes
    from editions.catalogs.merging import Outcome

    changes = changes_of(merge)
    lines = []
    for catalog in merge.catalogs:
        if catalog.outcome is not Outcome.UNCHANGED:
            counts = count_changes(c for c in changes if c.domain == catalog.domain)
            detail = ", ".join(f"{count} {kind.value}" for kind, count in counts.items())
            line = f"{shown(catalog.path)} {catalog.outcome.value}"
            lines.append(f"{line}: {detail}" if detail else line)
    return lines or ["nothing changed"]
