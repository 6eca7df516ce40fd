"""What pages say of themselves: descriptions, languages, vocabularies."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import PIL.Image
import pytest
from lxml.html import HtmlElement

from editions.findings import FindingsError
from editions.languages import Edition
from editions.references.works import Author, Work
from editions.web.addresses import Alternate, alternates
from editions.web.metadata import (
    LONGEST,
    LONGEST_BEGINNING,
    Image,
    PageFacts,
    linked_data,
    meta_elements,
    shorten,
)
from editions.workflows.sphinx_run import load_publication
from tests.building import build, edit, set_translation
from tests.reading import one, read_page, select

EN = Edition("en", "en_GB", "English", "Two Shores")
FR = Edition("fr", "fr_FR", "Français", "Deux rives", "Essai")
WORK = Work(
    key="shores2010",
    type="report",
    language="fr-FR",
    foreign=False,
    authors=(Author("Hall", "Ann"), Author(literal="The Ferry Company")),
    title="Deux rives : essai",
    publisher="Les Quais",
    issued="2010-10-04",
    isbn="978-0-00-000000-2",
)
COVER = PageFacts(FR, (EN, FR), WORK, "1.2", WORK.title, "Un essai.", "index.html", "", "", True)
CHAPTER = replace(COVER, title="Rive", page="part/rive.html", up="../", cover=False)
SITE = "https://example.org/shores/"


def values(facts: PageFacts, name: str) -> list[str]:
    return [meta.content for meta in meta_elements(facts) if meta.name == name]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("One sentence. Another one that is too long.", "One sentence."),
        ("No sentence, but words and words", "No sentence, but…"),
        ("A. Then one sentence without an end", "A. Then one…"),
        ("Two\nlines", "Two lines"),
    ],
)
def test_descriptions_are_cut_where_one_stops_reading(text: str, short: str) -> None:
    assert shorten(text, 20) == short


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("a" * 20, 20, "a" * 20),
        ("a b " * 5 + "c", 20, "a b a b a b a b a b…"),
        ("Abc de. " + "e" * 20, 18, "Abc de."),  # at a third of the length
        ("Ab de. " + "e " * 20, 18, "Ab de. e e e e e…"),  # before it
        ("Ab! Cd? Ef gh ij", 12, "Ab! Cd?"),
        ("Ab cd —, efghijkl", 12, "Ab cd…"),
    ],
)
def test_limits_of_a_description(text: str, longest: int, short: str) -> None:
    assert shorten(text, longest) == short


def test_description_is_as_long_as_search_engines_show() -> None:
    assert (LONGEST, LONGEST_BEGINNING) == (300, 200)
    assert shorten("a" * 300) == "a" * 300
    assert len(shorten("a b " * 76)) <= 300


def test_alternates_are_the_same_on_all_pages_that_are_the_same() -> None:
    expected = (
        Alternate("en-GB", f"{SITE}en/part/one.html"),
        Alternate("fr-FR", f"{SITE}fr/part/one.html"),
        Alternate("x-default", f"{SITE}en/part/one.html"),
    )
    assert alternates((EN, FR), "part/one.html", "../", SITE, cover=False) == expected
    relative = [link.href for link in alternates((EN, FR), "p/one.html", "../", "", cover=False)]
    assert relative == ["../../en/p/one.html", "../../fr/p/one.html", "../../en/p/one.html"]


def test_readers_of_other_languages_choose() -> None:
    found = alternates((EN, FR), "index.html", "", SITE, cover=True)
    assert found[-1] == Alternate("x-default", f"{SITE}index.html")


def test_one_edition_has_no_alternates() -> None:
    assert alternates((EN,), "index.html", "", SITE, cover=True) == ()


def test_open_graph_knows_locales() -> None:
    facts = replace(COVER, site=SITE, image=Image(f"{SITE}card.png", 1200, 630))
    assert values(facts, "og:locale") == ["fr_FR"]
    assert values(facts, "og:locale:alternate") == ["en_GB"]
    assert values(facts, "og:url") == [f"{SITE}fr/index.html"]
    assert values(facts, "og:image") == [f"{SITE}card.png"]
    assert values(COVER, "og:url") == values(COVER, "og:image") == []


def test_scholars_find_the_cover() -> None:
    assert values(COVER, "citation_author") == ["Hall, Ann", "The Ferry Company"]
    assert values(COVER, "citation_publication_date") == ["2010/10/04"]
    assert values(COVER, "citation_technical_report_institution") == ["Les Quais"]
    assert values(COVER, "citation_language") == ["fr"]
    assert values(COVER, "citation_isbn") == ["978-0-00-000000-2"]
    assert values(COVER, "citation_fulltext_html_url") == []
    book = replace(COVER, work=replace(WORK, type="book"), site=SITE)
    assert values(book, "citation_publisher") == ["Les Quais"]
    assert values(book, "citation_fulltext_html_url") == [f"{SITE}fr/index.html"]
    assert [m for m in meta_elements(CHAPTER) if m.name.startswith("citation_")] == []


def test_dublin_core_is_on_every_page() -> None:
    assert values(CHAPTER, "DC.title") == ["Rive"]
    assert values(CHAPTER, "DC.relation.isPartOf") == ["Deux rives : essai"]
    assert values(COVER, "DC.relation.isPartOf") == []
    assert values(replace(CHAPTER, site=SITE), "DC.identifier") == [f"{SITE}fr/part/rive.html"]


def test_linked_data_joins_translations() -> None:
    french = json.loads(linked_data(COVER))
    english = json.loads(linked_data(replace(COVER, edition=EN)))
    assert french["@type"] == "Report"
    assert french["@id"] == "index.html"
    assert french["translationOfWork"]["@id"] == "../en/index.html"
    assert english["workTranslation"][0]["inLanguage"] == "fr-FR"
    assert "translationOfWork" not in english
    assert french["author"] == [
        {"@type": "Person", "familyName": "Hall", "givenName": "Ann"},
        {"@type": "Organization", "name": "The Ferry Company"},
    ]
    part = json.loads(linked_data(CHAPTER))
    assert (part["@type"], part["isPartOf"]["@id"]) == ("Chapter", "../index.html")


def test_linked_data_cannot_leave_its_element() -> None:
    text = "</script><b>&amp;\u2028"
    script = linked_data(replace(COVER, description=text))
    assert not set("<>&\u2028") & set(script)
    assert json.loads(script)["abstract"] == text


def head_links(page: HtmlElement, xpath: str) -> dict[str, str]:
    return {link.attrib["hreflang"]: link.attrib["href"] for link in select(page, xpath)}


def test_site_without_address_says_nothing_absolute(two_shores: Path) -> None:
    page = read_page(build(two_shores, "fr") / "shore.html")
    assert select(page, "//link[@rel='canonical'] | //meta[@property='og:url']") == []
    links = head_links(page, "//head/link[@rel='alternate'][@hreflang]")
    assert links == {
        "en-GB": "../en/shore.html",
        "fr-FR": "../fr/shore.html",
        "x-default": "../en/shore.html",
    }


def test_site_with_address_is_reciprocal(two_shores: Path) -> None:
    edit(two_shores / "conf.py", "author =", f'html_baseurl = "{SITE.removesuffix("/")}"\nauthor =')
    assert load_publication(two_shores).address == SITE
    pages = {}
    for code in ("en", "fr"):
        site = build(two_shores, code)
        for path in site.glob("*.html"):
            pages[f"{SITE}{code}/{path.name}"] = read_page(path)
    assert len(pages) == 10
    for address, page in pages.items():
        if address.endswith("search.html"):
            assert select(page, "//link[@rel='canonical']") == []
            continue
        assert one(page, "//link[@rel='canonical']").get("href") == address
        links = head_links(page, "//head/link[@rel='alternate'][@hreflang]")
        assert address in links.values()
        for href in links.values():
            if href != f"{SITE}index.html":
                assert head_links(pages[href], "//head/link[@hreflang]") == links


def test_description_is_the_first_paragraph_of_the_edition(two_shores: Path) -> None:
    site = build(two_shores, "fr")
    shore = read_page(site / "shore.html")
    found = one(shore, "//meta[@name='description']").get("content")
    assert found == "La mer est basse. Elle revient à midi."
    crossing = one(read_page(site / "crossing.html"), "//meta[@name='description']")
    assert "[" not in crossing.attrib["content"]
    assert not crossing.attrib["content"].endswith(("1", "f"))


def test_cover_is_described_by_the_abstract(two_shores: Path) -> None:
    edit(
        two_shores / "source/shore.rst",
        "The tide is out.",
        ".. rst-class:: abstract\n\nThe tide is out.",
    )
    set_translation(
        two_shores, "shore", "The tide is out. It comes back at noon.", "La mer & le <port>."
    )
    cover = read_page(build(two_shores, "fr") / "index.html")
    described = one(cover, "//meta[@name='description']").get("content")
    assert described == "La mer & le <port>."
    data = json.loads(one(cover, "//script[@type='application/ld+json']").text_content())
    assert data["abstract"] == described
    assert data["author"] == [{"@type": "Organization", "name": "The Ferry Company"}]


def test_card_is_named_with_its_size(two_shores: Path) -> None:
    settings = (
        f'html_static_path = ["art"]\neditions_card = "{{code}}.png"\nhtml_baseurl = "{SITE}"'
    )
    edit(two_shores / "conf.py", "html_static_path = []", settings)
    (two_shores / "art").mkdir()
    PIL.Image.new("RGB", (120, 63)).save(two_shores / "art/fr.png")
    site = build(two_shores, "fr")
    page = read_page(site / "shore.html")
    found = {m.get("property"): m.get("content") for m in select(page, "//meta[@property]")}
    assert found["og:image"] == f"{SITE}fr/_static/fr.png"
    assert (found["og:image:width"], found["og:image:height"]) == ("120", "63")
    assert (site / "_static/fr.png").is_file()
    with pytest.raises(FindingsError, match=r"^conf\.py:16: editions_card: it names 'en.png'"):
        build(two_shores, "en")


def test_stated_description_stays_alone(two_shores: Path) -> None:
    edit(
        two_shores / "source/shore.rst",
        "Shore\n=====",
        ".. meta::\n   :description: Sand\n\nShore\n=====",
    )
    page = read_page(build(two_shores, "en") / "shore.html")
    assert one(page, "//meta[@name='description']").get("content") == "Sand"
    assert one(page, "//meta[@property='og:description']").get("content") == "Sand"
