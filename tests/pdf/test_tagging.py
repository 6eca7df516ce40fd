"""The structure in built files, read back: what veraPDF does not look at."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.pdf.tree import Tag, marked_contents, read_texts, read_tree
from tests.reading import chapters, read_page, select, text

REAL = tuple(f"canada-mexico-relationship-{code}" for code in ("en", "es", "fr"))
#: Files of either standard.
FILES = (*REAL, "two-shores-en", "two-shores-fr", "kitchen-sink-en", "sample")
FILES += ("kitchen-sink-en-ua-2", "sample-ua-2")

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
#: What a note is in either standard.
NOTES = ("Note", "FENote")


def folded(value: str) -> str:
    """Letters and digits alone: lines and hyphens are the layout's."""
    return "".join(char for char in value.casefold() if char.isalnum())


@pytest.fixture(scope="module")
def trees(built: dict[str, Path]) -> dict[str, Tag]:
    return {name: read_tree(path) for name, path in built.items()}


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def tree(trees: dict[str, Tag], name: str) -> Tag:
    return trees[name]


@pytest.fixture
def pdf(built: dict[str, Path], name: str) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(built[name]) as pdf:
        yield pdf


# What holds for every file.


def test_every_content_has_one_owner(tree: Tag, pdf: pikepdf.Pdf) -> None:
    marked = marked_contents(pdf)
    owned = Counter((content.page, content.mcid) for content in tree.contents())
    assert set(owned.values()) == {1}
    assert set(owned) == {(page, mcid) for page, mcids in enumerate(marked) for mcid in mcids}


def test_parent_tree_leads_back(tree: Tag, pdf: pikepdf.Pdf) -> None:
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for tag in tree.walk():
        for content in tag.kids:
            if not isinstance(content, Tag) and hasattr(content, "mcid"):
                key = int(pdf.pages[content.page].StructParents)
                assert parents[key][content.mcid].objgen == tag.objgen
    keys = [int(page.StructParents) for page in pdf.pages]
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            link = parents[int(annotation.StructParent)]
            assert str(link.S) == "/Link"
            objects = [kid.Obj for kid in link.K if isinstance(kid, Dictionary) and "/Obj" in kid]
            assert annotation.objgen in [item.objgen for item in objects]
            keys.append(int(annotation.StructParent))
    assert len(keys) == len(set(keys))
    assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) > max(keys)


def test_no_element_is_empty(tree: Tag) -> None:
    empty = [tag for tag in tree.walk() if not tag.kids and tag.role not in ("TD", "TH")]
    assert empty == []
    shown = ("P", "Caption", "Span", "Lbl", *NOTES, "Link", "Title", *HEADINGS)
    for tag in tree.find(*shown):
        assert tag.text or tag.find("Figure", "Formula"), (tag.role, tag.around)


def test_headings_leave_no_gap(tree: Tag) -> None:
    levels = [int(tag.role[1]) for tag in tree.find(*HEADINGS)]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_lists_have_items_with_bodies(tree: Tag) -> None:
    for tag in tree.find("L"):
        assert set(tag.roles) == {"LI"}
    for tag in tree.find("LI"):
        assert set(tag.roles) <= {"Lbl", "LBody"}
        assert tag.roles.count("LBody") == 1
        assert tag.roles[-1] == "LBody"
        assert "L" in tag.around[:1]


def test_contents_are_a_list_of_links(tree: Tag) -> None:
    for tag in tree.find("TOCI"):
        links = tag.find("Link")
        assert len(links) == 1
        assert links[0].around[:2] == ["Reference", "TOCI"]
        assert set(tag.roles) <= {"Lbl", "Reference", "P"}
        assert tag.around[0] == "TOC"
    for tag in tree.find("TOC"):
        assert set(tag.roles) <= {"TOC", "TOCI"}


