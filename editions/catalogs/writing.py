"""Put a catalog's text together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from editions.catalogs.blocks import EntryLines, split_block
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.wrapping import GETTEXT, Manner, find_manner


@dataclass(frozen=True)
class EntryText:
    """One entry of a catalog to be written."""

    #: Its lines, without their ends where they are new.
    lines: tuple[str, ...]
    #: The position of the entry in the old catalog, if it stood there.
    position: int | None = None
    #: The lines are those of the old catalog as they stand.
    untouched: bool = False


class Layout:
    """The lines of a catalog as they stand, and what lies between its entries."""

    def __init__(self, catalog: Catalog) -> None:
        self._entries = catalog.entries
        self._lines = catalog.text.split("\n")
        spans = [entry.span for entry in catalog.entries]
        head_end = spans[0][0] - 1 if spans else len(self._lines)
        while head_end and not self._lines[head_end - 1].strip():
            head_end -= 1
        #: First line, counted from 0, and the line after the last one: the header's, then each
        #: entry's.
        self._blocks = [(0, head_end), *((first - 1, last) for first, last in spans)]
        self.end = "\r" if self._lines[0].endswith("\r") else ""

    @property
    def header(self) -> list[str]:
        """The lines of the header, comments included."""
        return self._lines[slice(*self._blocks[0])]

    @property
    def body(self) -> list[str]:
        """The lines after the header."""
        return self._lines[self._blocks[0][1] :]

    def entry(self, position: int) -> list[str]:
        """Return the lines of an entry."""
        return self._lines[slice(*self._blocks[position + 1])]

    def gap(self, position: int) -> list[str]:
        """Return the lines between an entry, -1 for the header, and the next or the file's end."""
        block = position + 1
        following = self._blocks[block + 1][0] if block + 1 < len(self._blocks) else None
        return self._lines[self._blocks[block][1] : following]

    @cached_property
    def manner(self) -> Manner:
        """How the strings are broken into lines; gettext's where the catalog does not tell."""
        return find_manner(self._strings()) or GETTEXT

    def _strings(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Yield keyword, text and lines of the strings that have no siblings."""
        for position, entry in enumerate(self._entries):
            if not entry.obsolete and entry.msgid_plural is None:
                block = split_block(self.entry(position))
                if entry.msgctxt is None:
                    yield "msgid", entry.msgid, block.message
                yield "msgstr", entry.msgstr, block.translation

    @property
    def tail(self) -> list[str]:
        """The lines after the last entry."""
        return self.gap(len(self._blocks) - 2)


def assemble(layout: Layout | None, header: Sequence[str], pieces: Iterable[EntryText]) -> str:
    """Return the text of a catalog; where two entries were neighbours before, so they stay."""
    end = layout.end if layout else ""
    lines = list(header)
    before: int | None = -1
    for piece in pieces:
        neighbours = layout and before is not None and piece.position == before + 1
        lines += layout.gap(before) if layout and neighbours and before is not None else [end]
        lines += piece.lines if piece.untouched else [line + end for line in piece.lines]
        before = piece.position
    lines += layout.tail if layout else [""]
    return "\n".join(lines)


def rewrite_entries(
    catalog: Catalog, change: Callable[[Entry, EntryLines], EntryLines | None]
) -> str:
    """Return a catalog's text with some entries changed; all others keep their bytes.

    *change* is asked for each entry but the obsolete ones; None leaves an entry as it stands.
    """
    layout = Layout(catalog)
    pieces = []
    for position, entry in enumerate(catalog.entries):
        lines = layout.entry(position)
        block = None if entry.obsolete else change(entry, split_block(lines))
        if block is None:
            pieces.append(EntryText(tuple(lines), position, untouched=True))
        else:
            pieces.append(EntryText(tuple(block.lines), position))
    return assemble(layout, layout.header, pieces)


def entry_lines(catalog: Catalog, entry: Entry) -> tuple[str, ...]:
    """Return the lines of an entry as they stand; a carriage return is part of its line."""
    first, last = entry.span
    return tuple(catalog.text.split("\n")[first - 1 : last])


def with_lines(catalog: Catalog, entry: Entry, lines: Sequence[str]) -> str:
    """Return the text of a catalog with other *lines* in the place of an entry's."""
    first, last = entry.span
    text = catalog.text.split("\n")
    text[first - 1 : last] = lines
    return "\n".join(text)
