"""What is asked of a worker, and what it answers: values that travel."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from editions.cluster.cache import key_of
from editions.findings import EditionsError, Finding, Severity
from editions.series.papers import JobTime, Outcome, Paper, PaperResult
from editions.workflows.inputs import Inputs
from editions.workflows.orders import BuildOrder

#: Stands for the folder in which a paper lies, which is another one on each machine.
_BASE = "@base@"


class AnswerError(EditionsError):
    """What is to say what became of a paper says nothing of the kind."""


@dataclass(frozen=True)
class Assignment:
    """A paper that a worker is to build."""

    #: What it is called in reports.
    name: str
    #: The folder of its ``conf.py``, in what is unpacked.
    root: PurePosixPath
    #: The folder in which builds work, in *root*.
    build: PurePosixPath
    #: Its output is None: each machine has its own.
    order: BuildOrder
    #: Names of the archives that hold what the build needs.
    archives: tuple[str, ...]
    #: Name of the archive of the site as it stands, of which parts stay; may be empty.
    site: str
    #: The date of the source, as the environment gives it; may be empty.
    date: str
    #: The day of the build, which counts where the source has no date.
    today: str
    #: What the bytes depend on besides: see `own_versions`.
    versions: Mapping[str, str]
    #: Versions of the packages that bring the extensions and the theme.
    packages: Mapping[str, str]

    @property
    def everything(self) -> tuple[str, ...]:
        """The names of all archives."""
        return (*self.archives, *filter(None, [self.site]))

    @property
    def key(self) -> str:
        """What the result is kept by: it is the same for the same bytes."""
        order = self.order
        asked = [sorted(order.editions), sorted(order.formats), order.keep_going, order.pairs]
        return key_of(
            [
                *(str(self.root), str(self.build), asked, self.everything),
                *(self.date or self.today, dict(self.versions), dict(self.packages)),
            ]
        )


def describe_result(
    result: PaperResult, record: Mapping[str, Any] | None, base: Path
) -> dict[str, Any]:
    """Return what became of a paper that lies in *base*, as JSON can hold it.

    *record* is that of the build; None where none was kept.
    """
    found = {
        "outcome": result.outcome.value,
        "seconds": result.seconds,
        "findings": [_finding_to_json(finding) for finding in result.findings],
        "notices": list(result.notices),
        "jobs": [asdict(job) for job in result.jobs],
        "trace": result.trace,
        "record": record,
    }
    place = re.compile(rf"(?<![\w.~-]){re.escape(str(base))}(?=/|$|[^\w.-])")
    changed = _mapped(found, lambda text: place.sub(_BASE, text))
    assert isinstance(changed, dict)  # noqa: S101  # as it was
    return changed


def read_description(
    described: Mapping[str, Any], paper: Paper, base: Path
) -> tuple[PaperResult, dict[str, Any] | None]:
    """Return what became of a *paper* that lies in *base*, and the record of the build.

    Raises:
        AnswerError: nothing of the kind is *described*.
    """
    try:
        held = _mapped(dict(described), lambda text: text.replace(_BASE, str(base)))
        result = PaperResult(
            paper,
            Outcome(held["outcome"]),
            _number(held["seconds"]),
            tuple(_finding_from_json(one) for one in held["findings"]),
            tuple(map(str, held["notices"])),
            tuple(_job_from_json(one) for one in held["jobs"]),
            trace=str(held["trace"]),
        )
        record = held["record"]
        if record is not None:
            _check_inputs(Inputs.from_json(record["inputs"]))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise AnswerError(f"the answer for {paper.name} cannot be read: {error}") from error
    return result, record


def _mapped(value: object, change: Callable[[str], str]) -> Any:
    """Return a value of JSON with all its texts changed, names of items too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(name): _mapped(item, change) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mapped(item, change) for item in value]
    return value


def _finding_to_json(finding: Finding) -> dict[str, Any]:
    own = {name: getattr(finding, name) for name in ("file", "line", "message", "rule", "column")}
    return {**own, "severity": finding.severity.value}


def _finding_from_json(held: Mapping[str, Any]) -> Finding:
    found = Finding(**held)
    if not all(isinstance(text, str) for text in (found.file, found.message, found.rule)):
        raise TypeError("a finding has texts")
    severity = Severity(found.severity)
    return replace(found, severity=severity, line=int(found.line), column=int(found.column))


def _job_from_json(held: Mapping[str, Any]) -> JobTime:
    job = JobTime(**held)
    return replace(job, name=str(job.name), seconds=_number(job.seconds), made=bool(job.made))


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{number} is no time")
    return number


def _check_inputs(inputs: Inputs) -> None:
    """Make sure that what was read are texts.

    Raises:
        TypeError: it is something else.
    """
    texts = (inputs.facts, inputs.files, inputs.folders, inputs.variables)
    found = [text for texts_of in texts for pair in texts_of.items() for text in pair]
    if not all(text is None or isinstance(text, str) for text in (*found, *inputs.ignored)):
        raise TypeError("inputs are texts")
