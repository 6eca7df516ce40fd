"""The catalogs of one edition as they stand: read, changed entry by entry, and changed back."""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from editions.catalogs.blocks import split_block
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import find_catalogs, shown_name
from editions.catalogs.projects import Language
from editions.catalogs.reading import examine_catalog, parse_catalog, read_bytes
from editions.catalogs.translating import translated_block
from editions.catalogs.wrapping import Manner
from editions.catalogs.writing import Layout, entry_lines, with_lines
from editions.desk.brought import BroughtWords
from editions.desk.differing import DiffLine, changed_lines, difference
from editions.desk.drafts import TranslationDraft, drafted
from editions.desk.steps import Step, Steps
from editions.exchange.applying import Refuse
from editions.exchange.segments import message_id
from editions.files.replacing import (
    create_file,
    remove_unless_changed,
    replace_unless_changed,
)
from editions.findings import Finding, FindingsError, described
from editions.phrases import phrase

#: Earlier states of catalogs that are remembered, to show what changed.
_REMEMBERED = 50


class SaveStatus(Enum):
    """What became of a draft."""

    SAVED = "saved"
    #: The catalog says the same already.
    UNCHANGED = "unchanged"
    #: The file is not what the translator has seen.
    CHANGED_MEANWHILE = "changed-meanwhile"
    #: The catalog holds no such message any more.
    GONE = "gone"
    #: The file may not be written.
    READ_ONLY = "read-only"
    #: The file is no catalog that every tool reads the same; a merge conflict is one reason.
    BROKEN = "broken"
    #: A build would not publish the translation.
    REFUSED = "refused"
    #: There is nothing to undo.
    NOTHING = "nothing"


@dataclass(frozen=True)
class SaveOutcome:
    """What became of a draft, and why."""

    status: SaveStatus
    #: The file as people name it; empty where there is none.
    file: str = ""
    reasons: tuple[str, ...] = ()
    #: What somebody has changed meanwhile.
    difference: tuple[DiffLine, ...] = ()
    #: The message that was changed: its catalog, and its name there.
    domain: str = ""
    id: str = ""


@dataclass(frozen=True)
class StandingCatalog:
    """A catalog, and what tells this state of its file from others."""

    catalog: Catalog
    #: Empty where there is no file yet.
    digest: str
    #: The text of the file; it lacks a word that the package brings.  None for no file.
    written: str | None

    @cached_property
    def manner(self) -> Manner:
        """How the strings of the file are broken into lines."""
        return Layout(self.catalog).manner

    def find(self, id_: str) -> Entry | None:
        """Return the entry of a message that the source holds, by its name."""
        return next((entry for entry in self.catalog if message_id(entry) == id_), None)


