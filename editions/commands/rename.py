"""``editions rename``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, PrintingReporter, shown
from editions.system.commands import own_command


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    common, _editions = parents
    rename = verbs.add_parser(
        "rename",
        parents=[common],
        help="give a document another name, in the source, the data and all catalogs",
        description="Rename a document, with its file, the references to it in documents and"
        " translations, the column of the data that names it, and its catalogs in all languages,"
        " so that no translation is lost or outdated.  All of it is written, or nothing.  Labels"
        " stay, and its pages have new addresses.",
    )
    rename.add_argument("old", metavar="OLD", help="its name, as in a toctree: economy")
    rename.add_argument("new", metavar="NEW", help="the name that it is to have: annex/trade")
    rename.set_defaults(run=run)


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
        printer.line(printer.paint(str(note), "yellow"))
    check = own_command("check", root=publication.root)
    printer.say(f"{options.old} is {options.new} now; {check!r} looks at all of it")
    return 0
