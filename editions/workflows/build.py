"""Build editions side by side, aside, and put them into place when all of them are right."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path

import editions
from editions.catalogs.compiling import compile_catalogs, make_build_folder
from editions.catalogs.domains import INTERFACE
from editions.catalogs.policy import Policy
from editions.catalogs.projects import language_of
from editions.catalogs.reading import read_catalog
from editions.catalogs.safety import SafetyCheck
from editions.dates import SOURCE_DATE
from editions.extras import require_extra
from editions.files.locking import locked
from editions.files.replacing import exchange
from editions.findings import Finding, FindingsError
from editions.languages import CODE, DOWNLOADS, Edition, Publication
from editions.web.site import finish_site, list_files
from editions.workflows.inputs import Circumstances, current_facts
from editions.workflows.jobs import (
    BUILDERS,
    PAIRED,
    Job,
    JobFolders,
    JobResult,
    PairJob,
    pair_jobs,
    run_jobs,
)
from editions.workflows.meanwhile import changed_inputs, read_stamps
from editions.workflows.pairing import add_pairs, explain_old_half, pair_pdf_path
from editions.workflows.parts import PairedPages, Part, SiteParts, explain_left_pairs
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import remove_tree
from editions.workflows.unchanged import PairKeys, StandingSite, standing_jobs

#: Formats that are one file, which readers take along.
FILES = ("epub", "pdf")

#: Says what a finished site holds, and that the folder is ours to replace.
MANIFEST = "editions.json"


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


def check_place(publication: Publication, output: Path) -> None:
    """Make sure that a site at *output* would not take in the folders where builds work.

    Raises:
        FindingsError: it would.
    """
    around = (publication.build, *publication.build.parents)
    inside = (publication.build / "cache", publication.build / "gettext")
    if output in around or any(folder in (output, *output.parents) for folder in inside):
        raise FindingsError.for_file(
            str(output), "builds work here; choose another folder", "output"
        )


def check_output(output: Path) -> None:
    """Make sure, before anything is built, that the site may be put at *output*.

    Raises:
        FindingsError: the place cannot be written, or holds something that is not a site.
    """

    def refuse(message: str) -> FindingsError:
        return FindingsError.for_file(
            str(output), f"{message}; choose another folder: --output", "output"
        )

    try:
        if os.path.lexists(output) and not output.is_dir():
            raise refuse("is not a folder")
        if output.is_dir() and any(output.iterdir()) and read_manifest(output) is None:
            raise refuse("holds files that no build has made, and that a build would replace")
        if output.is_mount():
            raise refuse("is where a file system is mounted, and cannot be replaced")
        output.parent.mkdir(parents=True, exist_ok=True)
        probe = output.with_name(f".{output.name}.probe-{os.getpid()}")
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise refuse(f"cannot be written: {error.strerror}") from error


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


def publish(
    publication: Publication,
    parts: Sequence[Part],
    current: Collection[Edition],
    output: Path,
    reporter: Reporter,
    *,
    keep_going: bool = False,
) -> tuple[Finding, ...]:
    """Put *parts* into the site, all of them or nothing; *current* are the web editions of today.

    Return why pairs of pages were left out, when it is to *keep going*.
    """
    fresh = output.with_name(f".{output.name}.new")
    remove_tree(fresh)
    try:
        if output.is_dir():
            shutil.copytree(output, fresh, symlinks=True)
        fresh.mkdir(exist_ok=True)
        for job in (part for part in parts if isinstance(part, Job)):
            made = JobFolders.of(publication, job).output
            if job.format == "html":
                place = fresh / job.edition.code
                remove_tree(place)
                unwanted = shutil.ignore_patterns(".buildinfo", ".doctrees")
                shutil.copytree(made, place, ignore=unwanted)
                if (made / DOWNLOADS).is_dir():  # the pages link to theirs, readers look here
                    shutil.copytree(made / DOWNLOADS, fresh / DOWNLOADS, dirs_exist_ok=True)
            else:
                (fresh / DOWNLOADS).mkdir(exist_ok=True)
                name = publication.download_name(job.edition, job.format)
                shutil.copyfile(made / name, fresh / DOWNLOADS / name)
        for printed in (part for part in parts if isinstance(part, PairJob)):
            path = pair_pdf_path(publication, printed.pair)
            shutil.copyfile(path, fresh / DOWNLOADS / path.name)
        remove_undeclared(publication, fresh)
        words = words_folder(publication)
        list_files(publication, fresh, words)
        pairs = [part.pair for part in parts if isinstance(part, PairedPages)]
        problems = add_pairs(publication, pairs, current, fresh, words, reporter)
        if problems and not keep_going:
            raise FindingsError(dict.fromkeys(problems))
        available = available_formats(publication, fresh)
        finish_site(publication, fresh, available, words)
        manifest = {
            "generator": f"editions {editions.__version__}",
            "editions": {code: sorted(formats) for code, formats in available.items()},
            "pairs": available_pairs(publication, fresh),
        }
        (fresh / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        replace_site(fresh, output)
    finally:
        remove_tree(fresh)
    return problems


def available_formats(publication: Publication, site: Path) -> dict[str, set[str]]:
    """Return the formats that *site* holds by the code of the edition, in declared order."""
    available: dict[str, set[str]] = {}
    for edition in publication.editions:
        formats = set()
        if (site / edition.code / "index.html").is_file():
            formats.add("html")
        for form in FILES:
            if (site / DOWNLOADS / publication.download_name(edition, form)).is_file():
                formats.add(form)
        if formats:
            available[edition.code] = formats
    return available


def available_pairs(publication: Publication, site: Path) -> dict[str, list[str]]:
    """Return the formats of each pair that *site* holds, by the name of its folder."""
    available: dict[str, list[str]] = {}
    for pair in publication.pairs:
        for ordered in (pair, pair.swapped):
            formats = ["html"] if (site / ordered.folder / "index.html").is_file() else []
            if (site / DOWNLOADS / publication.pdf_name(ordered)).is_file():
                formats.append("pdf")
            if formats:
                available[ordered.folder] = formats
    return available


def remove_undeclared(publication: Publication, site: Path) -> None:
    """Remove from *site* the editions and pairs that nobody declares any more."""
    pairs = [p for pair in publication.pairs for p in (pair, pair.swapped)]
    declared = {edition.code for edition in publication.editions} | {p.folder for p in pairs}
    kept = {publication.download_name(e, form) for e in publication.editions for form in FILES}
    kept |= {publication.pdf_name(pair) for pair in publication.pairs}
    for name in set(read_manifest(site) or ()) - declared:
        remove_tree(site / name)
        for path in (site / DOWNLOADS).glob(f"*-{name}.*"):
            if path.name not in kept:
                path.unlink()


def read_manifest(site: Path) -> list[str] | None:
    """Return the names of what builds have put into *site*; None if none has.

    They are the codes of editions and the folders of pairs.
    """
    try:
        manifest = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
        held = [*manifest["editions"], *manifest.get("pairs", ())]
        return [name for name in held if CODE.fullmatch(name)]
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None


def words_folder(publication: Publication) -> Path:
    """Compile the words of the pages that belong to no edition; return where they lie."""
    folder = publication.build / "cache" / "words"
    for edition in publication.translations:
        path = language_of(publication, edition).path(INTERFACE)
        found = {}
        if path.exists() or path.is_symlink():
            try:
                catalog = read_catalog(path, publication.root)
                safety = SafetyCheck(Policy(), patterns={INTERFACE})
                found[INTERFACE], refused = safety.examine(INTERFACE, catalog, publication.root)
                if refused:
                    raise FindingsError(refused)
            except FindingsError:
                if not publication.falls_back:
                    raise  # else the jobs have said so, or a document bears the name
        compile_catalogs(found, folder / edition.code / "LC_MESSAGES")
    return folder


def replace_site(fresh: Path, output: Path) -> None:
    """Put *fresh* in the place of *output*, which stays where it is if that fails.

    Where the system can, the two are exchanged at once, and there is a site at every moment.
    Elsewhere there is none between two renames; `recover_site` brings back the old one after a
    kill in between.
    """
    old = _old_site(output)
    remove_tree(old)
    if output.is_dir() and exchange(fresh, output):
        shutil.rmtree(fresh, ignore_errors=True)  # which is the old one now
        return
    try:
        if output.exists():
            output.rename(old)
        fresh.rename(output)
    except BaseException:
        recover_site(output)
        raise
    shutil.rmtree(old, ignore_errors=True)


def recover_site(output: Path) -> None:
    """Bring back the site of a build that was killed between the two renames."""
    old = _old_site(output)
    if old.is_dir() and not output.exists():
        old.rename(output)


def _old_site(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")
