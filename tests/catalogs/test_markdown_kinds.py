"""What a text in Markdown is taken for by how it begins."""

from __future__ import annotations

import pytest

from editions.borrowed.myst import MarkdownOptions
from editions.catalogs.markdown_kinds import markdown_kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A word.", None),
        ("2009\\. A year.", None),
        ("2009. A year.", "an item of a numbered list"),
        ("- A word", "an item of a list"),
        ("# A word", "a heading"),
        ("A word\n===", "a heading"),
        ("> A word", "a quotation"),
        ("```{note}\nA word\n```", "a directive or a block of code"),
        ("(a)=", "the name of a place"),
        ("% a", "a comment"),
        ("[a]: b", "a definition, or attributes of a block"),
        ("[^a]: b", "the text of a note"),
        ("<div>a", "a block of HTML"),
        ("a\n\nb", "more than one paragraph"),
        ("---\na: b\n---", "the settings of a document"),
        (" ", "nothing"),
    ],
)
def test_first_lines(text: str, kind: str | None) -> None:
    assert markdown_kind(text, MarkdownOptions()) == kind
