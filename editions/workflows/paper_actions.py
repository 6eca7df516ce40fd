"""What each verb does with one paper: actions that travel to wherever the paper is worked on."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from editions.dates import SOURCE_DATE
from editions.findings import Finding, FindingsError, Severity
from editions.phrases import phrases
from editions.series.papers import Outcome, Paper, PaperResult
from editions.workflows.orders import BuildOrder
from editions.workflows.reporter import Remembering, Reporter
from editions.workflows.shares import Threshold
from editions.workflows.verify import VerifyOrder

if TYPE_CHECKING:
    from editions.languages import Publication


@dataclass(frozen=True)
class BuildPaper:
    """Build a paper."""

    order: BuildOrder
    #: Folder that takes in the sites, each under the name of its paper; None for their own.
    output: Path | None = None

    def order_for(self, paper: Paper) -> BuildOrder:
        """Return what is asked for of *paper*."""
        return replace(self.order, output=None if self.output is None else self.output / paper.name)

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        from editions.workflows.orders import carry_out

        start = time.monotonic()
        heard = Remembering()
        order = self.order_for(paper)
        site: Path | None = None
        errors: tuple[Finding, ...] = ()
        with dated(paper.date):
            try:
                site = carry_out(paper.root, order, heard, workers)
            except FindingsError as error:
                errors = error.findings
        outcome = Outcome.FAILED if errors else Outcome.DONE
        return PaperResult(
            paper,
            outcome,
            time.monotonic() - start,
            (*errors, *heard.warnings),
            (*heard.notices, *heard.remarks),
            tuple(heard.jobs),
            site,
        )


@dataclass(frozen=True)
class CheckPaper:
    """Check a paper."""

    #: Codes of the editions; none for all.
    editions: tuple[str, ...] = ()
    #: Rules that are switched off.
    skipped: frozenset[str] = frozenset()
    #: What was found in unchanged catalogs is remembered.
    cached: bool = True

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        from editions.workflows.check import check_publication

        start = time.monotonic()
        publication = _loaded(paper)
        findings, keys = check_publication(
            publication,
            publication.select(self.editions),
            skipped=self.skipped,
            cached=self.cached,
            jobs=workers,
        )
        return replace(_result(paper, findings, start), keys=dict(keys))


@dataclass(frozen=True)
class StatusPaper:
    """Measure how far the translations of a paper have come."""

    #: Codes of the editions; none for all.
    editions: tuple[str, ...] = ()
    wanted: tuple[Threshold, ...] = ()

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        from editions.workflows.shares import missed_shares, wanted_shares
        from editions.workflows.status import measure_progress

        start = time.monotonic()
        publication = _loaded(paper)
        shares = wanted_shares(publication, self.wanted)
        selected = publication.select(self.editions)
        translations = [edition for edition in selected if edition != publication.original]
        measured = measure_progress(publication, translations, Reporter())
        progress = {edition.code: tuple(rows) for edition, rows in measured.items()}
        short = [Finding("locale", 0, said, "share") for said in missed_shares(progress, shares)]
        return replace(_result(paper, tuple(short), start), progress=progress)


@dataclass(frozen=True)
class UpdatePaper:
    """Bring the catalogs of a paper up to date."""

    #: Codes of the editions; none for all.
    editions: tuple[str, ...] = ()
    #: Languages to begin, where none are declared.
    languages: tuple[str, ...] = ()
    #: Write nothing, and find what is not up to date.
    dry: bool = False

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        from editions.workflows.projects import load_project
        from editions.workflows.whole_update import update_project

        start = time.monotonic()
        loaded = load_project(paper.root, self.editions, self.languages)
        update = update_project(loaded, Reporter(), dry=self.dry)
        warnings = (replace(one, severity=Severity.WARNING) for one in update.warnings)
        result = _result(paper, (*update.stale, *warnings), start)
        if update.page is None:
            return result if result.errors else replace(result, outcome=Outcome.UNCHANGED)
        count = sum(len(brief.changes) for brief in update.briefs)
        changed = phrases(
            count,
            "{number} message changed for translators: {page}",
            "{number} messages changed for translators: {page}",
            page=update.page,
        )
        return replace(result, notices=(changed,))


@dataclass(frozen=True)
class VerifyPaper:
    """Compare the built editions of a paper with each other."""

    order: VerifyOrder = field(default_factory=VerifyOrder)
    #: Folder that holds the sites, each under the name of its paper; None for their own.
    output: Path | None = None

    def __call__(self, paper: Paper, workers: int) -> PaperResult:
        """Do it with *paper*."""
        from editions.workflows.verify import WAIVERS, prove_site, site_waivers

        start = time.monotonic()
        build = paper.root / "build"
        site = build / "site" if self.output is None else self.output / paper.name
        waivers = site_waivers(paper.root / WAIVERS, WAIVERS)
        proof, _ = prove_site(site, self.order, waivers, build / "verify" / "index.html")
        result = _result(paper, proof.findings, start)
        return replace(result, keys=dict(proof.keys), site=site)


def _loaded(paper: Paper) -> Publication:
    from editions.workflows.sphinx_run import load_publication

    return load_publication(paper.root)


def _result(paper: Paper, findings: tuple[Finding, ...], start: float) -> PaperResult:
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    outcome = Outcome.FAILED if failed else Outcome.DONE
    return PaperResult(paper, outcome, time.monotonic() - start, findings)


@contextlib.contextmanager
def dated(date: str) -> Iterator[None]:
    """Let this process, and those that it starts, work with the date of a source, if it has one."""
    before = os.environ.get(SOURCE_DATE)
    if date:
        os.environ[SOURCE_DATE] = date
    try:
        yield
    finally:
        if before is not None:
            os.environ[SOURCE_DATE] = before
        elif date:
            os.environ.pop(SOURCE_DATE, None)
