"""What travels between machines names no place of either."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from editions.cluster.assignments import Assignment, describe_result, read_description
from editions.findings import EditionsError, Finding, Severity
from editions.series.papers import JobTime, Outcome, Paper, PaperResult
from editions.workflows.orders import BuildOrder

ASSIGNMENT = Assignment(
    name="papers/one",
    root=PurePosixPath("papers/one"),
    build=PurePosixPath("build"),
    order=BuildOrder(("es", "en"), ("html",)),
    archives=("a" * 64, "b" * 64),
    site="",
    date="1750000000",
    today="2026-01-01",
    versions={"sphinx": "9.0"},
    packages={},
)


def test_the_key_is_that_of_the_bytes() -> None:
    same = [
        replace(ASSIGNMENT, name="papers/two"),
        replace(ASSIGNMENT, today="2026-01-02"),
        replace(ASSIGNMENT, order=BuildOrder(("en", "es"), ("html",))),
    ]
    other = [
        replace(ASSIGNMENT, archives=("a" * 64,)),
        replace(ASSIGNMENT, archives=("b" * 64, "a" * 64)),
        replace(ASSIGNMENT, site="c" * 64),
        replace(ASSIGNMENT, date="1750000001"),
        replace(ASSIGNMENT, date=""),
        replace(ASSIGNMENT, date="", today="2026-01-02"),
        replace(ASSIGNMENT, versions={"sphinx": "9.1"}),
        replace(ASSIGNMENT, packages={"furo": "1"}),
        replace(ASSIGNMENT, root=PurePosixPath("papers/two")),
        replace(ASSIGNMENT, order=BuildOrder(("en",), ("html",))),
        replace(ASSIGNMENT, order=BuildOrder(("es", "en"), ("html", "pdf"))),
        replace(ASSIGNMENT, order=BuildOrder(("es", "en"), ("html",), keep_going=True)),
    ]
    assert {one.key for one in same} == {ASSIGNMENT.key}
    assert len({ASSIGNMENT.key, *(one.key for one in other)}) == len(other) + 1


def test_a_result_is_read_where_the_paper_lies() -> None:
    base = Path("/scratch/job-1/tree")
    paper = Paper(base / "papers/one", "papers/one")
    result = PaperResult(
        paper,
        Outcome.FAILED,
        1.5,
        (
            Finding(f"{base}/shared/a.css", 3, f"see {base}/papers/one: wrong", "css"),
            Finding("source/a.rst", 1, f"{base}2 and x{base} are others", "a", Severity.WARNING, 2),
        ),
        (f"{base} is read",),
        (JobTime("en html", 1.0, True),),
        trace=f'File "{base}/papers/one/conf.py", line 1',
    )
    record = {"inputs": {"files": {f"{base}/papers/one/conf.py": "digest"}}}
    described = json.loads(json.dumps(describe_result(result, record, base)))
    there = Path("/home/editor/series")
    mine = Paper(there / "papers/one", "papers/one")
    found, kept = read_description(described, mine, there)
    assert found == replace(
        result,
        paper=mine,
        findings=(
            Finding(f"{there}/shared/a.css", 3, f"see {there}/papers/one: wrong", "css"),
            result.findings[1],
        ),
        notices=(f"{there} is read",),
        trace=f'File "{there}/papers/one/conf.py", line 1',
    )
    assert kept == {"inputs": {"files": {f"{there}/papers/one/conf.py": "digest"}}}


@pytest.mark.parametrize("described", [{}, {"outcome": "odd"}, {"outcome": "done", "findings": 1}])
def test_what_is_no_answer_is_refused(described: dict[str, object]) -> None:
    with pytest.raises(EditionsError, match="cannot be read"):
        read_description(described, Paper(Path("/x"), "x"), Path("/"))
