"""Papers, the publications of a series, and what became of them: values that travel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path, PurePath
from statistics import median
from typing import TYPE_CHECKING

from editions.findings import Finding, Severity

if TYPE_CHECKING:
    from editions.catalogs.states import Progress

#: What a paper takes that has never been built, in seconds a byte of its source, where no other
#: paper tells.
_SECONDS_A_BYTE = 1e-4


@dataclass(frozen=True)
class Paper:
    """One publication of several."""

    #: Folder that holds its ``conf.py``, absolute.
    root: Path
    #: What it is called in reports, and its folder in the site of a series: ``papers/2026-01``.
    name: str
    #: Bytes of its source and its catalogs.
    size: int = 0
    #: What its last build took, in seconds of work; None where there has been none.
    seconds: float | None = None
    #: Date of its source, as the environment gives it in ``SOURCE_DATE_EPOCH``; may be empty.
    date: str = ""


class Outcome(Enum):
    """What became of a paper."""

    #: What was asked for is done; there may be warnings.
    DONE = "done"
    #: There was nothing to do.
    UNCHANGED = "unchanged"
    #: There is an error, or nothing was made.
    FAILED = "failed"


@dataclass(frozen=True)
class JobTime:
    """One job of a build: an edition in a format, or a pair."""

    #: ``es pdf``.
    name: str
    #: In seconds of wall-clock time.
    seconds: float
    made: bool


@dataclass(frozen=True)
class PaperResult:
    """What became of one paper.  It can be pickled, and so can all that is in it."""

    paper: Paper
    outcome: Outcome
    #: In seconds of wall-clock time.
    seconds: float
    #: Errors and warnings; files are relative to the paper's root.
    findings: tuple[Finding, ...] = ()
    #: What a reader of the site might miss, and other things worth a line.
    notices: tuple[str, ...] = ()
    #: The jobs that ran.
    jobs: tuple[JobTime, ...] = ()
    #: Where the site stands; None where none was asked for or made.
    site: Path | None = None
    #: Keys of the messages that findings are about.
    keys: Mapping[Finding, str] = field(default_factory=dict)
    #: How far each translation has come, catalog by catalog, by the code of the edition.
    progress: Mapping[str, tuple[Progress, ...]] = field(default_factory=dict)
    #: Python's own words for an error that is no finding; empty where there was none.
    trace: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that are errors."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings that stop nothing."""
        return tuple(f for f in self.findings if f.severity is not Severity.ERROR)

    @property
    def is_failed(self) -> bool:
        """Tell whether it makes the command fail."""
        return self.outcome is Outcome.FAILED


def longest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return *papers* in the order in which they are begun: those that take longest first.

    What one takes is what its last build took; for one that has never been built, what others
    take for as much source.
    """
    papers = list(papers)
    known = [paper.seconds / paper.size for paper in papers if paper.seconds and paper.size]
    rate = median(known) if known else _SECONDS_A_BYTE

    def cost(paper: Paper) -> tuple[float, str]:
        seconds = paper.size * rate if paper.seconds is None else paper.seconds
        return -seconds, paper.name

    return sorted(papers, key=cost)


def in_folder(finding: Finding, folder: str) -> Finding:
    """Return *finding*, of the paper in *folder*, with its file as it is called from here."""
    return replace(finding, file=str(PurePath(folder, finding.file)))
