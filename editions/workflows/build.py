"""Build editions side by side, aside, and put them into place when all of them are right."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from editions.dates import SOURCE_DATE
from editions.extras import require_extra
from editions.files.locking import locked
from editions.files.replacing import make_build_folder
from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError
from editions.languages import Edition, Publication
from editions.phrases import phrase
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
from editions.workflows.meanwhile import FileStamp, changed_inputs, read_stamps
from editions.workflows.pairing import explain_old_half
from editions.workflows.parts import SiteParts, explain_left_pairs
from editions.workflows.publishing import check_output, check_place, publish, recover_site
from editions.workflows.reporter import Reporter
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
        require_extra(name, phrase("the format {name}", name=name))
    keys = PairKeys(publication, circumstances_of(publication, output))
    with build_lock(publication, reporter):
        check_output(output)
        recover_site(output)
        if fresh:
            remove_tree(publication.build / "cache")
        stamps = read_stamps(publication)
        build = _Build(publication, output, keys, stamps, reporter, pairs, keep_going)
        results = build.make(list_jobs(selected, formats), executor, workers)
        made, findings = build.judge(results, selected)
        if findings and not (keep_going and any(isinstance(r.job, Job) for r in made)):
            raise FindingsError(findings)
        findings += build.bring(made)
    if findings:
        raise FindingsError(dict.fromkeys(findings))
    return output


@dataclass(frozen=True)
class _Build:
    """A build of one publication into one site, whose lock is held."""

    publication: Publication
    #: Folder of the site.
    output: Path
    keys: PairKeys
    #: The source as it was when the build began.
    stamps: Mapping[Path, FileStamp]
    reporter: Reporter
    #: Also make what stands in two languages.
    pairs: bool
    #: Put everything into the site that could be made.
    keep_going: bool

    def make(
        self, jobs: Sequence[Job], executor: Executor | None, workers: int | None
    ) -> list[JobResult]:
        """Run those of *jobs*, and of their pairs, that would make something new.

        Where pairs still have to be made when the editions are, these go into the site, unless the
        source has changed.
        """
        results = standing_jobs(self.publication, jobs, self.keys.circumstances.facts)
        for result in results:
            self.reporter.keep_job(str(result.job), result.warnings)
        standing = list(results)
        todo = [job for job in jobs if job not in {result.job for result in standing}]
        fresh = {job.edition for job in todo if job.format == PAIRED}
        paired = pair_jobs(self.publication, jobs) if self.pairs else []
        kept = [job for job in paired if self.keys.stands(job) and not fresh & set(job.pair.halves)]
        results += [JobResult(job, 0) for job in kept]
        paired = [job for job in paired if job not in kept]

        def bring(done: list[JobResult]) -> None:
            if not changed_inputs(self.publication, self.stamps):
                self._bring_editions([*standing, *done])

        if todo or paired:
            results += run_jobs(
                self.publication,
                todo,
                paired,
                self.reporter,
                executor,
                circumstances=self.keys.circumstances,
                keep_going=self.keep_going,
                bring=bring,
                workers=workers,
            )
        for result in results:
            if isinstance(result.job, PairJob) and result.made and result.job not in kept:
                self.keys.keep(result.job)
        return results

    def judge(
        self, results: Iterable[JobResult], selected: Sequence[Edition]
    ) -> tuple[list[JobResult], tuple[Finding, ...]]:
        """Return the *results* that may go into the site, and what is wrong, each once.

        So is what has changed in the source.  Of a pair whose other edition was not *selected*, and
        is too old for it, the reporter hears.
        """
        made: list[JobResult] = []
        findings: list[Finding] = []
        for result in results:
            if isinstance(result.job, PairJob):
                old = explain_old_half(result.job.pair, selected, result.findings)
                if old:
                    self.reporter.notice(old)
                    continue
            if result.made:
                made.append(result)
            findings += result.findings
        changed = changed_inputs(self.publication, self.stamps)
        if self.publication.reports_warnings:  # whose extensions may write into the source
            for finding in changed:
                self.reporter.notice(finding.localized())
        else:
            findings += changed
        return made, tuple(dict.fromkeys(findings))

    def bring(self, made: Sequence[JobResult]) -> tuple[Finding, ...]:
        """Put what was *made*, and its pairs, into the site, unless it stands there already.

        Return why pairs of pages were left out, where the build keeps going.

        Raises:
            FindingsError: the site cannot be written; it is as it was.
        """
        try:
            return self._bring(made, self.reporter, pairs=self.pairs, keep_going=self.keep_going)
        except OSError as error:
            found = Finding.of_system(error, self.output)
            message = phrase("{reason}; the site is as it was", reason=found.message)
            raise FindingsError.for_file(found.file, message, "output") from error

    def _bring_editions(self, done: Sequence[JobResult]) -> None:
        """Put editions that are right into the site, while PDFs of their pairs are being made.

        What is wrong, or worth a notice, is left to the end of the build.
        """
        if all(result.made and not result.findings for result in done):
            with contextlib.suppress(FindingsError, OSError):
                self._bring(done, Reporter(), pairs=True, keep_going=False)

    def _bring(
        self, made: Sequence[JobResult], reporter: Reporter, *, pairs: bool, keep_going: bool
    ) -> tuple[Finding, ...]:
        site = StandingSite(self.publication, self.output)
        held = site.parts()
        parts = SiteParts.of(self.publication, made, self.keys, held, self.output, pairs=pairs)
        problems: tuple[Finding, ...] = ()
        if new := parts.new(held):
            notices = _Notices(reporter)
            problems = publish(
                self.publication, new, parts.current, self.output, notices, keep_going=keep_going
            )
            held = {**held, **parts.names}
            if not problems and not notices.heard:  # else they are said again until all is right
                site.keep(held)
        if not pairs:
            jobs = [result.job for result in made if isinstance(result.job, Job)]
            for message in explain_left_pairs(self.publication, jobs, self.keys, held, self.output):
                reporter.remark(message)
        return problems


class _Notices(Reporter):
    """Passes notices on, and knows whether there was one."""

    def __init__(self, reporter: Reporter) -> None:
        self.reporter = reporter
        self.heard = False

    def notice(self, message: str) -> None:
        self.heard = True
        self.reporter.notice(message)


def circumstances_of(publication: Publication, output: Path) -> Circumstances:
    """Return what a build into *output* depends on, whatever it reads."""
    facts = current_facts(os.environ.get(SOURCE_DATE))
    return Circumstances(facts, (publication.build, output))


def list_jobs(selected: Iterable[Edition], formats: Container[str]) -> list[Job]:
    """Return the jobs that make *selected* editions in *formats*, the slowest first."""
    selected = list(selected)
    return [Job(edition, form) for form in BUILDERS if form in formats for edition in selected]


@contextlib.contextmanager
def build_lock(publication: Publication, reporter: Reporter) -> Iterator[None]:
    """Let one build at a time use the publication's caches; the next one waits."""
    with contextlib.ExitStack() as held:
        try:
            make_build_folder(publication.build)
            held.enter_context(locked(publication.build / ".lock", reporter.wait))
        except OSError as error:
            found = Finding.of_system(error, publication.build)
            message = phrase("cannot be written: {reason}", reason=found.message)
            raise FindingsError.for_file(found.file, message, "output") from error
        yield
