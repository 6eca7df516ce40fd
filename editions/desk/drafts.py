"""What a translator has typed, and the entry that it becomes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.plurals import forms_of
from editions.catalogs.translating import with_edges
from editions.files.reading import first_surrogate
from editions.findings import printable

#: Letters of one translation, or of all comments; what is longer is no paragraph.
LONGEST = 100_000
#: gettext knows no more forms.
_MOST_FORMS = 10
_FIELDS = frozenset(("domain", "id", "base", "msgstrs", "fuzzy", "comments"))
#: What no catalog can hold.
_NOT_IN_CATALOGS = re.compile("[\0\4]")
_BREAK = re.compile(r"[ \t\n]*\n[ \t\n]*")

_T = TypeVar("_T")


class DraftError(ValueError):
    """What was sent is no draft; the text says why."""


@dataclass(frozen=True)
class TranslationDraft:
    """A translation that is being written."""

    #: Name of the catalog.
    domain: str
    #: Names the message in it, see `editions.exchange.segments.message_id`.
    id: str
    #: Digest of the file that the translator has seen.
    base: str
    #: One translation, or one a plural form.
    msgstrs: tuple[str, ...]
    #: Somebody shall look at it again before it is published.
    fuzzy: bool = False
    #: Lines of the translators' comments.
    comments: tuple[str, ...] = ()


def read_draft(content: object) -> TranslationDraft:
    """Return the draft that *content*, from JSON, is.

    Raises:
        DraftError: it is none.
    """
    if not isinstance(content, Mapping) or content.keys() != _FIELDS:
        raise DraftError(f"a draft has the fields {', '.join(sorted(_FIELDS))}")
    texts = _typed(content["msgstrs"], list)
    if not 0 < len(texts) <= _MOST_FORMS:
        raise DraftError(f"a message has 1 to {_MOST_FORMS} forms")
    comments = _text(content["comments"]).rstrip("\n")
    return TranslationDraft(
        _text(content["domain"]),
        _text(content["id"]),
        _text(content["base"]),
        tuple(map(_text, texts)),
        _typed(content["fuzzy"], bool),
        tuple(comments.split("\n")) if comments else (),
    )


def _typed(value: object, kind: type[_T]) -> _T:
    if not isinstance(value, kind):
        raise DraftError(f"a value is not of the type {kind.__name__}")
    return value


def _text(value: object) -> str:
    text = _typed(value, str).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise DraftError(f"a text has more than {LONGEST:,} letters")
    if _NOT_IN_CATALOGS.search(text) or first_surrogate(text):
        raise DraftError("a text holds a character that no catalog can hold")
    return text


def drafted(entry: Entry, draft: TranslationDraft, catalog: Catalog) -> Entry:
    """Return what an *entry* of *catalog* becomes by a draft.

    Raises:
        DraftError: the draft has another number of forms than the language.
    """
    wanted = len(forms_of(entry, catalog))
    if len(draft.msgstrs) != wanted:
        raise DraftError(f"the message has {wanted} forms, the draft {len(draft.msgstrs)}")
    sources = [entry.msgid, *[entry.msgid_plural or entry.msgid] * (wanted - 1)]
    msgstrs = tuple(map(_as_written, draft.msgstrs, sources))
    fuzzy = draft.fuzzy and any(msgstrs)
    return replace(
        entry,
        msgstrs=msgstrs,
        flags=(entry.flags - {"fuzzy"}) | ({"fuzzy"} if fuzzy else frozenset()),
        previous=entry.previous if fuzzy else None,
        # What stands keeps its bytes; what comes cannot hide anything in the file.
        comments=tuple(c if c in entry.comments else printable(c) for c in draft.comments),
    )


def _as_written(text: str, source: str) -> str:
    """Return a translation with line breaks only where its message has some."""
    if not text.strip():
        return ""
    text = with_edges(text, source)
    if "\n" in source.strip("\n"):
        return text
    inner = text.strip("\n")
    return text.replace(inner, _BREAK.sub(" ", inner), 1)
