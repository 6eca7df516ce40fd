"""Fixture: books built and checked once for all test processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.epub.books import Books, checked_books


@pytest.fixture(scope="session")
def books(shared: Path, site: Path) -> Books:
    """Books of all kinds, those of the publication among them, and what EPUBCheck says of them."""
    return checked_books(shared, site)
