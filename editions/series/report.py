"""What became of papers, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from editions.findings import Finding, printable
from editions.phrases import LocalText, counts, listed, localized, phrase, phrases
from editions.series.papers import Outcome, PaperResult, in_folder

#: What a paper is after each verb, where nothing failed.
DONE = {
    "build": "built",
    "check": "checked",
    "status": "measured",
    "update": "updated",
    "verify": "verified",
}
#: What people call these states, and others.
STATES = {
    "built": phrase("built"),
    "checked": phrase("checked"),
    "measured": phrase("measured"),
    "updated": phrase("updated"),
    "verified": phrase("verified"),
    "unchanged": phrase("unchanged"),
    "failed": phrase("failed"),
}
#: A name is cut to so many letters in a table.
_LONGEST_NAME = 48


def state_of(result: PaperResult, verb: str) -> str:
    """Return the state of a paper in one word."""
    return DONE[verb] if result.outcome is Outcome.DONE else result.outcome.value


def remarks(result: PaperResult) -> LocalText:
    """Return what else the table says of a paper: findings, progress, notices."""
    said = list(counts(len(result.errors), len(result.warnings)))
    if result.progress:
        from editions.catalogs.states import total_of

        said += [f"{code} {total_of(rows).percent} %" for code, rows in result.progress.items()]
    return listed(said)


class ResultTable:
    """The lines of a table of one width, a paper each, as they come."""

    def __init__(self, names: Iterable[str], verb: str) -> None:
        names = list(names)
        self.verb = verb
        self.total = len(names)
        self.width = min(_LONGEST_NAME, max(map(len, names), default=0))
        self.done = 0

    def line(self, result: PaperResult) -> tuple[str, str, str]:
        """Return the line of a paper: what stands before its state, that, and the rest."""
        self.done += 1
        digits = len(str(self.total))
        name = result.paper.name
        if len(name) > self.width:
            name = f"…{name[1 - self.width :]}"
        state = localized(STATES[state_of(result, self.verb)])
        longest = max(len(localized(text)) for text in STATES.values())
        rest = f"{' ' * (longest - len(state))}{result.seconds:>8.1f} s"
        said = localized(remarks(result))
        return (
            f"[{self.done:>{digits}}/{self.total}] {name:<{self.width}}  ",
            state,
            f"{rest}  {said}" if said else rest,
        )


def summary(results: Sequence[PaperResult], verb: str, seconds: float) -> LocalText:
    """Return one line on all papers."""
    outcomes = [
        (sum(r.outcome is outcome for r in results), word)
        for outcome, word in (
            (Outcome.DONE, DONE[verb]),
            (Outcome.UNCHANGED, "unchanged"),
            (Outcome.FAILED, "failed"),
        )
    ]
    states = [
        phrase("{number:,} {state}", number=number, state=STATES[word])
        for number, word in outcomes
        if number
    ]
    found = counts(sum(len(r.errors) for r in results), sum(len(r.warnings) for r in results))
    return phrases(
        len(results),
        "{number:,} paper in {seconds:.1f} s: {results}",
        "{number:,} papers in {seconds:.1f} s: {results}",
        seconds=seconds,
        results=listed([listed(states), *found] if states else found, "; "),
    )


def all_findings(results: Iterable[PaperResult], folders: Mapping[str, str]) -> dict[Finding, str]:
    """Return the findings of all papers and the keys of their messages.

    Files are as they are called from where *folders*, by the name of the paper, are.
    """
    found = {}
    for result in results:
        for finding in result.findings:
            here = in_folder(finding, folders[result.paper.name])
            found[here] = result.keys.get(finding, "")
    return found


def as_report(
    results: Sequence[PaperResult], verb: str, seconds: float, more: Mapping[str, Any]
) -> dict[str, Any]:
    """Return all of it as JSON has it, with what there is *more* to say of the whole."""
    return {
        "version": 1,
        "verb": verb,
        **more,
        "papers": [_paper(result, verb) for result in sorted(results, key=lambda r: r.paper.name)],
        "summary": {
            "papers": len(results),
            **{o.value: sum(r.outcome is o for r in results) for o in Outcome},
            "errors": sum(len(r.errors) for r in results),
            "warnings": sum(len(r.warnings) for r in results),
            "seconds": round(seconds, 3),
        },
    }


def _paper(result: PaperResult, verb: str) -> dict[str, Any]:
    paper: dict[str, Any] = {
        "name": printable(result.paper.name),
        "folder": printable(str(result.paper.root)),
        "state": state_of(result, verb),
        "seconds": round(result.seconds, 3),
        "findings": [_finding(f, result.keys.get(f, "")) for f in result.findings],
        "notices": [printable(notice) for notice in result.notices],
    }
    if verb == "build":
        paper["jobs"] = [
            {"name": job.name, "seconds": round(job.seconds, 3), "made": job.made}
            for job in result.jobs
        ]
    if result.site is not None:
        paper["site"] = printable(str(result.site))
    if verb == "status":
        paper["editions"] = {code: _progress(rows) for code, rows in result.progress.items()}
    return paper


def _finding(finding: Finding, key: str) -> dict[str, Any]:
    return {
        "file": printable(finding.file),
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": printable(finding.message),
        "key": key,
    }


def _progress(rows: Sequence[Any]) -> dict[str, Any]:
    from editions.catalogs.states import total_of

    total = total_of(rows)
    return {
        "percent": total.percent,
        "words": {
            "current": total.translated_words,
            "outdated": total.outdated_words,
            "missing": total.missing_words,
        },
    }
