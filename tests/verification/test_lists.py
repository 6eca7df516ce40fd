"""Lists for search engines, and feeds."""

from __future__ import annotations

import pytest

from editions.findings import Finding
from editions.verification.facts import Page
from editions.verification.lists import (
    SiteList,
    check_addresses,
    check_feed,
    check_sitemap,
    read_list,
)
from tests.verification.examples import page

BASE = "https://example.org/"
LINK = '<x:link rel="alternate" hreflang="{0}" href="https://example.org/{0}/a.html"/>'
URL = "<url><loc>https://example.org/{}/a.html</loc>" + LINK.format("en") + LINK.format("fr")
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:x="http://www.w3.org/1999/xhtml">'
    + "".join(URL.format(code) + "</url>" for code in ("en", "fr"))
    + "</urlset>"
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">'
    "<entry><updated>2026-11-24</updated></entry></feed>"
)


def read(text: str, path: str = "sitemap.xml") -> SiteList:
    held = read_list(path, text.encode())
    assert isinstance(held, SiteList)
    return held


@pytest.fixture
def pages() -> dict[str, Page]:
    alternates = {code: f"../{code}/a.html" for code in ("en", "fr")}
    return {f"{code}/a.html": page(lang=code, alternates=alternates) for code in ("en", "fr")}


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("", "", 0),
        (URL.format("fr") + "</url>", "", 1),  # a page that nobody lists
        (LINK.format("fr"), "", 1),
        (LINK.format("fr"), LINK.format("fr").replace('"fr"', '"de"'), 1),
        (LINK.format("fr"), LINK.format("fr").replace("/fr/", "/en/"), 1),
    ],
)
def test_a_list_has_all_pages_in_all_languages(
    pages: dict[str, Page], old: str, new: str, count: int
) -> None:
    found = list(check_sitemap(read(SITEMAP.replace(old, new, 1)), pages, BASE))
    assert [finding.rule for finding in found] == ["site-list"] * count


def test_an_address_leads_to_a_file() -> None:
    found = list(check_addresses(read(SITEMAP), lambda path: path == "en/a.html", BASE))
    assert {finding.message for finding in found} == {
        "the address 'https://example.org/fr/a.html' leads to no file"
    }


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("", "", []),
        ('"fr"', '"es"', ["page-language"]),
        ("2026", "2025", ["site-list"]),
        ("<entry>", "<entry/><entry>", ["site-list"]),
    ],
)
def test_feeds_tell_the_same_news(old: str, new: str, rules: list[str]) -> None:
    original = read(FEED.replace('"fr"', '"en"'), "en/feed.xml")
    feed = read(FEED.replace(old, new, 1), "fr/feed.xml")
    assert [finding.rule for finding in check_feed(feed, "fr", original)] == rules


def test_what_is_no_list_is_said() -> None:
    found = read_list("sitemap.xml", b"<urlset>")
    assert isinstance(found, Finding)
    assert found.rule == "unreadable"
