"""``editions check``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, print_findings


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    check = verbs.add_parser(
        "check",
        parents=parents,
        help="check data, figures and catalogs without building",
        description="Check the data, compare the figures that sentences state with them, and"
        " read every catalog. A finding is file:line: message (rule).",
    )
    check.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the publication; see ``editions check --help``."""
    from editions.checking import CHECKS, run_checks
    from editions.running import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    findings = run_checks(publication, publication.select(options.edition))
    status = print_findings(findings)
    names = ", ".join(check.name for check in CHECKS)
    result = f"{len(findings)} to mend" if findings else "all right"
    printer.say(f"Checked {names}: {result}.")
    return status
