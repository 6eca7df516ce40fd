from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree, html

from editions.dates import NO_BREAK
from editions.languages import Edition
from editions.series.cards import Card, PaperEdition, PaperFile
from editions.series.declaration import Series
from editions.series.pages import (
    list_addresses,
    listed_years,
    render_choice,
    render_list,
    render_search,
    render_series_feed,
    written,
)
from tests.reading import one, select, text

EN = Edition("en", "en_CA", "English", "Shore Papers", "On rivers")
ES = Edition("es", "es_MX", "Español", "Cuadernos")
FR = Edition("fr", "fr_CA", "Français", "Cahiers")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def series(address: str = "") -> Series:
    return Series(
        Path("/s/series.toml"),
        "series.toml",
        (EN, ES, FR),
        {"en": "About <rivers> & shores.", "es": "", "fr": ""},
        ("papers/*",),
        (),
        Path("/s/build/series"),
        address,
        "shore",
        1,
    )


def paper(code: str, lang: str, title: str, issued: str = "", *authors: str) -> PaperEdition:
    files = (PaperFile("pdf", f"downloads/{code}.pdf"),) if code == "en" else ()
    return PaperEdition(code, lang, title, f"About {title}.", authors, issued, files)


CARDS = [
    Card("papers/ice", (paper("en", "en-GB", "Ice <b>& snow</b>"),)),
    Card(
        "papers/ferry",
        (
            paper("en", "en-GB", "Ferries", "2026-11-24", "Ana <i>Ruiz", "Marc Tremblay"),
            paper("fr", "fr-FR", "Traversiers", "2026-11-24", "Ana <i>Ruiz"),
        ),
    ),
    Card("papers/mills", (paper("fr", "fr-FR", "Moulins", "2025"),)),
    Card("papers/wells", (paper("ar", "ar", "آبار", "2025-03"),)),
]


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    """The list in French."""
    return html.document_fromstring(render_list(series("https://example.org/"), CARDS, FR))


def test_papers_are_listed_by_years(page: html.HtmlElement) -> None:
    assert [text(head) for head in select(page, "//main//h2")] == ["2026", "2025", "Sans date"]
    assert [text(head) for head in select(page, "//main//h3")] == [
        "Traversiers", "آبار", "Moulins", "Ice <b>& snow</b>",
    ]  # fmt: skip
    years = select(page, "//nav[@class='contents']//a")
    assert [text(one(page, f"//*[@id='{a.attrib['href'][1:]}']/h2")) for a in years] == [
        text(a) for a in years
    ]


def test_titles_lead_to_the_readers_language_or_say_theirs(page: html.HtmlElement) -> None:
    links = {text(a): a.attrib for a in select(page, "//main//h3/a")}
    assert dict(links["Traversiers"]) == {"href": "../papers/ferry/fr/index.html"}
    assert links["Ice <b>& snow</b>"]["lang"] == "en-GB"
    assert links["آبار"]["dir"] == "rtl"
    marked = [text(p) for p in select(page, "//p[@class='abstract'][@lang]")]
    assert marked == ["About آبار.", "About Ice <b>& snow</b>."]


def test_a_paper_says_who_when_and_in_what(page: html.HtmlElement) -> None:
    ferry = one(page, "//article[.//a[contains(@href, 'ferry/fr/index')]]")
    said = text(one(ferry, ".//*[@class='by']")).replace(NO_BREAK, " ")
    assert said == "Ana <i>Ruiz · 24 novembre 2026"
    assert one(ferry, ".//time").get("datetime") == "2026-11-24"
    links = [(a.get("href"), a.get("hreflang"), a.get("type")) for a in select(ferry, ".//ul//a")]
    assert links == [
        ("../papers/ferry/en/index.html", "en-GB", None),
        ("../papers/ferry/downloads/en.pdf", "en-GB", "application/pdf"),
        ("../papers/ferry/fr/index.html", "fr-FR", None),
    ]  # fmt: skip
    # Out of their place, links are told apart.
    names = [text(a) for a in select(page, "//main//ul//a")]
    assert len(set(names)) == len(names)


def test_the_page_belongs_to_its_language(page: html.HtmlElement) -> None:
    assert (page.get("lang"), page.get("dir")) == ("fr-CA", "ltr")
    current = one(page, "//nav[@class='languages']//a[@aria-current]")
    assert text(current) == "Français"
    head = {link.get("rel"): link.get("href") for link in select(page, "//head/link")}
    assert head["canonical"] == "https://example.org/fr/index.html"
    hreflang = [a.get("hreflang") for a in select(page, "//head/link[@hreflang]")]
    assert hreflang == ["en-CA", "es-MX", "fr-CA", "x-default"]
    english = html.document_fromstring(render_list(series(), CARDS, EN))
    assert text(one(english, "//p[@class='about']")) == "About <rivers> & shores."
    assert select(english, "//link[@rel='canonical']") == []


