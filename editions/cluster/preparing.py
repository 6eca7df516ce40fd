"""On the machine that asks: pack what the build of a paper needs, and put what comes back in place.

Both are done in a process of their own, since ``conf.py`` is run and modules of it are imported.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, Self

from editions.cluster.archives import (
    ArchiveError,
    Member,
    members_under,
    unpack_archive,
    write_archive,
)
from editions.cluster.assignments import Assignment, read_description
from editions.cluster.contents import contents_of
from editions.cluster.versions import distributions_of, own_versions, versions_of
from editions.dates import SOURCE_DATE
from editions.files.kept import read_kept
from editions.files.trees import remove_tree
from editions.findings import real_path
from editions.languages import DOWNLOADS, Publication
from editions.series.papers import Paper, PaperResult
from editions.settings.reading import read_settings
from editions.workflows.build import build_lock
from editions.workflows.inputs import DATE, Disk, Inputs, current_facts, just_before
from editions.workflows.orders import BuildOrder, edition_lines
from editions.workflows.paper_actions import dated
from editions.workflows.publishing import (
    MANIFEST,
    check_output,
    check_place,
    read_manifest,
    recover_site,
    replace_site,
)
from editions.workflows.reads import Reads, recorded_reads
from editions.workflows.records import LastBuild, last_build, last_path, marks_of, site_digest
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication, read_conf

#: Variables that every program may ask for, and no ``conf.py`` means when it builds, and the
#: beginnings of others.
_USUAL = frozenset(
    (*("HOME", "LANG", "LANGUAGE", "PATH", "TEMP", "TMP", "TMPDIR", "USER"), SOURCE_DATE)
)
_USUAL_BEGINNINGS = ("LC_", "PYTHON")


@dataclass(frozen=True)
class Machine:
    """What builds on this machine depend on, which takes a tenth of a second to learn."""

    #: See `own_versions`.
    versions: Mapping[str, str]
    #: See `current_facts`.
    facts: Mapping[str, str]

    @classmethod
    def this(cls) -> Self:
        """Return this one."""
        return cls(own_versions(), current_facts(os.environ.get(SOURCE_DATE)))


@dataclass(frozen=True)
class Prepared:
    """A paper that is packed."""

    paper: Paper
    publication: Publication
    #: As it was asked for, with the place of the site.
    order: BuildOrder
    assignment: Assignment
    #: The folder that all inputs lie in.
    base: Path
    #: The archives, by name.
    files: Mapping[str, Path]
    #: What builds here depend on, whatever they read.
    facts: Mapping[str, str]
    #: When it was begun, in nanoseconds of the clock.
    begin: int
    #: The files and folders that are packed.
    packed: frozenset[Path]
    notices: tuple[str, ...]
    #: Variables that ``conf.py`` asks for; they are no part of the assignment.
    variables: tuple[str, ...]

    @property
    def output(self) -> Path:
        """Where the site stands."""
        return Path(os.path.realpath(self.order.output or self.publication.build / "site"))


def prepare(paper: Paper, order: BuildOrder, folder: Path, machine: Machine) -> Prepared:
    """Pack into *folder* what the build of a *paper* needs.

    What it shares with other papers is packed once into the folder around, where theirs are, too.

    Raises:
        EditionsError: it cannot be built, or its site cannot be put where it is to be.
    """
    begin = time.time_ns()
    loaded = set(sys.modules)
    with dated(paper.date), recorded_reads() as reads:
        publication = load_publication(paper.root)
        conf = read_conf(paper.root)
    output = Path(os.path.realpath(order.output or publication.build / "site"))
    check_place(publication, output)
    check_output(output)
    settings = read_settings(conf, real_path(publication.source).name)
    contents = contents_of(
        publication, conf, settings, _read_so_far(paper.root, reads), folder_around(paper)
    )
    extensions = conf.values.get("extensions")
    named = [*extensions] if isinstance(extensions, (list, tuple)) else []
    modules = {n for n in (*named, conf.values.get("html_theme")) if isinstance(n, str)}
    # And what conf.py itself has imported, for which this process is a new one.
    modules |= {n.partition(".")[0] for n in sys.modules.keys() - loaded} - sys.stdlib_module_names
    packages = versions_of(distributions_of(modules, machine.versions))
    files = dict([_pack_once(contents.shared, folder.parent)] if contents.shared else [])
    files |= dict([_pack(contents.own, folder)])
    standing: dict[str, Path] = {}
    if _stays(publication, order, output):
        standing = dict([_pack(members_under(output), folder)])
    assignment = Assignment(
        paper.name,
        contents.root,
        PurePosixPath(publication.build.relative_to(publication.root).as_posix()),
        replace(order, output=None, fresh=False),
        tuple(files),
        next(iter(standing), ""),
        paper.date or os.environ.get(SOURCE_DATE, ""),
        datetime.now(UTC).strftime("%Y-%m-%d"),
        machine.versions,
        packages,
    )
    return Prepared(
        paper,
        publication,
        order,
        assignment,
        contents.base,
        files | standing,
        {**machine.facts, **({DATE: paper.date} if paper.date else {})},
        begin,
        frozenset(member.path for member in (*contents.shared, *contents.own)),
        contents.notices,
        tuple(asked_variables(reads.variables)),
    )


def _stays(publication: Publication, order: BuildOrder, output: Path) -> bool:
    """Tell whether there is something in the site that stays in it as it is.

    Raises:
        UsageError: an edition is asked for that there is not.
    """
    selected = {edition.code for edition in publication.select(order.editions)}
    held = read_kept(output / MANIFEST)
    if read_manifest(output) is None:
        return False
    declared = {edition.code for edition in publication.editions}
    return bool(not order.pairs and held.get("pairs")) or any(
        code not in selected or not set(formats) <= set(order.formats)
        for code, formats in held["editions"].items()
        if code in declared
    )


def _pack_once(members: Iterable[Member], folder: Path) -> tuple[str, Path]:
    """Write an archive into a folder in *folder*, unless the same files have been packed there."""
    stats = ((member, member.path.stat()) for member in members)
    marks = [(str(m), s.st_size, s.st_mtime_ns, s.st_ino, s.st_mode) for m, s in stats]
    kept = folder / f"shared-{hashlib.sha256(repr(marks).encode()).hexdigest()}"
    if not kept.is_dir():
        temporary = Path(tempfile.mkdtemp(dir=folder))
        _pack(members, temporary)
        try:
            temporary.rename(kept)
        except OSError:  # another paper was faster
            shutil.rmtree(temporary)
    (path,) = kept.iterdir()
    return path.name, path


def _pack(members: Iterable[Member], folder: Path) -> tuple[str, Path]:
    """Write an archive into *folder*; return its name and where it is."""
    temporary = folder / f"{os.getpid()}.{time.monotonic_ns()}"
    name = write_archive(members, temporary)
    return name, temporary.rename(folder / name)


def folder_around(paper: Paper) -> Path:
    """Return the folder of the series, which the paper's name is relative to.

    For one that a link brings in from elsewhere it is its own: what lies around that is nobody's.
    """
    parts = PurePosixPath(paper.name).parts
    is_inside = paper.root.parts[-len(parts) :] == parts
    return paper.root.parents[len(parts) - 1] if is_inside else paper.root


def _read_so_far(root: Path, reads: Reads) -> set[str]:
    """Return what ``conf.py`` has read, and the last build, which knows more."""
    kept = last_build(root)
    read = {*reads.files, *(kept[0].inputs.files if kept is not None else ())}
    mains = (sys.modules.get(name) for name in ("__main__", "__mp_main__"))
    return read - {getattr(main, "__file__", None) for main in mains}  # which runs the command


def asked_variables(asked: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the variables that somebody has *asked* for, and that were set, with few left out."""
    for name, value in sorted(asked.items()):
        is_usual = name in _USUAL or name.startswith(_USUAL_BEGINNINGS)
        if value is not None and not is_usual:
            yield name


