"""Two printed editions as one, before its pages are laid out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml.html import HtmlElement

from editions.bilingual.elements import parse
from editions.bilingual.printed import merge_printed
from editions.findings import FindingsError
from editions.pdf.pages import PrintedPage
from tests.bilingual.samples import PAIR
from tests.reading import one, select, text

PAGE = """<html lang="{lang}"><head><title>{title}</title></head><body>
<section class="cover" id="document-index"><div class="cover-text"><p class="title">{title}</p>
</div></section>
<section class="imprint"><p>{title}</p>{note}<p class="others-title" data-furniture>Others</p>
<ul class="others" data-furniture>{others}</ul></section>
<nav class="contents" role="doc-toc"><h1>Contents</h1><ol>
<li class="level-1"><span class="entry"><a href="#a">{title}</a></span>
<span class="page" data-target="#a"></span></li></ol></nav>
<main><div><section id="a"><h1>{title}</h1><p id="b-1">{title} <a href="#b-1">here</a>
<a href="#table-x">there</a></p><table id="table-x"><tr><td>1</td></tr></table>
<img src="_images/map.png" alt="{title}"></section></div>{index}</main></body></html>
"""

LIST = '<li lang="{}">x</li>'
INDEX = '<section class="index" id="index"><h1>{}</h1><p>x</p></section>'


def printed(folder: str, **parts: str) -> PrintedPage:
    parts = {"note": "", "index": "", "others": LIST.format("es-MX"), **parts}
    return PrintedPage(
        PAGE.format(**parts),
        {"_images/map.png": Path(folder, "map.png"), "_data/x.csv": Path(folder, "x.csv")},
        {"_data/x.csv": "Data"},
        system_fonts=True,
        titles={"_data/x.csv": parts["title"]},
    )


ENGLISH = printed(
    "/one", lang="en-CA", title="Shores", others=LIST.format("fr-CA") + LIST.format("es-MX")
)
FRENCH = printed("/two", lang="fr-CA", title="Rives", others=LIST.format("es-MX"))


def merged(one_: PrintedPage, other: PrintedPage) -> tuple[PrintedPage, HtmlElement]:
    page = merge_printed(PAIR, one_, other, "bilingual.css")
    return page, parse(page.html)


def test_a_page_survives_being_kept() -> None:
    assert PrintedPage.from_json(ENGLISH.to_json()) == ENGLISH


def test_files_of_the_second_edition_are_found_whatever_their_names_are() -> None:
    name, address = "_images/été (a).png", "_images/%C3%A9t%C3%A9%20%28a%29.png"
    pages = []
    for page, folder in ((ENGLISH, "/one"), (FRENCH, "/two")):
        html = page.html.replace("_images/map.png", address)
        pages.append(PrintedPage(html, {name: Path(folder, "x.png")}, {}, system_fonts=True))
    result, page = merged(*pages)
    images = [unquote(str(image.get("src"))) for image in select(page, "//main//img")]
    assert [result.files[image] for image in images] == [Path("/one/x.png"), Path("/two/x.png")]


def test_the_page_says_what_it_is() -> None:
    _, page = merged(ENGLISH, FRENCH)
    assert page.get("lang") == "en-CA"
    assert text(one(page, "//title")) == "Shores · Rives"
    assert select(page, "//head/link[@rel='stylesheet']")[-1].get("href") == "bilingual.css"
    cover = one(page, "//section[@class='cover']")
    assert [text(title) for title in select(cover, ".//p")] == ["Shores", "Rives"]


def test_the_contents_give_both_titles_and_the_page_once() -> None:
    _, page = merged(ENGLISH, FRENCH)
    line = one(page, "//nav//li")
    entries = select(line, "./span[contains(@class, 'entry')]")
    assert [(text(e), e.get("lang")) for e in entries] == [("Shores", None), ("Rives", "fr-CA")]
    assert [a.get("href") for a in select(line, ".//a")] == ["#a", "#a"]
    assert len(select(line, "./span[@class='page']")) == 1


def test_neither_edition_is_another_one() -> None:
    _, page = merged(ENGLISH, FRENCH)
    # Each column has all of the others, under its own words.
    lists = select(page, "//section[@class='imprint']/div[contains(@class, 'pair')]/ul")
    assert [[item.get("lang") for item in items] for items in lists] == [["es-MX"]] * 2
    alone = printed("/two", lang="fr-CA", title="Rives", others=LIST.format("en-CA"))
    _, page = merged(
        printed("/one", lang="en-CA", title="Shores", others=LIST.format("fr-CA")), alone
    )
    imprint = one(page, "//section[@class='imprint']")
    assert select(imprint, ".//ul") == []
    assert "Others" not in text(imprint)


def test_what_one_imprint_alone_says_is_kept() -> None:
    versions = '<ul class="versions" data-furniture><li>1.0</li></ul>'
    state = '<p class="state" data-furniture>Complète.</p>'
    english = printed("/one", lang="en-CA", title="Shores", note=versions)
    french = printed("/two", lang="fr-CA", title="Rives", note=versions + state)
    _, page = merged(english, french)
    said = one(page, "//p[contains(@class, 'state')]")
    assert said.get("lang") == "fr-CA"
    # It stands where it stood, and not at the end.
    before = said.getprevious()
    assert before is not None
    assert len(select(before, "./ul[contains(@class, 'versions')]")) == 2
    assert "Others" in text(said.getnext())


def test_links_lead_to_the_blocks_of_their_language() -> None:
    _, page = merged(ENGLISH, FRENCH)
    theirs = one(page, "//main//p[@id='fr-b-1']")
    assert [a.get("href") for a in select(theirs, ".//a")] == ["#fr-b-1", "#table-x"]
    ours = one(page, "//main//p[@id='b-1']")
    assert [a.get("href") for a in select(ours, ".//a")] == ["#b-1", "#table-x"]


def test_files_of_both_editions_are_there_and_apart() -> None:
    kept, page = merged(ENGLISH, FRENCH)
    assert {name: str(path) for name, path in kept.files.items()} == {
        "_images/map.png": "/one/map.png",
        "_images/map-fr.png": "/two/map.png",
        "_data/x.csv": "/one/x.csv",
        "_data/x-fr.csv": "/two/x.csv",
    }
    assert kept.attachments == {"_data/x.csv": "Data", "_data/x-fr.csv": "Data"}
    assert kept.titles == {"_data/x.csv": "Shores", "_data/x-fr.csv": "Rives"}
    assert [image.get("src") for image in select(page, "//img")] == [
        "_images/map.png",
        "_images/map-fr.png",
    ]


def test_a_file_that_is_the_same_stands_once() -> None:
    kept, page = merged(ENGLISH, printed("/one", lang="fr-CA", title="Rives"))
    assert kept.files == ENGLISH.files
    assert len(select(page, "//img")) == 1


@pytest.mark.parametrize(("ours", "theirs"), [("tall", "tall"), ("", "tall"), ("tall", "")])
def test_a_tall_chart_stands_whole_above_its_counterpart(ours: str, theirs: str) -> None:
    figure = (
        '<div class="data-chart"><figure class="{}"><figcaption><p>{}</p></figcaption>'
        '<div class="drawing"><svg class="wide"></svg></div></figure><p>Of {}</p></div>'
    )
    pages = [
        replace(
            page, html=page.html.replace("</main>", figure.format(kind, words, words) + "</main>")
        )
        for page, kind, words in ((ENGLISH, ours, "Tides"), (FRENCH, theirs, "Marées"))
    ]
    _, page = merged(*pages)
    row = one(page, "//div[@class='pair'][.//figure]")
    assert [text(one(item, "./figure/figcaption")) for item in row] == ["Tides", "Marées"]
    assert [text(one(item, "./p")) for item in row] == ["Of Tides", "Of Marées"]
    assert row[1].get("lang") == "fr-CA"


def test_a_running_head_keeps_the_end_of_its_heading() -> None:
    kept = '<h1>Long <span class="together">title of shores</span></h1>'
    page = replace(ENGLISH, html=ENGLISH.html.replace("<h1>Shores</h1>", kept))
    _, result = merged(page, FRENCH)
    heads = [item.get("data-running") for item in select(result, "//main//*[@data-running]")]
    assert heads[:2] == ["Long title\u00a0of\u00a0shores", "Rives"]


def test_each_index_keeps_its_own_order() -> None:
    english = printed("/one", lang="en-CA", title="Shores", index=INDEX.format("Index"))
    french = printed("/two", lang="fr-CA", title="Rives", index=INDEX.format("Table"))
    _, page = merged(english, french)
    indexes = select(page, "//main/section[contains(@class, 'index')]")
    assert [(i.get("id"), i.get("lang")) for i in indexes] == [
        ("index", None),
        ("fr-index", "fr-CA"),
    ]


def test_a_line_of_the_contents_in_one_edition_only_is_a_finding() -> None:
    other = PrintedPage(
        FRENCH.html.replace('href="#a"', 'href="#z"'), FRENCH.files, {}, system_fonts=True
    )
    with pytest.raises(FindingsError, match="the tables of contents differ: #a"):
        merge_printed(PAIR, ENGLISH, other, "bilingual.css")


def test_a_part_for_one_edition_has_its_own_line_of_the_contents() -> None:
    line = '<li class="level-2"><span class="entry"><a href="#own">À nous</a></span></li>'
    part = '<section id="own" class="some-editions"><h2>À nous</h2></section>'
    html = FRENCH.html.replace("</ol>", f"{line}</ol>", 1).replace("</main>", f"{part}</main>")
    other = PrintedPage(html, FRENCH.files, {}, system_fonts=True)
    _, page = merged(ENGLISH, other)
    (entry, own) = select(page, "//nav[@role='doc-toc']//li[last()]/span")
    assert text(entry) == ""
    assert one(own, ".//a").get("href") == "#fr-own"
    assert one(page, "//section[@id='fr-own']").get("lang") == "fr-CA"
