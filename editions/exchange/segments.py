"""What travels: messages with their translations, and what they were when they left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from editions.catalogs.entries import Catalog, Entry


@dataclass(frozen=True)
class Segment:
    """One message and its translation; of an entry with plurals, one form."""

    #: Names message, form and the translation that stood there: ``9f2c31a0b7de.0.5d1e``.
    id: str
    source: str
    target: str
    #: ``current``, ``outdated`` or ``missing``.
    state: str
    #: Lines of translators, and of the extractor.
    comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    #: The message that an outdated translation was made for.
    previous: str | None = None
    context: str | None = None


@dataclass(frozen=True)
class Returned:
    """One segment as it came back."""

    #: Name of the catalog.
    domain: str
    id: str
    source: str
    #: None where the file has no translation.
    target: str | None
    #: What the file says: True for a translation that wants a human, None for nothing.
    fuzzy: bool | None
    #: Notes of translators.
    comments: tuple[str, ...] = ()
    #: Line in the file.
    line: int = 0
    #: What could not be read of it; empty for nothing.
    problem: str = ""
    #: The rule of that problem.
    rule: str = "import-codes"
    #: What was not understood of it, and keeps nothing of the rest back.
    warning: str = ""


def message_id(entry: Entry) -> str:
    """Return what names a message in a catalog, whatever its translation is."""
    key = f"{entry.msgctxt}\4{entry.msgid}" if entry.msgctxt is not None else entry.msgid
    return sha256(key.encode()).hexdigest()[:12]


def base_of(target: str, fuzzy: bool) -> str:
    """Return what tells a translation and its state from others."""
    return sha256(f"{fuzzy}\0{target}".encode()).hexdigest()[:8]


def segments_of(catalog: Catalog) -> Iterator[Segment]:
    """Yield the messages of a catalog that the source still holds, in order."""
    for entry in catalog:
        for form, target in enumerate(entry.msgstrs):
            plural = entry.msgid_plural if form else None
            source = entry.msgid if plural is None else plural
            translated = bool(target.strip())
            state = "missing" if not translated else "outdated" if entry.fuzzy else "current"
            yield Segment(
                f"{message_id(entry)}.{form}.{base_of(target, entry.fuzzy)}",
                source,
                target,
                state,
                entry.comments,
                entry.extracted,
                entry.references,
                entry.previous,
                entry.msgctxt,
            )


def returned_entries(catalog: Catalog, domain: str, standing: Catalog | None) -> Iterator[Returned]:
    """Yield the messages of a catalog that came back from a tool.

    *standing* is the project's own: such a file does not say what stood there when it left.
    """
    entries = {entry.key: entry for entry in standing or ()}
    for entry in catalog:
        own = entries.get(entry.key)
        for form, target in enumerate(entry.msgstrs):
            stood = own.msgstrs[form] if own and form < len(own.msgstrs) else ""
            plural = entry.msgid_plural if form else None
            yield Returned(
                domain,
                f"{message_id(entry)}.{form}.{base_of(stood, own is not None and own.fuzzy)}",
                entry.msgid if plural is None else plural,
                target,
                entry.fuzzy or None,
                entry.comments,
                entry.line,
            )
