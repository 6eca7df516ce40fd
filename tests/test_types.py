"""What mypy says, beside the other tests: alone it would keep one processor waiting."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import PROJECT


@pytest.mark.early
def test_mypy_has_nothing_to_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
