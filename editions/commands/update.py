"""``editions update``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, shown, waiting

if TYPE_CHECKING:
    from editions.catalogs.merging import MergeResult
    from editions.languages import Publication


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
        updated = update_catalogs(publication, selected)
    for code, results in updated.items():
        printer.say(printer.paint(f"{code}: {publication.edition(code).name}", "bold"))
        for line in describe_merge(publication, results):
            printer.say(f"  {line}")
    return 0


def describe_merge(publication: Publication, results: Sequence[MergeResult]) -> list[str]:
    """Return a line for each catalog that changed, or one that none did."""
    from editions.catalogs.merging import Outcome

    lines = []
    for result in results:
        if result.outcome is Outcome.UNCHANGED:
            continue
        parts = [f"{result.added} new"] if result.added else []
        if result.fuzzy:
            parts[-1] += f" ({result.fuzzy} of them changed: look at the fuzzy entries)"
        if result.obsolete:
            parts.append(f"{result.obsolete} gone")
        detail = f": {', '.join(parts)}" if parts else ""
        lines.append(f"{shown(result.path)} {result.outcome.value}{detail}")
    return lines or ["nothing changed"]
