"""Which papers are meant: folders that somebody names, or what a series declares."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from unicodedata import normalize

from editions.files.names import folded, is_device
from editions.findings import Finding, FindingsError, UsageError, described, real_path
from editions.phrases import LocalText, phrase
from editions.series.declaration import FILE, OWN_NAMES, RULE, Series, read_series
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
    """Make sure that no two papers have one place, where all sites are put into one folder.

    Raises:
        UsageError: two have, or the site of one would lie in that of the other.
    """
    for clash in _in_one_place(paper.name for paper in papers):
        if clash.is_inside:
            raise UsageError(
                phrase(
                    "the site of {name} would lie in that of {other}, which contains it; build them"
                    " one after the other, with --output of their own",
                    name=clash.name,
                    other=clash.other,
                )
            )
        raise UsageError(clash.message)


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
    return [Paper(real_path(found[name]), name.as_posix()) for name in sorted(found)]


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
    taken = {folded(name) for name in (*OWN_NAMES, *(edition.code for edition in series.editions))}
    messages = []
    places: dict[Path, str] = {}  # which links may bring in again
    for name in sorted(found):
        own = name.as_posix()
        first = places.setdefault(real_path(found[name]), own)
        if folded(name.parts[0]) in taken:
            messages.append(
                phrase("{own} would lie where the pages of the series do; rename it", own=own)
            )
        elif first != own:
            messages.append(
                phrase(
                    "{folder} is the folder of another member, {first}; exclude one",
                    folder=own,
                    first=first,
                )
            )
    messages += [clash.message for clash in _in_one_place(name.as_posix() for name in found)]
    for message in messages:
        yield Finding(
            series.shown,
            series.line,
            phrase("{place}: {problem}", place="members", problem=message),
            RULE,
        )


@dataclass(frozen=True)
class _Clash:
    """A name for which there is no place of its own."""

    name: str
    #: What is there already; empty where Windows has no such name.
    other: str = ""
    #: It would lie in the other.
    is_inside: bool = False

    @property
    def message(self) -> LocalText:
        if not self.other:
            return phrase("Windows can have no folder called {name}; rename it", name=self.name)
        if self.is_inside:
            return phrase(
                "{own} lies in another member, {other}; exclude one of them",
                own=self.name,
                other=self.other,
            )
        look_alike = normalize("NFC", self.name) == normalize("NFC", self.other)
        one, other = map(ascii if look_alike else described, (self.name, self.other))
        return phrase(
            "{one} and {other} are one folder to systems that do not tell such letters apart;"
            " rename one of them",
            one=one,
            other=other,
        )


def _in_one_place(names: Iterable[str]) -> Iterator[_Clash]:
    """Yield which of *names* would not have a place of their own on every system."""
    places: dict[PurePath, str] = {}
    ordered = sorted(set(names))
    for name in ordered:
        first = places.setdefault(folded(name), name)
        if first != name:
            yield _Clash(name, first)
        if any(map(is_device, PurePath(name).parts)):
            yield _Clash(name)
    for name in ordered:
        around = [places[place] for place in folded(name).parents if place in places]
        if around:
            yield _Clash(name, min(around), is_inside=True)


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
