"""What the writer of web pages leaves out, and what it adds for the sake of lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes

from editions.web.translator import has_room
from tests.building import build, edit
from tests.reading import one, read_page, select, text

TABLE = """\
Shore
=====

.. list-table:: Birds
   :header-rows: 1
   :stub-columns: 1
   :align: center

   * - Name
     - Latin
   * - Tern
     - *Sterna*
   * - Gull

       Two kinds
     - North-South, 6 to 9 May 2010
"""


def test_tables_bear_no_more_than_the_style_sheet_needs(two_shores: Path) -> None:
    edit(two_shores / "source/shore.rst", "Shore\n=====\n", TABLE)
    table = one(read_page(build(two_shores, "en") / "shore.html"), "//table")
    assert table.get("class") == "align-center"
    assert {row.get("class") for row in select(table, ".//tr")} == {None}
    cells = select(table, ".//th | .//td")
    assert {cell.get("class") for cell in cells} == {None}
    assert [cell.get("scope") for cell in cells if cell.tag == "th"] == ["col", "col", "row", "row"]
    assert [text(p) for p in select(table, ".//p")] == ["Gull", "Two kinds"]
    assert text(one(table, ".//em")) == "Sterna"
    held = [text(span) for span in select(table, ".//*[@class='dashed']")]
    assert held == ["North-South", "6 to 9 May"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a b c", "Asia-Pacific of old"], True),
        (["word " * 40], True),
        (["x" * 36, "y" * 36], True),
        (["x" * 36, "y" * 37], False),
        (["", ""], True),
    ],
)
def test_a_table_has_room_for_the_longest_words_of_its_columns(
    rows: list[str], expected: bool
) -> None:
    """A word of each length in a row of its own, and as many columns."""
    group = nodes.tgroup()
    for number, words in enumerate(rows):
        cells = ["" if place != number else words for place in range(len(rows))]
        group += nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))
    assert has_room(group) is expected


def test_in_a_long_table_no_word_is_counted() -> None:
    rows = (nodes.row("", nodes.entry("", nodes.paragraph("", "x"))) for _ in range(201))
    assert not has_room(nodes.tgroup("", *rows))


def test_what_scrolls_can_be_reached_without_a_mouse(two_shores: Path) -> None:
    more = (
        "Shore\n=====\n\n.. code-block:: python\n\n   tide = 1\n\n::\n\n   low < tide\n\n"
        "a | b\n\n.. list-table::\n\n   * - Tern\n\n.. list-table:: Birds\n\n   * - Gull\n"
    )
    edit(two_shores / "source/shore.rst", "Shore\n=====\n", more)
    page = read_page(build(two_shores, "en") / "shore.html")
    assert [block.get("tabindex") for block in select(page, "//pre")] == ["0", "0"]
    assert text(select(page, "//pre")[1]) == "low < tide"
    boxes = select(page, "//div[@class='scroll']")
    assert [box.get("role") for box in boxes] == ["group", "region"]
    assert boxes[0].get("aria-label") == "Table"
    (name,) = select(page, f"//*[@id='{boxes[1].get('aria-labelledby')}']//caption")
    assert text(name).startswith("Birds")


def test_a_row_of_names_says_once_what_they_are(two_shores: Path) -> None:
    names = """
   * - .. rst-class:: notranslate

       Tern
     - .. rst-class:: notranslate language-la

       Sterna
   * - Gull
     - .. rst-class:: notranslate

       Larus
"""
    start = TABLE.partition("   * - Tern")[0].replace("   :stub-columns: 1\n", "")
    edit(two_shores / "source/shore.rst", "Shore\n=====\n", start.rstrip() + names)
    rows = select(read_page(build(two_shores, "en") / "shore.html"), "//tbody/tr")
    assert [row.get("class") for row in rows] == ["notranslate", None]
    first, second = (select(row, "./td") for row in rows)
    assert [dict(cell.attrib) for cell in first] == [{}, {"lang": "la"}]
    assert [dict(cell.attrib) for cell in second] == [{}, {"class": "notranslate"}]


def test_another_theme_gets_the_classes_that_it_knows(two_shores: Path) -> None:
    edit(two_shores / "conf.py", 'html_theme = "editions"', 'html_theme = "basic"')
    edit(two_shores / "source/shore.rst", "Shore\n=====\n", TABLE)
    page = read_page(build(two_shores, "en") / "shore.html")
    table = one(page, "//table")
    assert table.get("class") == "docutils align-center"
    assert [row.get("class") for row in select(table, ".//tr")] == [
        "row-odd",
        "row-even",
        "row-odd",
    ]
    assert one(table, ".//td/p/em").text == "Sterna"
    assert select(page, "//main//div[@class='scroll']") == []


def test_addresses_are_one_string_and_dashes_stay_with_their_words(two_shores: Path) -> None:
    edit(
        two_shores / "source/shore.rst",
        "Shore\n=====\n",
        "Shore\n=====\n\nSand—or silt—is at https://example.org/a_b and `there <https://example.org/a>`_.\n",
    )
    site = build(two_shores, "en")
    paragraph = select(read_page(site / "shore.html"), "//main//p")[0]
    assert text(paragraph) == "Sand—or silt—is at https://example.org/a_b and there."
    assert [text(e) for e in select(paragraph, ".//*[@class='dashed']")] == ["Sand—", "silt—"]
    links = select(paragraph, ".//a[starts-with(@href, 'https:')]")
    assert [text(link) for link in links] == ["https://example.org/a_b", "there"]
    # Nothing is in the text of the address but the places where its lines may end.
    found = [[part.tag for part in link.iterdescendants()] for link in links]
    assert found == [["wbr"] * 2, []]


def test_titles_and_names_keep_words_with_hyphens_on_one_line(two_shores: Path) -> None:
    edit(
        two_shores / "source/shore.rst",
        "Shore\n=====\n",
        "Shore\n=====\n\nThe North-South-West line\n-------------------------\n\n"
        "A long-term South-West.\n",
    )
    page = read_page(build(two_shores, "en") / "shore.html")
    assert [text(e) for e in select(page, "//main//*[@class='dashed']")] == [
        "North-South-West",
        "South-West",
    ]
    assert [e.getparent().tag for e in select(page, "//main//*[@class='dashed']")] == ["h2", "p"]


def test_a_picture_that_is_scaled_has_its_id_once(two_shores: Path) -> None:
    """Sphinx links it to its file, and gives the link the picture's own ids, too."""
    (two_shores / "source/tern.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8"
    )
    picture = ".. image:: tern.svg\n   :alt: A tern\n   :width: 90px\n"
    edit(two_shores / "source/shore.rst", "Shore\n=====\n", f"Shore\n=====\n\n{picture}\n")
    page = read_page(build(two_shores, "en") / "shore.html")
    link = one(page, "//a[.//img[@alt='A tern']]")
    assert [item.get("id") for item in select(page, "//*[@id='b-image-1']")] == ["b-image-1"]
    assert link.get("href") == "_images/tern.svg"
