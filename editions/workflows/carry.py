"""Carry translations over a change of the source that changes no meaning, such as a typo.

The catalogs are brought up to date first, in memory, so that it does not matter whether an
update has run since the change.  A translation is a candidate where the catalog knows for
which message it was approved (``#| msgid``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from editions.catalogs.confirming import confirm_entries
from editions.catalogs.entries import Key
from editions.catalogs.files import shown_name
from editions.catalogs.merging import Merge
from editions.catalogs.projects import Project
from editions.catalogs.syntax import syntax_of
from editions.catalogs.templates import Message, SourcePlace
from editions.changes.differences import Difference, is_slight, words_of
from editions.findings import Finding, FindingsError, UsageError, real_path, shown_path
from editions.phrases import listed, phrase
from editions.system.commands import own_command
from editions.workflows.brief import comparer_for

_PLACE = re.compile(r"(?P<file>.+\.\w+)(?::(?P<line>\d+))?")


@dataclass(frozen=True)
class Candidate:
    """A message whose translations could stay as they are."""

    domain: str
    key: Key
    #: Where the message stands in the source.
    place: SourcePlace
    #: How it differs from the message that the translations were approved for.
    difference: Difference
    #: Only marks, spaces, capitals and misspelt words differ.
    slight: bool
    #: Codes of the languages whose translations were approved for that message.
    languages: tuple[str, ...]

    @property
    def is_safe(self) -> bool:
        """Nothing speaks against it, and the difference is slight."""
        return self.slight and not self.difference.reasons


def find_candidates(
    project: Project, merges: Iterable[Merge], source: Mapping[str, Sequence[Message]]
) -> list[Candidate]:
    """Return the messages that changed since their translations were approved, in order."""
    comparer = comparer_for(project)
    known = Counter(
        word.casefold() for found in source.values() for m in found for word in words_of(m.msgid)
    )
    languages: dict[tuple[str, Key, str], list[str]] = {}
    for merge in merges:
        for catalog in merge.catalogs:
            for entry in catalog.after:
                if entry.outdated and entry.previous is not None:
                    group = (catalog.domain, entry.key, entry.previous)
                    languages.setdefault(group, []).append(merge.language.code)
    return [
        Candidate(
            domain,
            message.key,
            message.places[0] if message.places else SourcePlace(domain),
            comparer.compare(previous, message.msgid, syntax_of(p.name for p in message.places)),
            is_slight(previous, message.msgid, known, comparer.locale.language),
            tuple(codes),
        )
        for domain, messages in source.items()
        for message in messages
        for (found, key, previous), codes in languages.items()
        if (found, key) == (domain, message.key)
    ]


def select_candidates(
    project: Project,
    merges: Sequence[Merge],
    source: Mapping[str, Sequence[Message]],
    candidates: Sequence[Candidate],
    wanted: str,
) -> list[Candidate]:
    """Return the candidates that *wanted* names: a file, ``file:line``, or words of the message.

    The file may be of the source or a catalog; the line, any of the message.

    Raises:
        UsageError: it names none.
    """
    match = _PLACE.fullmatch(wanted)
    path = Path(match["file"]) if match else Path(wanted)
    file = next((p for p in (path, project.root / path) if p.is_file()), None)
    if match is None or file is None:
        found = [c for c in candidates if wanted.casefold() in (c.key[1]).casefold()]
        if not found:
            raise UsageError(
                phrase(
                    "no changed message holds {wanted!r}, and no file has that name; '{command}'"
                    " lists the messages that changed",
                    wanted=wanted,
                    command=own_command("carry"),
                )
            )
        return found
    line = int(match["line"]) if match["line"] else None
    keys = _keys_at(real_path(file), line, merges, source)
    found = [c for c in candidates if (c.domain, c.key) in keys]
    if not found:
        raise UsageError(
            phrase(
                "{wanted}: no translation waits there for a message that changed; '{command}'"
                " lists those that do",
                wanted=wanted,
                command=own_command("carry"),
            )
        )
    return found


def _keys_at(
    file: Path,
    line: int | None,
    merges: Iterable[Merge],
    source: Mapping[str, Sequence[Message]],
) -> set[tuple[str, Key]]:
    """Return the messages that stand in a file, or around one of its lines."""
    in_catalog = {
        (catalog.domain, entry.key)
        for merge in merges
        for catalog in merge.catalogs
        if real_path(catalog.path) == file
        for entry in catalog.after
        if line is None or entry.span[0] <= line <= entry.span[1]
    }
    places = [
        (place.line, (domain, message.key))
        for domain, messages in source.items()
        for message in messages
        for place in message.places
        if place.file == file
    ]
    if line is not None:
        begin = max((at for at, _ in places if at <= line), default=0)
        places = [place for place in places if place[0] == begin]
    return in_catalog | {key for _, key in places}


def carry(
    project: Project,
    merges: Iterable[Merge],
    chosen: Sequence[Candidate],
    *,
    today: date,
    reason: str,
    force: bool = False,
) -> tuple[Merge, ...]:
    """Return *merges* with the translations of *chosen* messages declared right.

    Raises:
        FindingsError: a number, a term or markup changed, and *force* is not set.
    """
    if not force:
        findings = [
            Finding(
                shown_place(project, candidate.place),
                candidate.place.line,
                phrase(
                    "{reasons}; a translator must look at it, or say --force and --reason",
                    reasons=listed(candidate.difference.reasons),
                ),
                "carry",
            )
            for candidate in chosen
            if candidate.difference.reasons
        ]
        if findings:
            raise FindingsError(findings)
    return tuple(
        _carry(project, merge, chosen, f"{today.isoformat()}: {reason}") for merge in merges
    )


def shown_place(project: Project, place: SourcePlace) -> str:
    """Return the file of a message as a user knows it."""
    return shown_path(place.file, project.root) if place.file else place.name


def _carry(project: Project, merge: Merge, chosen: Sequence[Candidate], log: str) -> Merge:
    catalogs = []
    for catalog in merge.catalogs:
        notes = {
            candidate.key: f"{log}; translated from: {candidate.difference.old}"
            for candidate in chosen
            if candidate.domain == catalog.domain and merge.language.code in candidate.languages
        }
        if notes:
            shown = shown_name(catalog.path, project.root)
            catalog = replace(catalog, after=confirm_entries(catalog.after, notes, shown))
        catalogs.append(catalog)
    return replace(merge, catalogs=tuple(catalogs))
