"""Keep what projects print out of what commands say to programs: the report has standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress

_OUT, _ERRORS = 1, 2


def print_aside() -> None:
    """Let all that this process and its programs print from now on go to standard error."""
    with suppress(OSError, ValueError):  # one of them is closed
        sys.stdout.flush()
        os.dup2(_ERRORS, _OUT)
    sys.stdout = sys.stderr


@contextmanager
def printed_aside() -> Iterator[None]:
    """Let what is printed meanwhile, here and by programs, go to standard error."""
    try:
        sys.stdout.flush()
        kept = os.dup(_OUT)
    except (OSError, ValueError):  # it is closed
        with redirect_stdout(sys.stderr):
            yield
        return
    try:
        with redirect_stdout(sys.stderr):
            os.dup2(_ERRORS, _OUT)
            yield
    finally:
        os.dup2(kept, _OUT)
        os.close(kept)
