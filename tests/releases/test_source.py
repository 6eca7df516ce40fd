"""A release is made from a commit, and from nothing beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.findings import FindingsError
from editions.releases.source import clean_revision
from tests.git import commit_all


def test_a_tree_is_clean_or_says_what_is_not_committed(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("build/\n", encoding="utf-8")
    (tmp_path / "part").mkdir()
    with pytest.raises(FindingsError, match="git says"):
        clean_revision(tmp_path)
    (tmp_path / "a").write_text("a", encoding="utf-8")
    commit_all(tmp_path)
    revision = clean_revision(tmp_path / "part")
    assert len(revision) == 40
    (tmp_path / "build").mkdir()
    (tmp_path / "build/x").write_text("", encoding="utf-8")
    assert clean_revision(tmp_path) == revision
    (tmp_path / "a").unlink()
    (tmp_path / "new é").write_text("", encoding="utf-8")
    with pytest.raises(FindingsError) as caught:
        clean_revision(tmp_path / "part")
    assert {finding.file for finding in caught.value.findings} == {"a", "new é"}


def test_many_files_are_counted(tmp_path: Path) -> None:
    commit_all_of = tmp_path / "a"
    commit_all_of.write_text("a", encoding="utf-8")
    commit_all(tmp_path)
    for number in range(14):
        (tmp_path / f"n{number:02}").write_text("", encoding="utf-8")
    with pytest.raises(FindingsError, match="4 more are not committed"):
        clean_revision(tmp_path)


def test_without_git_nothing_is_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FindingsError, match="git: cannot be run"):
        clean_revision(tmp_path)
