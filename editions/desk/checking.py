"""What is wrong with a translation while it is typed, and what a build would not publish of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from editions.catalogs.blocks import split_block
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.translating import translated_block
from editions.catalogs.writing import entry_lines, with_lines
from editions.findings import Finding, Severity
from editions.rules.drafting import DraftChecker
from editions.rules.safety import SAME_FAULT
from editions.rules.waivers import message_key

#: What a build of a strict project stops at, besides what is unsafe: Sphinx drops the translation.
_DROPPED = "dropped"
#: Yields what other checks find in a catalog, by its name.
OtherCheck = Callable[[str, Catalog], Iterable[Finding]]


@dataclass(frozen=True)
class DraftFinding:
    """What is wrong with a draft."""

    finding: Finding
    #: Which of the plural forms it is about.
    form: int
    #: A build would not publish the translation, or stop.
    is_refused: bool


@dataclass(frozen=True)
class DraftJudge:
    """The rules and the safety check of a project."""

    safety: SafetyCheck
    checker: DraftChecker
    #: Titles and terms of all catalogs with their translations, when they are needed.
    titles: Callable[[], frozenset[tuple[str, str]]]
    others: OtherCheck

    def judge(self, domain: str, catalog: Catalog, old: Entry, new: Entry) -> list[DraftFinding]:
        """Return what is wrong with *new*, in the place of *old*, as it would be published."""
        new = replace(new, flags=new.flags - {"fuzzy"}, previous=None)
        block = translated_block(split_block(entry_lines(catalog, old)), old, new)
        lines = tuple(block.lines)
        data = with_lines(catalog, old, lines).encode()
        key = message_key(old.msgid, old.msgctxt)
        found = list(self.checker.check(catalog.path, data, key))
        entries = tuple(new if entry is old else entry for entry in catalog.entries)
        fresh = replace(catalog, entries=entries)
        refused = list(self._refused(domain, fresh, new)) if new.usable else []
        names = {finding.rule for finding in refused}
        said = {name for name in names if any(_says_the_same(f, name) for f in found)}
        found += [finding for finding in refused if finding.rule not in said]
        return [
            DraftFinding(
                finding, _form_at(finding.line, lines, old.span[0]), self._stops(finding, names)
            )
            for finding in found
        ]

    def _refused(self, domain: str, catalog: Catalog, entry: Entry) -> Iterator[Finding]:
        shown = shown_name(catalog.path, self.checker.root)
        for problem in self.safety.refusals(domain, entry, catalog, self.titles):
            yield Finding(shown, entry.line, problem.message, problem.rule)
        for finding in self.others(domain, catalog):
            if finding.line == entry.line:
                yield finding

    def _stops(self, finding: Finding, refused: Iterable[str]) -> bool:
        if finding.severity is not Severity.ERROR:
            return False
        if finding.rule == _DROPPED:
            return not self.safety.policy.gentle
        return any(_says_the_same(finding, rule) for rule in refused)


def _says_the_same(finding: Finding, rule: str) -> bool:
    """Tell whether a finding stands for a refusal under *rule*."""
    return finding.rule == rule or finding.rule in SAME_FAULT.get(rule, ())


def _form_at(line: int, lines: Sequence[str], first: int) -> int:
    """Return which form of a translation stands in a line of its file.

    *lines* are those of the entry, of which the first one is the line *first* of the file.
    """
    forms = sum(text.lstrip(" \t").startswith("msgstr") for text in lines[: line - first + 1])
    return max(0, forms - 1)
