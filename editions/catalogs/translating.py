"""Put a translation into the lines of an entry: what means the same as before keeps its bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from editions.catalogs.blocks import EntryLines, comment_line, flag_lines, translation_lines
from editions.catalogs.entries import Entry
from editions.catalogs.wrapping import GETTEXT, Manner


def translated_block(
    block: EntryLines, old: Entry, new: Entry, manner: Manner = GETTEXT
) -> EntryLines:
    """Return the lines of an entry that was *old* and is *new*, by its translator.

    *manner* is that of the catalog.

    The message that the translation was made for goes with the mark ``fuzzy``, as an update
    takes it away.
    """
    if new.comments != old.comments:
        lines = _comment_lines(block.comments, old.comments, new.comments)
        block = replace(block, comments=lines)
    if new.flags != old.flags:
        block = replace(block, flags=flag_lines(new.flags))
    if not new.fuzzy:
        block = replace(block, previous=())
    if new.msgstrs != old.msgstrs:
        plural = new.msgid_plural is not None
        lines = translation_lines(new.msgstrs, plural=plural, manner=manner)
        block = replace(block, translation=lines)
    return block


def _comment_lines(lines: Sequence[str], old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Return the lines of *new* comments; those that stood before keep theirs."""
    standing = dict(zip(old, lines, strict=True))
    return tuple(standing.get(text, comment_line(text)) for text in new)


def with_edges(target: str, source: str) -> str:
    """Return a translation that begins and ends with a line break where its message does."""
    for edge in ("begin", "end"):
        at, cut = (str.startswith, str.lstrip) if edge == "begin" else (str.endswith, str.rstrip)
        if at(source, "\n") and not at(target, "\n"):
            target = f"\n{target}" if edge == "begin" else f"{target}\n"
        elif not at(source, "\n"):
            target = cut(target, "\n")
    return target
