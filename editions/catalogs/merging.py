"""Merge extracted messages into the translators' catalogs, losing and churning nothing.

The merge itself is sphinx-intl's and Babel's.  Around it this module keeps what they drop:
the previous msgid of a fuzzy entry, translations that come back from the obsolete ones, the
header as it stands; and it leaves out what makes every merge conflict: dates and line numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import escape, write_po
from sphinx_intl.catalog import load_po, update_with_fuzzy

from editions.catalogs.compiling import replace_file
from editions.catalogs.reading import Catalog, read_catalog
from editions.languages import Edition, Publication

#: Column where strings are wrapped, as msgmerge and sphinx-intl do.
WIDTH = 76


class Outcome(Enum):
    """What a merge did to one catalog."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class MergeResult:
    """What a merge did to one catalog, in messages."""

    path: Path
    outcome: Outcome
    #: Messages that the catalog did not hold before.
    added: int = 0
    #: Of the added, those that took over a translation and wait for a human.
    fuzzy: int = 0
    #: Messages that the source no longer holds; their translations are kept.
    obsolete: int = 0


def merge_catalogs(
    publication: Publication, edition: Edition, templates: Path
) -> list[MergeResult]:
    """Merge every ``.pot`` under *templates* into the catalogs of *edition*.

    Every catalog is read and checked before the first one is written.

    Raises:
        FindingsError: a standing catalog is broken.
    """
    folder = publication.catalogs(edition)
    pairs = []
    for template in sorted(templates.rglob("*.pot")):
        path = folder / template.relative_to(templates).with_suffix(".po")
        pairs.append(
            (template, path, read_catalog(path, publication.root) if path.exists() else None)
        )
    return [merge_catalog(publication, edition, *pair) for pair in pairs]


def merge_catalog(
    publication: Publication, edition: Edition, template: Path, path: Path, old: Catalog | None
) -> MergeResult:
    """Merge one template into the catalog at *path*, whose present content is *old*."""
    source = load_po(template)
    _normalise_locations(source, template.parent, publication.root)
    if old is None:
        merged, result = source, MergeResult(path, Outcome.CREATED, added=len(source))
    else:
        merged = load_po(path)
        _revive(merged, source)
        update_with_fuzzy(merged, source)
        _restore_previous(merged, old)
        result = _compare(path, old, merged)
    merged.locale = edition.locale
    data = _header(publication, edition, old) + _body(merged)
    if old is not None and path.read_bytes() == data:
        return MergeResult(path, Outcome.UNCHANGED)
    replace_file(path, data)
    return result


def _normalise_locations(catalog: BabelCatalog, folder: Path, root: Path) -> None:
    """Name source files from the project's root, each once and without its lines."""
    for message in catalog:
        names = (_source_name(folder, name, root.resolve()) for name, _ in message.locations)
        message.locations = [(name, None) for name in dict.fromkeys(names)]


def _source_name(folder: Path, name: str, root: Path) -> str:
    """Return *name*, which Sphinx gives relative to *folder*, relative to *root* if it can be."""
    file = (folder / name).resolve()
    inside = file.is_file() and file.is_relative_to(root)
    return file.relative_to(root).as_posix() if inside else name


def _revive(catalog: BabelCatalog, source: BabelCatalog) -> None:
    """Take back obsolete entries whose message stands in the source again."""
    for key, message in list(catalog.obsolete.items()):
        if message.id in source and message.id not in catalog:
            catalog[message.id] = message
            del catalog.obsolete[key]


def _restore_previous(catalog: BabelCatalog, old: Catalog) -> None:
    """Give fuzzy entries back the previous msgid, which Babel reads as a plain comment."""
    previous = {entry.key: entry.previous for entry in old.entries if entry.previous is not None}
    comments = {entry.key: list(entry.comments) for entry in old.entries}
    for message in [*catalog, *catalog.obsolete.values()]:
        if not message.id:
            continue
        key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
        origin = key
        if message.previous_id:
            origin = (message.context, message.previous_id[0])
        message.user_comments = comments.get(origin, [])
        if message.fuzzy and not message.previous_id and key in previous:
            message.previous_id = [previous[key]]
        elif origin != key and origin in previous:
            # Fuzzy twice over: the translation was made for the oldest msgid.
            message.previous_id = [previous[origin]]


def _compare(path: Path, old: Catalog, merged: BabelCatalog) -> MergeResult:
    before = {entry.key for entry in old}
    after = {(m.context, m.id): m for m in merged if m.id}
    added = [message for key, message in after.items() if key not in before]
    return MergeResult(
        path,
        Outcome.UPDATED,
        added=len(added),
        fuzzy=sum(message.fuzzy for message in added),
        obsolete=len(before - set(after)),
    )


def _body(catalog: BabelCatalog) -> bytes:
    buffer = BytesIO()
    write_po(
        buffer, catalog, width=WIDTH, omit_header=True, include_previous=True, include_lineno=False
    )
    return buffer.getvalue()


def _header(publication: Publication, edition: Edition, old: Catalog | None) -> bytes:
    """Return the header: the fields that every tool needs, then the others as they stood."""
    plural = get_plural(edition.locale)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")
    fields = {
        "Project-Id-Version": publication.original.full_title,
        "Report-Msgid-Bugs-To": "",
        # The day when the catalog was made; later runs leave it alone.
        "POT-Creation-Date": now,
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": edition.cldr.get_display_name("en") or edition.locale,
    }
    fixed = {
        "Language": edition.locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural.plural_forms,
    }
    standing = old.header if old else {}
    fields = {**fields, **standing, **fixed}
    comments = old.header_comments if old else (f"{edition.name}: {publication.original.title}",)
    lines = [f"# {comment}".rstrip() for comment in comments]
    lines += ['msgid ""', 'msgstr ""']
    lines += [escape(f"{name}: {value}\n") for name, value in fields.items()]
    return ("\n".join(lines) + "\n\n").encode()


def count_messages(results: Iterable[MergeResult], outcome: Outcome) -> int:
    """Return how many catalogs had *outcome*."""
    return sum(result.outcome is outcome for result in results)