def test_contents_are_nested_as_the_headings_are(tree: Tag) -> None:
    levels = [tag.around.count("TOC") for tag in tree.find("TOC")[0].find("TOCI")]
    headings = [int(tag.role[1]) for tag in tree.find("Part")[0].find(*HEADINGS)]
    assert levels == [level for level in headings if level <= 2]


def test_tables_are_regular(tree: Tag) -> None:
    for table in tree.find("Table"):
        assert set(table.roles) <= {"Caption", "THead", "TBody", "TFoot", "TR"}
        widths: list[int] = []
        waiting: dict[int, int] = {}
        for row in (row for row in table.find("TR") if nearest(row, "Table") is table):
            column = 0
            for cell in row.kids:
                assert isinstance(cell, Tag)
                assert cell.role in ("TH", "TD")
                while waiting.get(column, 0):
                    waiting[column] -= 1
                    column += 1
                for _ in range(cell.colspan):
                    waiting[column] = cell.rowspan - 1
                    column += 1
            while waiting.get(column, 0):
                waiting[column] -= 1
                column += 1
            widths.append(column)
        assert len(set(widths)) == 1
        assert all(cell.scope in ("Row", "Column") for cell in table.find("TH"))
        assert all(cell.scope is None for cell in table.find("TD"))


def nearest(tag: Tag, role: str) -> Tag | None:
    while tag.parent is not None:
        tag = tag.parent
        if tag.role == role:
            return tag
    return None


def test_pictures_have_alternatives(tree: Tag) -> None:
    assert all(tag.alt for tag in tree.find("Figure", "Formula"))


def test_notes_stand_behind_their_references(tree: Tag) -> None:
    for note in tree.find(*NOTES):
        assert note.id
        assert note.parent is not None
        before = note.parent.kids[note.parent.kids.index(note) - 1]
        assert isinstance(before, Tag)
        assert before.role == "Reference"
        (there,) = {area.destination for link in before.find("Link") for area in link.areas()}
        assert there == note.id
        label = note.kids[0]
        assert isinstance(label, Tag)
        assert label.role == "Lbl"
        assert any(link.areas()[0].destination for link in note.find("Link"))


def test_every_list_says_how_it_is_counted(tree: Tag) -> None:
    for tag in tree.find("L"):
        assert tag.numbering
        labelled = any("Lbl" in item.roles for item in tag.find("LI") if item.parent is tag)
        assert labelled or tag.numbering == "None"


def test_each_internal_link_leads_somewhere(tree: Tag, pdf: pikepdf.Pdf) -> None:
    names = {}
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
    pages = {page.obj.objgen for page in pdf.pages}
    for link in tree.find("Link"):
        assert link.areas()
        assert "Link" not in link.around
        for area in link.areas():
            assert area.contents
            assert (area.destination is None) != (area.address is None)
            if area.destination is not None:
                place = names[area.destination]
                page = place.D if isinstance(place, Dictionary) else place
                assert page[0].objgen in pages
            else:
                assert str(area.address).startswith(("https://", "http://", "mailto:"))


