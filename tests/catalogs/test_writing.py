"""Text between entries that stay is kept, whatever becomes of the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from editions.catalogs.blocks import EntryLines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import EntryText, Layout, assemble, rewrite_entries

HEAD = '# mine\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
BODY = """

# one
msgid "A"
msgstr "B"
msgid "C"
msgstr "D"



#~ msgid "E"
#~ msgstr "F"

"""


@pytest.fixture(params=["\n", "\r\n"], ids=["LF", "CRLF"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    text = (HEAD + BODY).replace("\n", str(request.param))
    return parse_catalog(Path("a.po"), text.encode(), "a.po")


def test_layout_is_what_stands_and_what_lies_between(catalog: Catalog) -> None:
    layout = Layout(catalog)

    def plain(lines: list[str]) -> list[str]:
        assert {line[-1:] == "\r" for line in lines if line} <= {layout.end == "\r"}
        return [line.removesuffix("\r") for line in lines]

    assert "\n".join(plain(layout.header)) + "\n" == HEAD
    assert plain(layout.entry(0)) == ["# one", 'msgid "A"', 'msgstr "B"']
    assert plain(layout.entry(2)) == ['#~ msgid "E"', '#~ msgstr "F"']
    assert [len(layout.gap(at)) for at in (-1, 0, 1, 2)] == [2, 0, 3, 2]
    assert layout.tail == layout.gap(2)


def test_nothing_changes_where_nothing_is_changed(catalog: Catalog) -> None:
    assert rewrite_entries(catalog, lambda _entry, _block: None) == catalog.text


def test_only_what_is_changed_changes_and_obsolete_entries_are_not_asked_for(
    catalog: Catalog,
) -> None:
    asked = []

    def change(entry: Entry, block: EntryLines) -> EntryLines | None:
        asked.append(entry.msgid)
        return replace(block, translation=('msgstr "X"',)) if entry.msgid == "C" else None

    text = rewrite_entries(catalog, change)
    assert text == catalog.text.replace('msgstr "D"', 'msgstr "X"')
    assert asked == ["A", "C"]


def test_neighbours_stay_and_others_are_parted_by_one_line(catalog: Catalog) -> None:
    layout = Layout(catalog)

    def piece(position: int) -> EntryText:
        return EntryText(tuple(layout.entry(position)), position, untouched=True)

    def assembled(*pieces: EntryText) -> list[str]:
        text = assemble(layout, ["HEADER"], pieces)
        return [line.removesuffix("\r") for line in text.split("\n")]

    a = ["# one", 'msgid "A"', 'msgstr "B"']
    c, e = ['msgid "C"', 'msgstr "D"'], ['#~ msgid "E"', '#~ msgstr "F"']
    tail = ["", ""]
    assert assembled(piece(0), piece(1)) == ["HEADER", "", "", *a, *c, *tail]
    assert assembled(piece(1), piece(0)) == ["HEADER", "", *c, "", *a, *tail]
    assert assembled(piece(1), piece(2)) == ["HEADER", "", *c, "", "", "", *e, *tail]
    new = EntryText(("new",))
    assert assembled(piece(0), new, piece(1)) == [
        *("HEADER", "", "", *a, "", "new", "", *c, *tail)
    ]  # fmt: skip
    assert assembled() == ["HEADER", *tail]


def test_new_catalog_has_a_line_between_entries() -> None:
    pieces = [EntryText(("a", "b")), EntryText(("c",))]
    assert assemble(None, ["HEADER"], pieces) == "HEADER\n\na\nb\n\nc\n"


def test_catalog_of_a_header_alone_ends_where_its_lines_end() -> None:
    catalog = parse_catalog(Path("a.po"), f"{HEAD}\n\n".encode(), "a.po")
    layout = Layout(catalog)
    assert ("\n".join(layout.header) + "\n", layout.tail) == (HEAD, ["", "", ""])
