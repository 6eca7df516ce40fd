"""Pandoc as a program: where it comes from, and every way in which it can fail."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from editions.references.formatting import STYLE
from editions.references.pandoc import FormattingError, find_pandoc, run_pandoc


def program(folder: Path, script: str) -> Path:
    """Return a program that stands for pandoc."""
    path = folder / "pandoc"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_missing_pandoc_says_how_to_get_it() -> None:
    with (
        mock.patch("pypandoc.get_pandoc_path", side_effect=OSError("none")),
        pytest.raises(FormattingError, match=r"pip install 'editions\[references\]'"),
    ):
        find_pandoc()


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo boom >&2; exit 3", "by author-date.csl: boom"),
        ("exit 3", "by author-date.csl: exit status 3"),
        ("echo careful >&2; echo '{}'", "by author-date.csl: careful"),
        ("echo nonsense", "not JSON"),
    ],
)
def test_failing_pandoc_is_an_error(tmp_path: Path, script: str, message: str) -> None:
    with pytest.raises(FormattingError, match=message):
        run_pandoc(program(tmp_path, f"cat > /dev/null\n{script}"), "{}", STYLE)


def test_program_of_another_system_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "pandoc"
    path.write_bytes(b"MZ")
    path.chmod(0o755)
    with pytest.raises(FormattingError, match="is it a program of this system"):
        run_pandoc(path, "{}", STYLE)


def test_pandoc_that_never_ends_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editions.references.pandoc._PATIENCE", 0.01)
    with pytest.raises(FormattingError, match=r"did not finish within 0\.01 seconds"):
        run_pandoc(program(tmp_path, "exec tail -f /dev/null"), "{}", STYLE)


def test_answer_is_the_output_of_the_program(tmp_path: Path) -> None:
    assert run_pandoc(program(tmp_path, "cat"), '{"blocks": ["é"]}', STYLE) == {"blocks": ["é"]}
