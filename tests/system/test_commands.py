"""Programs that are run with nobody to answer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from editions.system.commands import last_lines, own_command, run


def test_command_is_asked_nothing_and_what_it_says_is_kept_and_heard() -> None:
    code = "import os, sys; print(os.environ, repr(sys.stdin.read()), flush=True)"
    heard: list[str] = []
    result = run(
        [sys.executable, "-c", f"{code}; sys.stderr.write('oh'); sys.exit(3)"],
        {"COLOUR": "green"},
        heard.append,
    )
    assert result.returncode == 3
    assert "'COLOUR': 'green'" in result.stdout
    assert "PATH" not in result.stdout
    assert result.stdout.endswith("''\noh")
    assert heard == result.stdout.splitlines()


def test_progress_on_one_line_is_heard_step_by_step() -> None:
    heard: list[str] = []
    run([sys.executable, "-c", r"print('a\rb\rc')"], hear=heard.append)
    assert heard == ["a", "b", "c"]


def test_end_of_what_was_said() -> None:
    assert last_lines("1\n2\n3\n", 2) == "2\n3"
    assert last_lines("") == ""


@pytest.mark.parametrize(
    ("makefile", "command"),
    [
        ("update: ready ## Bring up to date\n\t@$(RUN) update $(SELECT)\n", "make update"),
        ("x:\n\nupdate:\n\tcd docs && editions update\n", "make update"),
        ("update:\n\tapt-get update\n", "editions update"),  # of something else
        ("UPDATE = editions\nupdate := editions\n", "editions update"),
        ("updates:\n\teditions update\n", "editions update"),
        (None, "editions update"),
    ],
)
def test_our_own_command_is_one_that_exists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, makefile: str | None, command: str
) -> None:
    monkeypatch.setattr("editions.system.commands.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.chdir(tmp_path)
    if makefile is not None:
        (tmp_path / "Makefile").write_text(makefile)
    assert own_command("update", root=tmp_path) == command
    assert own_command("update", "--check", root=tmp_path) == "editions update --check"


def test_project_elsewhere_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editions.system.commands.which", lambda name: f"/usr/bin/{name}")
    (tmp_path / "my docs").mkdir()
    (tmp_path / "my docs" / "Makefile").write_text("update:\n\teditions update\n")
    monkeypatch.chdir(tmp_path)
    found = own_command("update", root=tmp_path / "my docs")
    assert found == "editions update --project 'my docs'"


def test_command_that_no_shell_finds_is_called_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("editions.system.commands.which", lambda name: None)
    monkeypatch.setattr("sys.executable", str(tmp_path / "bin" / "python3"))
    assert own_command("carry") == "python3 -m editions carry"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "editions").touch()
    assert own_command("carry") == f"{tmp_path}/bin/editions carry"
    monkeypatch.chdir(tmp_path)
    assert own_command("carry") == "bin/editions carry"
