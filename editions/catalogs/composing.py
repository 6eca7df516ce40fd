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
    flag_lines,
    message_lines,
    to_active,
    to_obsolete,
    translation_lines,
    wrapped_lines,
)
from editions.catalogs.entries import Entry
from editions.catalogs.matching import How, Origin
from editions.catalogs.templates import UUID, Message
from editions.catalogs.wrapping import GETTEXT, Manner


def compose_new(message: Message, places: Sequence[str], manner: Manner = GETTEXT) -> EntryLines:
    """Return the entry of a message that has no translation; *places* stand after ``#:``."""
    plural = message.msgid_plural is not None
    return EntryLines(
        extracted=wrapped_lines("#.", " ".join(message.extracted)),
        references=wrapped_lines("#:", " ".join((*places, *message.uuids))),
        message=message_lines(message.msgid, message.msgctxt, message.msgid_plural, manner),
        translation=translation_lines(("", ""), plural=plural),
    )


def compose_regrouped(
    message: Message, entry: Entry, places: Sequence[str], manner: Manner = GETTEXT
) -> EntryLines:
    """Return the entry of a message made of sentences of others; *entry* holds what it has."""
    previous = entry.previous
    return replace(
        compose_new(message, places, manner),
        comments=tuple(map(comment_line, entry.comments)),
        flags=flag_lines(entry.flags),
        previous=() if previous is None else manner.lines("msgid", previous, "#| "),
        translation=translation_lines(entry.msgstrs, plural=False, manner=manner),
    )


def compose_obsolete(entry: Entry, old: EntryLines, manner: Manner) -> EntryLines:
    """Return the lines of an *entry* marked ``#~``; those in its catalog's manner stay in it."""
    active, marked = _both(entry, manner)
    return _exchanged(old, to_obsolete(old), active, marked)


def _both(entry: Entry, manner: Manner) -> tuple[EntryLines, EntryLines]:
    """Return the strings of an *entry* in the manner of a catalog, active and obsolete."""
    plural = entry.msgid_plural is not None
    key = (entry.msgid, entry.msgctxt, entry.msgid_plural)
    active, marked = (
        EntryLines(
            previous=() if entry.previous is None else manner.lines("msgid", entry.previous, bar),
            message=message_lines(*key, manner, prefix),
            translation=translation_lines(
                entry.msgstrs, plural=plural, manner=manner, prefix=prefix
            ),
        )
        for prefix, bar in (("", "#| "), ("#~ ", "#~| "))
    )
    return active, marked


def _exchanged(
    old: EntryLines, new: EntryLines, before: EntryLines, after: EntryLines
) -> EntryLines:
    """Return *new*, with the strings of *after* where *old* has those of *before*."""
    return replace(
        new,
        previous=after.previous if old.previous == before.previous else new.previous,
        message=after.message if old.message == before.message else new.message,
        translation=after.translation if old.translation == before.translation else new.translation,
    )


def compose(
    message: Message,
    origin: Origin,
    old: EntryLines,
    places: Sequence[str],
    *,
    own: bool,
    manner: Manner = GETTEXT,
) -> EntryLines:
    """Return the entry of a message whose translation stands in *old*, the lines of its origin.

    What means the same as before keeps its lines.  *own* says that the origin stands in the
    catalog of the message.
    """
    entry = origin.entry
    new = compose_new(message, places, manner)
    block = old
    if entry.obsolete:
        active, marked = _both(entry, manner)
        block = _exchanged(old, to_active(old), marked, active)
    if not own:
        block = replace(block, extracted=new.extracted, references=new.references)
    else:
        if not _is_described(entry, message):
            block = replace(block, extracted=new.extracted)
        words = _place_words(entry, message, places)
        if words is not None:
            block = replace(block, references=wrapped_lines("#:", " ".join(words)))
    if message.key != entry.key or message.msgid_plural != entry.msgid_plural:
        block = replace(block, message=new.message)
    block = _with_forms(block, message, origin, manner)
    return _with_state(block, message, origin, manner)


def stands(message: Message, origin: Origin, places: Sequence[str]) -> bool:
    """Tell whether `compose` would leave an entry of the message's own catalog as it is."""
    entry = origin.entry
    return (
        not entry.obsolete
        and not origin.others
        and message.key == entry.key
        and message.msgid_plural == entry.msgid_plural
        and _is_described(entry, message)
        and _place_words(entry, message, places) is None
        and _state(message, origin) == (entry.flags, entry.previous)
    )


def _is_described(entry: Entry, message: Message) -> bool:
    """Tell whether an entry holds what the extractor says of the message."""
    if entry.extracted == message.extracted:
        return True
    return " ".join(entry.extracted).split() == " ".join(message.extracted).split()


def _place_words(entry: Entry, message: Message, places: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words that stand after ``#:`` where an entry has others; else None."""
    if not message.uuids and entry.references == places:
        return None
    uuids = [word for word in entry.references if UUID.fullmatch(word)] or message.uuids
    words = (*places, *uuids)
    # A project may have its templates name no places.
    return words if words and set(words) != set(entry.references) else None


def _with_forms(block: EntryLines, message: Message, origin: Origin, manner: Manner) -> EntryLines:
    """Return *block* with a translation that has the forms of the message, and notes of others."""
    entry = origin.entry
    notes = [f"earlier translation: {escape(text)}" for text in origin.others]
    plural = message.msgid_plural is not None
    if plural != (entry.msgid_plural is not None):
        if not plural:
            others = list(enumerate(entry.msgstrs))[1:]
            notes += [f"msgstr[{n}] {escape(text)}" for n, text in others if text]
        forms = (entry.msgstr, "") if plural else entry.msgstrs[:1]
        block = replace(block, translation=translation_lines(forms, plural=plural, manner=manner))
    lines = (comment_line(note) for note in notes if note not in entry.comments)
    return replace(block, comments=(*block.comments, *lines))


def _with_state(block: EntryLines, message: Message, origin: Origin, manner: Manner) -> EntryLines:
    """Return *block* with the flags and the previous message that it needs."""
    flags, previous = _state(message, origin)
    entry = origin.entry
    if flags != entry.flags:
        block = replace(block, flags=flag_lines(flags))
    if previous is None:
        return replace(block, previous=())
    if previous != entry.previous:
        return replace(block, previous=manner.lines("msgid", previous, "#| "))
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
