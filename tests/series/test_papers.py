from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import Finding, Severity
from editions.series.papers import Outcome, Paper, PaperResult, in_folder, longest_first


def paper(name: str, size: int = 0, seconds: float | None = None) -> Paper:
    return Paper(Path("/series", name), name, size, seconds)


@pytest.mark.parametrize(
    ("papers", "order"),
    [
        ([paper("a", 1), paper("b", 3), paper("c", 2)], "bca"),
        ([paper("a", 9, 1), paper("b", 1, 5)], "ba"),
        # One that was never built takes as long as its source is long, by those that were.
        ([paper("a", 100, 10), paper("b", 200), paper("c", 50)], "bac"),
        ([paper("b"), paper("a")], "ab"),
        ([], ""),
    ],
)
def test_the_longest_come_first(papers: list[Paper], order: str) -> None:
    assert "".join(found.name for found in longest_first(papers)) == order


def test_findings_are_errors_or_warnings() -> None:
    error = Finding("a.rst", 1, "is wrong", "rule")
    warning = Finding("a.rst", 2, "is odd", "rule", Severity.WARNING)
    result = PaperResult(paper("one"), Outcome.FAILED, 1, (error, warning))
    assert (result.errors, result.warnings) == ((error,), (warning,))
    assert result.is_failed
    assert not PaperResult(paper("one"), Outcome.UNCHANGED, 0).is_failed


@pytest.mark.parametrize(
    ("file", "shown"), [("source/a.rst", "papers/one/source/a.rst"), ("/etc/fonts", "/etc/fonts")]
)
def test_files_are_named_from_where_all_papers_are_seen(file: str, shown: str) -> None:
    assert in_folder(Finding(file, 1, "odd", "rule"), "papers/one").file == shown
