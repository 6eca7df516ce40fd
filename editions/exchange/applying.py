"""Put what came back into the catalogs: only what is new, and nothing over another's work."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from editions.catalogs.blocks import EntryLines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.syntax import syntax_of
from editions.catalogs.translating import translated_block, with_edges
from editions.catalogs.writing import Layout, rewrite_entries
from editions.exchange.guards import lost_emphasis, lost_markup, plain, restore_spaces
from editions.exchange.segments import Returned, base_of, message_id
from editions.findings import Finding, Severity, described, printable, quoted
from editions.phrases import phrase

#: Yields why a translation may not be published, by domain and entry.
Refuse = Callable[[str, Entry], Iterable[str]]


class ImportStatus(Enum):
    """What became of a segment."""

    UNCHANGED = phrase("unchanged")
    CHANGED = phrase("changed")
    EMPTY = phrase("without a translation")
    REFUSED = phrase("refused")


@dataclass
class Applied:
    """What an import does to the catalogs."""

    #: New content of the catalogs that change, by domain.
    texts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    statuses: Counter[ImportStatus] = field(default_factory=Counter)


@dataclass(frozen=True)
class _EntryChange:
    """What an entry becomes."""

    entry: Entry
    comments: tuple[str, ...] = ()


def apply_returned(
    catalogs: Mapping[str, Catalog],
    returned: Iterable[Returned],
    shown: str,
    refuse: Refuse,
    *,
    overwrite: bool = False,
) -> Applied:
    """Return what the segments of the file *shown* change.

    A translation that somebody has changed in the catalog since the export stays, with a
    finding, unless *overwrite* is set.
    """
    work = _Import(catalogs, list(returned), shown, refuse, overwrite=overwrite)
    return work.run()


class _Import:
    """An import under way: segment after segment, with what the earlier ones have changed."""

    def __init__(
        self,
        catalogs: Mapping[str, Catalog],
        returned: Sequence[Returned],
        shown: str,
        refuse: Refuse,
        *,
        overwrite: bool,
    ) -> None:
        self.catalogs = catalogs
        self.returned = returned
        self.shown = shown
        self.refuse = refuse
        self.overwrite = overwrite
        self.applied = Applied()
        #: By domain, the entries by what names their messages.
        self._entries = {
            domain: {message_id(entry): entry for entry in catalog}
            for domain, catalog in catalogs.items()
        }
        #: By domain, what the entries become, by key.
        self._changes: dict[str, dict[tuple[str | None, str], _EntryChange]] = defaultdict(dict)
        #: Lines of the file in which a form of a message stands.
        self._lines: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for segment in returned:
            self._lines[_form(segment)].append(segment.line)

    def run(self) -> Applied:
        """Return what all segments together change."""
        for segment in self.returned:
            self.applied.statuses[self._apply(segment)] += 1
        for domain, changed in self._changes.items():
            if changed:
                self.applied.texts[domain] = _rewritten(self.catalogs[domain], changed)
        return self.applied

    def _apply(self, segment: Returned) -> ImportStatus:
        """Change what a segment changes; return what became of it."""
        domain, name, number = _form(segment)
        first, *others = self._lines[domain, name, number]
        if others:
            message = phrase(
                "the message stands {number} times in the file, first in line {line};"
                " keep one of them",
                number=1 + len(others),
                line=first,
            )
            return self._refuse(segment, message, "import-twice")
        entry = self._entries.get(domain, {}).get(name)
        # gettext knows no more than ten forms; Python reads no number of any length.
        form = int(number) if number.isdecimal() and len(number) == 1 else -1
        problem = _problem(segment, entry, form)
        if problem or entry is None:
            reason, rule = problem or ("", "")
            return self._refuse(segment, reason, rule)
        if segment.warning:
            warning = segment.warning
            finding = Finding(self.shown, segment.line, warning, "import-row", Severity.WARNING)
            self.applied.findings.append(finding)
        segment, restored = _with_spaces(segment, entry, form)
        before = self._changes[domain].get(entry.key, _EntryChange(entry))
        lost = _lost(self.catalogs[domain], entry, segment, form)
        change = _change(before, segment, form, doubtful=bool(lost))
        if change is None:
            empty = not (segment.target or "").strip() and bool(entry.msgstrs[form].strip())
            return ImportStatus.EMPTY if empty else ImportStatus.UNCHANGED
        if change.entry != before.entry:  # notes alone take nothing away
            status = self._check(segment, entry, form, change)
            if status is not ImportStatus.CHANGED:
                return status
            self.applied.findings += _warnings(self.shown, segment, lost, restored)
        self._changes[domain][entry.key] = change
        return ImportStatus.CHANGED

    def _check(
        self, segment: Returned, entry: Entry, form: int, change: _EntryChange
    ) -> ImportStatus:
        """Return whether a translation may take the place of the one that stands."""
        base = segment.id.split(".", 2)[-1]
        if not self.overwrite and base != base_of(entry.msgstrs[form], entry.fuzzy):
            if base in (base_of(segment.target or "", fuzzy) for fuzzy in (False, True)):
                return ImportStatus.UNCHANGED  # nobody has touched it over there
            message = phrase(
                "the catalog {domain!r} has another translation since the export, and "
                "keeps it; compare the two, or say --overwrite",
                domain=segment.domain,
            )
            return self._refuse(segment, message, "import-conflict")
        reasons = list(self.refuse(segment.domain, replace(change.entry, flags=frozenset())))
        for reason in reasons:
            self._refuse(segment, phrase("{reason}; not imported", reason=reason), "import-refused")
        return ImportStatus.REFUSED if reasons else ImportStatus.CHANGED

    def _refuse(self, segment: Returned, message: str, rule: str) -> ImportStatus:
        self.applied.findings.append(Finding(self.shown, segment.line, message, rule))
        return ImportStatus.REFUSED


def _form(segment: Returned) -> tuple[str, str, str]:
    """Return what a segment is of: the catalog, the name of the message, the number of the form."""
    name, number, *_ = (*segment.id.split(".", 2), "", "")
    return segment.domain, name, number


def _problem(segment: Returned, entry: Entry | None, form: int) -> tuple[str, str] | None:
    """Return why a segment does not belong here, and the rule."""
    if segment.problem and not segment.domain:
        return segment.problem, segment.rule
    if entry is None:
        missing = phrase(
            "the catalog {domain} holds no such message (any more)",
            domain=described(segment.domain),
        )
        return phrase("{problem}; export again", problem=missing), "import-unknown"
    if not 0 <= form < len(entry.msgstrs):
        return (phrase("the message has no form {form}; export again", form=form), "import-unknown")
    source = entry.msgid if not form or entry.msgid_plural is None else entry.msgid_plural
    if plain(segment.source) != plain(source):
        return (
            phrase("the source text is not that of the catalog; a tool must not change it"),
            "import-source",
        )
    if segment.problem:
        return segment.problem, segment.rule
    return None


def _with_spaces(segment: Returned, entry: Entry, form: int) -> tuple[Returned, str]:
    """Return a segment with the message's own source, and with the spaces of its translation.

    The text says which were put back, if any were in a translation that is new.
    """
    source = entry.msgid if not form or entry.msgid_plural is None else entry.msgid_plural
    segment = replace(segment, source=source)
    if not segment.target:
        return segment, ""
    standing = entry.msgstrs[form]
    target = restore_spaces(segment.target, standing, source)
    said = ""
    if target not in (segment.target, standing):
        said = phrase(
            "spaces that are not to be broken were made plain by a tool, and are restored"
        )
    return replace(segment, target=target), said


def _lost(catalog: Catalog, entry: Entry, segment: Returned, form: int) -> str:
    """Return what a translation has lost of its message's markup, or an empty text."""
    target = segment.target or ""
    if not target.strip() or (target == entry.msgstrs[form] and not entry.fuzzy):
        return ""  # there is nothing new
    parse = syntax_of(entry.references).parse
    texts = parse(segment.source), parse(target)
    approved = entry.msgstrs[form] if entry.usable else ""
    standing = parse(approved) if approved.strip() else None
    return lost_markup(*texts, catalog.meanings) or lost_emphasis(texts[0], standing, texts[1])


