"""Somebody else's project, with every element, and nothing said but ``extensions``."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from tests.conftest import ROOTS
from tests.pdf.tree import Tag, read_tree
from tests.reading import pdf_pages


@pytest.fixture(scope="module")
def tree(kitchen_sink: Path) -> Tag:
    return read_tree(kitchen_sink)


def folded(value: str) -> str:
    return "".join(char for char in value.casefold() if char.isalnum())


def chapter(tree: Tag, title: str) -> Tag:
    """Return the section that a heading of level one heads."""
    (section,) = (
        heading.parent for heading in tree.find("H1") if folded(heading.text) == folded(title)
    )
    assert section is not None
    return section


def items(part: Tag) -> list[tuple[list[str], str]]:
    """Return the labels and the body of each list item below *part*."""
    found = []
    for item in part.find("LI"):
        labels = [kid.text for kid in item.kids if isinstance(kid, Tag) and kid.role == "Lbl"]
        (body,) = (kid for kid in item.kids if isinstance(kid, Tag) and kid.role == "LBody")
        found.append((labels, body.text))
    return found


def test_conf_says_nothing_of_print() -> None:
    content = (ROOTS / "kitchen-sink" / "conf.py").read_text(encoding="utf-8")
    assert "pdf_" not in content
    assert "html_" not in content


def test_every_block_is_printed(tree: Tag) -> None:
    content = folded(tree.text)
    for words in (
        "Emphasis, strong, literal text, a title, H2O, E = mc2, NATO",
        "A replaced text",
        "In a container.",
        "After a transition.",
        "Added in version 1.0: Something new.",
        "Another one inside.",
        "Text beside the text.",
        "with a literal block",
        "Cells may span columns.",
        "remark number 89",
        "else it would be lost beyond the margin",
        "Let the water out; see tidy().",
        "a DOS option",
        "Donald E. Knuth, The TeXbook, 1984.",
    ):
        assert folded(words) in content, words
    assert "whichnobodysees" not in content


def test_headings_reach_the_fourth_level(tree: Tag) -> None:
    part = chapter(tree, "Sections")
    levels = [(heading.role, heading.text) for heading in part.find("H1", "H2", "H3", "H4")]
    assert levels == [
        ("H1", "Sections"),
        ("H2", "Level two"),
        ("H3", "Level three"),
        ("H4", "Level four with emphasis"),
        ("H2", "Level two again"),
    ]


def test_lists_keep_their_labels(tree: Tag) -> None:
    found = items(chapter(tree, "Lists"))
    assert (["C."], "from C") in found
    assert (["V."], "numerals") in found
    assert (["b."], "more letters") in found
    assert (["sink", "basin"], "Where water goes.") in found
    assert (["-b file"], "option b") in found
    assert (["nested term"], "inner terminner definition") in found


def test_formulas_have_their_source(tree: Tag) -> None:
    assert [formula.alt for formula in tree.find("Formula")] == [
        "a^2 + b^2 = c^2",
        r"\frac{1}{2}\sqrt{x_1}",
        r"e^{i\pi} + 1 = 0",
        r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}",
        r"\int_0^1 x^2 \, dx = \frac{1}{3}",
    ]
    assert "frac" not in tree.text


def test_abbreviation_has_its_expansion(tree: Tag) -> None:
    expansions = {tag.text: tag.expansion for tag in tree.find("Span") if tag.expansion}
    assert expansions["NATO"] == "North Atlantic Treaty Organization"


def test_numbers_are_printed(tree: Tag) -> None:
    captions = [folded(caption.text) for caption in tree.find("Caption")]
    assert any(caption.startswith("fig1acaption") for caption in captions)
    assert folded("Table 1 Spans") in captions
    assert folded("Table 5 Long") in captions
    content = folded(tree.text)
    assert folded("Listing 1 With a caption") in content
    assert folded("Fig. 1, Table 5, (1), a download, Index.") in content


def test_decoration_is_no_figure(tree: Tag) -> None:
    figures = [figure.alt for figure in tree.find("Figure")]
    assert figures == [
        "a red dot",
        "a square",
        "a red dot, large",
        "a black triangle in a square",
        "a red dot in a legend",
        "a red dot without a caption",
        "the same red dot",
    ]


def test_notes_and_citations_are_referred_to(tree: Tag) -> None:
    part = chapter(tree, "Notes")
    assert len(part.find("Note")) == 4
    assert len(part.find("Reference")) == 5
    (second,) = (note for note in part.find("Note") if "auto-numbered" in note.text)
    assert len([area for link in second.find("Link") for area in link.areas()]) == 2


def test_columns_are_no_table(tree: Tag) -> None:
    assert len(tree.find("Table")) == 6
    found = items(chapter(tree, "Blocks"))
    assert all((["•"], letter) in found for letter in "abcd")


def test_contents_of_a_chapter_are_links(tree: Tag) -> None:
    (contents,) = chapter(tree, "Blocks").find("TOC")
    links = [area.destination for link in contents.find("Link") for area in link.areas()]
    assert links == ["pictures", "admonitions", "quotes-and-bodies"]


def test_index_leads_to_its_pages(tree: Tag, kitchen_sink: Path) -> None:
    part = chapter(tree, "Index")
    links = {link.areas()[0].contents: link.text for link in part.find("Link")}
    pages = pdf_pages(kitchen_sink)
    with pikepdf.open(kitchen_sink) as pdf:
        labels = [page.label for page in pdf.pages]
    for term, sentence in (("basin", "Where water goes."), ("emphasis", "Emphasis, strong")):
        here = [labels[n] for n, page in enumerate(pages) if folded(sentence) in folded(page)]
        assert links[term] in here


def test_download_is_attached(kitchen_sink: Path) -> None:
    with pikepdf.open(kitchen_sink) as pdf:
        assert list(pdf.attachments) == ["data.csv"]
        data = pdf.attachments["data.csv"].get_file().read_bytes()
        names = {str(item.AFRelationship) for item in pdf.Root.AF if isinstance(item, Dictionary)}
        assert names == {str(Name.Supplement)}
    assert data == (ROOTS / "kitchen-sink" / "images" / "data.csv").read_bytes()


def test_no_link_leads_into_the_folder_of_the_build(tree: Tag) -> None:
    addresses = [area.address for link in tree.find("Link") for area in link.areas()]
    assert not [a for a in addresses if a and "edition.invalid" in a]
