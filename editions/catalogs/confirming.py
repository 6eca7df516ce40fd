"""Declare outdated translations right for today's message, and log it in their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from editions.catalogs.blocks import EntryLines, comment_line, flag_lines
from editions.catalogs.entries import Catalog, Entry, Key
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import rewrite_entries


def confirm_entries(catalog: Catalog, notes: Mapping[Key, str], shown: str) -> Catalog:
    """Return *catalog* with the entries that *notes* names marked current, each with its note.

    *shown* names the file in findings.
    """

    def confirmed(entry: Entry, block: EntryLines) -> EntryLines | None:
        note = notes.get(entry.key)
        if note is None:
            return None
        return replace(
            block,
            comments=(*block.comments, comment_line(" ".join(note.split()))),
            flags=flag_lines(entry.flags - {"fuzzy"}),
            previous=(),
        )

    text = rewrite_entries(catalog, confirmed)
    return parse_catalog(catalog.path, text.encode(), shown)
