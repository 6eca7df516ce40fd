"""The same bytes, whatever has been built before, in which order, and by how many workers."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from editions.workflows import build as building
from editions.workflows import jobs
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication

FORMATS = ("html", "epub", "pdf")

#: An extension that takes words when it is first used, and keeps them: so do modules of Sphinx.
KEEPER = """
import keeper
extensions.append("keeper")
"""
MODULE = """
def setup(app):
    import kept_words
    app.connect("html-page-context", lambda app, name, template, context, doctree:
                context.update(title=f"{kept_words.TITLE} {context.get('title')}"))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
WORDS = """
from sphinx.locale import get_translation
TITLE = str(get_translation("sphinx")("Search Page"))
"""


def digests(site: Path) -> dict[str, str]:
    """Return what tells each file of a site, by its name."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def keeping(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication with an extension that keeps words of the language it was loaded in."""
    folder = two_shores.with_name("extensions")
    folder.mkdir()
    (folder / "keeper.py").write_text(MODULE)
    (folder / "kept_words.py").write_text(WORDS)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1276000000")
    with (two_shores / "conf.py").open("a") as conf:
        conf.write(KEEPER)
    return two_shores


def built(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    workers: int,
    order: Callable[[Sequence[Any]], Sequence[Any]],
) -> dict[str, str]:
    """Build everything anew, the jobs in another order; return what came of it."""
    shutil.rmtree(root / "build", ignore_errors=True)
    publication = load_publication(root)
    run = jobs.run_jobs

    def reordered(publication: Any, wanted: Sequence[Any], *args: Any, **options: Any) -> Any:
        return run(publication, order(wanted), *args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: workers)
        patch.setattr(building, "run_jobs", reordered)
        return digests(
            build_site(publication, publication.editions, FORMATS, publication.build / "site")
        )


def test_neither_order_nor_number_of_workers_shows(
    keeping: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(keeping, monkeypatch, 1, list)
    assert {Path(name).suffix for name in first} >= {".html", ".pdf", ".epub", ".inv", ".js"}
    pages = {code: (keeping / f"build/site/{code}/shore.html").read_text() for code in ("en", "fr")}
    assert "<title>Search Page " in pages["en"]
    assert "<title>Page de recherche " in pages["fr"]
    other = built(keeping, monkeypatch, 3, lambda wanted: wanted[::-1])
    assert {n for n in first.keys() | other.keys() if first.get(n) != other.get(n)} == set()
