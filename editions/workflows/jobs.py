"""The jobs of a build: an edition in one format, or two editions as one PDF."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from editions.findings import EditionsError, Finding, FindingsError, Severity
from editions.languages import Edition, Pair, Publication
from editions.workflows.inputs import DATE, Circumstances, Disk, Inputs, inputs_of
from editions.workflows.own_pages import write_own_pages
from editions.workflows.pairing import keep_printed, make_pair_pdf, printed_path
from editions.workflows.reads import recorded_reads
from editions.workflows.records import Record
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import remove_tree, run_sphinx

#: The format of which editions are paired by jobs; web pages are paired in the site.
PAIRED = "pdf"

#: Sphinx's builders by the format that a user asks for, the slowest first.
BUILDERS = {"pdf": "pdf", "epub": "epub", "html": "html"}


_UNKNOWN = Circumstances()


@dataclass(frozen=True)
class Job:
    """One edition in one format.  Nothing in it depends on another job."""

    edition: Edition
    format: str

    def __str__(self) -> str:
        return f"{self.edition.code} {self.format}"


@dataclass(frozen=True)
class PairJob:
    """Two editions side by side, as one PDF; it needs what the jobs of both have made."""

    pair: Pair

    def __str__(self) -> str:
        return f"{self.pair} pdf"


@dataclass(frozen=True)
class JobResult:
    """What became of a job."""

    job: Job | PairJob
    #: Wall-clock time in seconds.
    seconds: float
    #: What is wrong; empty when nothing is.
    findings: tuple[Finding, ...] = ()
    #: What is reported and stops nothing, such as what was refused in the catalogs.
    warnings: tuple[Finding, ...] = ()
    #: The job has made what it should, be it with findings.
    made: bool = True
    #: What it was made from; None where that is not known, or where something is wrong.
    inputs: Inputs | None = None


@dataclass(frozen=True)
class JobFolders:
    """Where a job works."""

    #: Kept from run to run: parsed documents and compiled catalogs.
    doctrees: Path
    #: Made anew: what the job makes.
    output: Path
    #: File that says what the output was made from.
    record: Path

    @classmethod
    def of(cls, publication: Publication, job: Job) -> JobFolders:
        """Return the folders of *job*."""
        cache = publication.cache(job.edition, job.format)
        return cls(cache / "doctrees", cache / "output", cache / "inputs.json")


def run_job(
    publication: Publication,
    job: Job,
    circumstances: Circumstances = _UNKNOWN,
    keep_going: bool = False,
) -> JobResult:
    """Build one edition in one format; every failure that a user can fix is a finding.

    What it was made from, the *circumstances* among it, is kept beside it.  Where the build is to
    *keep going*, what Sphinx warns of does not keep the job from making what it should.
    """
    folders = JobFolders.of(publication, job)
    if not _keeps_readings(publication, folders, circumstances):
        remove_tree(folders.doctrees)
    folders.record.unlink(missing_ok=True)
    begin = time.time_ns()
    with recorded_reads() as reads:
        result = _make(publication, job, folders, keep_going)
    if not result.made or result.findings:
        return result
    inputs = inputs_of(reads, begin, circumstances, publication.root)
    if inputs is not None:
        Record(inputs, result.warnings).write(folders.record)
    return replace(result, inputs=inputs)


def _keeps_readings(
    publication: Publication, folders: JobFolders, circumstances: Circumstances
) -> bool:
    """Tell whether Sphinx itself sees everything that has changed since it read the documents.

    It looks at the documents, what these name, and the catalogs; but neither at what else was
    read, such as an extension of the project, nor at new files, such as a picture by language.
    """
    before = Record.read(folders.record)
    if before is None:
        return False
    changed = set(before.inputs.changes(circumstances.facts, Disk())) - {DATE}
    seen = (publication.source, *publication.catalog_roots)
    return all(
        path in before.inputs.files
        and not path.endswith(".py")
        and any(Path(path).is_relative_to(folder) for folder in seen)
        for path in changed
    )


def _make(publication: Publication, job: Job, folders: JobFolders, keep_going: bool) -> JobResult:
    start = time.monotonic()
    found: tuple[Finding, ...] = ()
    made = False
    try:
        found = run_sphinx(
            publication,
            job.edition,
            BUILDERS[job.format],
            folders.output,
            folders.doctrees,
            tolerant=keep_going,
        )
        if job.format == PAIRED:
            keep_printed(publication, job.edition, folders.output)
        elif job.format == "html":
            write_own_pages(publication, job.edition, folders.output, folders.doctrees)
        made = True
    except FindingsError as error:
        found = error.findings
    except OSError as error:
        found = (Finding(str(error.filename or job), 0, error.strerror or str(error), "system"),)
    seconds = time.monotonic() - start
    if not made:
        return JobResult(job, seconds, found, made=False)
    errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    warnings = tuple(finding for finding in found if finding.severity is not Severity.ERROR)
    return JobResult(job, seconds, errors, warnings)


def run_pair_job(publication: Publication, job: PairJob) -> JobResult:
    """Set two editions side by side; every failure that a user can fix is a finding."""
    start = time.monotonic()
    findings: tuple[Finding, ...] = ()
    try:
        make_pair_pdf(publication, job.pair)
    except FindingsError as error:
        findings = error.findings
    except OSError as error:
        findings = (Finding(str(error.filename or job), 0, error.strerror or str(error), "system"),)
    return JobResult(job, time.monotonic() - start, findings, made=not findings)


def pair_jobs(publication: Publication, jobs: Sequence[Job]) -> list[PairJob]:
    """Return the pairs to be made after *jobs*: those of their editions.

    A pair whose other half has never been built is left out.
    """
    made = {job.edition for job in jobs if job.format == PAIRED}

    def is_there(edition: Edition) -> bool:
        return edition in made or printed_path(publication, edition).is_file()

    return [
        PairJob(pair)
        for pair in publication.pairs
        if made & set(pair.halves) and all(map(is_there, pair.halves))
    ]


def run_jobs(
    publication: Publication,
    jobs: Sequence[Job],
    pairs: Sequence[PairJob],
    reporter: Reporter,
    executor: Executor | None,
    *,
    circumstances: Circumstances = _UNKNOWN,
    keep_going: bool = False,
) -> list[JobResult]:
    """Run *jobs* side by side, and each of *pairs* as soon as its editions are there.

    Return their results, in the order of the jobs; of a pair whose edition has failed there
    is none.
    """
    workers = min(len(jobs) + len(pairs), os.cpu_count() or 1)
    others = set(multiprocessing.active_children())
    results: dict[Job | PairJob, JobResult] = {}
    waiting = list(pairs)

    def start_pairs(pool: Executor) -> set[Future[JobResult]]:
        unfit = {job for job in jobs if job not in results or not results[job].made}
        missing = {job.edition for job in unfit if job.format == PAIRED}
        ready = [job for job in waiting if not missing & set(job.pair.halves)]
        waiting[:] = [job for job in waiting if job not in ready]
        return {pool.submit(run_pair_job, publication, job) for job in ready}

    with executor or ProcessPoolExecutor(workers, initializer=stop_with_parent) as pool:
        try:
            running = {
                pool.submit(run_job, publication, job, circumstances, keep_going) for job in jobs
            }
            running |= start_pairs(pool)
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    results[result.job] = result
                    total = len(jobs) + len(pairs)
                    name, seconds, made = str(result.job), result.seconds, result.made
                    reporter.end_job(
                        name, seconds, result.findings, result.warnings, total, made=made
                    )
                running |= start_pairs(pool)
        except BrokenProcessPool as error:
            raise EditionsError(
                "a build process was ended from outside (is memory short?); the site is as it was"
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise
    return [results[job] for job in (*jobs, *pairs) if job in results]


def stop_with_parent() -> None:
    """Let a worker live no longer than the build: left behind, it would keep the lock for ever.

    An interrupt from the keyboard reaches every process; the parent alone answers it.
    It ends its workers with a signal that whoever started it may have ignored.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()
