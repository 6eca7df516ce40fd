"""Merge extracted messages into the translators' catalogs, losing and churning nothing.

The merge itself is sphinx-intl's and Babel's.  Around it this module keeps what they drop:
the previous msgid of a fuzzy entry, translations that come back from the obsolete ones and
whether those are fuzzy, comments line by line, the header as it stands; and it leaves out what
makes every merge conflict: dates and line numbers.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from textwrap import wrap

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import denormalize, escape, normalize
from sphinx_intl.catalog import load_po, update_with_fuzzy

from editions.catalogs.compiling import replace_file
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.reading import read_catalog
from editions.findings import Finding, FindingsError
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
    standing: list[tuple[Path, Path, Catalog | None]] = []
    findings: list[Finding] = []
    for template in sorted(templates.rglob("*.pot")):
        path = folder / template.relative_to(templates).with_suffix(".po")
        try:
            old = read_catalog(path, publication.root) if os.path.lexists(path) else None
            standing.append((template, path, old))
        except FindingsError as error:
            findings.extend(error.findings)
    if findings:
        raise FindingsError(findings)
    return [merge_catalog(publication, edition, *files) for files in standing]


def merge_catalog(
    publication: Publication, edition: Edition, template: Path, path: Path, old: Catalog | None
) -> MergeResult:
    """Merge one template into the catalog at *path*, whose present content is *old*."""
    source = load_po(template)
    _normalise_locations(source, template.parent, publication.root)
    entries = old.entries if old else ()
    merged = _babel_catalog(edition, entries)
    _revive(merged, source)
    update_with_fuzzy(merged, source)
    _restore(merged, entries)
    data = (_header(publication, edition, old) + _body(merged)).encode()
    if old and path.read_bytes() == data:
        return MergeResult(path, Outcome.UNCHANGED)
    replace_file(path, data)
    return _compare(path, old, merged)


def _babel_catalog(edition: Edition, entries: Iterable[Entry]) -> BabelCatalog:
    """Return *entries*, strictly read, as Babel would have read them at its best."""
    catalog = BabelCatalog(locale=edition.locale)
    for entry in entries:
        plural = entry.msgid_plural
        message = Message(
            entry.msgid if plural is None else (entry.msgid, plural),
            entry.msgstr if plural is None else entry.msgstrs,
            previous_id=() if entry.previous is None else (entry.previous,),
            context=entry.msgctxt,
        )
        message.flags = set(entry.flags)  # without Babel's guesses
        message.user_comments = list(entry.comments)  # equal lines, too
        if entry.obsolete:
            catalog.obsolete[catalog._key_for(message.id, message.context)] = message
        else:
            catalog[message.id] = message
    return catalog


def _normalise_locations(catalog: BabelCatalog, folder: Path, root: Path) -> None:
    """Name source files from the project's root, each once and without its lines."""
    for message in catalog:
        names = (_source_name(folder, name, root.resolve()) for name, _ in message.locations)
        message.locations = [(name, 0) for name in dict.fromkeys(names)]


def _source_name(folder: Path, name: str, root: Path) -> str:
    """Return *name*, which Sphinx gives relative to *folder*, relative to *root* if it can be."""
    file = (folder / name).resolve()
    inside = file.is_file() and file.is_relative_to(root)
    return file.relative_to(root).as_posix() if inside else name


def _revive(catalog: BabelCatalog, source: BabelCatalog) -> None:
    """Take back obsolete entries whose message stands in the source again."""
    for key, message in list(catalog.obsolete.items()):
        if source.get(message.id, message.context):
            catalog[message.id] = catalog.obsolete.pop(key)


def _restore(catalog: BabelCatalog, entries: Iterable[Entry]) -> None:
    """Give messages that Babel took from the source back what their translators wrote."""
    standing = {entry.key: entry for entry in entries}
    for message in filter(_msgid, catalog):
        previous = message.previous_id[0] if message.previous_id else _msgid(message)
        origin = standing.get((message.context, previous))
        message.flags = {"fuzzy"} if message.fuzzy else set()
        if origin:
            message.flags |= origin.flags
            message.user_comments = list(origin.comments)
            if isinstance(message.id, str):
                # The source has one form now; the others must not be lost.
                others = list(enumerate(origin.msgstrs))[1:]
                message.user_comments += [f"msgstr[{n}] {escape(s)}" for n, s in others if s]
            if origin.fuzzy and origin.previous is not None:
                # Fuzzy twice over: the translation was made for the oldest msgid.
                message.previous_id = [origin.previous]


def _msgid(message: Message) -> str:
    """Return the msgid without its plural; the header's is empty."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _compare(path: Path, old: Catalog | None, merged: BabelCatalog) -> MergeResult:
    before = {entry.key for entry in old or ()}
    after = {(message.context, _msgid(message)): message for message in merged if message.id}
    added = [message for key, message in after.items() if key not in before]
    return MergeResult(
        path,
        Outcome.UPDATED if old else Outcome.CREATED,
        added=len(added),
        fuzzy=sum(message.fuzzy for message in added),
        obsolete=len(before - set(after)),
    )


def _body(catalog: BabelCatalog) -> str:
    active = [_written(message, "") for message in filter(_msgid, catalog)]
    return "".join([*active, *(_written(message, "#~") for message in catalog.obsolete.values())])


def _written(message: Message, mark: str) -> str:
    """Return the entry as it stands in a catalog; *mark* is ``#~`` in front of an obsolete one."""
    lines = [_comment(comment) for comment in message.user_comments]
    if not mark:
        for comment in message.auto_comments:
            lines += [f"#. {line}" for line in _wrapped(comment)]
        names = sorted({name for name, _ in message.locations})
        lines += [f"#: {line}" for line in _wrapped(" ".join(names))]
    if message.flags:
        lines.append(f"#, {', '.join(sorted(message.flags))}")
    if message.fuzzy and message.previous_id:
        lines += _field("msgid", message.previous_id[0], f"{mark or '#'}| ")
    strings = {"msgctxt": message.context, "msgid": _msgid(message)}
    if isinstance(message.id, str):
        strings["msgstr"] = str(message.string or "")
    else:
        strings["msgid_plural"] = message.id[1]
        strings |= {f"msgstr[{n}]": string for n, string in enumerate(message.string or ())}
    for keyword, string in strings.items():
        if string is not None:
            lines += _field(keyword, string, f"{mark} " if mark else "")
    return "\n".join([*lines, "", ""])


def _field(keyword: str, text: str, prefix: str) -> list[str]:
    """Return the lines of one string, wrapped as Babel does it unless that would change it."""
    quoted = normalize(text, width=WIDTH)
    if denormalize(quoted) != text:
        quoted = escape(text)
    return [prefix + line for line in f"{keyword} {quoted}".split("\n")]


def _comment(text: str) -> str:
    return f"#{text}" if not text or text.startswith("#") else f"# {text}"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _header(publication: Publication, edition: Edition, old: Catalog | None) -> str:
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
    names = {name.lower(): name for name in (*fields, *fixed)}
    standing = {names.get(n.lower(), n): value for n, value in (old.header if old else {}).items()}
    fields = {**fields, **standing, **fixed}
    comments = old.header_comments if old else (f"{edition.name}: {publication.original.title}",)
    lines = [_comment(comment) for comment in comments]
    lines += ['msgid ""', 'msgstr ""']
    lines += [escape(f"{name}: {value}\n") for name, value in fields.items()]
    return "\n".join([*lines, "", ""])


def count_messages(results: Iterable[MergeResult], outcome: Outcome) -> int:
    """Return how many catalogs had *outcome*."""
    return sum(result.outcome is outcome for result in results)