def place(
    prepared: Prepared, described: Mapping[str, Any], archive: Path | None, name: str
) -> PaperResult:
    """Put a site that was built elsewhere into its place; return what became of the paper.

    *archive*, called *name*, holds the site; it is None where none was made.

    Raises:
        EditionsError: what came back is damaged, or the site cannot be put into its place.
        OSError: the disk is full, say.
    """
    result, record = read_description(described, prepared.paper, prepared.base)
    if archive is None:
        return result
    output = prepared.output
    with build_lock(prepared.publication, Reporter()):
        check_output(output)
        recover_site(output)
        fresh = output.with_name(f".{output.name}.new")
        remove_tree(fresh)
        try:
            unpack_archive(archive, fresh, name, old=False)
            if read_manifest(fresh) is None:
                raise ArchiveError("an archive holds no site")
            if not prepared.assignment.site and output.is_dir():
                _keep_foreign(output, fresh)
            replace_site(fresh, output)
        finally:
            remove_tree(fresh)
        keep_record(prepared, record, result)
    return replace(result, site=output)


def _keep_foreign(output: Path, fresh: Path) -> None:
    """Let stand in *fresh* what nobody has built: a file for the web server, say."""
    built = {*(read_manifest(output) or ()), DOWNLOADS}
    for path in output.iterdir():
        target = fresh / path.name
        if path.name in built or target.exists() or target.is_symlink():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target, symlinks=True)
        else:
            shutil.copy2(path, target, follow_symlinks=False)


def keep_record(prepared: Prepared, record: Mapping[str, Any] | None, result: PaperResult) -> None:
    """Keep the *record* of a build that somebody else has made as one of a build made here."""
    path = last_path(prepared.publication.build)
    path.unlink(missing_ok=True)
    if record is None or record.get("remarks"):  # of pairs that a worker has not
        return
    inputs = _inputs_here(prepared, Inputs.from_json(record["inputs"]))
    marks = marks_of(inputs, just_before(time.time_ns()))
    if inputs.change(prepared.facts, Disk()) is not None:
        marks = ""
    LastBuild(
        prepared.order.request,
        inputs,
        str(prepared.output),
        site_digest(prepared.output),
        result.warnings,
        sum(job.seconds for job in result.jobs),
        marks,
        edition_lines(prepared.publication.select(prepared.order.editions)),
    ).write(path)


def _inputs_here(prepared: Prepared, there: Inputs) -> Inputs:
    """Return what was read on another machine as it is read on this one.

    Of files the content is what has travelled; folders hold more here than there, and files of the
    machine are its own.
    """
    ignored = (str(prepared.publication.build), str(prepared.output))
    disk = Disk()
    files = {}
    for path, found in there.files.items():
        if Path(path).is_relative_to(prepared.base):
            files[path] = found
        elif here := disk.file(path):
            files[path] = here
    folders = {path: disk.folder(path, ignored) for path in there.folders}
    environment = {
        **os.environ,
        **({SOURCE_DATE: date} if (date := prepared.assignment.date) else {}),
    }
    variables = {name: environment.get(name) for name in there.variables}
    return Inputs(prepared.facts, files, folders, variables, ignored)
