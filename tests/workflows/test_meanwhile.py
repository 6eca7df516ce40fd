"""A build says when what it is made of has changed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from editions.findings import FindingsError
from editions.workflows import build as building
from editions.workflows.build import build_site
from editions.workflows.meanwhile import changed_inputs, read_stamps
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication

CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (
        lambda root: (root / "source/shore.rst").write_text("Shore\n=====\n"),
        "source/shore.rst: has changed",
    ),
    "same size": (
        lambda root: os.utime(root / "source/shore.rst", ns=(1, 1)),
        "source/shore.rst: has changed",
    ),
    "catalog": (
        lambda root: (root / "locale/fr/LC_MESSAGES/shore.po").unlink(),
        "locale/fr/LC_MESSAGES/shore.po: was removed",
    ),
    "new": (lambda root: (root / "source/new.rst").touch(), "source/new.rst: was added"),
    "settings": (lambda root: (root / "conf.py").write_text(""), "conf.py: has changed"),
    "terms": (lambda root: (root / "locale/terms.csv").touch(), "locale/terms.csv: was added"),
}


@pytest.mark.parametrize(("change", "message"), CHANGES.values(), ids=CHANGES)
def test_what_changes_is_named(
    two_shores: Path, change: Callable[[Path], object], message: str
) -> None:
    publication = load_publication(two_shores)
    before = read_stamps(publication)
    assert changed_inputs(publication, before) == []
    change(two_shores)
    (finding,) = changed_inputs(publication, before)
    assert str(finding) == f"{message} while the editions were built; build again ({finding.rule})"


def test_what_a_build_writes_is_no_change(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    before = read_stamps(publication)
    compiled = "locale/fr/LC_MESSAGES/sphinx.mo"  # by Sphinx, of a catalog that nobody compiled
    for name in ("build/x", "source/.x.swp", "source/__pycache__/x.pyc", "locale/.git/x", compiled):
        (two_shores / name).parent.mkdir(exist_ok=True)
        (two_shores / name).touch()
    assert changed_inputs(publication, before) == []


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch, two_shores: Path) -> None:
    """Let a chapter change at the end of all jobs, which make nothing."""

    def run(*_args: Any, **_options: Any) -> list[Any]:
        (two_shores / "source/shore.rst").write_text("Shore\n=====\n")
        return []

    monkeypatch.setattr(building, "run_jobs", run)


def test_a_build_of_which_something_has_changed_publishes_nothing(
    two_shores: Path, meanwhile: None
) -> None:
    publication = load_publication(two_shores)
    site = publication.build / "site"
    with pytest.raises(FindingsError, match=r"source/shore\.rst: has changed while"):
        build_site(publication, publication.editions, ("html",), site)
    assert not site.exists()


def test_a_guest_hears_of_it(
    two_shores: Path, meanwhile: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Heard(Reporter):
        def __init__(self) -> None:
            self.said: list[str] = []

        def notice(self, message: str) -> None:
            self.said.append(message)

    with (two_shores / "conf.py").open("a") as conf:
        conf.write("editions_warnings = 'report'\n")
    publication, heard = load_publication(two_shores), Heard()
    site = publication.build / "site"
    build_site(publication, publication.editions, ("html",), site, reporter=heard)
    assert heard.said[0].startswith("source/shore.rst: has changed while the editions were built")
