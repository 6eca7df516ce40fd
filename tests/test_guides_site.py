"""The guides are a publication: built, compared and read as the other one is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from editions.cli import main
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.browser import serving, visiting
from tests.conftest import PROJECT, locked
from tests.reading import one, read_page, select, text
from tests.site.test_accessibility import faults
from tests.site.test_validity import validate

pytestmark = [pytest.mark.early, pytest.mark.filterwarnings("ignore:'myst_parser")]

#: One page of each kind: a tutorial, tables and code, code alone, pictures.
PAGES = (
    "index.html",
    "tutorials/first-publication.html",
    "how-to/checking.html",
    "reference/rules.html",
    "explanation/building.html",
)


@pytest.fixture(scope="session")
def guides(shared: Path) -> Path:
    """The web editions of the guides, built once for all test processes."""
    root = shared / "guides"
    with locked(shared / "guides.lock"):
        if not (root / "build/site").is_dir():
            ignored = shutil.ignore_patterns("build", "__pycache__")
            shutil.copytree(PROJECT / "docs", root, ignore=ignored)
            publication = load_publication(root)
            build_site(publication, publication.editions, ("html",), root / "build/site")
    return root / "build/site"


def test_the_editions_agree(guides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["verify", str(guides), "--waivers", str(PROJECT / "docs" / "verify.toml"), "--quiet"])
        == 0
    ), capsys.readouterr().out
    assert {path.name for path in guides.iterdir()} >= {"en", "es", "fr", "es-en", "en-fr"}


def test_what_is_translated_is_there_and_what_is_not_is_marked(guides: Path) -> None:
    for code, title in (("es", "Las guías de Editions"), ("fr", "Les guides d’Editions")):
        begun = read_page(guides / code / "tutorials/first-publication.html")
        assert select(begun, "//main//*[contains(@class, 'untranslated')]") == []
        assert text(one(read_page(guides / code / "index.html"), "//h1")).startswith(title)
        for name in PAGES:
            page = read_page(guides / code / name)
            for waiting in select(page, "//main//*[contains(@class, 'untranslated')]"):
                assert waiting.get("lang") == "en"


def test_pages_are_valid_and_accessible(guides: Path, browser: Browser) -> None:
    names = [f"{code}/{name}" for code in ("en", "fr") for name in PAGES]
    names.append("en-fr/tutorials/first-publication.html")
    assert validate([guides / name for name in names]) == []
    wrong = []
    with (
        serving(guides) as address,
        visiting(browser, reduced_motion="reduce") as visit,
    ):
        for name in names[: len(PAGES)] + names[-1:]:
            visit.page.goto(address + name)
            wrong += [(name, *fault) for fault in faults(visit.page)]
        assert visit.complaints == []
        assert visit.foreign == []
    assert wrong == []
