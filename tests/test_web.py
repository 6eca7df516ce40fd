"""Web editions: languages, titles, links and words on every page."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editions.languages import Edition
from editions.web.addresses import language_links
from editions.workflows.build import build_site
from editions.workflows.sphinx_run import load_publication
from tests.building import build, edit
from tests.conftest import ROOTS
from tests.reading import one, read_page, select, text

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives")


@pytest.mark.parametrize(
    ("page", "up", "hrefs"),
    [
        ("index.html", "", ["index.html", "../fr/index.html"]),
        ("part/one.html", "../", ["../part/one.html", "../../fr/part/one.html"]),
    ],
)
def test_language_links(page: str, up: str, hrefs: list[str]) -> None:
    links = language_links([EN, FR], EN, page, up)
    assert [link.href for link in links] == hrefs
    assert [link.current for link in links] == [True, False]


@pytest.fixture(scope="module")
def two_shores_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny publication, to be read only."""
    root = shutil.copytree(ROOTS / "two-shores", tmp_path_factory.mktemp("web") / "two-shores")
    publication = load_publication(root)
    return build_site(publication, publication.editions, ["html"], root / "build/site")


@pytest.mark.parametrize(("code", "lang"), [("en", "en-GB"), ("fr", "fr-FR")])
def test_every_page_has_language_title_and_links(
    two_shores_site: Path, code: str, lang: str
) -> None:
    pages = sorted((two_shores_site / code).glob("*.html"))
    assert {path.stem for path in pages} == {"index", "shore", "crossing", "search", "downloads"}
    titles = set()
    for path in pages:
        page = read_page(path)
        assert page.get("lang") == lang
        titles.add(text(one(page, "//head/title")))
        links = select(page, "//nav[@class='languages']//a")
        assert [link.get("lang") for link in links] == ["en-GB", "fr-FR"]
        for link in links:
            assert (path.parent / link.attrib["href"]).resolve().is_file()
        current = one(page, "//nav[@class='languages']//a[@aria-current]")
        assert current.get("lang") == lang
    assert len(titles) == len(pages)


def test_every_local_link_leads_somewhere(two_shores_site: Path) -> None:
    for path in two_shores_site.rglob("*.html"):
        page = read_page(path)
        for link in select(page, "//a[@href]"):
            address, _, fragment = link.attrib["href"].partition("#")
            address = address.partition("?")[0]
            target = (path.parent / address).resolve() if address else path
            if "downloads" not in target.parts and not address.startswith("/"):
                assert target.is_file(), (path, link.attrib["href"])
                if fragment:
                    one(read_page(target), f"//*[@id='{fragment}']")


def test_words_of_the_theme_are_translated(two_shores_site: Path) -> None:
    page = read_page(two_shores_site / "fr" / "shore.html")
    assert text(select(page, "//*[@class='skip']")[0]) == "Aller au contenu"


def test_title_is_escaped(two_shores: Path) -> None:
    edit(two_shores / "conf.py", 'title="Two Shores"', 'title="Tom & <Jerry>"')
    edit(two_shores / "source/index.rst", "Two Shores\n==========", "Tom & <Jerry>\n=============")
    page = read_page(build(two_shores, "en") / "shore.html")
    assert text(one(page, "//head/title")) == "Shore — Tom & <Jerry>"
    assert text(one(page, "//p[@class='brand']")) == "Tom & <Jerry>"


def test_translated_meta_has_no_stray_attribute(two_shores: Path) -> None:
    edit(
        two_shores / "source/shore.rst",
        "Shore\n=====",
        ".. meta::\n   :description: Sand\n\nShore\n=====",
    )
    page = read_page(build(two_shores, "fr") / "shore.html")
    (found,) = select(page, "//meta[@name='description']")
    assert dict(found.attrib) == {"name": "description", "content": "Sand"}