@dataclass
class CatalogStore:
    """Reads the catalogs of a language when they have changed, and writes single entries."""

    language: Language
    root: Path
    #: Words that the package brings, and the publication may say in another way.
    brought: BroughtWords | None = None
    #: What can be undone.
    steps: Steps = field(default_factory=Steps)
    #: Reads a catalog, of which builds of the project may publish what others refuse.
    parse: Callable[[Path, bytes, str], Catalog] = parse_catalog
    _read: dict[Path, tuple[tuple[int, ...], StandingCatalog]] = field(default_factory=dict)
    _texts: OrderedDict[str, str] = field(default_factory=OrderedDict)
    #: Two requests may come at once.
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def files(self) -> dict[str, Path]:
        """Return all catalogs by name, whether they can be read or not."""
        found: dict[str, Path] = {}
        for folder in self.language.folders:
            for file in find_catalogs(folder, self.root)[0]:
                found.setdefault(file.domain, file.path)
        return found

    def read(self, domain: str) -> StandingCatalog:
        """Return a catalog as it stands.

        Raises:
            FindingsError: there is none, or it is broken.
        """
        path = self.files().get(domain)  # a name must not lead elsewhere
        if path is None and self.brought is not None and domain == self.brought.domain:
            return StandingCatalog(self.brought.listed(None), "", None)
        if path is None:
            shown = shown_name(self.language.path("*"), self.root)
            raise FindingsError.for_file(
                shown, phrase("there is no catalog {domain}", domain=described(domain)), "po"
            )
        return self._read_file(path)

    def read_all(self) -> Mapping[str, StandingCatalog]:
        """Return every catalog that can be read, by its name."""
        found = {}
        for domain, path in self.files().items():
            with contextlib.suppress(FindingsError):  # said where it is asked for
                found[domain] = self._read_file(path)
        return found

    def find(self, domain: str, id_: str) -> tuple[StandingCatalog, Entry] | None:
        """Return a message that the source holds, in its catalog; None for none.

        One that the package brings stands where it is to be written.

        Raises:
            FindingsError: there is no such catalog, or it is broken.
        """
        standing = self.read(domain)
        entry = standing.find(id_)
        brought = self.brought
        if (entry is None or not entry.line) and brought is not None and domain == brought.domain:
            key = next((e.key for e in brought.entries.values() if message_id(e) == id_), None)
            if key is not None:
                own = standing.catalog if standing.written is not None else None
                catalog = brought.adopt(own, key)
                standing = StandingCatalog(catalog, standing.digest, standing.written)
                entry = standing.find(id_)
        return None if entry is None else (standing, entry)

    def _read_file(self, path: Path) -> StandingCatalog:
        shown = shown_name(path, self.root)
        with self._lock:
            try:
                stat = path.lstat()
            except OSError as error:
                reason = phrase("cannot be read: {strerror}", strerror=error.strerror)
                raise FindingsError.for_file(shown, reason, "po-file") from error
            signature = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            kept = self._read.get(path)
            if kept is None or kept[0] != signature:
                data = read_bytes(path, shown)
                catalog = self.parse(path, data, shown)
                kept = signature, StandingCatalog(catalog, sha256(data).hexdigest(), catalog.text)
                self._read[path] = kept
            standing = kept[1]
            self._texts[standing.digest] = standing.catalog.text
            self._texts.move_to_end(standing.digest)
            while len(self._texts) > max(_REMEMBERED, len(self._read)):
                self._texts.popitem(last=False)
            return standing

    def save(self, draft: TranslationDraft, refuse: Refuse) -> SaveOutcome:
        """Write a draft into its catalog as an update writes, and nothing else there.

        *refuse* is asked about what is to be published.

        Raises:
            DraftError: the draft does not fit its message.
        """

        def changed(standing: StandingCatalog, entry: Entry) -> tuple[str, ...] | SaveOutcome:
            shown = shown_name(standing.catalog.path, self.root)
            if standing.digest != draft.base:
                before = self._texts.get(draft.base)
                found = () if before is None else difference(before, standing.written or "")
                return SaveOutcome(SaveStatus.CHANGED_MEANWHILE, shown, (), found)
            new = drafted(entry, draft, standing.catalog)
            if new == entry:
                return SaveOutcome(SaveStatus.UNCHANGED, shown)
            reasons = tuple(refuse(draft.domain, new)) if new.usable else ()
            if reasons:
                return SaveOutcome(SaveStatus.REFUSED, shown, reasons)
            block = split_block(entry_lines(standing.catalog, entry))
            lines = translated_block(block, entry, new, standing.manner).lines
            return _ended(lines, standing.catalog)

        return self._change(draft.domain, draft.id, changed, keep=True)

    def undo(self) -> SaveOutcome:
        """Take the last change back, unless somebody has changed the entry since."""
        with self._lock:
            step = self.steps.last
            if step is None:
                return SaveOutcome(SaveStatus.NOTHING)

            def changed(standing: StandingCatalog, entry: Entry) -> tuple[str, ...] | SaveOutcome:
                lines = entry_lines(standing.catalog, entry)
                if lines != step.after:
                    shown = shown_name(standing.catalog.path, self.root)
                    found = tuple(changed_lines(step.after, lines))
                    return SaveOutcome(SaveStatus.CHANGED_MEANWHILE, shown, (), found)
                return step.before

            if step.adopted is not None:
                outcome = self._put_back(step, *step.adopted)
            else:
                outcome = self._change(step.domain, step.id, changed, keep=False)
            if outcome.status in (SaveStatus.SAVED, SaveStatus.GONE, SaveStatus.CHANGED_MEANWHILE):
                self.steps.drop()  # what cannot be undone stands in nobody's way
            return outcome

    def _change(
        self,
        domain: str,
        id_: str,
        changed: Callable[[StandingCatalog, Entry], tuple[str, ...] | SaveOutcome],
        *,
        keep: bool,
    ) -> SaveOutcome:
        """Put other lines in the place of an entry's; *changed* returns them, or why not."""
        with self._lock:
            try:
                found_entry = self.find(domain, id_)
            except FindingsError as error:
                reasons = tuple(
                    phrase("{place}: {problem}", place=found.place, problem=found.message)
                    for found in error.findings
                )
                return SaveOutcome(SaveStatus.BROKEN, error.findings[0].file, reasons)
            if found_entry is None:
                return SaveOutcome(SaveStatus.GONE, shown_name(self.files()[domain], self.root))
            standing, entry = found_entry
            shown = shown_name(standing.catalog.path, self.root)
            lines = changed(standing, entry)
            if isinstance(lines, SaveOutcome):
                return lines
            text = with_lines(standing.catalog, entry, lines)
            path = standing.catalog.path
            worse = new_faults(standing.catalog, text, shown)
            if worse:
                return SaveOutcome(SaveStatus.REFUSED, shown, tuple(map(str, worse)))
            problem = self._write(path, shown, standing.written, text)
            if problem is not None:
                return problem
            if keep:
                before = entry_lines(standing.catalog, entry)
                is_new = standing.written != standing.catalog.text
                adopted = (standing.written, text) if is_new else None
                self.steps.add(Step(domain, id_, before, lines, adopted))
            return SaveOutcome(SaveStatus.SAVED, shown, domain=domain, id=id_)

    def _put_back(self, step: Step, before: str | None, after: str) -> SaveOutcome:
        """Let a file be as it was before a word was written into it that it did not hold."""
        path = self.language.path(step.domain)
        shown = shown_name(path, self.root)
        problem = self._write(path, shown, after, before)
        return problem or SaveOutcome(SaveStatus.SAVED, shown, domain=step.domain, id=step.id)

    @staticmethod
    def _write(path: Path, shown: str, old: str | None, new: str | None) -> SaveOutcome | None:
        """Let a file that holds *old* hold *new*, None for no file; return why it does not."""
        try:
            if old is not None and is_read_only(path):
                return SaveOutcome(SaveStatus.READ_ONLY, shown)
            if old is None:
                is_written = create_file(path, (new or "").encode())
            elif new is None:
                is_written = remove_unless_changed(path, old.encode())
            else:
                is_written = replace_unless_changed(path, old.encode(), new.encode())
            if is_written:
                return None
            found = difference(old or "", path.read_text(encoding="utf-8", errors="replace"))
            return SaveOutcome(SaveStatus.CHANGED_MEANWHILE, shown, (), found)
        except OSError as error:
            return SaveOutcome(SaveStatus.READ_ONLY, shown, (error.strerror or str(error),))


def new_faults(catalog: Catalog, text: str, shown: str) -> list[Finding]:
    """Return what keeps tools from reading the same in a *text*, and did not in its *catalog*."""
    before, after = (
        examine_catalog(catalog.path, content.encode(), shown)[1]
        for content in (catalog.text, text)
    )
    more = Counter(f.rule for f in after) - Counter(f.rule for f in before)
    return [finding for finding in after if finding.rule in more]


def is_read_only(path: Path) -> bool:
    """Tell whether a file is kept from being changed.

    It could be replaced all the same where its folder may be written, or by root.
    """
    return not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK)


def _ended(lines: Sequence[str], catalog: Catalog) -> tuple[str, ...]:
    """Return *lines* with the ends of the catalog's."""
    end = "\r" if catalog.text.partition("\n")[0].endswith("\r") else ""
    return tuple(line.removesuffix("\r") + end for line in lines)
