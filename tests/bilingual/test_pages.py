"""The pages of the real publication in two languages: whole, and each link right."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from lxml.html import HtmlElement

from editions.bilingual.pages import Surroundings, merge_pages
from editions.catalogs.ids import BLOCK_PREFIX
from editions.findings import FindingsError
from editions.languages import Publication
from tests.bilingual.samples import PAIR
from tests.reading import chapters, one, read_page, select, text
from tests.site.pages import CODES

PAIRS = list(permutations(CODES, 2))


def blocks(page: HtmlElement, prefix: str = "") -> list[str]:
    """Return the ids of the blocks of a page, in order."""
    found = [e.attrib["id"] for e in select(one(page, "//main"), ".//*[@id]")]
    start = prefix + BLOCK_PREFIX
    return [name.removeprefix(prefix) for name in found if name.startswith(start)]


@pytest.fixture(params=PAIRS, ids="-".join)
def pair(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Two editions in the order in which they are read."""
    return tuple(request.param)


def test_every_block_of_every_chapter_is_there_in_both_languages(
    site: Path, pair: tuple[str, str]
) -> None:
    total = 0
    for name in chapters(site, "en"):
        page, *editions = (
            read_page(site / folder / f"{name}.html") for folder in ("-".join(pair), *pair)
        )
        ours, theirs = map(blocks, editions)
        assert blocks(page) == ours == theirs
        # What says the same in both, and what only shows something, stands once.
        second = blocks(page, f"{pair[1]}-")
        shared = {
            item.attrib["id"]
            for whole in select(page, "//main//*[contains(@class, 'shared')]")
            for item in select(whole, "descendant-or-self::*[@id]")
        }
        cells = {e.attrib["id"] for e in select(page, "//main//table//*[@id]")}
        assert set(second) | shared | cells >= set(ours)
        assert Counter(second).most_common(1)[0][1] == 1 if second else True
        total += len(second)
    assert total > 90


def test_what_is_read_is_what_the_editions_say(site: Path, pair: tuple[str, str]) -> None:
    for name in chapters(site, "en"):
        page = read_page(site / "-".join(pair) / f"{name}.html")
        for code, prefix in zip(pair, ("", f"{pair[1]}-"), strict=True):
            edition = read_page(site / code / f"{name}.html")
            for block in select(edition, f"//main//*[starts-with(@id, '{BLOCK_PREFIX}')]"):
                found = select(page, f"//*[@id='{prefix}{block.attrib['id']}']")
                if found:
                    assert text(found[0]) == text(block)


def test_one_outline_one_language_one_title(
    site: Path, project: Publication, pair: tuple[str, str]
) -> None:
    first, second = map(project.edition, pair)
    for name in chapters(site, "en"):
        page = read_page(site / "-".join(pair) / f"{name}.html")
        edition = read_page(site / pair[0] / f"{name}.html")
        headings = "//h1 | //h2 | //h3"
        assert list(map(text, select(page, headings))) == list(map(text, select(edition, headings)))
        assert len(select(page, "//h1")) == 1
        assert page.get("lang") == first.lang
        for element in select(page, "//*[contains(concat(' ', @class, ' '), ' second ')]"):
            assert element.get("lang") == second.lang
        other = read_page(site / pair[1] / f"{name}.html")
        title = text(one(page, "//head/title"))
        assert title == f"{text(one(edition, '//head/title'))} · {text(one(other, '//head/title'))}"
        assert one(page, "//meta[@name='robots']").get("content") == "noindex"
        assert select(page, "//link[@rel='alternate']") == []
        assert (
            one(page, "//link[@rel='canonical']").attrib["href"].endswith(f"{pair[0]}/{name}.html")
        )


def test_every_id_is_unique_and_every_link_leads_somewhere(
    site: Path, pair: tuple[str, str]
) -> None:
    folder = site / "-".join(pair)
    pages = {path: read_page(path) for path in folder.rglob("*.html")}
    assert {path.stem for path in pages} == set(chapters(site, "en"))
    for path, page in pages.items():
        ids = [element.attrib["id"] for element in select(page, "//*[@id]")]
        assert len(ids) == len(set(ids))
        for element in select(page, "//*[@href or @src or @action]"):
            value = next(v for k, v in element.items() if k in ("href", "src", "action"))
            address, fragment = urldefrag(value.partition("?")[0] + "#" * ("#" in value))
            address, fragment = urldefrag(value)
            address = unquote(address.partition("?")[0])
            if ":" in address:
                continue
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), (path, value)
            if fragment:
                shown = pages[target] if target in pages else read_page(target)
                assert select(shown, f"//*[@id='{unquote(fragment)}']"), (path, value)


