"""What the writer of the printed edition knows of its elements."""

from __future__ import annotations

import pytest
from docutils import nodes

from editions.pdf.writer import is_closing

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


def test_item_of_a_list_closes_no_section() -> None:
    paragraph = nodes.paragraph(text="An item.")
    nodes.section("", nodes.bullet_list("", nodes.list_item("", paragraph)))
    assert not is_closing(paragraph)
