"""Abbreviations of the data in a text: the first of each, where somebody reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils import new_document

from editions.tables.abbreviations import find_abbreviations, mark_abbreviations
from editions.tables.reading import read_data
from tests.building import build, edit
from tests.reading import read_page, select, text

DESCRIPTION = {
    "name": "short",
    "resources": [
        {
            "name": "short",
            "path": "short.csv",
            "title": "Short names",
            "schema": {
                "primaryKey": ["key"],
                "fields": [
                    {"name": "key", "type": "string", "role": "key"},
                    {
                        "name": "short",
                        "type": "string",
                        "role": "heading",
                        "title": "Short",
                        "abbreviations": True,
                    },
                    {"name": "old", "type": "string", "role": "heading", "title": "Old",
                     "abbreviations": True},
                    {"name": "en", "type": "string", "role": "name", "title": "A",
                     "language": "en"},
                    {"name": "fr", "type": "string", "role": "name", "title": "B",
                     "language": "fr"},
                ],
            },
        }
    ],
}  # fmt: skip
ROWS = """\
key,short,old,en,fr
hof,HOF,HO,Harbour Office,Capitainerie (CPT)
hofa,HOF-A,HOA,Harbour Office Annex,
ferry,F&B,FB,Ferry and Boat (F&B),Traversier et bateau
"""


def write_data(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "datapackage.json").write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    (folder / "short.csv").write_text(ROWS, encoding="utf-8")
    return folder / "datapackage.json"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (
            "en",
            {"HOF": "Harbour Office", "HOF-A": "Harbour Office Annex", "F&B": "Ferry and Boat"},
        ),
        ("fr", {"CPT": "Capitainerie", "F&B": "Traversier et bateau"}),
        ("es", {}),
    ],
)
def test_meanings_are_those_of_the_edition(
    tmp_path: Path, code: str, found: dict[str, str]
) -> None:
    data = read_data(write_data(tmp_path / "data"), tmp_path)
    assert find_abbreviations(data, code) == found


MEANINGS = {"HOF": "Harbour Office", "HOF-A": "Harbour Office Annex", "F&B": "Ferry and Boat"}


def marked(*content: nodes.Node) -> list[str]:
    """Return the abbreviations that are marked in a paragraph of *content*."""
    document = new_document("page")
    document += nodes.paragraph("", "", *content)
    before = document.astext()
    mark_abbreviations(document, MEANINGS)
    assert document.astext() == before
    found = list(document.findall(nodes.abbreviation))
    assert all(node["explanation"] == MEANINGS[node.astext()] for node in found)
    return [node.astext() for node in found]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The HOF of the HOF.", ["HOF"]),
        ("The HOF of the HOF, and its HOF-A.", ["HOF", "HOF-A"]),
        ("The Harbour Office (HOF) and the HOF-A.", ["HOF", "HOF-A"]),
        ("the HOF’s F&B", ["HOF", "F&B"]),
        ("HOFA, SHOF, HOF-B, sub-HOF", []),
        ("by HOF—or so; the HOF", ["HOF"]),
        ("nothing", []),
    ],
)
def test_first_of_each_is_marked(words: str, found: list[str]) -> None:
    assert marked(nodes.Text(words)) == found


@pytest.mark.parametrize(
    "node",
    [
        nodes.literal("", "HOF"),
        nodes.reference("", "HOF", refuri="#a"),
        nodes.inline("", "HOF", classes=["language-fr"]),
        nodes.abbreviation("", "HOF", explanation="Harbour Office"),
    ],
    ids=lambda node: node.tagname,
)
def test_what_is_no_running_text_is_left(node: nodes.Element) -> None:
    words = marked(node.deepcopy(), nodes.Text(" and the HOF"))
    assert words[-1] == "HOF"
    assert len(words) == (2 if isinstance(node, nodes.abbreviation) else 1)


def test_each_page_says_it_once_in_its_language(two_shores: Path) -> None:
    write_data(two_shores / "source" / "data")
    edit(
        two_shores / "source/shore.rst",
        "Shore\n=====\n",
        "Shore of the HOF\n================\n\nThe HOF, then the HOF.\n\n"
        ".. data-table:: short\n\nThe HOF.\n",
    )
    page = read_page(build(two_shores, "en") / "shore.html")
    (found,) = select(page, "//abbr")
    assert (text(found), found.get("title")) == ("HOF", "Harbour Office")
    assert text(found.getparent()) == "The HOF, then the HOF."
