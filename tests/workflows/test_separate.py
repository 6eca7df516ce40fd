from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from editions.findings import EditionsError
from editions.workflows import separate
from editions.workflows.separate import SeparateProcesses


def end_here() -> None:
    os._exit(3)


def wait_for_ever(mark: Path, deaf: bool) -> None:
    if deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    mark.write_text(str(os.getpid()))
    time.sleep(600)


def test_calls_have_processes_of_their_own_that_fail_alone() -> None:
    with SeparateProcesses(2) as executor:
        ended = executor.submit(end_here)
        pid = executor.submit(os.getpid)
        error = executor.submit(int, "no number")
    assert isinstance(ended.exception(), EditionsError)
    assert pid.result() != os.getpid()
    assert isinstance(error.exception(), ValueError)
    assert "Traceback" in getattr(error.exception(), "__notes__", [""])[0]


@pytest.mark.parametrize("deaf", [False, True])
def test_what_runs_is_ended_with_the_executor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaf: bool
) -> None:
    monkeypatch.setattr(separate, "_GRACE", 0.2 if deaf else 600)
    executor = SeparateProcesses(1)
    mark = tmp_path / "pid"
    running = executor.submit(wait_for_ever, mark, deaf)
    waiting = [executor.submit(os.getpid) for _ in range(1000)]  # long enough to be taken from
    while not mark.exists() or not mark.read_text():
        assert not running.done()
    executor.shutdown(cancel_futures=True)
    assert isinstance(running.exception(), EditionsError)
    assert all(call.cancelled() for call in waiting)
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)
