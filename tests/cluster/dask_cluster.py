"""A scheduler and workers of Dask as processes of their own, to be used and to be killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from editions.cluster import client
from tests.building import PATIENCE
from tests.running import wait_until


class DaskCluster:
    """Started in a folder, each worker in one of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        wait_until(self.file.exists)

    @property
    def address(self) -> str:
        return str(json.loads(self.file.read_text(encoding="utf-8"))["address"])

    def add_worker(self, name: str, *options: str, **environment: str) -> None:
        """Start a worker with one thread."""
        place = self.folder / name
        place.mkdir()
        self.workers[name] = self._start(
            "worker",
            *("--nthreads", "1", "--local-directory", str(place), "--name", name),
            *("--memory-limit", "4 GiB"),
            *options,
            **environment,
        )

    def kill_worker(self, name: str) -> None:
        """End a worker and its nanny as a machine without power does."""
        self._kill(self.workers.pop(name))

    def stall_scheduler(self) -> None:
        """Let it answer nothing, as a network does that has lost its way."""
        os.killpg(self.scheduler.pid, signal.SIGSTOP)

    def kill_scheduler(self) -> None:
        self._kill(self.scheduler)

    def close(self) -> None:
        for process in (*self.workers.values(), self.scheduler):
            self._kill(process)

    def jobs(self) -> list[Path]:
        """Return the folders of the jobs that workers have."""
        return list(self.folder.glob("*/dask-scratch-space/*/editions/job-*"))

    def archives(self) -> list[str]:
        """Return the names of the archives that workers keep, one for each worker."""
        return [p.name for p in self.folder.glob("*/dask-scratch-space/*/editions/archives/*")]

    def _start(self, kind: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        common = ("--no-dashboard", "--scheduler-file", str(self.file))
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *common, *options],
                env={**os.environ, **environment},
                cwd=self.folder,  # where no package lies that Python would take for this one
                start_new_session=True,
                stdout=log,
                stderr=log,
            )

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def connected(address: str, count: int) -> None:
    """Wait until so many workers have registered."""
    from distributed import Client

    options = {"timeout": client.CONNECT, "set_as_default": False}
    with Client(address, **options) as dask:  # type: ignore[no-untyped-call]  # typed in parts
        dask.wait_for_workers(count, timeout=PATIENCE)
