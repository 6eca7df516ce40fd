"""The jobs of a build: an edition in one format, or two editions as one PDF."""

from __future__ import annotations

import contextlib
import importlib
import os
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from editions.borrowed.sphinx_application import import_builtin_extensions
from editions.files.identity import SETTING, toolkit_digest
from editions.files.trees import remove_tree
from editions.findings import Finding, FindingsError, Severity
from editions.interface import interface_messages
from editions.languages import Edition, Pair, Publication
from editions.phrases import phrase
from editions.series.papers import JobTime
from editions.workflows.identity import build_identity
from editions.workflows.inputs import Circumstances, Disk, Inputs
from editions.workflows.outdated import can_stand, read_again
from editions.workflows.own_pages import write_own_pages
from editions.workflows.pairing import keep_printed, make_pair_pdf, printed_path
from editions.workflows.processes import OnExecutor, Processes, Runner
from editions.workflows.readings import JobReads, SharedReading, shared_reading
from editions.workflows.reads import recorded_reads
from editions.workflows.records import Record
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import OutdatedReadingError, run_sphinx
from editions.workflows.undeclared import UndeclaredPublication

#: The format of which editions are paired by jobs; web pages are paired in the site.
PAIRED = "pdf"

#: Sphinx's builders by the format that a user asks for, the slowest first.
BUILDERS = {"pdf": "pdf", "epub": "epub", "html": "html"}


#: What lays out pages; it loads libraries of the system.
_LAYOUT = ("editions.pdf.layout", "editions.pdf.tagging", "weasyprint")
#: What the builders of formats import besides the extension.
_HEAVY = {
    "pdf": ("editions.pdf.builder", *_LAYOUT),
    "epub": ("editions.epub.builder", "editions.epub.styles", "pypdfium2", *_LAYOUT),
    "html": ("editions.search.index",),
}
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
    before = Record.read(folders.record)
    folders.record.unlink(missing_ok=True)
    begin = time.time_ns()
    with recorded_reads() as reads:
        own = JobReads(reads, begin, circumstances, publication.root)
        with shared_reading(publication, job.edition, own) as reading:
            try:
                result = _make(publication, job, folders, keep_going, reading)
            except OutdatedReadingError:
                reading = None
            if reading is not None:
                remove_tree(folders.doctrees)  # of an earlier build, in which it read apart
            else:
                changed = set(before.inputs.changes(circumstances.facts, Disk())) if before else ()
                if before is None or not can_stand(publication, before.inputs, changed):
                    before, changed = None, ()
                    remove_tree(folders.doctrees)
                result = _make(publication, job, folders, keep_going, None, changed)
    if not result.made or result.findings:
        return result
    if reading is None and before is not None:
        reads.add(before.inputs.reads)  # by which the documents that stand were read
    inputs = own.inputs(reads)
    if reading is not None and inputs is not None:
        inputs = None if reading.inputs is None else Inputs.joined([inputs, reading.inputs])
    if inputs is not None:
        Record(inputs, result.warnings).write(folders.record)
    return replace(result, inputs=inputs)


def _check_made_here(publication: Publication, job: Job, output: Path) -> None:
    """Make sure that an EPUB was not made by Sphinx's builder, which is called the same.

    Raises:
        FindingsError: ours is not among the project's extensions.
    """
    if not (output / publication.download_name(job.edition, job.format)).is_file():
        message = phrase('"editions" is not among the extensions, and no EPUB is made; add it')
        raise FindingsError.for_file("conf.py", message, "extension")


