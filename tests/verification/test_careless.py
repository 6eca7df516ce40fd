"""What a careless publisher does to finished pages: a word or a picture of another one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from editions.verification.facts import Page
from editions.verification.rules import site_rules
from editions.verification.site import BuiltSite, read_site
from tests.reading import select
from tests.verification.planting import add, drop, plant, put, replace, retext, swap

Change = Callable[[HtmlElement], object]
TRADE = "//table[@id='table-trade-partners']"
DESCRIPTION = "//figure[@id='chart-trade']//*[local-name() = 'desc']"
ENGLISH = "The two countries signed the agreement on free trade of the continent."


@pytest.fixture(scope="module")
def good(site: Path) -> BuiltSite:
    return read_site(site)


def elsewhere(xpath: str, folder: str = "en") -> Change:
    """Return what leads the first such link to another page of an edition."""
    return put(xpath, "href", f"../{folder}/economy.html")


def longer_bar(root: HtmlElement) -> None:
    bar = select(root, "//figure[@id='chart-trade']//*[@class = 'bar']/*")[1]
    bar.set("d", bar.get("d", "").replace("h", "h1", 1))


#: Page, change, rule: for each edition that is not the original.
DEFECTS: dict[str, tuple[str, Change, str]] = {
    "the title of another page": ("people.html", retext("//title", "Economía"), "page-title"),
    "an English title": ("people.html", retext("//title", ENGLISH), "other-language"),
    "an English description": (
        "people.html",
        put("//meta[@name='description']", "content", ENGLISH),
        "other-language",
    ),
    "no description": ("people.html", drop("//meta[@name='description']"), "page-title"),
    "a page in another language": ("people.html", put("//html", "lang", "de"), "page-language"),
    "a page in no language": ("people.html", put("//html", "lang", None), "page-language"),
    "metadata of another language": (
        "people.html",
        put("//meta[@property='og:locale']", "content", "en_CA"),
        "page-language",
    ),
    "another address of the page": (
        "people.html",
        add("//link[@rel='icon']", "<link rel='canonical' href='economy.html'>"),
        "canonical",
    ),
    "a switch to another page": (
        "people.html",
        elsewhere("//nav[contains(@class, 'languages')]//a"),
        "switches",
    ),
    "a pair of another page": ("people.html", elsewhere("//nav[@class='beside']//a"), "switches"),
    "a page for all others of another name": (
        "people.html",
        elsewhere("//link[@hreflang='x-default']"),
        "alternates",
    ),
    "a chapter lost from the contents": (
        "people.html",
        drop("//nav[contains(@class, 'contents')]//li"),
        "navigation",
    ),
    "an English caption of a chart": (
        "figures.html",
        retext("//figure[@id='chart-trade']//figcaption//span", ENGLISH),
        "other-language",
    ),
    "an English description of a chart": (
        "figures.html",
        retext(DESCRIPTION, f"{ENGLISH} It is worth C$457 billion, and C$21.3 billion."),
        "other-language",
    ),
    "another amount in the description of a chart": (
        "figures.html",
        replace(DESCRIPTION, "457", "475"),
        "chart-values",
    ),
    "another number at a bar": (
        "figures.html",
        replace("//figure[@id='chart-trade']//*[@class = 'number']", r"50[.,]8", "58"),
        "chart-values",
    ),
    "a longer bar": ("figures.html", longer_bar, "chart-values"),
    "an English cell": (
        "agreements.html",
        retext("//table[@id='table-milestones']//tbody/tr[2]/td", ENGLISH),
        "other-language",
    ),
    "rows of a table exchanged, and their data not": (
        "figures.html",
        swap(f"{TRADE}//tbody/tr"),
        "table-data",
    ),
    "a lost note of a table": ("figures.html", drop("//p[@class='data-note']"), "missing-block"),
    "another picture": (
        "index.html",
        put("//main//img", "src", "_images/harbour.svg"),
        "pictures",
    ),
    "a changed line of an address": (
        "about.html",
        replace("//main//div[@class='line']", "720", "702"),
        "figures",
    ),
}


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, name in zip(cycle(("es", "fr")), DEFECTS)]
)
def test_a_defect_is_found(good: BuiltSite, code: str, name: str) -> None:
    page, change, rule = DEFECTS[name]
    found = plant(good, code, page, change)
    assert (rule, f"{code}/{page}") in {(finding.rule, finding.file) for finding in found}
    assert rule in site_rules()


@pytest.mark.parametrize(("code", "other"), [("fr", "es"), ("es", "fr")])
def test_the_words_of_a_third_edition_are_found(good: BuiltSite, code: str, other: str) -> None:
    page: Page = good.pages[f"{other}/index.html"]
    change = put("//main//img", "alt", page.pictures[0].alternative)
    found = plant(good, code, "index.html", change)
    assert ("other-language", f"{code}/index.html") in {(f.rule, f.file) for f in found}


def test_another_unit_of_the_same_numbers_is_found(good: BuiltSite) -> None:
    change = retext(f"{TRADE}//th[2]/span[@class='unit']", "(millions de dollars)")
    found = plant(good, "fr", "figures.html", change)
    assert ("table-unit", "fr/figures.html") in {(f.rule, f.file) for f in found}


def test_a_lost_counterpart_is_found_where_it_is_named(good: BuiltSite) -> None:
    """The page for all other languages is no answer to a page that names it."""
    found = plant(good, "fr", "people.html", drop("//link[@hreflang='en-CA']"))
    assert ("alternates", "en/people.html") in {(f.rule, f.file) for f in found}
