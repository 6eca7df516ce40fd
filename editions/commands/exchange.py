"""``editions export`` and ``editions import``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, PrintingReporter, print_findings, shown
from editions.findings import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editions.exchange.segments import Segment
    from editions.languages import Edition, Publication
    from editions.workflows.exchange import Imported

#: States of translations, as ``--only`` names them.
STATES = ("current", "outdated", "missing")


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verbs."""
    export = verbs.add_parser(
        "export",
        parents=parents,
        help="write catalogs for translators' tools: XLIFF, TMX, glossaries",
        description="Write the catalogs of each translated edition as XLIFF 1.2, in which markup is"
        " protected.  'editions update' first, so that the catalogs hold today's messages;"
        " 'editions import' takes the file back.",
    )
    kind = export.add_mutually_exclusive_group()
    kind.add_argument(
        "--memory",
        action="store_true",
        help="a translation memory instead: TMX 1.4 with every current translation",
    )
    kind.add_argument(
        "--glossary",
        action="store_true",
        help="the termbase instead, as TBX and as CSV (source, target, note)",
    )
    kind.add_argument(
        "--review",
        action="store_true",
        help="a table for reviewers in Word or LibreOffice instead (DOCX)",
    )
    kind.add_argument(
        "--weblate",
        metavar="REPOSITORY",
        help="a list of components instead, for Weblate's import_json; see docs/how-to/weblate.md",
    )
    export.add_argument(
        "--push", default="", metavar="ADDRESS", help="for --weblate: where it pushes to"
    )
    export.add_argument(
        "--push-branch",
        default="weblate",
        metavar="BRANCH",
        help="for --weblate: the branch that it pushes to, never the main one (default: weblate)",
    )
    export.add_argument(
        "--license",
        default="",
        metavar="SPDX",
        help="for --weblate: the licence of the translations, such as CC-BY-4.0",
    )
    export.add_argument(
        "--only",
        nargs="+",
        choices=STATES,
        default=list(STATES),
        metavar="STATE",
        help=f"only messages in these states: {', '.join(STATES)} (default: all)",
    )
    export.add_argument(
        "-c",
        "--catalog",
        nargs="+",
        default=[],
        metavar="NAME",
        help="only these catalogs, such as economy (default: all)",
    )
    export.add_argument(
        "--xliff",
        choices=("1.2", "2.1"),
        default="1.2",
        help="the version of XLIFF to write (default: 1.2, which every tool knows)",
    )
    export.add_argument("--split", action="store_true", help="a file for each catalog")
    export.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="folder of the files (default: build/exchange in the publication)",
    )
    export.set_defaults(run=run_export)
    back = verbs.add_parser(
        "import",
        parents=parents,
        help="take translations back from translators' tools: XLIFF, PO, DOCX, TMX",
        description="Put the translations of an XLIFF file, a catalog (PO) or a table for reviewers"
        " (DOCX) into the catalogs: what is new, and nothing else.  What does not belong, would do"
        " harm, or was changed in the catalog meanwhile is left out and reported, with exit status"
        " 1; the rest is imported.  What has lost a link or the like is marked for review.  A TMX"
        " file fills in messages without a translation, marked fuzzy.  Importing twice changes"
        " nothing.",
    )
    back.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="an XLIFF, PO, DOCX or TMX file"
    )
    back.add_argument(
        "--overwrite",
        action="store_true",
        help="let the file win where the catalog has changed since the export",
    )
    back.set_defaults(run=run_import)


def run_export(options: argparse.Namespace) -> int:
    """Export catalogs; see ``editions export --help``."""
    from editions.catalogs.compiling import make_build_folder
    from editions.files.replacing import replace_file
    from editions.workflows.exchange import WeblateOptions, export_weblate
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    selected = [e for e in publication.select(options.edition) if e != publication.original]
    if not selected:
        raise UsageError("the original edition has no catalogs; choose a translated one")
    folder = options.output or publication.build / "exchange"
    if not options.output:
        make_build_folder(publication.build)
    printer = Printer(sys.stdout, quiet=options.quiet)
    if options.weblate:
        wanted = WeblateOptions(options.weblate, options.push, options.push_branch, options.license)
        name, data = export_weblate(publication, wanted)
        replace_file(folder / name, data)
        printer.say(shown(folder / name))
        return 0
    for edition in selected:
        made = list(_exported(publication, edition, options))
        for name, data in made:
            replace_file(folder / name, data)
            printer.say(f"{edition.code}: {shown(folder / name)}")
        if not made:
            printer.say(f"{edition.code}: nothing to export, {' or '.join(options.only)}")
    return 0


def _exported(
    publication: Publication, edition: Edition, options: argparse.Namespace
) -> Iterator[tuple[str, bytes]]:
    from editions.workflows.exchange import (
        export_glossary,
        export_review,
        export_tmx,
        export_xliff,
    )

    def wanted(segment: Segment) -> bool:
        return segment.state in options.only

    if options.review:
        yield from export_review(publication, edition, options.catalog, wanted)
    elif options.glossary:
        yield from export_glossary(publication, edition)
    elif options.memory:
        yield export_tmx(publication, edition, options.catalog)
    else:
        yield from export_xliff(
            publication,
            edition,
            options.catalog,
            wanted,
            split=options.split,
            version=options.xliff,
        )


def run_import(options: argparse.Namespace) -> int:
    """Import translations; see ``editions import --help``."""
    from editions.workflows.build import build_lock
    from editions.workflows.exchange import edition_of, import_file
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    chosen = [e for e in publication.select(options.edition) if e != publication.original]
    status = 0
    printer = Printer(sys.stdout, quiet=options.quiet)
    with build_lock(publication, PrintingReporter(printer)):
        for path in options.files:
            edition = edition_of(path, publication, chosen)
            done = import_file(publication, edition, path, overwrite=options.overwrite)
            status |= print_findings((*done.applied.findings, *done.findings))
            printer.say(f"{shown(path)} -> {edition.code}: {summary(done)}")
    return status


def summary(done: Imported) -> str:
    """Return what became of the segments, in words."""
    statuses = sorted(done.applied.statuses.items(), key=lambda item: item[0].name)
    counts = [f"{count} {fate.value}" for fate, count in statuses]
    catalogs = len(done.applied.texts)
    counts.append(f"{catalogs} catalog{'s' * (catalogs != 1)} written")
    return ", ".join(counts)
