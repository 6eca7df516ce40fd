"""Build editions side by side, aside, and put them into place when all of them are right."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

from editions.dates import SOURCE_DATE
from editions.extras import require_extra
from editions.files.locking import locked
from editions.files.replacing import make_build_folder
from editions.findings import Finding, FindingsError
from editions.languages import Edition, Publication
from editions.workflows.inputs import Circumstances, current_facts
from editions.workflows.jobs import (
    BUILDERS,
    PAIRED,
    Job,
    JobResult,
    PairJob,
    pair_jobs,
    run_jobs,
)
from editions.workflows.meanwhile import changed_inputs, read_stamps
from editions.workflows.pairing import explain_old_half
from editions.workflows.parts import SiteParts, explain_left_pairs
from editions.workflows.publishing import check_output, check_place, publish, recover_site
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import remove_tree
from editions.workflows.unchanged import PairKeys, StandingSite, standing_jobs


def build_site(
    publication: Publication,
    selected: Sequence[Edition],
    formats: Sequence[str],
    output: Path,
    *,
    reporter: Reporter | None = None,
    executor: Executor | None = None,
    keep_going: bool = False,
    fresh: bool = False,
    pairs: bool = True,
    workers: int | None = None,
) -> Path:
    """Build *selected* editions in *formats* and put them into the site at *output*.

    What is not selected stays as it stands in the site, and what would come out the same is not
    built again, unless it is to be *fresh*.  Without *pairs*, these stay as they stand, too, until
    the next build with them; PDFs of pairs follow the editions, which do not wait for them.
    *reporter* hears of waiting, of each job and of what a reader of the site might miss.  Jobs run
    in *executor*, by default in processes: so many *workers* at once, or one a core.  To *keep
    going* is to put everything into the site that could be made, whatever is wrong with it or with
    the rest.

    Raises:
        FindingsError: an edition could not be built, or the site cannot be written; it is
            as it was, or, when it is kept going, holds what could be made.  After an error in the
            PDF of a pair alone, it holds the editions and the earlier PDF.
        EditionsError: a build process was ended from outside; what it made is not in the site.
        MissingExtraError: a format needs what is not installed.
    """
    reporter = reporter or Reporter()
    output = Path(os.path.realpath(output))  # a link stays, and what it names is replaced
    check_place(publication, output)
    for name in formats:
        require_extra(name, f"the format {name}")
    jobs = list_jobs(selected, formats)
    circumstances = circumstances_of(publication, output)
    keys = PairKeys(publication, circumstances)
    with build_lock(publication, reporter):
        check_output(output)
        recover_site(output)
        if fresh:
            remove_tree(publication.build / "cache")
        before = read_stamps(publication)

        def bring(done: list[JobResult]) -> None:
            if not changed_inputs(publication, before):
                bring_editions(publication, done, output, keys)

        results = make_what_changed(
            publication,
            jobs,
            keys,
            reporter,
            executor,
            keep_going,
            pairs=pairs,
            bring=bring,
            workers=workers,
        )
        findings: dict[Finding, None] = {}
        made = []
        for result in results:
            if isinstance(result.job, PairJob):
                old = explain_old_half(result.job.pair, selected, result.findings)
                if old:
                    reporter.notice(old)
                    continue
            if result.made:
                made.append(result)
            findings |= dict.fromkeys(result.findings)
        changed = changed_inputs(publication, before)
        if publication.reports_warnings:  # whose extensions may write into the source
            for finding in changed:
                reporter.notice(str(finding))
        else:
            findings |= dict.fromkeys(changed)
        if findings and not (keep_going and any(isinstance(r.job, Job) for r in made)):
            raise FindingsError(findings)
        try:
            problems = bring_site(
                publication, made, output, keys, reporter, keep_going=keep_going, pairs=pairs
            )
        except OSError as error:
            place, reason = error.filename or output, error.strerror or str(error)
            if isinstance(error, shutil.Error):  # a list of files, for the most part of one
                _, place, reason = error.args[0][0]
            raise FindingsError.for_file(
                str(place), f"{reason}; the site is as it was", "output"
            ) from error
    findings |= dict.fromkeys(problems)
    if findings:
        raise FindingsError(findings)
    return output


def circumstances_of(publication: Publication, output: Path) -> Circumstances:
    """Return what a build into *output* depends on, whatever it reads."""
    facts = current_facts(os.environ.get(SOURCE_DATE))
    return Circumstances(facts, (publication.build, output))


def list_jobs(selected: Iterable[Edition], formats: Container[str]) -> list[Job]:
    """Return the jobs that make *selected* editions in *formats*, the slowest first."""
    selected = list(selected)
    return [Job(edition, form) for form in BUILDERS if form in formats for edition in selected]


def make_what_changed(
    publication: Publication,
    jobs: Sequence[Job],
    keys: PairKeys,
    reporter: Reporter,
    executor: Executor | None,
    keep_going: bool,
    *,
    pairs: bool,
    bring: Callable[[list[JobResult]], None],
    workers: int | None = None,
) -> list[JobResult]:
    """Run those of *jobs*, and of their *pairs*, that would make something new.

    Where pairs still have to be made when the editions are, *bring* gets the results so far.
    """
    results = standing_jobs(publication, jobs, keys.circumstances.facts)
    for result in results:
        reporter.keep_job(str(result.job), result.warnings)
    standing = list(results)
    todo = [job for job in jobs if job not in {result.job for result in standing}]
    fresh = {job.edition for job in todo if job.format == PAIRED}
    paired = pair_jobs(publication, jobs) if pairs else []
    kept = [job for job in paired if keys.stands(job) and not fresh & set(job.pair.halves)]
    results += [JobResult(job, 0) for job in kept]
    paired = [job for job in paired if job not in kept]
    if todo or paired:
        results += run_jobs(
            publication,
            todo,
            paired,
            reporter,
            executor,
            circumstances=keys.circumstances,
            keep_going=keep_going,
            bring=lambda done: bring([*standing, *done]),
            workers=workers,
        )
    for result in results:
        if isinstance(result.job, PairJob) and result.made and result.job not in kept:
            keys.keep(result.job)
    return results


class _Notices(Reporter):
    """Passes notices on, and knows whether there was one."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.heard = False

    def notice(self, message: str) -> None:
        self.heard = True
        self.reporter.notice(message)


