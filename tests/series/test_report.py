from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs.states import Progress
from editions.findings import Finding, Severity
from editions.series.papers import JobTime, Outcome, Paper, PaperResult
from editions.series.report import ResultTable, all_findings, as_report, summary
from tests.conftest import PROJECT
from tests.examples import blocks_of

ERROR = Finding("source/a.rst", 3, "is wrong", "rule")
WARNING = Finding("source/a.rst", 4, "is odd", "rule", Severity.WARNING)
ROWS = (Progress("a", translated=3, missing=1, translated_words=3, words=4),)


def result(name: str, outcome: Outcome, *findings: Finding, seconds: float = 1.25) -> PaperResult:
    return PaperResult(Paper(Path("/s", name), name), outcome, seconds, findings)


RESULTS = [
    result("papers/b", Outcome.FAILED, ERROR, WARNING),
    result("papers/a", Outcome.DONE),
    result("c", Outcome.UNCHANGED, WARNING, seconds=0),
]


def test_lines_of_a_table_have_one_width() -> None:
    table = ResultTable([f"paper {n}" for n in range(7)] + [r.paper.name for r in RESULTS], "build")
    lines = ["".join(table.line(result)) for result in RESULTS]
    assert lines == [
        "[ 1/10] papers/b  failed        1.2 s  1 error, 1 warning",
        "[ 2/10] papers/a  built         1.2 s",
        "[ 3/10] c         unchanged     0.0 s  1 warning",
    ]


def test_the_guide_shows_what_is_printed() -> None:
    (block,) = (b for b in blocks_of(PROJECT / "docs/how-to/series.md") if b.language == "text")
    error = Finding("conf.py", 12, "NameError: name 'editionz' is not defined", "conf")
    results = [
        result("papers/locks", Outcome.UNCHANGED, seconds=0),
        result("papers/mills", Outcome.FAILED, error, seconds=0.4),
        result("papers/ferry", Outcome.DONE, WARNING, replace(WARNING, line=5), seconds=14.2),
    ]
    table = ResultTable([r.paper.name for r in results], "build")
    lines = ["".join(table.line(r)) for r in results]
    (broken,) = all_findings(results[1:2], {"papers/mills": "papers/mills"})
    assert block.text.splitlines() == [*lines, "", "papers/mills", str(broken)]


def test_long_names_keep_their_end() -> None:
    table = ResultTable(["x" * 90, "b"], "build")
    before, _, _ = table.line(result("x" * 80 + "/the-end", Outcome.DONE))
    assert before.startswith("[1/2] …xx")
    assert before.rstrip().endswith("x/the-end")
    assert len(before) == len(ResultTable(["x" * 90, "b"], "build").line(RESULTS[2])[0])


def test_progress_stands_in_the_table() -> None:
    measured = PaperResult(Paper(Path("/s"), "a"), Outcome.DONE, 0, progress={"fr": ROWS})
    assert "".join(ResultTable(["a"], "status").line(measured)).endswith("fr 75 %")


@pytest.mark.parametrize(
    ("results", "verb", "said"),
    [
        (
            RESULTS,
            "build",
            "3 papers in 2.5 s: 1 built, 1 unchanged, 1 failed; 1 error; 2 warnings",
        ),
        (RESULTS[1:2], "check", "1 paper in 2.5 s: 1 checked"),
        ([], "build", "0 papers in 2.5 s: "),
    ],
)
def test_all_is_said_in_a_line(results: list[PaperResult], verb: str, said: str) -> None:
    assert summary(results, verb, 2.5) == said


def test_findings_are_named_from_here() -> None:
    found = all_findings(RESULTS, {r.paper.name: f"here/{r.paper.name}" for r in RESULTS})
    assert [finding.file for finding in found] == [
        "here/papers/b/source/a.rst", "here/papers/b/source/a.rst", "here/c/source/a.rst",
    ]  # fmt: skip


def test_programs_are_told_everything() -> None:
    built = PaperResult(
        Paper(Path("/s/a"), "a"),
        Outcome.DONE,
        2,
        (WARNING,),
        ("look\nout",),
        (JobTime("es pdf", 1.23456, made=True),),
        Path("/out/a"),
        {WARNING: "key"},
        {"fr": ROWS},
    )
    report = json.loads(json.dumps(as_report([built, *RESULTS], "build", 5, {"series": "s"})))
    assert [paper["name"] for paper in report["papers"]] == ["a", "c", "papers/a", "papers/b"]
    first = report["papers"][0]
    assert (first["state"], first["folder"], first["site"]) == ("built", "/s/a", "/out/a")
    assert first["jobs"] == [{"name": "es pdf", "seconds": 1.235, "made": True}]
    assert first["findings"][0] == {
        "file": "source/a.rst", "line": 4, "column": 0, "severity": "warning", "rule": "rule",
        "message": "is odd", "key": "key",
    }  # fmt: skip
    assert first["notices"] == ["look\\nout"]
    assert report["summary"] == {
        "papers": 4, "done": 2, "unchanged": 1, "failed": 1, "errors": 1, "warnings": 3,
        "seconds": 5,
    }  # fmt: skip
    assert report["series"] == "s"
    measured = as_report([built], "status", 5, {})["papers"][0]
    assert measured["editions"]["fr"]["percent"] == 75
    assert measured["editions"]["fr"]["words"] == {"current": 3, "outdated": 0, "missing": 1}