def test_links_lead_to_folders_of_any_name(tmp_path: Path) -> None:
    cards = [Card("papers/50 % #1?", (paper("en", "en", "A", "2026"),))]
    below = "papers/50%20%25%20%231%3F/"
    page = html.document_fromstring(render_list(series(), cards, EN))
    assert one(page, "//main//h3/a").get("href") == f"../{below}en/index.html"
    assert {a.get("href") for a in select(page, "//main//ul//a")} == {
        f"../{below}en/index.html", f"../{below}downloads/en.pdf",
    }  # fmt: skip
    feed = render_series_feed(series("https://x.org/"), cards, EN)
    assert feed is not None
    entry = etree.fromstring(feed).find("a:entry/a:link", ATOM)
    assert entry is not None
    assert entry.get("href") == f"https://x.org/{below}en/index.html"
    listed = list_addresses(series("https://x.org/"), tmp_path, cards)["sitemap-series.xml"]
    assert f"https://x.org/{below}en/index.html" in [
        e.text for e in etree.fromstring(listed).iter(LOC)
    ]


def test_a_series_may_be_empty() -> None:
    page = html.document_fromstring(render_list(series(), [], ES))
    assert "Aún no hay documentos." in text(one(page, "//main"))
    assert select(page, "//nav[@class='contents'] | //link[@type='application/atom+xml']") == []
    assert render_series_feed(series(), [], ES) is None
    assert render_series_feed(series(), CARDS[:1], ES) is None  # which has no date


def test_the_search_is_that_of_an_edition() -> None:
    page = html.document_fromstring(render_search(series(), ES))
    assert [script.get("src") for script in select(page, "//script[@defer]")] == [
        "searchindex.js", "../_static/series-search.js", "../_static/search.js",
    ]  # fmt: skip
    for name in ("search-query", "search-status", "search-results"):
        one(page, f"//main//*[@id='{name}']")
    words = json.loads(one(page, "//*[@data-words]").attrib["data-words"])
    assert words["results"]["other"] == "{number} resultados"
    assert words["papers"]["one"] == "Buscar en {number} documento más"
    assert "index.html" in [a.get("href") for a in select(page, "//noscript//a")]


def test_readers_choose_a_language() -> None:
    page = html.document_fromstring(render_choice(series()))
    assert {a.get("href"): text(a) for a in select(page, "//h2/a")} == {
        "en/index.html": "Shore Papers",
        "es/index.html": "Cuadernos",
        "fr/index.html": "Cahiers",
    }
    assert [li.get("lang") for li in select(page, "//li")] == ["en-CA", "es-MX", "fr-CA"]


@pytest.mark.parametrize("address", ["", "https://example.org/"])
def test_new_papers_are_announced(address: str) -> None:
    content = render_series_feed(series(address), CARDS, EN)
    assert content is not None
    feed = etree.fromstring(content)
    titles = feed.findall("a:entry/a:title", ATOM)
    assert [(t.text, t.get(LANG)) for t in titles] == [
        ("Ferries", None), ("آبار", "ar"), ("Moulins", "fr-FR"),
    ]  # fmt: skip
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-24T00:00:00Z"
    links = [link.get("href") for link in feed.findall("a:entry/a:link", ATOM)]
    assert links[0] == f"{address or '../'}papers/ferry/en/index.html"
    ids = [e.text for e in feed.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == 4
    other = render_series_feed(series("https://elsewhere.org/"), CARDS, EN)
    assert other is not None
    assert [e.text for e in etree.fromstring(other).iter("{http://www.w3.org/2005/Atom}id")] == ids


def test_search_engines_find_the_papers_that_lie_below(tmp_path: Path) -> None:
    for name, address in (("ice", "https://example.org/papers/ice/"), ("ferry", "https://x.org/")):
        path = tmp_path / "papers" / name / "sitemap.xml"
        path.parent.mkdir(parents=True)
        path.write_text(f"<urlset><url><loc>{address}en/index.html</loc></url></urlset>")
    files = list_addresses(series("https://example.org/"), tmp_path, CARDS)
    found = [e.text for e in etree.fromstring(files["sitemap.xml"]).iter(LOC)]
    assert found == [
        "https://example.org/sitemap-series.xml", "https://example.org/papers/ice/sitemap.xml",
    ]  # fmt: skip
    own = [e.text for e in etree.fromstring(files["sitemap-series.xml"]).iter(LOC)]
    assert own[:2] == ["https://example.org/index.html", "https://example.org/en/index.html"]
    # Of papers that have none of their own, or one for another place.
    assert own[4:] == [
        f"https://example.org/papers/{page}/index.html"
        for page in ("ferry/en", "ferry/fr", "mills/fr", "wells/ar")
    ]
    assert b"Sitemap: https://example.org/sitemap.xml" in files["robots.txt"]
    assert set(list_addresses(series(), tmp_path, CARDS)) == {"robots.txt"}


@pytest.mark.parametrize(
    ("issued", "words"),
    [
        ("2026", "2026"),
        ("2026-03", "marzo de 2026"),
        ("2026-03-09", "9 de marzo de 2026"),
        ("2026-13", "2026-13"),
        ("2026-99999999999", "2026-99999999999"),
        ("", ""),
    ],
)
def test_dates_are_in_words(issued: str, words: str) -> None:
    assert written(issued, ES).replace(NO_BREAK, " ") == words


def test_a_date_of_another_edition_will_do() -> None:
    card = Card("a", (paper("en", "en", "A"), paper("fr", "fr", "B", "2024-05")))
    (year,) = listed_years([card], EN)
    assert year.number == 2024
    assert year.papers[0].written == written("2024-05", EN)
