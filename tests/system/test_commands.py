"""Programs that are run with nobody to answer."""

from __future__ import annotations

import sys

from editions.system.commands import last_lines, run


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
