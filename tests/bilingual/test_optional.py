"""Lines that lead to parts which some editions leave out."""

from __future__ import annotations

from editions.bilingual.elements import parse
from editions.bilingual.optional import is_optional, mark_lines
from tests.reading import one, select

PART = '<section class="some-editions" id="part"><p id="b-1">Own.</p></section>'


def test_items_and_lists_that_lead_to_a_part_for_some_editions() -> None:
    index = parse(
        '<ul id="mixed"><li><a href="a/b.html#part">1</a></li>'
        '<li><a href="a/b.html">2</a></li></ul>'
        '<ol id="all"><li><p><a href="a/b.html#b-1">1</a> and more</p></li></ol>'
        '<ul id="none"></ul><ul id="words"><li>no link</li></ul>'
    )
    part = parse(
        f'{PART}<ul id="own"><li><a href="#part">1</a></li></ul>'
        '<ul id="up"><li><a href="../index.html#part">1</a></li></ul>'
    )
    mark_lines({"index.html": index, "a/b.html": part})
    marked = {
        str(item.get("id")): [is_optional(kid) for kid in item]
        for page in (index, part)
        for item in select(page, "//ul | //ol")
    }
    assert marked == {
        "mixed": [True, False],
        "all": [True],
        "none": [],
        "words": [False],
        "own": [True],
        "up": [False],
    }
    lists = [item.get("id") for page in (index, part) for item in select(page, "//ul | //ol")]
    whole = [
        id_
        for id_, page in zip(lists, [index] * 4 + [part] * 2, strict=True)
        if is_optional(one(page, f"//*[@id='{id_}']"))
    ]
    assert whole == ["all", "own"]


def test_pages_without_such_parts_stay_as_they_are() -> None:
    page = parse('<p id="part">All.</p><ul><li><a href="#part">1</a></li></ul>')
    mark_lines({"index.html": page})
    assert not any(map(is_optional, page.iter()))
