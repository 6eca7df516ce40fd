"""``editions status``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, waiting


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    status = verbs.add_parser(
        "status",
        parents=parents,
        help="show how far each translation has come",
        description="Compare the catalogs with today's source, chapter by chapter.",
    )
    status.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show progress; see ``editions status --help``."""
    from editions.building import build_lock
    from editions.catalogs.compiling import read_catalogs
    from editions.catalogs.states import Progress, measure
    from editions.running import load_publication
    from editions.updating import extract_messages

    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    printer = Printer(sys.stdout)
    with build_lock(publication, waiting(Printer(sys.stderr, quiet=options.quiet))):
        templates = extract_messages(publication)
        progress = {
            edition: measure(
                templates, read_catalogs(publication.catalogs(edition), publication.root)
            )
            for edition in selected
            if edition != publication.original
        }
    heads = ("translated", "outdated", "missing", "words")
    for edition, rows in progress.items():
        total = sum(rows, Progress("all"))
        print(printer.paint(f"{edition.code}: {edition.name}, {total.percent} %", "bold"))
        print(f"  {'':20}" + "".join(f"{head:>12}" for head in heads))
        for row in [*rows, total]:
            words = f"{row.translated_words}/{row.words}"
            counts = f"{row.translated:>12}{row.outdated:>12}{row.missing:>12}{words:>12}"
            print(f"  {row.domain:20}{counts}{row.percent:>6} %")
    return 0