def _warnings(shown: str, segment: Returned, lost: str, restored: str) -> Iterator[Finding]:
    """Yield what a tool has done to a translation that is imported nevertheless."""
    if lost:
        message = phrase("{problem}; imported for review, as outdated", problem=lost)
        yield Finding(shown, segment.line, message, "import-codes", Severity.WARNING)
    if restored:
        yield Finding(shown, segment.line, restored, "import-spaces", Severity.WARNING)


def _change(
    before: _EntryChange, segment: Returned, form: int, *, doubtful: bool
) -> _EntryChange | None:
    """Return what an entry becomes by a segment, or None where that changes nothing.

    A translation that is *doubtful* does not become current.
    """
    entry = before.entry
    target = segment.target or ""
    standing_comments = {printable(line).strip() for line in entry.comments}
    comments = tuple(
        line
        for note in segment.comments
        for line in map(printable, note.splitlines())
        if line.strip() not in standing_comments
    )
    if not target.strip():
        return replace(before, comments=before.comments + comments) if comments else None
    target = with_edges(target, segment.source)
    standing = entry.msgstrs[form]
    fuzzy = entry.fuzzy
    if segment.fuzzy is not None:
        fuzzy = segment.fuzzy
    elif target != standing:
        fuzzy = False  # somebody has worked on it, in a tool without states
    fuzzy = fuzzy or doubtful
    if (target, fuzzy) == (standing, entry.fuzzy) and not comments:
        return None
    msgstrs = tuple(target if n == form else text for n, text in enumerate(entry.msgstrs))
    flags = (entry.flags - {"fuzzy"}) | ({"fuzzy"} if fuzzy else set())
    return _EntryChange(replace(entry, msgstrs=msgstrs, flags=flags), before.comments + comments)


