"""Let catalogs in: only such files, and in them only such translations, as can do no harm."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from editions.catalogs.domains import SPHINX
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import find_catalogs, shown_name
from editions.catalogs.policy import (
    Policy,
    SafetyProblem,
    placeholder_problems,
    reading_work,
    safety_problems,
)
from editions.catalogs.reading import read_catalog, read_singles
from editions.catalogs.words import has_places, word_problems
from editions.findings import Finding, FindingsError

#: Of a catalog with more refused translations than this, no more are listed.
MAX_REFUSED = 50


#: A catalog that takes longer to read is no text: some five seconds.
MAX_WORK = 200_000_000
TOO_MUCH = SafetyProblem(
    "unsafe-length",
    "up to here, the catalog holds more markup and longer words than a text does; part it",
)


@dataclass(frozen=True)
class CheckedCatalogs:
    """The catalogs that passed, and what did not."""

    #: Catalogs by domain; what was refused in them counts as not translated.
    catalogs: dict[str, Catalog]
    #: What was refused, and why.
    findings: tuple[Finding, ...]
    #: How many translations, or whole files, that are.
    refused: int = 0


@dataclass(frozen=True)
class SafetyCheck:
    """What is asked of the catalogs of one publication."""

    policy: Policy
    #: Domains of patterns that a program fills, such as the words of the theme.
    patterns: Collection[str] = ()
    #: Fuzzy translations are published, too.
    fuzzy: bool = False

    def admit(self, folder: Path, root: Path) -> CheckedCatalogs:
        """Read the catalogs under *folder*; findings name them relative to *root*."""
        files, findings = find_catalogs(folder, root)
        count = len(findings)
        catalogs = {}
        for file in files:
            try:
                catalog, doubled = self.read(file.path, root)
            except FindingsError as error:
                findings.extend(error.findings)
                count += 1
                continue
            findings.extend(doubled)
            before = sum(entry.usable for entry in catalog)
            catalogs[file.domain], refused = self.examine(file.domain, catalog, root)
            findings.extend(refused)
            count += len(doubled) + before - sum(e.usable for e in catalogs[file.domain])
        return CheckedCatalogs(catalogs, tuple(findings), count)

    def read(self, path: Path, root: Path) -> tuple[Catalog, list[Finding]]:
        """Read the catalog at *path*, and return why some of its entries are left out.

        Raises:
            FindingsError: the file is refused as a whole.
        """
        if not self.policy.gentle:
            return read_catalog(path, root), []
        return read_singles(path, root)

    def examine(self, domain: str, catalog: Catalog, root: Path) -> tuple[Catalog, list[Finding]]:
        """Return *catalog* without what may not be published, and why that is."""
        shown = shown_name(catalog.path, root)
        findings: list[Finding] = []
        entries = []
        work = 0
        for old in catalog.entries:
            entry = replace(old, flags=old.flags - {"fuzzy"}) if self.fuzzy else old
            found = []
            if entry.translated and not entry.obsolete:
                work += sum(map(reading_work, (entry.msgid, *entry.msgstrs)))
                if work > MAX_WORK:
                    found = [TOO_MUCH]
                elif entry.usable:
                    found = list(self.reasons(domain, entry))
            found = [problem for problem in found if self.policy.refuses(problem.rule)]
            if found:
                entry = replace(entry, msgstrs=("",) * len(entry.msgstrs))
                findings += [Finding(shown, entry.line, r.message, r.rule) for r in found]
            entries.append(entry)
        if len(findings) > MAX_REFUSED:
            more = f"{len(findings) - MAX_REFUSED} more reasons to refuse translations"
            findings = [*findings[:MAX_REFUSED], Finding(shown, 0, more, "unsafe")]
        return replace(catalog, entries=tuple(entries)), findings

    def refuses(self, domain: str, entry: Entry) -> bool:
        """Tell whether the translation of *entry* is not published."""
        return any(self.policy.refuses(problem.rule) for problem in self.reasons(domain, entry))

    def reasons(self, domain: str, entry: Entry) -> Iterator[SafetyProblem]:
        """Yield what may not be in the translation of *entry*, harmful or doubtful.

        A plural form may hold what one of the two messages holds.
        """
        for msgstr in entry.msgstrs:
            yield from self.form_reasons(domain, entry, msgstr)

    def form_reasons(self, domain: str, entry: Entry, msgstr: str) -> Iterator[SafetyProblem]:
        """Yield why *msgstr*, one of the forms of *entry*, may not be published."""
        texts = [text for text in (entry.msgid, entry.msgid_plural) if text is not None]
        filled = domain == SPHINX and any(map(has_places, texts))
        found: list[SafetyProblem] = []
        for text in texts:
            found = list(self._reasons(domain, text, msgstr, filled=filled))
            if not found:
                break
        yield from found

    def _reasons(
        self, domain: str, msgid: str, msgstr: str, *, filled: bool
    ) -> Iterator[SafetyProblem]:
        yield from safety_problems(msgid, msgstr, self.policy)
        if domain in self.patterns:
            yield from placeholder_problems(msgid, msgstr)
        elif domain == SPHINX:
            yield from word_problems(msgid, msgstr, filled=filled)
