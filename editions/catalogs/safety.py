"""Let catalogs in: only such files, and in them only such translations, as can do no harm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from editions.catalogs.domains import SPHINX
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import find_catalogs, shown_name
from editions.catalogs.grading import UNREAD
from editions.catalogs.markup import InlineKind, Markup
from editions.catalogs.places import has_conversions, placeholder_problems
from editions.catalogs.policy import (
    Policy,
    safety_problems,
)
from editions.catalogs.problems import SafetyProblem
from editions.catalogs.reading import read_catalog, read_leniently
from editions.catalogs.references import may_be_title, reference_problems, title_pair
from editions.catalogs.sizes import Effort, is_unreadable
from editions.catalogs.sources import SourceFacts
from editions.catalogs.syntax import RST, SourceSyntax, Syntax
from editions.catalogs.tex import tex_problem
from editions.catalogs.words import word_problems
from editions.findings import Finding, FindingsError, quoted
from editions.phrases import phrase

#: Of a catalog with more refused translations than this, no more are listed.
MAX_REFUSED = 50


#: Why metadata such as ``robots`` is refused.
FOR_MACHINES = phrase("what a page tells machines is not translated; delete the translation")
TOO_MUCH = SafetyProblem(
    "unsafe-length",
    phrase("up to here, the catalog holds more markup and longer words than a text does; part it"),
)


@dataclass(frozen=True)
class CheckedCatalogs:
    """The catalogs that passed, and what did not."""

    #: Catalogs by domain; what was refused in them counts as not translated.
    catalogs: dict[str, Catalog]
    #: What was refused, and why.
    findings: tuple[Finding, ...]
    #: How many translations that are.
    refused: int = 0
    #: How many whole files.
    refused_files: int = 0


def _nothing(_entry: Entry) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class SafetyCheck:
    """What is asked of the catalogs of one publication."""

    policy: Policy
    #: Domains of patterns that a program fills, such as the words of the theme.
    patterns: Collection[str] = ()
    #: Fuzzy translations are published, too.
    fuzzy: bool = False
    #: Returns the rules on references that an entry is excused from.
    waived: Callable[[Entry], Collection[str]] = _nothing
    #: What is known of the messages beside the catalogs; builds see it in their documents.
    facts: SourceFacts = field(default_factory=SourceFacts)
    #: The markup languages of the documents.
    syntax: SourceSyntax = field(default_factory=SourceSyntax)

    def admit(self, folder: Path, root: Path) -> CheckedCatalogs:
        """Read the catalogs under *folder*; findings name them relative to *root*."""
        files, findings = find_catalogs(folder, root)
        refused_files = len(findings)
        count = 0
        catalogs = {}
        for file in files:
            try:
                catalog, left_out = self.read(file.path, root)
            except FindingsError as error:
                findings.extend(error.findings)
                refused_files += 1
                continue
            findings.extend(left_out)
            count += len(left_out)
            catalogs[file.domain] = self._as_published(catalog)
        titles = cache(lambda: frozenset(translated_titles(catalogs, self.syntax)))
        admitted = {}
        for domain, catalog in catalogs.items():
            admitted[domain], refused = self.examine(domain, catalog, root, titles)
            findings.extend(refused)
            count += sum(entry.usable for entry in catalog)
            count -= sum(entry.usable for entry in admitted[domain])
        return CheckedCatalogs(admitted, tuple(findings), count, refused_files)

    def read(self, path: Path, root: Path) -> tuple[Catalog, list[Finding]]:
        """Read the catalog at *path*, and return why some of its entries are left out.

        Raises:
            FindingsError: the file is refused as a whole.
        """
        if not self.policy.gentle:
            return read_catalog(path, root), []
        return read_leniently(path, root)

    def _as_published(self, catalog: Catalog) -> Catalog:
        if not self.fuzzy:
            return catalog
        entries = (replace(entry, flags=entry.flags - {"fuzzy"}) for entry in catalog.entries)
        return replace(catalog, entries=tuple(entries))

    def examine(
        self,
        domain: str,
        catalog: Catalog,
        root: Path,
        titles: Callable[[], frozenset[tuple[str, str]]] = frozenset,
    ) -> tuple[Catalog, list[Finding]]:
        """Return *catalog* without what may not be published, and why that is.

        *titles* returns the titles and terms of all catalogs with their translations, when they
        are needed.
        """
        shown = shown_name(catalog.path, root)
        findings: list[Finding] = []
        entries = []
        effort = Effort()
        for old in catalog.entries:
            entry = old
            found: list[SafetyProblem] = []
            if entry.translated and not entry.obsolete:
                if not effort.add(entry.msgid, *entry.msgstrs):
                    found = [TOO_MUCH]
                elif entry.usable:
                    found = self.refusals(domain, entry, catalog, titles)
            if found:
                entry = replace(entry, msgstrs=("",) * len(entry.msgstrs))
                findings += [Finding(shown, entry.line, r.message, r.rule) for r in found]
            entries.append(entry)
        if len(findings) > MAX_REFUSED:
            more = phrase(
                "{number} more reasons to refuse translations", number=len(findings) - MAX_REFUSED
            )
            findings = [*findings[:MAX_REFUSED], Finding(shown, 0, more, "unsafe")]
        return replace(catalog, entries=tuple(entries)), findings

    def refusals(
        self,
        domain: str,
        entry: Entry,
        catalog: Catalog,
        titles: Callable[[], frozenset[tuple[str, str]]],
    ) -> list[SafetyProblem]:
        """Return why the translation of *entry* is not published; *titles* as for `examine`."""
        found = list(self.reasons(domain, entry)) or list(self.lost(domain, entry, catalog))
        return [
            problem
            for problem in found
            if self.policy.refuses(problem.rule)
            and not (problem.unless and not titles().isdisjoint(problem.unless))
        ]

    def refuses(self, domain: str, entry: Entry) -> bool:
        """Tell whether the translation of *entry* is not published."""
        return any(self.policy.refuses(problem.rule) for problem in self.reasons(domain, entry))

    def reasons(self, domain: str, entry: Entry) -> Iterator[SafetyProblem]:
        """Yield what may not be in the translation of *entry*, harmful or doubtful.

        A plural form may hold what one of the two messages holds.
        """
        for msgstr in entry.msgstrs:
            yield from self.form_reasons(domain, entry, msgstr)

    @staticmethod
    def domain_of(path: Path) -> str:
        """Return the domain of the catalog *path*, by the folder of its language."""
        parts = path.with_suffix("").parts
        at = max((n for n, part in enumerate(parts) if part == "LC_MESSAGES"), default=None)
        return parts[-1] if at is None else "/".join(parts[at + 1 :])

    def page_reasons(self, domain: str, entry: Entry, msgstr: str) -> Iterator[SafetyProblem]:
        """Yield why *msgstr* is refused when the document of *entry* is read."""
        if msgstr == entry.msgid:
            return
        if entry.msgid in self.facts.metadata:
            yield SafetyProblem("unsafe-markup", FOR_MACHINES)
        if entry.msgid in self.facts.formulas:
            problem = tex_problem([entry.msgid], msgstr)
            if problem:
                yield SafetyProblem("unsafe-math", problem)
        term = re.split(" +: +", msgstr, maxsplit=1)[0]  # of a term, Sphinx takes the rest away
        parts = [(term, self.policy)] if term != msgstr else []
        if "`" in msgstr and self.facts.sets_default_role(domain):
            parts.append((msgstr, replace(self.policy, default_role="")))
        for syntax in self.syntaxes(domain, entry):
            for part, policy in parts:
                for found in safety_problems(entry.msgid, part, policy, syntax.parse):
                    if not found.unless:
                        yield SafetyProblem("unsafe-markup", found.message, found.start)

    def syntaxes(self, domain: str, entry: Entry) -> tuple[Syntax, ...]:
        """Return how a message and its translation are read; where it stands twice, both ways."""
        if domain in self.patterns or domain == SPHINX:
            return (RST,)  # they are no documents
        return self.syntax.of(domain, entry)

    def lost(self, domain: str, entry: Entry, catalog: Catalog) -> Iterator[SafetyProblem]:
        """Yield markup of *entry*'s translation that does not end, and references that it loses.

        `editions.rules` reports the same, under the same names.
        """
        if domain in self.patterns or entry.msgstr == entry.msgid or is_unreadable(entry.msgid):
            return
        for syntax in self.syntaxes(domain, entry):
            source, target = syntax.parse(entry.msgid), syntax.parse(entry.msgstr)
            if not source.inlines and not target.inlines:
                continue
            if UNREAD not in self.waived(entry):
                yield from unread_markup(source, target)
            for found in reference_problems(source, target, catalog.meanings):
                if not found.published and found.rule not in self.waived(entry):
                    yield SafetyProblem(found.rule, found.message, found.start, found.unless)

    def form_reasons(self, domain: str, entry: Entry, msgstr: str) -> Iterator[SafetyProblem]:
        """Yield why *msgstr*, one of the forms of *entry*, may not be published."""
        texts = [text for text in (entry.msgid, entry.msgid_plural) if text is not None]
        filled = domain == SPHINX and any(map(has_conversions, texts))
        found: list[SafetyProblem] = []
        for text in texts:
            found = list(self._reasons(domain, entry, text, msgstr, filled=filled))
            if not found:
                break
        yield from found

    def _reasons(
        self, domain: str, entry: Entry, msgid: str, msgstr: str, *, filled: bool
    ) -> Iterator[SafetyProblem]:
        for syntax in self.syntaxes(domain, entry):
            yield from safety_problems(msgid, msgstr, self.policy, syntax.parse)
        if domain in self.patterns:
            yield from placeholder_problems(msgid, msgstr)
        elif domain == SPHINX:
            yield from word_problems(msgid, msgstr, filled=filled)


def unread_markup(source: Markup, target: Markup) -> Iterator[SafetyProblem]:
    """Yield what begins as markup in a translation and does not end; pages would show the marks."""
    if "\n" in source.source.strip("\n"):
        return  # code, whose marks mean nothing
    known = Counter(inline.text for inline in source.of(InlineKind.PROBLEM))
    for inline in target.of(InlineKind.PROBLEM):
        known[inline.text] -= 1
        if known[inline.text] < 0:
            message = phrase(
                "{text} begins markup that does not end; end it, or escape it",
                text=quoted(inline.text[:40]),
            )
            yield SafetyProblem(UNREAD, message, inline.start)


def translated_titles(
    catalogs: Mapping[str, Catalog], syntax: SourceSyntax
) -> Iterator[tuple[str, str]]:
    """Yield the titles and terms of *catalogs*, by domain, with their translations, folded."""
    for domain, catalog in catalogs.items():
        for entry in catalog:
            if entry.usable and may_be_title(entry.msgid, entry.msgstr):
                for own in syntax.of(domain, entry):
                    yield title_pair(own.parse(entry.msgid), own.parse(entry.msgstr))
