"""Outdated translations declared right, with a note."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.confirming import confirm_entries
from editions.catalogs.entries import Key
from editions.catalogs.reading import parse_catalog
from tests.catalogs import HEADER

ENTRIES = """\
# mine
#, fuzzy, no-wrap
#| msgid "Old"
msgid "New"
msgstr "Neuf"

#, fuzzy
#| msgid "Was"
msgid "Is"
msgstr "Est"

#~ msgid "Gone"
#~ msgstr "Parti"
"""


def test_only_the_named_entries_change() -> None:
    catalog = parse_catalog(Path("a.po"), (HEADER + ENTRIES).encode(), "a.po")
    notes: dict[Key, str] = {
        (None, "New"): "carried over: a typo",
        (None, "Gone"): "no such message",
    }
    confirmed = confirm_entries(catalog, notes, "a.po")
    new, other, gone = confirmed.entries
    assert (new.usable, new.previous) == (True, None)
    assert new.flags == {"no-wrap"}
    assert new.comments == ("mine", "carried over: a typo")
    assert (other.fuzzy, other.previous, gone.comments) == (True, "Was", ())
    begin = catalog.text.index('#, fuzzy\n#| msgid "Was"')
    assert confirmed.text.endswith(catalog.text[begin:])
    assert confirmed.path == catalog.path


def test_note_is_one_line_whatever_it_holds() -> None:
    catalog = parse_catalog(Path("a.po"), (HEADER + ENTRIES).encode(), "a.po")
    note = "word " * 30 + "and\nan end"
    key: Key = (None, "New")
    new = confirm_entries(catalog, {key: note}, "a.po").entries[0]
    assert new.comments == ("mine", note.replace("\n", " "))
