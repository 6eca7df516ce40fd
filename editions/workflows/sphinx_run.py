"""Run Sphinx on a publication, in this process, with every warning an error."""

from __future__ import annotations

import errno
import os
import re
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

from sphinx.errors import SphinxError

from editions.borrowed.sphinx import docutils_of_its_own, forget_translations, run_conf
from editions.borrowed.sphinx_application import Run
from editions.borrowed.sphinx_log import LogRecord, collected_warnings
from editions.catalogs.files import shown_name
from editions.catalogs.syntax import SourceSyntax
from editions.charts.keeping import kept_drawings
from editions.files.reading import first_surrogate
from editions.files.replacing import make_build_folder
from editions.files.trees import remove_tree
from editions.findings import EditionsError, Finding, FindingsError, Severity, real_path, shown_path
from editions.languages import Edition, Publication
from editions.phrases import phrase
from editions.settings.conf import CONF, Conf
from editions.settings.reading import read_publication, read_settings
from editions.translations.loading import REFUSED
from editions.workflows.aside import printed_aside
from editions.workflows.links import check_links
from editions.workflows.outdated import sources
from editions.workflows.reads import note_files
from editions.workflows.undeclared import is_ours, undeclared_publication

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class OutdatedReadingError(SphinxError):
    """Documents are to be read which somebody else has read already."""


class WatchedReading(Protocol):
    """Documents that several runs write from."""

    def watch(self, app: Sphinx, records: Sequence[LogRecord]) -> None:
        """Look on; called when *app* is set up, and *records* are what it warns of."""


def load_publication(root: Path, languages: Sequence[str] = ()) -> Publication:
    """Read the declaration of the publication whose ``conf.py`` lies in *root*.

    Where it declares no editions, they are the languages that have catalogs, and *languages*.

    Raises:
        FindingsError: there is no ``conf.py``, or it cannot be used, or a link leads out of
            the project.
    """
    root = real_path(root)
    conf = read_conf(root)
    declared = is_ours(conf) and read_settings(conf).editions
    publication = (
        read_publication(root, source_of(root), conf)
        if declared
        else undeclared_publication(root, conf, languages)
    )
    check_links(publication)
    return publication


def source_of(root: Path) -> Path:
    """Return the folder of a publication's text: ``source/`` where there is one, else *root*."""
    return root / "source" if (root / "source").is_dir() else root


def read_conf(root: Path) -> Conf:
    """Run the ``conf.py`` in *root*, and return what it says.

    Raises:
        FindingsError: there is none, or it cannot be run.
    """
    conf = root / "conf.py"
    if not conf.is_file():
        near = nearby_conf(root)
        message = (
            phrase("not found here, but in {folder}; go there, or name it: --project", folder=near)
            if near
            else phrase(
                "not found; run the command in the folder of a publication, or name it: --project"
            )
        )
        raise FindingsError.for_file(str(conf), message, "conf")
    try:
        with printed_aside():
            return Conf.of_file(conf, run_conf(conf))
    except SphinxError as error:
        raise FindingsError([_conf_finding(conf, error)]) from error


def nearby_conf(root: Path) -> str:
    """Return the folder with a ``conf.py`` that somebody in *root* means, from there; or nothing.

    Most projects have it in a folder of their documents, and some have their text below it.
    """
    for pattern in ("doc*", "source", "doc*/source", "doc*/*"):
        for folder in sorted(root.glob(pattern)):
            if (folder / "conf.py").is_file():
                return folder.relative_to(root).as_posix()
    above = [path for path in real_path(root).parents[:2] if (path / "conf.py").is_file()]
    return os.path.relpath(above[0], root) if above else ""


def loads_extension(root: Path) -> bool:
    """Tell whether builds of the project in *root* load this extension, as its text says.

    A ``conf.py`` of somebody else's is not run for that.
    """
    text = (root / "conf.py").read_text(encoding="utf-8", errors="replace")
    return bool(re.search(r"^extensions\s*\+?=[^\]]*[\"']editions[\"']", text, re.MULTILINE))


