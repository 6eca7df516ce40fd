"""What is asked of a build, whether that stands already, and a build with a record of it.

Nothing of Sphinx is imported before there is something to build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from editions.workflows.inputs import just_before
from editions.workflows.records import NO_INPUTS, LastBuild, last_build, marks_of
from editions.workflows.reporter import Remembering

if TYPE_CHECKING:
    from editions.languages import Edition


@dataclass(frozen=True)
class BuildOrder:
    """What is asked of a build."""

    #: Codes of the editions; none for all.
    editions: tuple[str, ...]
    formats: tuple[str, ...]
    #: Folder of the site; None for the publication's own.
    output: Path | None = None
    keep_going: bool = False
    #: Everything is built again.
    fresh: bool = False
    #: Pages and PDFs in two languages are made, too.
    pairs: bool = True

    @property
    def request(self) -> list[str]:
        """What would have to stand, the same whatever the words of the order and the folder.

        Where everything stands, nothing is kept going and nothing is left as it is.
        """
        output = os.path.realpath(self.output) if self.output else ""
        return [
            *(sorted(map(_edition_line, {*self.editions})) or ["all editions"]),
            *(f"format {name}" for name in sorted(set(self.formats))),
            f"output {output}",
            *(["pairs"] if self.pairs else []),
        ]


def _edition_line(code: str) -> str:
    """Return what asks for the edition called *code*."""
    return f"edition {code}"


def edition_lines(editions: Iterable[Edition]) -> list[str]:
    """Return what asks for each of *editions*, in the words of `BuildOrder.request`."""
    return [_edition_line(edition.code) for edition in editions]


def standing_build(root: Path, order: BuildOrder, facts: Mapping[str, str]) -> LastBuild | None:
    """Return the last build of the project in *root*, if *order* would come to the same.

    *facts* are those of `current_facts`.  Files whose sizes and times are as they were are not
    read.
    """
    kept = None if order.fresh else last_build(root)
    if kept is None:
        return None
    last, path = kept
    marks = marks_of(last.inputs, just_before(time.time_ns()))
    if not last.stands(order.request, facts, marks):
        return None
    if marks and marks != last.marks:  # the content is the same: look at nothing but times next
        with suppress(OSError):  # the folder may be read only: it is looked at again, then
            replace(last, marks=marks).write(path)
    return last


def carry_out(
    root: Path, order: BuildOrder, reporter: Remembering, workers: int | None = None
) -> Path:
    """Build what *order* asks of the publication in *root*; return the folder of the site.

    Its jobs run in so many processes at once, by default one a core.  What was
    built is kept in a record, unless there was a notice, which the next build might not have.

    Raises:
        EditionsError: see `build_site`.
    """
    from editions.workflows.build import build_site, circumstances_of, list_jobs
    from editions.workflows.reads import recorded_reads
    from editions.workflows.sphinx_run import load_publication
    from editions.workflows.unchanged import keep_last_build

    begin = time.time_ns()
    with recorded_reads() as reads:
        publication = load_publication(root)
    selected = publication.select(order.editions)
    reporter.begin_build(publication.slug, len(selected), order.formats)
    site = build_site(
        publication,
        selected,
        order.formats,
        order.output or publication.build / "site",
        reporter=reporter,
        keep_going=order.keep_going,
        fresh=order.fresh,
        pairs=order.pairs,
        workers=workers,
    )
    if not reporter.notices:
        around = circumstances_of(publication, site)
        jobs = list_jobs(selected, order.formats)
        seconds = sum(job.seconds for job in reporter.jobs)
        keep_last_build(
            publication,
            LastBuild(
                order.request,
                NO_INPUTS,
                str(site),
                "",
                tuple(reporter.warnings),
                seconds,
                covered=edition_lines(selected),
                remarks=reporter.remarks,
            ),
            jobs,
            around,
            reads,
            begin,
        )
    return site