def _make(
    publication: Publication,
    job: Job,
    folders: JobFolders,
    keep_going: bool,
    reading: SharedReading | None,
    changed: Collection[str] = (),
) -> JobResult:
    """Make what *job* should, from the documents of a *reading*, or read apart.

    There, *changed* is what is not as it was when the documents that stand were read.
    """
    start = time.monotonic()
    found: tuple[Finding, ...] = ()
    made = False
    doctrees = folders.doctrees if reading is None else reading.doctrees
    try:
        found = run_sphinx(
            publication,
            job.edition,
            BUILDERS[job.format],
            folders.output,
            doctrees,
            tolerant=keep_going,
            prepare=partial(read_again, publication, changed),
            overrides=_identity(publication, job.edition),
            reading=reading,
        )
        if job.format == PAIRED:
            keep_printed(publication, job.edition, folders.output)
        elif job.format == "html":
            found_again = None if reading is None else reading.found_again()
            write_own_pages(
                publication, job.edition, folders.output, doctrees, found_again, folders.doctrees
            )
        elif job.format == "epub":
            _check_made_here(publication, job, folders.output)
        made = True
    except FindingsError as error:
        found = error.findings
    except OSError as error:
        found = (Finding.of_system(error, job),)
    seconds = time.monotonic() - start
    if not made:
        return JobResult(job, seconds, found, made=False)
    errors = tuple(finding for finding in found if finding.severity is Severity.ERROR)
    warnings = tuple(finding for finding in found if finding.severity is not Severity.ERROR)
    return JobResult(job, seconds, errors, warnings)


def _identity(publication: Publication, edition: Edition) -> dict[str, str]:
    """Return the setting with the identity that files bear; a guest's files bear none.

    Its inputs are read here, and so are among those of the job: what changes it makes all anew.
    """
    if isinstance(publication, UndeclaredPublication):
        return {}
    return {SETTING: build_identity(publication, edition)}


def run_pair_job(publication: Publication, job: PairJob) -> JobResult:
    """Set two editions side by side; every failure that a user can fix is a finding."""
    start = time.monotonic()
    findings: tuple[Finding, ...] = ()
    try:
        make_pair_pdf(publication, job.pair)
    except FindingsError as error:
        findings = error.findings
    except OSError as error:
        findings = (Finding.of_system(error, job),)
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


def _prepare(jobs: Sequence[Job], formats: Iterable[str]) -> None:
    """Import and read what every one of the *jobs* would, and of others in *formats*."""
    heavy = {name for form in (*formats, *(job.format for job in jobs)) for name in _HEAVY[form]}
    for name in ("editions.extension", *sorted(heavy)):
        with contextlib.suppress(ImportError, OSError):  # the job says what the machine lacks
            importlib.import_module(name)
    import_builtin_extensions()
    toolkit_digest()
    for job in jobs:
        interface_messages(job.edition.locale, ())


def run_jobs(
    publication: Publication,
    jobs: Sequence[Job],
    pairs: Sequence[PairJob],
    reporter: Reporter,
    executor: Executor | None,
    *,
    circumstances: Circumstances = _UNKNOWN,
    keep_going: bool = False,
    bring: Callable[[list[JobResult]], None] = lambda results: None,
    workers: int | None = None,
) -> list[JobResult]:
    """Run *jobs* side by side, and each of *pairs* as soon as its editions are there.

    Without an *executor*, they run in so many *workers* at once, by default one a core.

    Return their results, in the order of the jobs; of a pair whose edition has failed there
    is none.  Where the jobs have ended before the pairs, *bring* gets the results so far.
    """
    workers = min(len(jobs) + len(pairs), workers or os.cpu_count() or 1)
    prepare = partial(_prepare, jobs, [PAIRED] if pairs else [])
    runner: Runner[JobResult] = (
        Processes(workers, prepare) if executor is None else OnExecutor(executor)
    )
    results: dict[Job | PairJob, JobResult] = {}
    waiting = list(pairs)

    def start_pairs() -> None:
        unfit = {job for job in jobs if job not in results or not results[job].made}
        missing = {job.edition for job in unfit if job.format == PAIRED}
        ready = [job for job in waiting if not missing & set(job.pair.halves)]
        waiting[:] = [job for job in waiting if job not in ready]
        for job in ready:
            runner.submit(run_pair_job, publication, job)

    for job in jobs:
        runner.submit(run_job, publication, job, circumstances, keep_going)
    start_pairs()
    with executor or contextlib.nullcontext():
        try:
            for result in runner.results():
                results[result.job] = result
                total = len(jobs) + len(pairs)
                ended = JobTime(str(result.job), result.seconds, result.made)
                reporter.end_job(ended, result.warnings, total)
                editions_end = result.job in jobs and all(job in results for job in jobs)
                if editions_end and len(results) < total:
                    bring(list(results.values()))
                start_pairs()
        except BaseException:
            runner.stop()
            raise
    return [results[job] for job in (*jobs, *pairs) if job in results]
