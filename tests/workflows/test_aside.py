"""Standard output is for reports, whatever a project prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from editions.workflows.aside import printed_aside
from editions.workflows.processes import Processes


def speak(words: str) -> None:
    print(words, flush=True)
    subprocess.run([sys.executable, "-c", f"print({words!r})"], check=True)


def test_what_is_printed_meanwhile_is_no_report(capfd: pytest.CaptureFixture[str]) -> None:
    with printed_aside():
        speak("aside")
    with pytest.raises(ValueError, match="of conf"), printed_aside():
        raise ValueError("of conf")
    speak("report")
    assert capfd.readouterr() == ("report\nreport\n", "aside\naside\n")


def test_a_process_that_works_on_a_project_reports_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    runner: Processes[None] = Processes(1)
    runner.submit(speak, "aside")
    assert list(runner.results()) == [None]
    out, errors = capfd.readouterr()
    assert (out, errors.split()) == ("", ["aside", "aside"])


def test_there_need_not_be_an_output(tmp_path: Path) -> None:
    code = """
import os
from editions.workflows.aside import print_aside, printed_aside
os.close(1)
print_aside()
os.close(1)
with printed_aside():
    print("aside")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "aside\n")
