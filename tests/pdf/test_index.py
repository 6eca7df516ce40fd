"""The index of a printed edition."""

from __future__ import annotations

from typing import Any

from lxml import html

from editions.pdf.index import INDEX, IndexEntry, index_html, read_index

#: As Sphinx's create_index() gives it.
GROUPS: list[tuple[str, list[Any]]] = [
    ("S", [("sink", ([("", "#a"), ("main", "#b"), ("", "#a")], [("deep", [("", "#c")])], None))]),
    ("W", [("water", ([], [("see sink", [])], None)), ("web", ([("", "#gone")], [], None))]),
]


def resolve(address: str) -> str | None:
    return None if address == "#gone" else f"id-{address[1:]}"


def test_entries_have_their_places() -> None:
    assert read_index(GROUPS, resolve) == (
        IndexEntry("sink", ("id-a", "id-b"), (IndexEntry("deep", ("id-c",)),)),
        IndexEntry("water", (), (IndexEntry("see sink", ()),)),
        IndexEntry("web", ()),
    )


def test_links_say_what_they_are_for() -> None:
    section = html.fragment_fromstring(index_html("In<dex", read_index(GROUPS, resolve)))
    assert section.attrib["id"] == INDEX
    assert [h.text for h in section.findall("h1")] == ["In<dex"]
    links = {a.attrib["href"]: a.attrib["aria-label"] for a in section.iter("a")}
    assert links == {"#id-a": "sink", "#id-b": "sink", "#id-c": "sink, deep"}
    for link in section.iter("a"):
        (page,) = link.find_class("page")
        assert page.attrib["data-target"] == link.attrib["href"]
