"""Fixtures: the site on a server of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serving


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the finished site is served, with a slash at the end."""
    with serving(site) as root:
        yield root