def test_links_of_the_text_stay_in_the_pair_and_files_are_of_the_right_edition(site: Path) -> None:
    page = read_page(site / "en-fr/economy.html")
    pointers = one(page, "//div[@class='pair']/p[@id='fr-b-paragraph-1']")
    hrefs = {link.attrib["href"] for link in select(pointers, ".//a")}
    assert all(href.startswith("figures.html#table-") for href in hrefs)
    figures = read_page(site / "en-fr/figures.html")
    for link in select(figures, "//main//a[contains(@href, '.csv')]"):
        around = select(link, "ancestor::*[@lang='fr-CA']")
        assert link.attrib["href"].startswith("../fr/" if around[-1:] else "../en/")


def test_a_table_gives_the_same_number_once(site: Path) -> None:
    edition = read_page(site / "en/figures.html")
    for folder in ("en-es", "en-fr"):
        page = read_page(site / folder / "figures.html")
        ours = select(edition, "//main//table")
        tables = select(page, "//main//table")
        assert [t.get("id") for t in tables] == [t.get("id") for t in ours]
        for table, original in zip(tables, ours, strict=True):
            cells = ".//th | .//td"
            for cell, before in zip(select(table, cells), select(original, cells), strict=True):
                lines = [text(line) for line in select(cell, "./p") or [cell]]
                assert lines[0] == text(before)
                assert len(lines) == len(set(lines)) <= 2
    spanish = read_page(site / "en-es/figures.html")
    numbers = select(spanish, "//table[@id='table-trade-partners']//td[contains(@class,'number')]")
    # Billions in one, millions in the other; a percentage is the same in both.
    assert [text(number) for number in numbers[:2]] == ["457 457,000", "24.2"]


def test_a_reader_gets_from_a_page_to_its_pairs_and_back(site: Path) -> None:
    edition = read_page(site / "es/economy.html")
    hrefs = [link.get("href") for link in select(edition, "//nav[@class='beside']//a")]
    assert hrefs == ["../es-en/economy.html", "../es-fr/economy.html"]
    page = read_page(site / "es-en/economy.html")
    links = select(page, "//nav[@class='beside']//a")
    assert [link.get("href") for link in links] == [
        "../es-en/economy.html",
        "../en-fr/economy.html",
        "../es-fr/economy.html",
        "../en-es/economy.html",
    ]
    assert [link.get("aria-current") for link in links] == ["page", None, None, None]
    assert text(links[-1]) == "Intercambiar las columnas"
    assert text(one(page, "//p[@class='hide-second']/label")) == "Ocultar la columna en inglés"
    names = [text(link) for link in select(edition, "//nav[@class='beside']//a")]
    assert names == ["Español · English", "Español · Français"]
    switch = select(page, "//nav[@class='languages']//a")
    assert [link.get("href") for link in switch] == [f"../{code}/economy.html" for code in CODES]
    assert not any("aria-current" in link.attrib for link in switch)
    heads = select(page, "//main/div[contains(@class, 'columns')]//a")
    assert [link.get("href") for link in heads] == ["../es/economy.html", "../en/economy.html"]


def test_pages_that_are_no_documents_have_no_pair(site: Path) -> None:
    page = read_page(site / "en/search.html")
    assert select(page, "//nav[@class='beside']") == []
    assert not (site / "en-es/search.html").exists()


def test_a_page_in_one_edition_only_is_a_finding() -> None:
    page = b"<title>x</title><body><nav class=beside></nav><main></main>"
    around = Surroundings((), "style.css", str)
    pages = {"index.html": page}
    assert set(merge_pages(PAIR, pages, pages, around)) == {"index.html"}
    with pytest.raises(FindingsError, match=r"en-fr/a\.html: the edition 'fr' has this page"):
        merge_pages(PAIR, pages, {**pages, "a.html": page}, around)
