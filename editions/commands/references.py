"""``editions references check`` and ``editions references add``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.printing import Printer, print_findings, shown
from editions.findings import EditionsError
from editions.phrases import phrase

if TYPE_CHECKING:
    from editions.languages import Publication


def references_file(publication: Publication) -> Path:
    """Return the publication's file of references."""
    if publication.references is None:
        raise EditionsError(
            phrase("conf.py: 'references_file' names no file of references; set it")
        )
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
            phrase(
                "{path}: {count} works, nothing to fix",
                path=shown(path),
                count=len(references.entries),
            )
        )
    return print_findings(findings)


def run_add(options: argparse.Namespace) -> int:
    """Add works; see ``editions references add --help``."""
    from editions.extras import require_extra

    require_extra("references", phrase("adding works"))
    from editions.references.adding import add_file
    from editions.references.importing import READERS
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    path = references_file(publication)
    (form,) = (form for form in READERS if getattr(options, form))
    source: Path = getattr(options, form)
    works, findings = add_file(path, publication.root, publication.editions, source, form)
    printer = Printer(sys.stdout, quiet=options.quiet)
    printer.say(
        phrase(
            "{path}: added {names}", path=shown(path), names=", ".join(work.key for work in works)
        )
    )
    print_findings(findings)
    return 0
