"""``editions export`` and ``editions import``."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from editions.commands.printing import Printer, PrintingReporter, print_findings, shown
from editions.findings import UsageError
from editions.phrases import listed, localized, phrase, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from editions.exchange.segments import Segment
    from editions.languages import Edition, Publication
    from editions.workflows.importing import Imported

#: What some options are for: kinds of files, by the names of the options.
_KINDS = {
    "only": ("xliff", "review"),
    "split": ("xliff", "review"),
    "catalog": ("xliff", "review", "memory"),
    "xliff": ("xliff",),
    "push": ("weblate",),
    "push_branch": ("weblate",),
    "license": ("weblate",),
}


def run_export(options: argparse.Namespace) -> int:
    """Export catalogs; see ``editions export --help``."""
    from editions.files.replacing import make_build_folder, replace_file
    from editions.workflows.exporting import WeblateOptions, export_weblate
    from editions.workflows.sphinx_run import load_publication

    _check_options(options)
    publication = load_publication(options.project)
    selected = [e for e in publication.select(options.edition) if e != publication.original]
    if not selected:
        raise UsageError(phrase("the original edition has no catalogs; choose a translated one"))
    folder = options.output or publication.build / "exchange"
    if not options.output:
        make_build_folder(publication.build)
    printer = Printer(sys.stdout, quiet=options.quiet)
    if options.weblate:
        branch = options.push_branch or "weblate"
        wanted = WeblateOptions(options.weblate, options.push, branch, options.license)
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
            states = f" ({', '.join(options.only)})" if options.only else ""
            printer.say(
                phrase("{code}: nothing to export{states}", code=edition.code, states=states)
            )
    return 0


def _check_options(options: argparse.Namespace) -> None:
    """Make sure that every option has something to say of what is exported.

    Raises:
        UsageError: one has not.
    """
    others = ("memory", "glossary", "review", "weblate")
    kind = next((name for name in others if getattr(options, name)), "xliff")
    for name, kinds in _KINDS.items():
        if getattr(options, name) and kind not in kinds:
            known = ", ".join("XLIFF" if known == "xliff" else f"--{known}" for known in kinds)
            option = name.replace("_", "-")
            raise UsageError(
                phrase("--{option} is for {known}; leave it out", option=option, known=known)
            )


def _exported(
    publication: Publication, edition: Edition, options: argparse.Namespace
) -> Iterator[tuple[str, bytes]]:
    from editions.workflows.exporting import (
        export_glossary,
        export_review,
        export_tmx,
        export_xliff,
    )

    def wanted(segment: Segment) -> bool:
        return not options.only or segment.state in options.only

    if options.review:
        split = options.split
        yield from export_review(publication, edition, options.catalog, wanted, split=split)
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
            version=options.xliff or "1.2",
        )


def run_import(options: argparse.Namespace) -> int:
    """Import translations; see ``editions import --help``."""
    from editions.workflows.build import build_lock
    from editions.workflows.importing import edition_of, import_file
    from editions.workflows.sphinx_run import load_publication

    publication = load_publication(options.project)
    chosen = [e for e in publication.select(options.edition) if e != publication.original]
    status = 0
    printer = Printer(sys.stdout, quiet=options.quiet)
    with build_lock(publication, PrintingReporter(printer)):
        for path in options.files:
            edition = edition_of(path, publication, chosen, chosen=bool(options.edition))
            done = import_file(publication, edition, path, overwrite=options.overwrite)
            status |= print_findings((*done.applied.findings, *done.findings))
            printer.say(f"{shown(path)} -> {edition.code}: {localized(summary(done))}")
    return status


def summary(done: Imported) -> str:
    """Return what became of the segments, in words."""
    statuses = sorted(done.applied.statuses.items(), key=lambda item: item[0].name)
    counts: list[str] = [
        phrase("{number:,} {state}", number=count, state=status.value) for status, count in statuses
    ]
    catalogs = len(done.applied.texts)
    counts.append(phrases(catalogs, "{number} catalog written", "{number} catalogs written"))
    return listed(counts)
