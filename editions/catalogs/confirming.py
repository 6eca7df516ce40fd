"""Declare outdated translations right for today's message, and log it in their entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from editions.catalogs.blocks import flag_lines, split_block, wrapped_lines
from editions.catalogs.entries import Catalog
from editions.catalogs.matching import Key
from editions.catalogs.reading import parse_catalog
from editions.catalogs.writing import Layout, Piece, assemble


def confirm_entries(catalog: Catalog, notes: Mapping[Key, str], shown: str) -> Catalog:
    """Return *catalog* with the entries that *notes* names marked current, each with its note.

    *shown* names the file in findings.
    """
    layout = Layout(catalog)
    pieces = []
    for position, entry in enumerate(catalog.entries):
        lines = layout.entry(position)
        note = None if entry.obsolete else notes.get(entry.key)
        if note is None:
            pieces.append(Piece(tuple(lines), position, untouched=True))
            continue
        block = split_block(lines)
        block = replace(
            block,
            comments=(*block.comments, *wrapped_lines("#", note)),
            flags=flag_lines(entry.flags - {"fuzzy"}),
            previous=(),
        )
        pieces.append(Piece(tuple(block.lines), position))
    text = assemble(layout, layout.header, pieces)
    return parse_catalog(catalog.path, text.encode(), shown)
