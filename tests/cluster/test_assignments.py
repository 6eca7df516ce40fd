"""What travels between machines names no place of either."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from editions.cluster.assignments import AnswerError, Assignment, describe_result, read_description
from editions.findings import Finding, Severity
from editions.series.papers import JobTime, Outcome, Paper, PaperResult
from editions.workflows.inputs import Inputs
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
    inputs = Inputs({}, {f"{base}/papers/one/conf.py": "digest"}, {}, {"STAGE": None}, ())
    record = {"inputs": inputs.to_json()}
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
    assert kept is not None
    assert kept["inputs"]["files"] == {f"{there}/papers/one/conf.py": "digest"}


FINDING = {
    "file": "a",
    "line": 1,
    "message": "is wrong",
    "rule": "r",
    "column": 0,
    "severity": "error",
}
INPUTS: dict[str, object] = {
    "facts": {},
    "files": {},
    "folders": {},
    "variables": {},
    "ignored": [],
}


def read(change: dict[str, object]) -> PaperResult:
    described: dict[str, object] = {
        "outcome": "done",
        "seconds": 1,
        "findings": [FINDING],
        "notices": ["n"],
        "jobs": [{"name": "en html", "seconds": 1, "made": True}],
        "trace": "",
        "record": {"inputs": INPUTS},
    }
    return read_description({**described, **change}, Paper(Path("/x"), "x"), Path("/"))[0]


@pytest.mark.parametrize(
    "change",
    [
        *({"outcome": "odd"}, {"findings": 1}, {"seconds": float("nan")}, {"seconds": "soon"}),
        *({"findings": [FINDING | {"message": 3}]}, {"findings": [FINDING | {"line": "x"}]}),
        *({"findings": [FINDING | {"severity": "odd"}]}, {"findings": [FINDING | {"more": 1}]}),
        *({"jobs": [3]}, {"jobs": [{"name": "x", "seconds": float("inf"), "made": True}]}),
        *({"record": []}, {"record": {}}, {"record": {"inputs": INPUTS | {"files": {"a": 3}}}}),
        {"record": {"inputs": INPUTS | {"files": 3}}},
    ],
)
def test_what_is_no_answer_is_refused(change: dict[str, object]) -> None:
    assert read({}).findings == (Finding("a", 1, "is wrong", "r"),)
    with pytest.raises(AnswerError, match="cannot be read"):
        read(change)
