"""A translation in the lines of its entry; the desk's and the import's tests try the whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from editions.catalogs.blocks import split_block
from editions.catalogs.entries import Entry
from editions.catalogs.translating import translated_block, with_edges

LINES = ["#  mine", "#, fuzzy, no-wrap", '#| msgid "Old"', 'msgid "New"', 'msgstr "a" "b"']
ENTRY = Entry(
    4, "New", ("ab",), flags=frozenset(("fuzzy", "no-wrap")), comments=(" mine",), previous="Old"
)


def test_what_means_the_same_keeps_its_bytes() -> None:
    block = split_block(LINES)
    assert translated_block(block, ENTRY, ENTRY).lines == LINES
    noted = replace(ENTRY, comments=("new", " mine"))
    assert translated_block(block, ENTRY, noted).lines == ["# new", *LINES]


def test_message_that_it_was_made_for_goes_with_the_mark() -> None:
    new = replace(ENTRY, flags=frozenset(("no-wrap",)), msgstrs=("c",))
    assert translated_block(split_block(LINES), ENTRY, new).lines == [
        "#  mine", "#, no-wrap", 'msgid "New"', 'msgstr "c"'
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "source", "wanted"),
    [("a", "b", "a"), ("\na\n", "b", "a"), ("a", "\nb\n", "\na\n"), ("a\n", "b\n", "a\n")],
)
def test_edges_are_those_of_the_message(target: str, source: str, wanted: str) -> None:
    assert with_edges(target, source) == wanted
