"""Findings and errors, as a user reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import EditionsError, Finding, FindingsError, UsageError, shown_path


@pytest.mark.parametrize(
    ("line", "expected"),
    [(3, "shore.rst:3: wrong (rule)"), (0, "shore.rst: wrong (rule)")],
)
def test_finding_is_one_line_that_editors_understand(line: int, expected: str) -> None:
    assert str(Finding("shore.rst", line, "wrong", "rule")) == expected


def test_error_names_every_finding() -> None:
    findings = [Finding("a.rst", 1, "wrong", "rule"), Finding("b.rst", 2, "worse", "rule")]
    error = FindingsError(iter(findings))
    assert error.findings == tuple(findings)
    assert str(error).splitlines() == ["a.rst:1: wrong (rule)", "b.rst:2: worse (rule)"]


def test_error_for_a_whole_file() -> None:
    assert str(FindingsError.for_file("conf.py", "wrong", "conf")) == "conf.py: wrong (conf)"


@pytest.mark.parametrize("kind", [FindingsError, UsageError])
def test_every_error_is_one_that_a_user_can_mend(kind: type[Exception]) -> None:
    assert issubclass(kind, EditionsError)


def test_path_is_shown_from_the_root_where_it_lies_inside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    assert shown_path(root / "source" / ".." / "locale" / "a.po", root) == "locale/a.po"
    assert shown_path(tmp_path / "a.po", root) == str(tmp_path / "a.po")
