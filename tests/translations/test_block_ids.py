"""Ids of blocks: equal in all editions, each one once, and on the block itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from editions.catalogs.ids import BLOCK_PREFIX, block_id
from editions.translations.block_ids import add_block_ids
from tests.building import build, edit, set_translation
from tests.reading import chapters, read_page, select


def ids(page: Path) -> list[str]:
    """Return the ids of all blocks of a page, in order."""
    return [
        e.attrib["id"] for e in select(read_page(page), f"//*[starts-with(@id, '{BLOCK_PREFIX}')]")
    ]


def test_an_id_is_made_of_the_message() -> None:
    assert block_id("One.") == block_id("One.")
    assert block_id("One.") != block_id("Two.")
    assert block_id("One.", 2) == f"{block_id('One.')}-2"


def test_an_id_of_ours_goes_before_those_of_the_source() -> None:
    document = publish_doctree(".. _pier:\n\n.. _quay:\n\nThe quay.\n")
    add_block_ids(document)
    (paragraph,) = document.findall(nodes.paragraph)
    assert (paragraph["ids"][0], set(paragraph["ids"][1:])) == (
        block_id("The quay."), {"pier", "quay"},
    )  # fmt: skip


@pytest.mark.parametrize("code", ["es", "fr"])
def test_every_page_has_the_same_ids_in_every_edition(site: Path, code: str) -> None:
    pages = chapters(site, "en")
    for page in pages:
        assert ids(site / code / f"{page}.html") == ids(site / "en" / f"{page}.html"), page
    assert sum(len(ids(site / "en" / f"{page}.html")) for page in pages) > 90


def test_every_paragraph_of_the_text_has_one(site: Path) -> None:
    for page in chapters(site, "en"):
        # What goes with a table of the data, or a chart, says nothing without it.
        generated = "ancestor::table or ancestor::*[contains(@class, 'bibliography')]"
        generated += " or ancestor::*[contains(@class, 'data-table')] or ancestor::figure"
        main = f"//main//section//p[not({generated})]"
        for element in select(read_page(site / "en" / f"{page}.html"), main):
            if not set(element.get("class", "").split()) & {"data-source", "data-download"}:
                assert element.get("id", "").startswith(BLOCK_PREFIX), element.text_content()


def test_ids_stay_where_there_is_no_translation(two_shores: Path) -> None:
    source = two_shores / "source/shore.rst"
    with source.open("a", encoding="utf-8") as file:
        file.write("\nNew and untranslated.\n\nTwice.\n\nTwice.\n")
    found = {code: ids(build(two_shores, code) / "shore.html") for code in ("en", "fr")}
    assert found["en"] == found["fr"]
    assert {block_id("New and untranslated."), block_id("Twice."), block_id("Twice.", 2)} <= set(
        found["en"]
    )


def test_a_translation_does_not_move_an_id(two_shores: Path) -> None:
    before = ids(build(two_shores, "fr") / "crossing.html")
    catalog = two_shores / "locale/fr/LC_MESSAGES/crossing.po"
    message = next(
        line.removeprefix('msgid "').removesuffix('"')
        for line in catalog.read_text(encoding="utf-8").splitlines()
        if line.startswith('msgid "') and len(line) > len('msgid ""')
    )
    set_translation(two_shores, "crossing", message, "Tout autre chose")
    assert ids(build(two_shores, "fr") / "crossing.html") == before


def test_targets_before_a_paragraph_still_lead_to_it(two_shores: Path) -> None:
    source = two_shores / "source/shore.rst"
    with source.open("a", encoding="utf-8") as file:
        file.write("\n.. _quay:\n\nThe quay.\n\nSee :ref:`the quay <quay>`.\n")
    page = read_page(build(two_shores, "en") / "shore.html")
    (paragraph,) = select(page, f"//p[@id='{block_id('The quay.')}']")
    assert select(paragraph, "descendant-or-self::*[@id='quay']")
    assert select(page, "//a[@href='#quay']")


def test_blocks_without_words_are_counted_and_their_parts_left_alone(two_shores: Path) -> None:
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\n====  ====\nLow   High\n====  ====\n\n::\n\n   literal\n")
    with (two_shores / "source/crossing.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. _b-table-1:\n\nLabelled.\n\n====  ====\nLow   High\n====  ====\n\nLast.\n")
    output = build(two_shores, "en")
    assert ids(output / "shore.html")[-2:] == ["b-table-1", "b-literal-block-1"]
    # A label of the source goes before, and takes no id from what follows.
    assert ids(output / "crossing.html")[-1] == block_id("Last.")


def test_reports_of_one_edition_move_no_id(two_shores: Path) -> None:
    """docutils says, in the text itself, which names the translation of a title stands for."""
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write(
            "\n.. contents:: Here\n   :local:\n\nSand\n----\n\n:math:`x`\n\n:Field: Its body.\n"
            "\n.. container::\n\n   Plain.\n"
        )
    with (two_shores / "locale/fr/LC_MESSAGES/shore.po").open("a", encoding="utf-8") as file:
        for message, translation in (("Here", "Ici"), ("Sand", "Sable"), ("Field", "Champ")):
            file.write(f'\nmsgid "{message}"\nmsgstr "{translation}"\n')
    found = {code: ids(build(two_shores, code) / "shore.html") for code in ("en", "fr")}
    assert found["en"] == found["fr"]
    assert block_id("Plain.") in found["fr"]


def test_copies_of_blocks_bear_no_id(two_shores: Path) -> None:
    edit(two_shores / "conf.py", '["editions"]', '["sphinx.ext.todo", "editions"]')
    edit(two_shores / "conf.py", "smartquotes = False", "todo_include_todos = True")
    with (two_shores / "source/shore.rst").open("a", encoding="utf-8") as file:
        file.write("\n.. todo:: Count the boats.\n\n.. todolist::\n")
    page = read_page(build(two_shores, "en") / "shore.html")
    copies = [p for p in select(page, "//main//p") if "Count the boats." in p.text_content()]
    assert [p.get("id") for p in copies] == [block_id("Count the boats."), None]
