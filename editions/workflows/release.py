"""Release a version of the publication: whole, proved, and the same bytes wherever it is made."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import editions
from editions.catalogs.states import Progress
from editions.dates import SOURCE_DATE, source_date
from editions.extras import require_extra
from editions.files.locking import locked
from editions.files.replacing import make_build_folder
from editions.files.trees import discard_tree, remove_tree
from editions.findings import EditionsError, Finding, FindingsError, Severity, shown_path
from editions.interface import load_interface
from editions.languages import DOWNLOADS, Edition, Publication
from editions.phrases import phrase
from editions.references.works import Author, Work
from editions.releases import archive, bom, citation, manifest, notes, signing, validation
from editions.releases.facts import Release, ReleasedEdition
from editions.releases.packages import installed_packages, python_version
from editions.releases.source import clean_revision
from editions.rules.waivers import Waiver
from editions.settings.conf import Conf
from editions.settings.reading import read_settings
from editions.verification.proof import prove
from editions.verification.site import read_site
from editions.web.downloads import CHECKSUMS
from editions.web.version_list import list_versions
from editions.web.versions import Version, read_versions
from editions.workflows.build import build_site
from editions.workflows.check import check_publication
from editions.workflows.publishing import FILES, words_folder
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import read_conf
from editions.workflows.status import measure_progress

RULE = "release"
FORMATS = ("html", "pdf", "epub")
#: Folders of a release.
SITE, NOTES = "site", "notes"
#: A version names a folder, files and an address.
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]*")


@dataclass(frozen=True)
class ReleasePlan:
    """What is to be released, and on what conditions."""

    publication: Publication
    #: As ``release`` in ``conf.py`` and the newest entry of the file of versions have it.
    version: str
    #: Share of each translation that must be current, in per cent, by the code of the edition.
    at_least: Mapping[str, int]
    formats: Sequence[str] = FORMATS
    #: File of the key that signs the checksums; None is not to sign.
    key: Path | None = None
    #: What excuses findings on the built site.
    waivers: tuple[Waiver, ...] = ()
    #: Each program that checks a format must be installed.
    requires_validators: bool = False

    @property
    def folder(self) -> Path:
        """Folder of all releases."""
        return self.publication.build / "release"

    @property
    def target(self) -> Path:
        """Folder of this one."""
        return self.folder / self.version

    @property
    def staging(self) -> Path:
        """Where it is made, before it is put into its place."""
        return self.folder / f".{self.version}.new"


def make_release(plan: ReleasePlan, reporter: Reporter) -> Path:
    """Check, build, verify and write a release; return its folder, which is whole or not there.

    Raises:
        FindingsError: something is not fit to be released, or cannot be written.
        MissingExtraError: the packages that write a release are not installed.
    """
    require_extra("release", phrase("a release"))
    for name in plan.formats:
        require_extra(name, phrase("the format {name}", name=name))
    with _alone(plan, reporter):
        conf = read_conf(plan.publication.root)
        version, revision = check_fitness(plan, conf)
        progress = check_content(plan, reporter)
        whole = plan.staging / "whole"
        try:
            remove_tree(plan.staging)
            whole.mkdir(parents=True)
            site = build_site(
                plan.publication,
                plan.publication.editions,
                plan.formats,
                whole / SITE,
                reporter=reporter,
                fresh=True,
            )
            check_site(plan, site, reporter)
            release = _describe(plan, conf, version, revision, progress)
            write_release(plan, release, version, whole)
            whole.rename(plan.target)  # in one file system: whole, or not at all
        except OSError as error:
            found = Finding.of_system(error, plan.staging)
            message = phrase("{reason}; nothing is released", reason=found.message)
            raise FindingsError.for_file(found.file, message, RULE) from error
        finally:
            discard_tree(plan.staging)
    return plan.target


@contextlib.contextmanager
def _alone(plan: ReleasePlan, reporter: Reporter) -> Iterator[None]:
    """Let one release at a time be made."""
    with contextlib.ExitStack() as held:
        try:
            make_build_folder(plan.publication.build)
            plan.folder.mkdir(exist_ok=True)
            held.enter_context(locked(plan.folder / ".lock", reporter.wait))
        except OSError as error:
            message = phrase("cannot be written: {reason}", reason=error.strerror or error)
            raise FindingsError.for_file(str(plan.folder), message, RULE) from error
        yield


def check_fitness(plan: ReleasePlan, conf: Conf) -> tuple[Version, str]:
    """Return the version as the publication declares it, and the revision that it is made from.

    Raises:
        FindingsError: the version or the tree is not fit to be released.
    """
    findings: list[Finding] = []
    shown = shown_path(plan.target, plan.publication.root)
    if not _VERSION.fullmatch(plan.version):
        message = phrase(
            "{version!r} cannot name a folder; use a version such as 1.1", version=plan.version
        )
        raise FindingsError.for_file("VERSION", message, RULE)
    if os.path.lexists(plan.target):
        message = phrase(
            "is released already, and a release does not change; choose the next version"
        )
        findings.append(Finding(shown, 0, message, RULE))
    release = str(conf.values.get("release", ""))
    if release != plan.version:
        message = phrase(
            "it is {release!r}, but {version!r} is to be released; change one of them",
            release=release,
            version=plan.version,
        )
        findings.append(conf.finding("release", message))
    version = revision = None
    for step in (_declared_version, _revision):
        try:
            found = step(plan, conf)
        except FindingsError as error:
            findings += error.findings
            continue
        if isinstance(found, Version):
            version = found
        else:
            revision = found
    if plan.key is not None:
        try:
            signing.check_key(plan.key)
        except FindingsError as error:
            findings += error.findings
    if findings or version is None or revision is None:
        raise FindingsError(findings)
    return version, revision


def _declared_version(plan: ReleasePlan, conf: Conf) -> Version:
    settings, publication = read_settings(conf), plan.publication
    if not settings.versions_file:
        message = phrase(
            "it names no file; write what is new in each version into one, in every language"
        )
        raise FindingsError([conf.finding("versions_file", message)])
    path = publication.source / settings.versions_file
    newest, *_ = read_versions(
        path, publication.root, publication.editions, str(conf.values.get("release", ""))
    )
    shown = shown_path(path, publication.root)
    missing = list(notes.missing_notes(newest, publication.editions, shown))
    if missing:
        raise FindingsError(missing)
    return newest


def _revision(plan: ReleasePlan, conf: Conf) -> str:
    return clean_revision(plan.publication.root)


def check_content(plan: ReleasePlan, reporter: Reporter) -> Mapping[Edition, Progress]:
    """Return how far each edition has come, once all are far enough and nothing is wrong.

    Raises:
        FindingsError: an edition misses its share, or a check finds an error.
    """
    publication = plan.publication
    measured = measure_progress(publication, publication.editions, reporter)
    progress = {edition: sum(rows, Progress("all")) for edition, rows in measured.items()}
    findings = [
        Finding(
            shown_path(publication.catalog_folders(edition)[0], publication.root),
            0,
            phrase(
                "{percent} % of the words are current, not {share} %; translate the rest, or lower"
                " the share: --at-least",
                percent=total.percent,
                share=plan.at_least[edition.code],
            ),
            "release-share",
        )
        for edition, total in progress.items()
        if edition in publication.translations and total.percent < plan.at_least[edition.code]
    ]
    checked, _ = check_publication(publication, publication.editions, reporter=reporter)
    findings += [finding for finding in checked if finding.severity is Severity.ERROR]
    if findings:
        raise FindingsError(findings)
    return progress


def check_site(plan: ReleasePlan, site: Path, reporter: Reporter) -> None:
    """Make sure that the editions and formats of the *site* agree, and that programs accept them.

    Raises:
        FindingsError: they do not.
    """
    findings = prove(
        read_site(site), waivers=plan.waivers, full=True, require=plan.requires_validators
    ).findings
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise FindingsError(errors)
    for finding in findings:
        reporter.notice(str(finding))


def _describe(
    plan: ReleasePlan,
    conf: Conf,
    version: Version,
    revision: str,
    progress: Mapping[Edition, Progress],
) -> Release:
    moment = source_date(os.environ)
    if moment is None:  # the tree is a commit, which has a date
        raise EditionsError(
            phrase("{name} is not set, and the last commit has no date", name=SOURCE_DATE)
        )
    publication = plan.publication
    return Release(
        publication.slug,
        plan.version,
        version.day,
        moment,
        revision,
        tuple(
            ReleasedEdition(
                edition,
                work,
                publication.address and f"{publication.address}{edition.code}/",
                tuple(_files(publication, edition, plan.formats)),
                tuple(_words(progress[edition])),
                progress[edition].percent,
            )
            for edition, work in _works(publication, conf)
        ),
        str(conf.values.get("project_copyright") or conf.values.get("copyright") or ""),
        read_settings(conf).editions_license,
        editions.__version__,
        python_version(),
        installed_packages(),
    )


def _works(publication: Publication, conf: Conf) -> Iterator[tuple[Edition, Work]]:
    """Yield how each edition cites the publication: by the references, or else ``conf.py``."""
    references = None
    if publication.references is not None:
        from editions.references.reading import read_references

        references = read_references(publication.references, publication.root, publication.editions)
    author = conf.values.get("author")
    authors = (Author(literal=author),) if isinstance(author, str) and author else ()
    for edition in publication.editions:
        work = references.publication_work(edition) if references else None
        yield (
            edition,
            work or Work("", "document", edition.lang, False, authors, edition.full_title),
        )


def _files(
    publication: Publication, edition: Edition, formats: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for name in formats:
        if name in FILES:
            yield name, f"{SITE}/{DOWNLOADS}/{publication.download_name(edition, name)}"
        else:
            yield name, f"{SITE}/{edition.code}/index.html"


def _words(total: Progress) -> Iterator[tuple[str, int]]:
    yield "current", total.translated_words
    yield "outdated", total.outdated_words
    yield "missing", total.missing_words


def write_release(plan: ReleasePlan, release: Release, version: Version, folder: Path) -> None:
    """Write all that belongs to a release into *folder*, which holds its site.

    The bag that is packed is left beside it.

    Raises:
        FindingsError: what the publication says of itself is not fit, or it cannot be signed.
    """
    publication = plan.publication
    (folder / NOTES).mkdir()
    for edition in release.editions:
        path = folder / NOTES / f"{edition.edition.code}.md"
        words = load_interface(words_folder(publication), edition.edition)
        (listed,) = list_versions([version], edition.edition, publication.editions, words.gettext)
        path.write_bytes(notes.render_notes(listed, edition.edition))
    (folder / citation.CFF).write_bytes(citation.render_cff(release))
    (folder / citation.DATACITE).write_bytes(citation.render_datacite(release))
    (folder / bom.NAME).write_bytes(bom.render_bom(release))
    shutil.copyfile(validation.FOLDER / "manifest.json", folder / "manifest.schema.json")
    files = manifest.read_files(folder)
    (folder / manifest.NAME).write_bytes(manifest.render_manifest(release, files))
    bag = folder.with_name(release.name)
    shutil.copytree(folder, bag)
    archive.make_bag(bag, release)
    archive.zip_folder(bag, folder / f"{release.name}.zip", release.moment)
    if (folder / SITE / DOWNLOADS).is_dir():
        unwanted = shutil.ignore_patterns(CHECKSUMS)  # of which there is one for all
        shutil.copytree(folder / SITE / DOWNLOADS, folder / DOWNLOADS, ignore=unwanted)
    sums = folder / manifest.SUMS
    sums.write_bytes(manifest.render_sums(manifest.read_files(folder)))
    if plan.key is not None:
        signing.sign(sums, plan.key)
