"""The pages of the finished site, in groups that tests can share out before it is built."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from editions.workflows.sphinx_run import load_publication
from tests.conftest import PROJECT

CODES = tuple(edition.code for edition in load_publication(PROJECT).editions)
#: Folders of the site that hold pages; the empty one is the root itself.
GROUPS = ("", *CODES, *(f"{one}-{other}" for one, other in permutations(CODES, 2)))


def pages_of(site: Path, group: str) -> list[str]:
    """Return the pages of a group, relative to the site."""
    folder = site / group
    found = folder.rglob("*.html") if group else folder.glob("*.html")
    return sorted(path.relative_to(site).as_posix() for path in found)


def all_pages(site: Path) -> list[str]:
    """Return every page of the site; each one stands in a group."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert pages == sorted(page for group in GROUPS for page in pages_of(site, group))
    return pages