def _conf_finding(conf: Path, error: SphinxError) -> Finding:
    """Return why *conf* could not be run, with the line that it came to."""
    cause = error.__cause__ or error
    frames = traceback.extract_tb(cause.__traceback__)
    lines = [frame.lineno or 0 for frame in frames if frame.filename == str(conf)]
    line = lines[-1] if lines else 0
    message: str
    if isinstance(cause, FindingsError):
        message = cause.findings[0].message
    elif isinstance(cause, SyntaxError) and not line:
        message, line = cause.msg, cause.lineno or 0
    elif isinstance(cause, ModuleNotFoundError) and cause.name:
        message = phrase(
            "{error}; a package brings it, to be installed where the toolkit is: python -m pip"
            " install {name}",
            error=f"{type(cause).__name__}: {cause}",
            name=cause.name.partition(".")[0],
        )
    else:
        message = f"{type(cause).__name__}: {cause}"
    return Finding(conf.name, line, message, "conf")


def run_sphinx(
    publication: Publication,
    edition: Edition,
    builder: str,
    output: Path,
    doctrees: Path,
    *,
    tolerant: bool = False,
    prepare: Callable[[Sphinx], None] = lambda app: None,
    overrides: Mapping[str, Any] = MappingProxyType({}),
    reading: WatchedReading | None = None,
) -> tuple[Finding, ...]:
    """Build one edition of *publication* with one of Sphinx's builders.

    *output* is made anew; *doctrees* is kept from run to run, and dropped when a run fails,
    because Sphinx says each warning only once; that of a *reading* is its own concern.  Returns
    what was refused in the catalogs of a publication that goes on without.

    Where *tolerant*, what Sphinx warned of is returned as well.  *prepare* and *overrides* are
    those of `call_sphinx`.

    Raises:
        FindingsError: Sphinx warned of something, or gave up.
        OutdatedReadingError: the *reading* is not of today.
    """
    unfinished = doctrees.with_name(f"{doctrees.name}.unfinished")
    if reading is None:
        if unfinished.exists():
            remove_tree(doctrees)
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        unfinished.touch()
    remove_tree(output)
    findings = call_sphinx(
        publication,
        edition,
        builder,
        output,
        doctrees,
        prepare,
        overrides=overrides,
        reading=reading,
    )
    failed = any(finding.severity is Severity.ERROR for finding in findings)
    if failed and not tolerant:
        raise FindingsError(findings)
    if not failed:
        unfinished.unlink(missing_ok=True)
    return findings


def call_sphinx(
    publication: Publication,
    edition: Edition,
    builder: str,
    output: Path,
    doctrees: Path,
    prepare: Callable[[Sphinx], None] = lambda app: None,
    tags: Sequence[str] = (),
    overrides: Mapping[str, Any] = MappingProxyType({}),
    reading: WatchedReading | None = None,
) -> tuple[Finding, ...]:
    """Let Sphinx bring *output* and *doctrees* up to date; return what it warned of.

    What was refused in the catalogs of a publication that goes on without is a warning, all
    else an error, unless the publication reports its warnings.  *prepare* is called before the
    first document is read, *tags* are what ``.. only::`` asks for, and *overrides* replaces
    settings of ``conf.py``.

    Raises:
        FindingsError: Sphinx gave up.
        OutdatedReadingError: the *reading* is not of today.
    """
    if output.is_relative_to(publication.build):
        make_build_folder(publication.build)
    output.mkdir(parents=True, exist_ok=True)
    forget_translations()
    place = CONF
    records: list[LogRecord] = []
    try:
        with (
            printed_aside(),
            collected_warnings() as records,
            docutils_of_its_own(publication.root),
            kept_drawings(publication.build / "cache" / "charts"),
        ):
            app = Run(
                srcdir=publication.source,
                confdir=publication.root,
                outdir=output,
                doctreedir=doctrees,
                buildername=builder,
                confoverrides={"language": edition.language, **overrides},
                status=None,
                warning=None,
                tags=tags,
            )
            place = f"edition {edition.code}"
            app.connect("env-before-read-docs", _forget_changed)
            prepare(app)
            if reading is not None:
                reading.watch(app, records)
            app.build()
            note_files(sources(app))
    except OutdatedReadingError:
        raise
    except UnicodeError as error:
        findings = find_undecodable(publication)
        if not findings:
            raise
        raise FindingsError(findings) from error
    except (SphinxError, EditionsError) as error:
        findings = findings_from(records, publication.root, edition.code)
        raise FindingsError([*findings, *_reasons(error, place)]) from error
    return _judged(findings_from(records, publication.root, edition.code), publication)


