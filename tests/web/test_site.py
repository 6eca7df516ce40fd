"""The pages and files that belong to a site as a whole."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from editions.findings import FindingsError
from editions.web.addresses import Alternate
from editions.web.covers import read_cover
from editions.web.sitemap import ListedPage, listed_pages, render_robots, render_sitemap
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.building import edit
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text

ADDRESS = "https://example.org/shores/"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PICTURE = """.. image:: shore.svg
   :alt: A shore
   :class: cover-art

"""


def built(root: Path) -> Path:
    publication = load_publication(root)
    return build_site(publication, publication.editions, ["html"], root / "build/site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an address, a picture and an abstract, to be read only."""
    root = shutil.copytree(ROOTS / "two-shores", tmp_path_factory.mktemp("site") / "two-shores")
    edit(root / "conf.py", "author =", f'html_baseurl = "{ADDRESS}"\nauthor =')
    source = root / "source"
    edit(source / "index.rst", "An essay", f"{PICTURE}An essay")
    (source / "shore.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', encoding="utf-8"
    )
    return built(root)


def test_chooser_gives_each_edition_its_own_words(site: Path) -> None:
    page = read_page(site / "index.html")
    items = select(page, "//main//li")
    assert [item.get("lang") for item in items] == ["en-GB", "fr-FR"]
    assert [text(one(item, ".//h2")) for item in items] == ["Two Shores", "Deux rives"]
    assert text(one(items[0], ".//p[@class='abstract']")).startswith("An essay in two chapters")
    assert text(one(items[1], ".//p[@class='links']")) == "Lire en ligne Téléchargements"
    assert [a.get("data-edition") for a in select(page, "//h2/a")] == ["en", "fr"]
    assert one(page, "//main/img").get("src") == "en/_images/shore.svg"


def test_chooser_links_to_what_is_there(site: Path) -> None:
    page = read_page(site / "index.html")
    for element in select(page, "//a[@href] | //link[@rel='stylesheet'] | //img | //script"):
        address = (element.get("href") or element.attrib["src"]).partition("?")[0]
        assert (site / address).is_file(), address
    assert select(page, "//a[contains(@href, '.pdf')]") == []


def test_chooser_is_the_page_for_readers_of_other_languages(site: Path) -> None:
    page = read_page(site / "index.html")
    assert one(page, "//link[@rel='canonical']").get("href") == f"{ADDRESS}index.html"
    links = {a.get("hreflang"): a.get("href") for a in select(page, "//link[@hreflang]")}
    cover = read_page(site / "fr" / "index.html")
    assert links == {a.get("hreflang"): a.get("href") for a in select(cover, "//link[@hreflang]")}
    assert links["x-default"] == f"{ADDRESS}index.html"


def test_chooser_of_one_built_edition_names_the_other(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    (french,) = publication.select(["fr"])
    site = build_site(publication, [french], ["html"], two_shores / "build/site")
    items = select(read_page(site / "index.html"), "//main//li")
    assert select(items[0], ".//a") == []
    assert one(items[1], ".//h2/a").get("href") == "fr/index.html"


@pytest.mark.parametrize(("address", "base"), [("", "/"), (ADDRESS, "/shores/")])
def test_missing_page_is_in_all_languages_and_right_in_every_folder(
    two_shores: Path, address: str, base: str
) -> None:
    edit(two_shores / "conf.py", "author =", f'html_baseurl = "{address}"\nauthor =')
    page = read_page(built(two_shores) / "404.html")
    assert text(one(page, "//head/title")) == "404 — Two Shores · Deux rives"
    assert [item.get("lang") for item in select(page, "//li")] == ["en-GB", "fr-FR"]
    assert [text(item) for item in select(page, "//h2")] == [
        "This page does not exist",
        "Cette page n’existe pas",
    ]
    assert [a.get("href") for a in select(page, "//a")] == [
        f"{base}en/index.html",
        f"{base}fr/index.html",
    ]
    assert select(page, "//link | //img | //script") == []
    assert one(page, "//meta[@name='robots']").get("content") == "noindex"


def test_sitemap_lists_every_page_with_its_languages(site: Path) -> None:
    root = etree.fromstring((site / "sitemap.xml").read_bytes())
    found = {}
    for url in root.findall("s:url", NAMES):
        links = {a.get("hreflang"): a.get("href") for a in url.findall("x:link", NAMES)}
        found[url.findtext("s:loc", "", NAMES)] = links
    names = ("index", "shore", "crossing", "downloads")
    addresses = {f"{ADDRESS}{code}/{name}.html" for code in ("en", "fr") for name in names}
    assert set(found) == {f"{ADDRESS}index.html"} | addresses
    for address, links in found.items():
        assert address in links.values()
        assert set(links) == {"en-GB", "fr-FR", "x-default"}
        assert all(found[str(href)] == links for href in links.values())


def test_sitemap_bears_the_date_of_the_source() -> None:
    page = ListedPage("https://example.org/?a&b", (Alternate("fr", "https://example.org/fr"),))
    date = datetime(2026, 3, 4, tzinfo=UTC)
    root = etree.fromstring(render_sitemap(iter([page]), date))
    assert root.findtext("s:url/s:loc", "", NAMES) == "https://example.org/?a&b"
    assert root.findtext("s:url/s:lastmod", "", NAMES) == "2026-03-04"


def test_pages_that_must_not_be_found_are_not_listed(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://example.org/"><meta name="robots" content="{}">'
    (tmp_path / "a.html").write_text(f"<head>{head.format('noindex, follow')}</head>")
    (tmp_path / "b.html").write_text("<title>No address</title>")
    (tmp_path / "c.html").write_text(f"<head>{head.format('all')}</head>")
    (tmp_path / "proof.html").touch()  # a page that somebody's service wants to find
    assert list(listed_pages(tmp_path)) == [ListedPage("https://example.org/", ())]


def test_site_without_address_has_no_sitemap(site: Path, tmp_path: Path) -> None:
    root = shutil.copytree(site.parents[1], tmp_path / "two-shores")
    site = root / "build/site"
    assert (site / "sitemap.xml").is_file()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text().splitlines()
    edit(root / "conf.py", f'html_baseurl = "{ADDRESS}"\n', "")
    built(root)
    assert not (site / "sitemap.xml").exists()
    assert (site / "robots.txt").read_text() == render_robots("") == "User-agent: *\nAllow: /\n"


@pytest.mark.parametrize(
    "address", ["example.org", "ftp://example.org/", "https://e.org/?a", "https://"]
)
def test_address_must_be_that_of_a_folder(two_shores: Path, address: str) -> None:
    edit(two_shores / "conf.py", "author =", f'html_baseurl = "{address}"\nauthor =')
    with pytest.raises(FindingsError, match="html_baseurl"):
        load_publication(two_shores)


def test_cover_without_picture_or_description(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    assert read_cover(tmp_path / "en") is None
    (tmp_path / "en" / "index.html").write_text(
        "<link rel=stylesheet href=https://example.org/a.css><link rel=stylesheet href=b.css>"
    )
    cover = read_cover(tmp_path / "en")
    assert cover is not None
    assert (cover.description, cover.art, cover.icon) == ("", "", "")
    assert cover.stylesheets == ("https://example.org/a.css", "en/b.css")
