"""Read what programs have kept as JSON, which may be damaged, cut off, or made to do harm."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def parse_kept(data: str | bytes) -> Any:
    """Return what JSON says; None where it says nothing, or cannot be read.

    It may be none, no UTF-8, nested without end, or hold a number of thousands of digits.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def read_kept(path: Path) -> Any:
    """Return what the JSON in a file says; None where there is none that can be read."""
    try:
        return parse_kept(path.read_bytes())
    except OSError:
        return None
