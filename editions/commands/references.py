"""``editions references check`` and ``editions references add``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, print_findings, shown
from editions.findings import EditionsError

if TYPE_CHECKING:
    from editions.languages import Publication


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verbs."""
    references = verbs.add_parser("references", help="check the works cited, or add to them")
    actions = references.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = actions.add_parser(
        "check",
        parents=parents[:1],
        help="check the file of references",
        description="Check the form of the file of references, its names and translations, and"
        " look for doubles and addresses that lead nowhere.  Nothing is asked of the network.",
    )
    check.set_defaults(run=run_check)
    add = actions.add_parser(
        "add",
        parents=parents[:1],
        help="add works from a reference manager",
        description="Add works to the file of references; what stands there stays as it is."
        " What the works still lack, such as translations, is listed afterwards.",
    )
    source = add.add_mutually_exclusive_group(required=True)
    for name, kind in (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON")):
        source.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"a {kind} file")
    add.set_defaults(run=run_add)


def references_file(publication: Publication) -> Path:
    """Return the publication's file of references."""
    if publication.references is None:
        raise EditionsError("conf.py: 'references_file' names no file of references; set it")
    return publication.references


def run_check(options: argparse.Namespace) -> int:
    """Check references; see ``editions references check --help``."""
    from editions.references.reading import check_references
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    path = references_file(publication)
    references, findings = check_references(path, publication.root, publication.editions)
    if references is not None and not findings:
        Printer(sys.stdout, quiet=options.quiet).say(
            f"{shown(path)}: {len(references.entries)} works, nothing to fix"
        )
    return print_findings(findings)


def run_add(options: argparse.Namespace) -> int:
    """Add works; see ``editions references add --help``."""
    from editions.extras import require_extra

    require_extra("references", "adding works")
    from editions.references.adding import add_file
    from editions.references.importing import READERS
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    path = references_file(publication)
    (form,) = (form for form in READERS if getattr(options, form))
    source: Path = getattr(options, form)
    works, findings = add_file(path, publication.root, publication.editions, source, form)
    printer = Printer(sys.stdout, quiet=options.quiet)
    printer.say(f"{shown(path)}: added {', '.join(work.key for work in works)}")
    print_findings(findings)
    return 0
