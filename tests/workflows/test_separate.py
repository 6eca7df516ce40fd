from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editions.findings import EditionsError
from editions.workflows import separate
from editions.workflows.separate import SeparateProcesses
from tests.running import is_running, wait_until


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


#: Runs a call that keeps Python's lock, as a search does that comes to no end.
BUSY = """
import ctypes, os
from editions.workflows.separate import SeparateProcesses

def hold():
    os.write(2, f"{os.getpid()} {os.getppid()}\\n".encode())
    ctypes.PyDLL(None).sleep(600)

if __name__ == "__main__":
    SeparateProcesses(1).submit(hold).result()
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a process of its parent's end"
)
def test_nothing_is_left_of_an_executor_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "busy.py"
    script.write_text(BUSY)
    with subprocess.Popen([sys.executable, script], stderr=subprocess.PIPE) as owner:
        assert owner.stderr is not None
        left = [int(pid) for pid in owner.stderr.readline().split()]
        assert len(left) == 2  # the call, and the server of forks
        owner.kill()
    wait_until(lambda: not any(map(is_running, left)))
