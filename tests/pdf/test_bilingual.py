"""The PDFs in two languages, read back."""

from __future__ import annotations

import contextlib
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml.html import HtmlElement

from editions.languages import Pair, Publication
from editions.pdf.builder import STYLESHEETS
from editions.pdf.layout import write_pdf
from editions.pdf.pages import BILINGUAL
from tests.pdf.structure import read_tables
from tests.pdf.tree import Tag, marked_contents, read_tree
from tests.reading import chapters, one, pdf_pages, read_page, select, text
from tests.site.pages import CODES


@pytest.fixture(params=list(combinations(CODES, 2)), ids="-".join)
def pair(request: pytest.FixtureRequest, project: Publication) -> Pair:
    """Two editions that are one PDF."""
    return Pair(*map(project.edition, request.param))


def file_of(site: Path, project: Publication, pair: Pair) -> Path:
    return site / "downloads" / project.pdf_name(pair)


def folded(value: str) -> str:
    """Letters and digits alone: lines and hyphens are the layout's."""
    return "".join(char for char in value.casefold() if char.isalnum())


def language(tag: Tag) -> str | None:
    """Return the language that is said of an element or of one around it."""
    around: Tag | None = tag
    while around is not None:
        if around.lang:
            return around.lang
        around = around.parent
    return None


def is_web_only(half: HtmlElement) -> bool:
    """Tell whether a half leads to a file that paper does not have."""
    return "data-download" in (half.get("class") or "").split()


def printed_halves(page: HtmlElement) -> list[HtmlElement]:
    """Return the halves of the rows of a page in the order of print.

    Of a chart that is too high for a column, all that is ours comes before all that is theirs.
    """
    tall = select(page, "//figure[@id='chart-milestones']/..//div[@class='pair']")
    places: dict[HtmlElement, tuple[int, int, int]] = {}
    for number, row in enumerate(select(page, "//main/section//div[@class='pair']")):
        for column, half in enumerate(row):
            first = places[tall[0][0]][0] if row in tall[1:] else number
            places[half] = (first, column, number)
    return sorted(places, key=places.__getitem__)


def in_order(needles: list[str], hay: str) -> None:
    """Check that each of *needles* stands in *hay*, after the one before it."""
    place = 0
    for needle in needles:
        found = hay.find(needle, place)
        assert found >= 0, needle
        place = found + len(needle)


def test_it_says_what_it_is(site: Path, project: Publication, pair: Pair) -> None:
    with pikepdf.open(file_of(site, project, pair)) as pdf:
        assert str(pdf.Root.Lang) == pair.first.lang
        assert str(pdf.docinfo.Title) == f"{pair.first.full_title} · {pair.second.full_title}"


def test_every_block_is_read_before_its_counterpart_in_the_order_of_the_text(
    site: Path, project: Publication, pair: Pair
) -> None:
    tree = read_tree(file_of(site, project, pair))
    spoken = folded(tree.text)
    words: list[str] = []
    for name in chapters(site, "en")[1:]:
        if name in ("figures", "bibliography"):
            continue  # merged otherwise
        page = read_page(site / pair.folder / f"{name}.html")
        for chart in select(page, "//main//*[local-name()='svg']"):
            chart.drop_tree()  # a picture on paper
        words += [folded(text(half)) for half in printed_halves(page) if not is_web_only(half)]
    assert len(words) > 150
    in_order(words, spoken)


def test_blocks_bear_their_languages(site: Path, project: Publication, pair: Pair) -> None:
    tree = read_tree(file_of(site, project, pair))
    page = read_page(site / pair.folder / "economy.html")
    spoken = {folded(tag.text): tag for tag in tree.find("P")}
    rows = select(page, "//main/section//div[@class='pair']/p[@id]/..")
    assert len(rows) > 10
    for row in rows:
        ours, theirs = (spoken[folded(text(half))] for half in row)
        assert language(ours) in (None, pair.first.lang)
        assert language(theirs) == pair.second.lang
        assert ours.parent is theirs.parent


def test_there_is_one_outline(site: Path, project: Publication, pair: Pair) -> None:
    titles: list[list[str]] = []
    for edition in (pair.first, pair.second):
        titles.append([])
        for name in chapters(site, edition.code)[1:]:
            page = read_page(site / edition.code / f"{name}.html")
            titles[-1] += [text(heading) for heading in select(page, "//main//h1 | //main//h2")]
    path = file_of(site, project, pair)
    tree = read_tree(path)
    assert [folded(tag.text) for tag in tree.find("H1", "H2", "H3")][1:] == list(
        map(folded, titles[0])
    )
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:

        def names(items: list[pikepdf.OutlineItem]) -> list[str]:
            return [name for item in items for name in (item.title, *names(item.children))]

        cover, _contents, *found = names(list(outline.root))
        assert cover == f"{pair.first.title} · {pair.second.title}"
        assert found == [f"{one_} · {other}" for one_, other in zip(*titles, strict=True)]


