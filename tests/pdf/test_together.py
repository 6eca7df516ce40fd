"""What belongs together stands on one page of every PDF: captions, pictures, rows and notes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from editions.languages import Pair, Publication
from tests.pdf.tree import Content, Tag, read_tree
from tests.site.pages import CODES

#: What an edition's PDF, and one in two languages, is called.
NAMES = [*CODES, *map("-".join, combinations(CODES, 2))]


def find_apart(top: Tag) -> list[str]:
    """Return the captions whose picture, or whose table's first rows, begin on another page.

    A note behind a table or a picture is apart where it begins on a page after the last of them.
    """
    apart = []
    for tag in top.walk():
        captions = [kid for kid in _tags(tag) if kid.role == "Caption"]
        bodies = _first_rows(tag) if tag.role == "Table" else tag.find("Figure")
        pages = {page for body in bodies for page in body.pages}
        apart += [item.text for item in captions if bodies and {*item.pages} != pages]
        exhibits = [kid for kid in _tags(tag) if tag.role == "Div" and _is_exhibit(kid)]
        for note in _tags(tag)[_tags(tag).index(exhibits[-1]) + 1 :] if exhibits else ():
            if note.pages[0] != exhibits[-1].pages[-1]:
                apart.append(note.text)
    return apart


def _tags(tag: Tag) -> list[Tag]:
    """Return what is directly in *tag* and has something on a page."""
    return [kid for kid in tag.kids if isinstance(kid, Tag) and kid.pages]


def _is_exhibit(tag: Tag) -> bool:
    """Tell whether *tag* is a table or a figure with its caption, or one in each language."""
    alone = tag.role == "Table" or "Caption" in tag.roles
    return alone or (bool(_tags(tag)) and all("Caption" in kid.roles for kid in _tags(tag)))


def _first_rows(table: Tag) -> list[Tag]:
    """Return the head of a table, and the first two rows of its body."""
    return [row for row in table.find("TR") if row.pages][:3]


@pytest.mark.parametrize("name", NAMES)
def test_captions_and_notes_are_with_what_they_are_of(
    site: Path, project: Publication, name: str
) -> None:
    editions = [project.edition(code) for code in name.split("-")]
    of = Pair(*editions) if len(editions) == 2 else editions[0]
    tree = read_tree(site / "downloads" / project.pdf_name(of))
    assert len(tree.find("Caption")) > 10
    assert find_apart(tree) == []


def tag(role: str, *kids: Tag | Content) -> Tag:
    """Return an element of which nothing else is said."""
    return Tag(role, None, None, None, None, None, None, 1, 1, None, (0, 0), list(kids))


@pytest.mark.parametrize(
    ("pages", "apart"), [((0, 1, 1), ["Caption"]), ((1, 1, 2), ["P"]), ((1, 1, 1), [])]
)
def test_what_is_apart_is_noticed(pages: tuple[int, int, int], apart: list[str]) -> None:
    caption, figure, note = (
        tag(role, Content(page, 0, role))
        for role, page in zip(("Caption", "Figure", "P"), pages, strict=True)
    )
    assert find_apart(tag("Div", tag("Sect", caption, figure), note)) == apart
