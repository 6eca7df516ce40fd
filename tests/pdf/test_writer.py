"""What the writer of the printed edition knows of its elements."""

from __future__ import annotations

import pytest
from docutils import nodes

from editions.pdf.writer import ACRONYM, ends_paragraph, is_closing, leaves_a_word

POINTER = nodes.paragraph(text="In figures: Trade", classes=["data-pointer"])
FOLLOWED = nodes.paragraph(text="Another.")


@pytest.mark.parametrize(
    ("text", "after", "closes"),
    [
        ("A sentence.", (), True),
        ("A sentence.", (POINTER,), True),
        ("A sentence.", (FOLLOWED,), False),
        ("A sentence. " * 30, (), False),
    ],
)
def test_short_paragraph_closes_its_section(
    text: str, after: tuple[nodes.paragraph, ...], *, closes: bool
) -> None:
    paragraph = nodes.paragraph(text=text)
    nodes.section("", nodes.title(text="T"), paragraph, *(item.deepcopy() for item in after))
    assert is_closing(paragraph) is closes


@pytest.mark.parametrize(
    ("behind", "alone"), [(").", True), (") of Foreign Relations.", False), ("), too.", False)]
)
def test_acronym_that_ends_a_paragraph_is_noticed(behind: str, *, alone: bool) -> None:
    text = nodes.Text("The Council (")
    nodes.paragraph("", "", text, nodes.abbreviation("", "COMEXI"), nodes.Text(behind))
    assert leaves_a_word(text) is alone


def test_item_of_a_list_closes_no_section() -> None:
    paragraph = nodes.paragraph(text="An item.")
    nodes.section("", nodes.bullet_list("", nodes.list_item("", paragraph)))
    assert not is_closing(paragraph)


def test_text_in_a_link_may_end_a_paragraph() -> None:
    text, title = nodes.Text("nord-américaines"), nodes.Text("A title")
    link = nodes.reference("", "", nodes.inline("", "", text))
    assert not ends_paragraph(text)
    nodes.paragraph("", "", nodes.Text("In: "), link)
    assert ends_paragraph(text)
    nodes.paragraph("", "", link, nodes.Text("; more"))
    assert not ends_paragraph(text)
    nodes.title("", "", title)
    assert not ends_paragraph(title)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("reform of the UN system, and NAFTA", ["UN", "NAFTA"]),
        ("US$9.6 billion, C$204, the U.S. and H1N1", []),
        ("A plan by Y, TechBa, the XVI meeting", ["XVI"]),
    ],
)
def test_capitals_in_a_row_are_an_acronym(text: str, found: list[str]) -> None:
    assert ACRONYM.findall(text) == found