def test_a_table_is_one_table(site: Path, project: Publication, pair: Pair) -> None:
    expected = [
        [[folded(text(cell)) for cell in select(row, "./th | ./td")] for row in rows]
        for name in chapters(site, "en")[1:]
        for table in select(read_page(site / pair.folder / f"{name}.html"), "//main//table")
        if (rows := select(table, ".//tr"))
    ]
    assert len(expected) > 5
    found = [
        [[folded(cell) for cell in row] for row in table]
        for table in read_tables(file_of(site, project, pair))
    ]
    assert found == expected


def test_all_content_is_marked_and_owned(site: Path, project: Publication, pair: Pair) -> None:
    path = file_of(site, project, pair)
    tree = read_tree(path)
    owned: dict[int, set[int]] = {}
    for content in tree.contents():
        owned.setdefault(content.page, set()).add(content.mcid)
    with pikepdf.open(path) as pdf:
        for number, marked in enumerate(marked_contents(pdf)):
            assert owned.get(number, set()) == marked


def test_every_link_leads_somewhere(site: Path, project: Publication, pair: Pair) -> None:
    path = file_of(site, project, pair)
    with pikepdf.open(path) as pdf:
        names = {str(name) for name, _ in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    areas = [area for tag in read_tree(path).walk() for area in tag.areas()]
    assert len(areas) > 60
    for area in areas:
        assert area.address or area.destination in names
        assert not (area.address or "").startswith("file:")


def test_the_data_of_both_editions_is_attached(
    site: Path, project: Publication, pair: Pair
) -> None:
    with pikepdf.open(file_of(site, project, pair)) as pdf:
        names = set(pdf.attachments)
    one_ = {name for name in names if not name.endswith(f"-{pair.second.code}.csv")}
    assert len(one_) >= 10
    assert names == one_ | {f"{name.removesuffix('.csv')}-{pair.second.code}.csv" for name in one_}


def test_running_heads_name_the_chapter_in_both_languages(
    site: Path, project: Publication, pair: Pair
) -> None:
    titles = [
        text(one(read_page(site / half.code / "economy.html"), "//main//h1"))
        for half in pair.halves
    ]
    pages = [folded(page) for page in pdf_pages(file_of(site, project, pair))]
    first, second = map(folded, titles)
    shown = [number for number, page in enumerate(pages) if first in page and second in page]
    # In the contents, over the chapter, and at the head of each of its further pages.
    assert len(shown) >= 4


def test_nothing_stands_in_the_margins(site: Path, project: Publication, pair: Pair) -> None:
    """An address that no line holds would."""
    document = pypdfium2.PdfDocument(file_of(site, project, pair))
    with contextlib.closing(document):
        width = document[0].get_width()
        texts = [page.get_textpage() for page in document]
        edges = [text.get_rect(number) for text in texts for number in range(text.count_rects())]
    assert max(right for _, _, right, _ in edges) <= width - min(left for left, *_ in edges) + 1


ROW = '<div class="pair"><p>H{0}</p><p class="second">H{0}</p></div>'


def lay_out_rows(body: str) -> list[float]:
    """Lay out *body* in two columns; return how far in each half of each row is, in points."""
    sheets = {path.name: path for path in (*STYLESHEETS, BILINGUAL)}
    links = "".join(f'<link rel="stylesheet" href="{name}">' for name in sheets)
    page = f'<!DOCTYPE html><html lang="en" class="bilingual"><title>T</title>{links}<body>'
    data = write_pdf(f"{page}<main>{body}</main></body></html>", sheets, system_fonts=True)
    with contextlib.closing(pypdfium2.PdfDocument(data)) as pdf:
        found = pdf[0].get_textpage()
        letters = found.get_text_range()
        return [found.get_charbox(at)[0] for at, letter in enumerate(letters) if letter == "H"]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>{0}<ul><li>{0}</li></ul></li></ul>",
        "<ol><li>{0}<ol><li>{0}</li></ol></li></ol>",
        "<dl><dd>{0}<ul><li>{0}<ul><li>{0}</li></ul></li></ul></dd></dl>",
    ],
)
def test_both_halves_of_an_item_are_as_far_in(body: str) -> None:
    """A row of an item is narrower than one of the text, and would halve what is left to it."""
    row = ROW.format("i")
    places = lay_out_rows(row + body.format(row))
    left, right = places[::2], places[1::2]
    assert len(left) == 1 + body.count("{0}")
    for first, second in zip(left[1:], right[1:], strict=True):
        assert first - left[0] > 5
        assert first - left[0] == pytest.approx(second - right[0], abs=2.5)
