"""The lines of one entry, by what they are, so that each part can change and the rest stay.

What a translator's tool wrote is never wrapped or ordered anew: a part that keeps its meaning
keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from editions.catalogs.wrapping import GETTEXT, Manner

#: Columns of comments and places, without the mark before them.
WIDTH = 76

_OBSOLETE = re.compile(r"#~[ \t]?")


@dataclass(frozen=True)
class EntryLines:
    """The lines of an entry, without their ends."""

    #: ``# …``, from translators.
    comments: tuple[str, ...] = ()
    #: ``#. …``, from the extractor.
    extracted: tuple[str, ...] = ()
    #: ``#: …``, the places in the source.
    references: tuple[str, ...] = ()
    #: ``#, …``
    flags: tuple[str, ...] = ()
    #: ``#| …``, the message that the translation was made for.
    previous: tuple[str, ...] = ()
    #: ``msgctxt``, ``msgid`` and ``msgid_plural``.
    message: tuple[str, ...] = ()
    #: ``msgstr``
    translation: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """All lines in the order that gettext's tools keep."""
        return [
            *(*self.comments, *self.extracted, *self.references, *self.flags),
            *(*self.previous, *self.message, *self.translation),
        ]


def split_block(lines: Iterable[str]) -> EntryLines:
    """Sort the *lines* of an active or obsolete entry."""
    parts: dict[str, list[str]] = {}
    part = "message"
    for line in (line.removesuffix("\r").lstrip(" \t") for line in lines):
        if line.startswith(("#|", "#~|")):
            name = "previous"
        elif not line.startswith("#") or line.startswith("#~"):
            body = _OBSOLETE.sub("", line, count=1)
            if body.startswith("msg"):
                part = "translation" if body.startswith("msgstr") else "message"
            name = part
        else:
            marks = {"#.": "extracted", "#:": "references", "#,": "flags"}
            name = marks.get(line[:2], "comments")
        if line.strip():
            parts.setdefault(name, []).append(line)
    return EntryLines(**{name: tuple(found) for name, found in parts.items()})


def to_obsolete(block: EntryLines) -> EntryLines:
    """Return an active *block* marked ``#~``; places and extracted comments are the source's."""
    return replace(
        block,
        extracted=(),
        references=(),
        previous=tuple(line.replace("#|", "#~|", 1) for line in block.previous),
        message=tuple(f"#~ {line}" for line in block.message),
        translation=tuple(f"#~ {line}" for line in block.translation),
    )


def to_active(block: EntryLines) -> EntryLines:
    """Return an obsolete *block* without its marks."""
    return replace(
        block,
        previous=tuple(line.replace("#~|", "#|", 1) for line in block.previous),
        message=tuple(_OBSOLETE.sub("", line, count=1) for line in block.message),
        translation=tuple(_OBSOLETE.sub("", line, count=1) for line in block.translation),
    )


def message_lines(
    msgid: str,
    msgctxt: str | None,
    plural: str | None,
    manner: Manner = GETTEXT,
    prefix: str = "",
) -> tuple[str, ...]:
    """Return the lines that say which message an entry is about, each after a *prefix*."""
    strings = {"msgctxt": msgctxt, "msgid": msgid, "msgid_plural": plural}
    return tuple(
        line
        for keyword, text in strings.items()
        if text is not None
        for line in manner.lines(keyword, text, prefix)
    )


def translation_lines(
    msgstrs: Sequence[str], *, plural: bool, manner: Manner = GETTEXT, prefix: str = ""
) -> tuple[str, ...]:
    """Return the lines of a translation, each after a *prefix*."""
    strings = {f"msgstr[{n}]": text for n, text in enumerate(msgstrs)}
    if not plural:
        strings = {"msgstr": msgstrs[0]}
    return tuple(
        line for keyword, text in strings.items() for line in manner.lines(keyword, text, prefix)
    )


def comment_line(text: str) -> str:
    """Return a translator's comment as a line."""
    return f"#{text}" if not text or text.startswith("#") else f"# {text}"


def wrapped_lines(mark: str, text: str) -> tuple[str, ...]:
    """Return *text* in lines that begin with *mark*."""
    lines = wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return tuple(f"{mark} {line}" for line in lines)


def flag_lines(flags: Iterable[str]) -> tuple[str, ...]:
    """Return the line of *flags*, if there are any."""
    names = sorted(flags)
    return (f"#, {', '.join(names)}",) if names else ()
