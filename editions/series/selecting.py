"""Which papers are meant: folders that somebody names, or what a series declares."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from editions.findings import Finding, FindingsError, UsageError
from editions.phrases import phrase
from editions.series.declaration import FILE, RULE, Series, read_series
from editions.series.papers import Paper

CONF = "conf.py"

#: Folders in which nobody keeps papers, but builds and tools may leave what looks like one.
_NO_PAPERS = ("build", "_build", "node_modules")
_WILD = frozenset("*?[")


@dataclass(frozen=True)
class Selection:
    """The papers that are meant."""

    papers: tuple[Paper, ...]
    #: The series that declares them; None where they were named one by one.
    series: Series | None = None


def means_papers(path: Path) -> bool:
    """Tell whether *path* is a paper's folder, or a series; a folder of catalogs is neither.

    A folder that holds ``conf.py`` is a paper, whatever else it holds.
    """
    if path.is_dir():
        return (path / CONF).is_file() or (path / FILE).is_file()
    return path.suffix == ".toml"


def select_papers(paths: Sequence[Path]) -> Selection:
    """Return the papers that *paths* stand for: folders with ``conf.py``, or one series.

    Raises:
        UsageError: a path is neither, or a series is named with others.
        FindingsError: the declaration of the series cannot be used.
    """
    for path in paths:
        if not means_papers(path):
            raise UsageError(
                phrase(
                    "{path} is no publication: name folders with {conf}, or a file {file}",
                    path=path,
                    conf=CONF,
                    file=FILE,
                )
            )
    declared = [path for path in paths if not (path / CONF).is_file()]
    if not declared:
        return Selection(tuple(_named(paths)))
    if len(paths) > 1:
        raise UsageError(
            phrase("a series is named alone; {path} brings its own papers", path=declared[0])
        )
    file = declared[0] / FILE if declared[0].is_dir() else declared[0]
    series = read_series(file, str(file))
    return Selection(tuple(members(series)), series)


def _named(paths: Iterable[Path]) -> Iterator[Paper]:
    roots = list(dict.fromkeys(Path(os.path.realpath(path)) for path in paths))
    here = Path.cwd()
    if all(here in root.parents for root in roots):
        base = here
    else:
        base = Path(os.path.commonpath([root.parent for root in roots]))
    for root in roots:
        yield Paper(root, root.relative_to(base).as_posix())


def check_apart(papers: Sequence[Paper]) -> None:
    """Make sure that no paper lies in another one, where all sites are put into one folder.

    Raises:
        UsageError: one does, and its site would lie in that of the other.
    """
    names = {PurePath(paper.name) for paper in papers}
    for name in sorted(names):
        if around := names & set(name.parents):
            raise UsageError(
                phrase(
                    "the site of {name} would lie in that of {other}, which contains it; build them"
                    " one after the other, with --output of their own",
                    name=name,
                    other=min(around),
                )
            )


def members(series: Series) -> list[Paper]:
    """Return the papers of a series, by name.

    Raises:
        FindingsError: a pattern fits no paper, or two things would have one place in the site.
    """
    excluded = {path for pattern in series.exclude for path in series.root.glob(pattern)}
    found: dict[PurePath, Path] = {}
    findings = []
    for pattern in series.members:
        fitting = [path for path in _fitting(series.root, pattern) if path not in excluded]
        if not fitting:
            message = phrase(
                "members: {pattern!r} fits no folder with {conf}", pattern=pattern, conf=CONF
            )
            findings.append(Finding(series.shown, series.line, message, RULE))
        found |= {path.relative_to(series.root): path for path in fitting}
    findings += _clashes(series, found)
    if findings:
        raise FindingsError(findings)
    return [Paper(found[name].resolve(), name.as_posix()) for name in sorted(found)]


def _fitting(root: Path, pattern: str) -> Iterator[Path]:
    if not _WILD & set(pattern):
        yield root / pattern  # which may lack its conf.py: that is this paper's fault alone
        return
    for path in sorted(root.glob(pattern)):
        parts = path.relative_to(root).parts
        aside = any(part.startswith(".") or part in _NO_PAPERS for part in parts)
        if parts and not aside and (path / CONF).is_file():
            yield path


def _clashes(series: Series, found: Mapping[PurePath, Path]) -> Iterator[Finding]:
    taken = {edition.code for edition in series.editions} | {"_static"}
    names = set(found)
    places: dict[Path, str] = {}  # which links may bring in again
    for name in sorted(names):
        message, own = "", name.as_posix()
        first = places.setdefault(found[name].resolve(), own)
        if name.parts[0] in taken:
            message = phrase("{own} would lie where the pages of the series do; rename it", own=own)
        elif around := names & set(name.parents):
            message = phrase(
                "{own} lies in another member, {other}; exclude one of them",
                own=own,
                other=min(around).as_posix(),
            )
        elif (
            first := places.setdefault(found[name].resolve(), name.as_posix())
        ) != name.as_posix():
            message = phrase(
                "{folder} is the folder of another member, {first}; exclude one",
                folder=name.as_posix(),
                first=first,
            )
        if message:
            yield Finding(series.shown, series.line, f"members: {message}", RULE)


def source_size(root: Path) -> int:
    """Return how many bytes a paper is written in: documents and catalogs."""
    total = 0
    for place, folders, names in os.walk(root):
        folders[:] = [f for f in folders if not f.startswith((".", "_")) and f not in _NO_PAPERS]
        for name in names:
            if name.endswith((".rst", ".md", ".po", ".ipynb", ".txt")):
                try:
                    total += os.stat(Path(place, name)).st_size  # noqa: PTH116
                except OSError:  # it is gone already, or a link to nowhere
                    continue
    return total