#: What a disk or the system says, whatever was asked of it: no line of a program is wrong.
_FAULTS = frozenset(
    (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.ESTALE, errno.EMFILE, errno.ENFILE)
)


def _reasons(error: Exception, place: str) -> tuple[Finding, ...]:
    """Return why Sphinx gave up at *place*."""
    cause = error if isinstance(error, FindingsError) else error.__cause__
    if isinstance(cause, FindingsError):
        return cause.findings
    if isinstance(cause, OSError) and cause.errno in _FAULTS and cause.filename:
        return (Finding.of_system(cause, place),)
    return (Finding(place, 0, str(error), "sphinx"),)


def _judged(findings: Sequence[Finding], publication: Publication) -> tuple[Finding, ...]:
    """Return what Sphinx warned of as what it is in a *publication*: an error or a warning."""
    # Before 8.2, Sphinx only warns, and puts question marks into the text.
    undecodable = {(f.file, f.line): f for f in find_undecodable(publication)} if findings else {}
    return tuple(
        replace(finding, severity=Severity.WARNING)
        if publication.reports_warnings or finding.rule == f"editions.{REFUSED}"
        else finding
        for finding in (undecodable.get((f.file, f.line), f) for f in findings)
    )


def _forget_changed(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Forget all documents that are about to be read, as Sphinx does where it reads in parallel.

    One after the other, a label that has moved to a document before its own would stand twice.
    """
    for docname in docnames:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)


def find_undecodable(publication: Publication) -> tuple[Finding, ...]:
    """Return the documents that are not UTF-8; from 8.2 on, Sphinx gives up without naming them.

    So it does, in all versions, where the name of one is not.
    """
    findings = []
    usual = SourceSyntax()  # that of the project is not known where Sphinx has given up
    ends = (*usual.rst, *usual.markdown)
    documents = (p for p in publication.source.rglob("*") if p.name.lower().endswith(ends))
    for path in sorted(path for path in documents if path.is_file()):
        if not path.name.isprintable() and first_surrogate(path.name):
            message = phrase("its name is not UTF-8; give it another")
            findings.append(Finding(shown_name(path, publication.root), 0, message, "encoding"))
        try:
            path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = phrase("the file is not UTF-8; save it as UTF-8")
            findings.append(Finding(shown_path(path, publication.root), line, message, "encoding"))
    return tuple(findings)


def findings_from(records: Iterable[LogRecord], root: Path, code: str = "") -> tuple[Finding, ...]:
    """Return what Sphinx warned of as findings, each once.

    Sphinx gives the place in the source for what is wrong with a translation, too; there
    the message names the edition, by its *code*.
    """
    findings: dict[Finding, None] = {}
    for record in records:
        file = shown_path(Path(record.file), root) if record.file else "sphinx"
        translated = record.translated or record.kind.startswith("i18n.")
        message = record.message
        if translated and code:
            message = phrase("in the translation {code}: {problem}", code=code, problem=message)
        rule = record.kind or "sphinx"
        findings[Finding(file, record.line, message, rule)] = None
    return tuple(findings)
