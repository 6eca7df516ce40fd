"""Entries and catalogs as values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs.entries import Catalog, Entry

ENTRY = Entry(1, "a", ("b",))
FUZZY = frozenset({"fuzzy"})


@pytest.mark.parametrize(
    ("entry", "states"),
    [
        (ENTRY, "translated usable"),
        (replace(ENTRY, msgstrs=(" \n",)), ""),
        (replace(ENTRY, flags=FUZZY), "translated fuzzy outdated"),
        (replace(ENTRY, flags=FUZZY, msgstrs=("",)), "fuzzy"),
        (replace(ENTRY, obsolete=True), "translated"),
        (replace(ENTRY, obsolete=True, flags=FUZZY), "translated fuzzy"),
        (replace(ENTRY, msgstrs=("b", "")), "translated"),
        (replace(ENTRY, msgstrs=("", "b")), "translated"),
        (replace(ENTRY, msgstrs=("b", "c")), "translated usable"),
        (replace(ENTRY, msgstrs=("b", ""), flags=FUZZY), "translated fuzzy outdated"),
        (replace(ENTRY, flags=frozenset({"no-wrap"})), "translated usable"),
    ],
)
def test_state_of_an_entry(entry: Entry, states: str) -> None:
    names = ("translated", "fuzzy", "outdated", "usable")
    assert [name for name in names if getattr(entry, name)] == states.split()


def test_place_in_a_file_makes_no_difference_to_what_is_said() -> None:
    assert replace(ENTRY, span=(3, 4)) == ENTRY
    assert ENTRY.span == (0, 0)
    assert replace(ENTRY, line=2) != ENTRY


def test_entry_is_known_by_context_and_message() -> None:
    assert (ENTRY.key, replace(ENTRY, msgctxt="").key) == ((None, "a"), ("", "a"))
    assert replace(ENTRY, msgstrs=("b", "c")).msgstr == "b"


def test_catalog_yields_what_the_source_holds() -> None:
    gone = replace(ENTRY, obsolete=True)
    catalog = Catalog(Path("a.po"), {}, (ENTRY, gone, ENTRY), "the text")
    assert list(catalog) == [ENTRY, ENTRY]
    assert catalog == replace(catalog, text="")
    assert "the text" not in repr(catalog)
