"""What a gettext catalog holds, as values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

#: What tells the messages of a catalog apart: context and msgid.
Key: TypeAlias = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One message and its translation."""

    #: Line of ``msgid``, from 1.
    line: int
    msgid: str
    #: One translation, or one a plural form.
    msgstrs: tuple[str, ...]
    msgctxt: str | None = None
    msgid_plural: str | None = None
    flags: frozenset[str] = frozenset()
    #: Lines of ``#``, written by translators, without the space after it.
    comments: tuple[str, ...] = ()
    #: Lines of ``#.``, written by the extractor.
    extracted: tuple[str, ...] = ()
    #: Words of ``#:``, ``file`` or ``file:line``.
    references: tuple[str, ...] = ()
    #: The ``#| msgid`` for which the translation was made.
    previous: str | None = None
    #: Marked ``#~``: the source no longer holds the message.
    obsolete: bool = False
    #: First and last line of the entry in its file, comments included, from 1.
    span: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def key(self) -> tuple[str | None, str]:
        """What must be unique in a catalog: context and message."""
        return self.msgctxt, self.msgid

    @property
    def msgstr(self) -> str:
        """The translation, or its first plural form."""
        return self.msgstrs[0]

    @property
    def translated(self) -> bool:
        """Somebody has written a translation, whether it may be published or not."""
        return any(string.strip() for string in self.msgstrs)

    @property
    def fuzzy(self) -> bool:
        """The translation was made for another msgid and wants a human."""
        return "fuzzy" in self.flags

    @property
    def outdated(self) -> bool:
        """There is a translation, but of an earlier message."""
        return self.fuzzy and not self.obsolete and any(text.strip() for text in self.msgstrs)

    @property
    def usable(self) -> bool:
        """The translation may be published: all of it is there."""
        translated = all(msgstr.strip() for msgstr in self.msgstrs)
        return translated and not self.obsolete and not self.fuzzy


@dataclass(frozen=True)
class Catalog:
    """One catalog file."""

    path: Path
    #: Header fields in file order, names as written.
    header: dict[str, str]
    #: Entries in file order, the obsolete ones included, the header left out.
    entries: tuple[Entry, ...]
    #: The file's text as it stands, line ends included.
    text: str = field(default="", compare=False, repr=False)

    def __iter__(self) -> Iterator[Entry]:
        return (entry for entry in self.entries if not entry.obsolete)

    @cached_property
    def meanings(self) -> Callable[[str], Collection[str]]:
        """Returns the titles that a translated title may stand for, as docutils names them."""
        from editions.catalogs.references import title_meanings  # it loads docutils

        return title_meanings((e.msgid, e.msgstr) for e in self if e.usable)
