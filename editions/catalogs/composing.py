"""Make the entry of a message from the entry that its translation comes from.

``#| msgid`` names the message that the translation was last approved for, however often the
source has changed since; a translation that nobody has approved yet has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from editions.borrowed.babel import escape
from editions.catalogs.blocks import (
    EntryLines,
    comment_line,
    field_lines,
    flag_lines,
    message_lines,
    to_active,
    translation_lines,
    wrapped_lines,
)
from editions.catalogs.matching import How, Origin
from editions.catalogs.templates import UUID, Message


def compose_new(message: Message, places: Sequence[str]) -> EntryLines:
    """Return the entry of a message that has no translation; *places* stand after ``#:``."""
    plural = message.msgid_plural is not None
    return EntryLines(
        extracted=wrapped_lines("#.", " ".join(message.extracted)),
        references=wrapped_lines("#:", " ".join((*places, *message.uuids))),
        message=message_lines(message.msgid, message.msgctxt, message.msgid_plural),
        translation=translation_lines(("", ""), plural=plural),
    )


def compose(
    message: Message, origin: Origin, old: EntryLines, places: Sequence[str], *, own: bool
) -> EntryLines:
    """Return the entry of a message whose translation stands in *old*, the lines of its origin.

    What means the same as before keeps its lines.  *own* says that the origin stands in the
    catalog of the message.
    """
    entry = origin.entry
    new = compose_new(message, places)
    block = to_active(old) if entry.obsolete else old
    if not own:
        block = replace(block, extracted=new.extracted, references=new.references)
    else:
        if " ".join(entry.extracted).split() != " ".join(message.extracted).split():
            block = replace(block, extracted=new.extracted)
        uuids = [word for word in entry.references if UUID.fullmatch(word)] or message.uuids
        words = (*places, *uuids)
        # A project may have its templates name no places.
        if words and set(words) != set(entry.references):
            block = replace(block, references=wrapped_lines("#:", " ".join(words)))
    if message.key != entry.key or message.msgid_plural != entry.msgid_plural:
        block = replace(block, message=new.message)
    return _with_state(_with_forms(block, message, origin), message, origin)


def _with_forms(block: EntryLines, message: Message, origin: Origin) -> EntryLines:
    """Return *block* with a translation that has the forms of the message, and notes of others."""
    entry = origin.entry
    notes = [f"earlier translation: {escape(text)}" for text in origin.others]
    plural = message.msgid_plural is not None
    if plural != (entry.msgid_plural is not None):
        if not plural:
            others = list(enumerate(entry.msgstrs))[1:]
            notes += [f"msgstr[{n}] {escape(text)}" for n, text in others if text]
        forms = (entry.msgstr, "") if plural else entry.msgstrs[:1]
        block = replace(block, translation=translation_lines(forms, plural=plural))
    lines = (comment_line(note) for note in notes if note not in entry.comments)
    return replace(block, comments=(*block.comments, *lines))


def _with_state(block: EntryLines, message: Message, origin: Origin) -> EntryLines:
    """Return *block* with the flags and the previous message that it needs."""
    flags, previous = _state(message, origin)
    entry = origin.entry
    if flags != entry.flags:
        block = replace(block, flags=flag_lines(flags))
    if previous is None:
        return replace(block, previous=())
    if previous != entry.previous:
        return replace(block, previous=field_lines("msgid", previous, "#| "))
    return block


def _state(message: Message, origin: Origin) -> tuple[frozenset[str], str | None]:
    """Return the flags of the message's entry and what its translation was approved for."""
    entry = origin.entry
    approved = entry.previous if entry.fuzzy else entry.msgid
    others = entry.flags - {"fuzzy"}
    if not entry.translated and (origin.how is How.CHANGED or not entry.fuzzy):
        return others, None
    if _is_taken_back(message, origin):
        return others, None
    changed = origin.how is How.CHANGED or message.msgid_plural != entry.msgid_plural
    if changed or origin.doubtful:
        return others | {"fuzzy"}, approved if approved != message.msgid else None
    return entry.flags, entry.previous if entry.fuzzy else None


def _is_taken_back(message: Message, origin: Origin) -> bool:
    entry = origin.entry
    return origin.how is How.BACK and entry.key != message.key and entry.previous == message.msgid