def test_outline_is_the_headings(tree: Tag, pdf: pikepdf.Pdf) -> None:
    def titles(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            yield level, folded(item.title)
            yield from titles(item.children, level + 1)

    with pdf.open_outline() as outline:
        found = list(titles(list(outline.root), 1))
    shown = tree.find("Title", *HEADINGS)
    assert shown[0].role == "Title"
    expected = [(1 if tag.role == "Title" else int(tag.role[1]), tag.text) for tag in shown]
    assert found == [(level, folded(words)) for level, words in expected]
    assert pdf.Root.PageMode == Name.UseOutlines


def test_title_stands_in_the_title_bar(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"]


# What a page does to a text.


def test_paragraph_that_crosses_a_page_is_one(trees: dict[str, Tag]) -> None:
    (long,) = (tag for tag in trees["sample"].find("P") if tag.text.startswith("A long paragraph"))
    assert len(long.pages) > 2
    assert folded(long.text) == folded("A long paragraph that goes on. " * 70)


def test_repeated_table_head_is_read_once(trees: dict[str, Tag], built: dict[str, Path]) -> None:
    (table,) = trees["sample"].find("Table")
    assert len(table.pages) > 2
    assert table.roles == ["Caption", "THead", "TBody"]
    assert len(table.find("TR")) == 61
    assert [tag.text for tag in table.find("TH") if tag.scope == "Column"] == ["name", "value"]
    decoration = [page[None] for page in read_texts(built["sample"])]
    assert sum("namevalue" in folded(text) for text in decoration) == len(table.pages) - 1


def test_running_heads_are_decoration(trees: dict[str, Tag], built: dict[str, Path]) -> None:
    assert "running head" not in trees["sample"].text
    for page in read_texts(built["sample"]):
        assert "running head" in page[None]


def test_words_of_links_are_their_descriptions(trees: dict[str, Tag]) -> None:
    for tree in trees.values():
        for link in tree.find("Link"):
            for area in link.areas():
                if link.text.isdecimal() and not area.contents.isdecimal():
                    assert area.contents  # a page in an index: the entry that leads there
                elif "↑" in link.text:
                    assert area.contents.strip("↑0123456789 ")  # back to a citation: in words
                elif not link.find("Figure"):
                    assert folded(area.contents) == folded(link.text)


# The real publication, and its editions compared.

#: Lines of links to files, which paper does not have.
WEB_ONLY = "@class='exports' or @class='data-download'"


@pytest.mark.parametrize("code", ["en", "es", "fr"])
def test_reading_order_is_that_of_the_source(site: Path, trees: dict[str, Tag], code: str) -> None:
    """Every block of the web edition stands in the structure, one after the other."""
    content = folded(trees[f"canada-mexico-relationship-{code}"].find("Part")[0].text)
    place = 0
    for chapter in chapters(site, code)[1:]:
        page = read_page(site / code / f"{chapter}.html")
        for hidden in select(page, "//*[@class='back-links' or @class='unseen']"):
            hidden.drop_tree()  # in words on the web, a sign with words behind it on paper
        for block in select(page, f"//main//h1 | //main//p[not({WEB_ONLY})]"):
            words = folded(text(block))
            found = content.find(words, place)
            assert found >= 0, words
            place = found + len(words)


@pytest.mark.parametrize("code", ["en", "es", "fr"])
def test_works_are_a_list_and_each_is_of_somebody(
    site: Path, trees: dict[str, Tag], code: str
) -> None:
    page = read_page(site / code / "bibliography.html")
    count = len(select(page, "//main//ul[contains(@class, 'entries')]/li"))
    assert count > 20
    lists = trees[f"canada-mexico-relationship-{code}"].find("L")
    (works,) = (tag for tag in lists if len(tag.find("LI")) == count)
    assert works.numbering == "None"
    signs = [tag for tag in works.find("LBody") if tag.text.startswith("———")]
    assert signs
    for entry in signs:
        first = entry.find("Span")[0]
        assert first.text == "———"
        assert first.expansion


@pytest.mark.parametrize("code", ["en", "es", "fr"])
def test_foreign_phrases_carry_their_language(site: Path, trees: dict[str, Tag], code: str) -> None:
    tree = trees[f"canada-mexico-relationship-{code}"]
    expected: Counter[tuple[str | None, str]] = Counter()
    for chapter in chapters(site, code)[1:]:
        page = read_page(site / code / f"{chapter}.html")
        for phrase in select(page, f"//main//*[@lang][@lang != '{page.get('lang')}']"):
            expected[phrase.attrib["lang"], folded(text(phrase))] += 1
    (part,) = tree.find("Part")
    assert expected
    assert Counter((t.lang, folded(t.text)) for t in part.walk() if t.lang) == expected


def test_editions_have_the_same_structure(trees: dict[str, Tag]) -> None:
    first, *others = (trees[name].outline() for name in REAL)
    assert first.count("H1") > 5
    for other in others:
        assert other == first