def _rewritten(catalog: Catalog, changed: Mapping[tuple[str | None, str], _EntryChange]) -> str:
    """Return a catalog's text with its changes."""
    manner = Layout(catalog).manner

    def block_of(entry: Entry, block: EntryLines) -> EntryLines | None:
        change = changed.get(entry.key)
        if change is None:
            return None
        comments = (*entry.comments, *change.comments)
        return translated_block(block, entry, replace(change.entry, comments=comments), manner)

    return rewrite_entries(catalog, block_of)


def pretranslated(
    catalogs: Mapping[str, Catalog], memory: Mapping[str, str], shown: str, refuse: Refuse
) -> Applied:
    """Return what a memory adds: a fuzzy translation to each message that has none."""
    applied = Applied()
    for domain, catalog in catalogs.items():
        changed: dict[tuple[str | None, str], _EntryChange] = {}
        for entry in catalog:
            target = memory.get(entry.msgid)
            if target is None or entry.translated or entry.msgid_plural is not None:
                continue
            filled = replace(entry, msgstrs=(with_edges(target, entry.msgid),))
            reasons = list(refuse(domain, replace(filled, flags=frozenset())))
            if reasons:
                applied.statuses[ImportStatus.REFUSED] += 1
                message = quoted(entry.msgid[:40])
                for reason in reasons:
                    said = phrase("{msgid}: {reason}; not imported", msgid=message, reason=reason)
                    applied.findings.append(
                        Finding(shown, 0, said, "import-refused", Severity.WARNING)
                    )
                continue
            applied.statuses[ImportStatus.CHANGED] += 1
            changed[entry.key] = _EntryChange(replace(filled, flags=entry.flags | {"fuzzy"}))
        if changed:
            applied.texts[domain] = _rewritten(catalog, changed)
    return applied
