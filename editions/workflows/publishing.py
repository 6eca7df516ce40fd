"""Put what was built into the site: all of it or nothing, or say why it cannot be put there."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

import editions
from editions.catalogs.compiling import compile_catalogs
from editions.catalogs.domains import INTERFACE
from editions.catalogs.policy import Policy
from editions.catalogs.projects import language_of
from editions.catalogs.reading import read_catalog
from editions.catalogs.safety import SafetyCheck
from editions.files.kept import read_kept
from editions.files.replacing import exchange
from editions.files.trees import discard_tree, remove_tree
from editions.findings import Finding, FindingsError
from editions.languages import CODE, DOWNLOADS, Edition, Publication
from editions.phrases import phrase
from editions.web.site import finish_site, list_files
from editions.workflows.jobs import (
    Job,
    JobFolders,
    PairJob,
)
from editions.workflows.pairing import add_pairs, pair_pdf_path
from editions.workflows.parts import BuildPart, PairedPages
from editions.workflows.reporter import Reporter

#: Formats that are one file, which readers take along.
FILES = ("epub", "pdf")

#: Says what a finished site holds, and that the folder is ours to replace.
MANIFEST = "editions.json"


def check_place(publication: Publication, output: Path) -> None:
    """Make sure that a site at *output* would not take in the folders where builds work.

    Raises:
        FindingsError: it would.
    """
    around = (publication.build, *publication.build.parents)
    inside = (publication.build / "cache", publication.build / "gettext")
    if output in around or any(folder in (output, *output.parents) for folder in inside):
        raise FindingsError.for_file(
            str(output), phrase("builds work here; choose another folder"), "output"
        )


def check_output(output: Path) -> None:
    """Make sure, before anything is built, that the site may be put at *output*.

    Raises:
        FindingsError: the place cannot be written, or holds something that is not a site.
    """

    def refuse(message: str) -> FindingsError:
        return FindingsError.for_file(
            str(output),
            phrase("{reason}; choose another folder: --output", reason=message),
            "output",
        )

    try:
        if os.path.lexists(output) and not output.is_dir():
            raise refuse(phrase("is not a folder"))
        if output.is_dir() and any(output.iterdir()) and read_manifest(output) is None:
            raise refuse(
                phrase("holds files that no build has made, and that a build would replace")
            )
        if output.is_mount():
            raise refuse(phrase("is where a file system is mounted, and cannot be replaced"))
        output.parent.mkdir(parents=True, exist_ok=True)
        probe = output.with_name(f".{output.name}.probe-{os.getpid()}")
        probe.mkdir()
        probe.rmdir()
    except OSError as error:
        raise refuse(phrase("cannot be written: {reason}", reason=error.strerror)) from error


def publish(
    publication: Publication,
    parts: Sequence[BuildPart],
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
            _copy_standing(output, fresh)
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
        discard_tree(fresh)
    return problems


def _copy_standing(output: Path, fresh: Path) -> None:
    """Copy the site that stands at *output* to *fresh*, where it becomes another one.

    Files of editions and pairs are the same ones under both names, where the disk can do that:
    what changes one of them puts another in its place.
    """
    folders = {str(output / name) for name in read_manifest(output) or ()}

    def bring(source: str, target: str) -> None:
        try:
            if folders.isdisjoint(map(str, Path(source).parents)):
                shutil.copy2(source, target)
            else:
                os.link(source, target)
        except OSError:  # the disk knows no such names, or no more of them
            shutil.copy2(source, target)

    shutil.copytree(output, fresh, symlinks=True, copy_function=bring)


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
        manifest = read_kept(site / MANIFEST)
        held = [*manifest["editions"], *manifest.get("pairs", ())]
        return [name for name in held if CODE.fullmatch(name)]
    except (KeyError, TypeError, AttributeError):
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
