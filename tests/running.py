"""Processes that are there, or not, and what happens in them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.building import PATIENCE


def is_running(pid: int) -> bool:
    """Tell whether a process is there, and not only waits until somebody hears of its end."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait for something that happens elsewhere."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it has not happened"
        time.sleep(0.02)
