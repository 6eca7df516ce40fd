"""Tests of the catalogs, with tiny inputs of their own."""

from __future__ import annotations

from pathlib import Path

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def write_catalog(path: Path, entries: str, header: str = HEADER) -> Path:
    """Write a catalog with *entries* as they stand; return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((header + entries).encode())
    return path
