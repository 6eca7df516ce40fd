"""``editions rename``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.printing import Printer, PrintingReporter, shown
from editions.phrases import phrase
from editions.system.commands import own_command


def run(options: argparse.Namespace) -> int:
    """Rename a document; see ``editions rename --help``."""
    from editions.workflows.build import build_lock
    from editions.workflows.rename import prepare_rename, write_rename
    from editions.workflows.sphinx_run import load_publication, read_conf

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    with build_lock(publication, PrintingReporter(printer)):
        rename = prepare_rename(publication, read_conf(publication.root), options.old, options.new)
        write_rename(rename)
    for path in sorted(rename.files):
        printer.say(shown(path))
    for note in rename.notes:
        printer.finding(note, "yellow")
    check = own_command("check", root=publication.root)
    printer.say(
        phrase(
            "{old} is {new} now; {command!r} looks at all of it",
            old=options.old,
            new=options.new,
            command=check,
        )
    )
    return 0