def bring_site(
    publication: Publication,
    made: Sequence[JobResult],
    output: Path,
    keys: PairKeys,
    reporter: Reporter,
    *,
    keep_going: bool,
    pairs: bool,
) -> tuple[Finding, ...]:
    """Put what was *made*, and its *pairs*, into the site, unless it stands there already.

    Return why pairs of pages were left out, when it is to *keep going*.
    """
    site = StandingSite(publication, output)
    held = site.parts()
    parts = SiteParts.of(publication, made, keys, held, output, pairs=pairs)
    problems: tuple[Finding, ...] = ()
    if new := parts.new(held):
        notices = _Notices(reporter)
        problems = publish(publication, new, parts.current, output, notices, keep_going=keep_going)
        held = {**held, **parts.names}
        if not problems and not notices.heard:  # which would be said again as long as they stand
            site.keep(held)
    if not pairs:
        jobs = [result.job for result in made if isinstance(result.job, Job)]
        for message in explain_left_pairs(publication, jobs, keys, held, output):
            reporter.notice(message)
    return problems


def bring_editions(
    publication: Publication, done: Sequence[JobResult], output: Path, keys: PairKeys
) -> None:
    """Put editions that are right into the site, while PDFs of their pairs are being made.

    What is wrong, or worth a notice, is left to the end of the build.
    """
    if all(result.made and not result.findings for result in done):
        with contextlib.suppress(FindingsError, OSError):
            bring_site(publication, done, output, keys, Reporter(), keep_going=False, pairs=True)


@contextlib.contextmanager
def build_lock(publication: Publication, reporter: Reporter) -> Iterator[None]:
    """Let one build at a time use the publication's caches; the next one waits."""
    with contextlib.ExitStack() as held:
        try:
            make_build_folder(publication.build)
            held.enter_context(locked(publication.build / ".lock", reporter.wait))
        except OSError as error:
            place, message = error.filename or publication.build, error.strerror or str(error)
            raise FindingsError.for_file(
                str(place), f"cannot be written: {message}", "output"
            ) from error
        yield
