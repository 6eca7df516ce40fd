"""The pages of a series in a browser, from a disk: its list, its search, who can use them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from editions.series.declaration import read_series
from editions.workflows.series_site import claim_folder, publish_series
from tests.browser import Visit, serving, visiting
from tests.series.sites import write_site
from tests.site.test_accessibility import faults
from tests.site.test_validity import validate

DECLARATION = """members = ["papers/*"]
[languages.en]
title = "Shore Papers"
subtitle = "On rivers"
description = "Short papers in two or three languages."
[languages.fr]
title = "Cahiers du rivage"
locale = "fr_CA"
"""
PAGES = ("index.html?choose", "fr/index.html", "fr/search.html?q=commerce")


@pytest.fixture(scope="module")
def series(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a series with the real publication and a small paper."""
    root = tmp_path_factory.mktemp("shore")
    (root / "series.toml").write_text(DECLARATION, encoding="utf-8")
    declared = read_series(root / "series.toml", "series.toml")
    claim_folder(declared.output)
    write_site(declared.output / "papers/ferry", {"en": "Ferries"}, text="Trade crosses, too.")
    (declared.output / "papers/long").symlink_to(site)
    publish_series(declared, ["papers/ferry", "papers/long"], declared.output)
    return declared.output


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Visit]:
    """One page for all tests."""
    with visiting(browser, reduced_motion="reduce") as visit:
        yield visit
        assert visit.complaints == []
        assert visit.foreign == []


def test_pages_are_valid(series: Path) -> None:
    assert validate([series / page.partition("?")[0] for page in PAGES]) == []


def test_pages_are_accessible_and_fit(visit: Visit, series: Path) -> None:
    with serving(series) as address:  # from a disk, axe reads no style sheet
        for page in PAGES:
            visit.page.goto(address + page)
            assert faults(visit.page) == [], page


def test_one_search_finds_all_papers_of_a_language(visit: Visit, series: Path) -> None:
    visit.page.goto(f"{series.as_uri()}/en/search.html")
    visit.page.fill("#search-query", "trade")
    links = visit.page.locator(".hits h2 a")
    links.first.wait_for()
    found = {str(link.evaluate("a => a.href")) for link in links.all()}
    papers = {unquote(urlsplit(href).path).partition("/papers/")[2].split("/")[0] for href in found}
    assert papers == {"ferry", "long"}
    assert all(Path(unquote(urlsplit(href).path)).is_file() for href in found)
    titles = links.all_text_contents()
    assert "Ferries" in titles
    assert any(" · " in title for title in titles)


def test_papers_are_searched_a_few_at_a_time(visit: Visit, series: Path) -> None:
    """The texts of the others follow when a reader asks for them."""
    root = series.parent / "many"
    (root / "series.toml").parent.mkdir()
    (root / "series.toml").write_text(DECLARATION, encoding="utf-8")
    declared = read_series(root / "series.toml", "series.toml")
    claim_folder(declared.output)
    names = [f"papers/{number:02}" for number in range(11)]
    for name in names:
        write_site(
            declared.output / name, {"en": f"Paper {name[-2:]}"}, text="A pier of 1\xa0200 m."
        )
    publish_series(declared, names, declared.output)
    visit.requests.clear()
    visit.page.goto(f"{declared.output.as_uri()}/en/search.html?q=piers 1200")
    visit.page.wait_for_selector(".hits > li")
    assert visit.page.locator(".hits > li").count() == 8
    assert sum("searchtexts" in request for request in visit.requests) == 8
    button = visit.page.locator("#search-results > button")
    assert button.text_content() == "Search in 3 more papers"
    button.click()
    visit.page.wait_for_selector(".hits > li:nth-child(11)")
    assert button.count() == 0
    visit.page.fill("#search-query", "nothing at all")
    visit.page.wait_for_selector("#search-status:has-text('Nothing was found')")


def test_a_reader_goes_from_the_list_to_a_paper_and_keeps_the_language(
    visit: Visit, series: Path
) -> None:
    visit.page.goto(f"{series.as_uri()}/index.html?choose")
    visit.page.click("a[data-edition=fr]")
    assert visit.page.locator("html").get_attribute("lang") == "fr-CA"
    visit.page.click("main h3 a:not([lang])")
    assert visit.page.locator("html").get_attribute("lang") == "fr-CA"
    assert "/papers/long/fr/" in visit.page.url
