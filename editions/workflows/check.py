"""Check a publication without building it: a list of checks, each of which returns findings."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path

from editions.borrowed.sphinx_intl import load_po
from editions.catalogs.compiling import read_catalogs
from editions.catalogs.domains import SHARED_DOMAINS, TABLES
from editions.catalogs.entries import Catalog
from editions.catalogs.safety import SafetyCheck
from editions.catalogs.sources import read_facts
from editions.files.walking import paths_below
from editions.findings import Finding, FindingsError, shown_path
from editions.languages import Edition, Publication, is_in_cldr
from editions.phrases import phrase
from editions.rules import running as rules_running
from editions.rules.registry import Context
from editions.rules.running import Options
from editions.rules.waivers import Waiver, read_waivers
from editions.settings.reading import read_settings
from editions.tables.figures import Data
from editions.tables.formatting import Forms
from editions.tables.messages import missing_patterns, pattern_findings
from editions.tables.reading import read_data
from editions.tables.statements import Paragraph, check_translation, find_statements
from editions.tables.wording import Wording
from editions.translations.loading import reading_of
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import read_conf, source_of
from editions.workflows.update import extract_messages


class CheckContext:
    """What checks look at; each thing is read once, when a check first asks for it.

    Reading may raise `FindingsError`: a check lets it pass, and it becomes findings.
    """

    def __init__(
        self,
        publication: Publication,
        selected: Sequence[Edition],
        skipped: frozenset[str],
        cached: bool,
        jobs: int,
        reporter: Reporter,
    ) -> None:
        self.publication = publication
        #: The translated editions to check.
        self.translations = [e for e in publication.translations if e in selected]
        #: Rules on translations that are switched off.
        self.skipped = skipped
        #: Whether what was found in unchanged catalogs is remembered.
        self.cached = cached
        #: Processes to work in.
        self.jobs = jobs
        self.reporter = reporter
        #: Keys of the messages that findings are about.
        self.keys: dict[Finding, str] = {}

    @cached_property
    def data(self) -> Data | None:
        """The tables, or None where the publication has none."""
        path = self.publication.data
        return read_data(path, self.publication.root) if os.path.lexists(path) else None

    @cached_property
    def documents(self) -> Mapping[str, Sequence[Paragraph]]:
        """Today's messages of the source by document, in order."""
        folder = extract_messages(self.publication)
        documents: dict[str, list[Paragraph]] = defaultdict(list)
        for template in paths_below(folder, ".pot"):
            name = template.relative_to(folder).with_suffix("").as_posix()
            for message in load_po(template):
                if message.id and message.locations:
                    file, line = message.locations[0]
                    shown = shown_path(folder / file, self.publication.root)
                    documents[name].append(Paragraph(str(message.id), shown, line))
        return documents

    def catalogs(self, edition: Edition) -> Mapping[str, Catalog]:
        """Return the catalogs of an edition by document."""
        if edition not in self._catalogs:
            folders = self.publication.catalog_folders(edition)
            self._catalogs[edition] = read_catalogs(folders, self.publication.root)
        return self._catalogs[edition]

    @cached_property
    def _catalogs(self) -> dict[Edition, Mapping[str, Catalog]]:
        return {}

    def forms(self, data: Data, edition: Edition) -> Forms:
        """Return how an edition writes figures."""
        if edition == self.publication.original:
            return Forms(data, Wording(edition.cldr, lambda message: message))
        catalog = self.catalogs(edition).get(TABLES)
        entries = {e.msgid: e.msgstr for e in catalog or () if e.usable}
        return Forms(data, Wording(edition.cldr, entries.get))


@dataclass(frozen=True)
class Check:
    """One check."""

    #: What it looks at, in a word.
    name: str
    run: Callable[[CheckContext], Iterator[Finding]]


def check_catalogs(context: CheckContext) -> Iterator[Finding]:
    """Every catalog can be read."""
    for edition in context.translations:
        context.catalogs(edition)
    return iter(())


def check_data(context: CheckContext) -> Iterator[Finding]:
    """Every table is as its description wants it, and every unit has its patterns."""
    data = context.data
    if data is None:
        return
    root = context.publication.root
    for edition in context.translations:
        catalog = context.catalogs(edition).get(TABLES)
        (folder, *_) = context.publication.catalog_folders(edition)
        path = catalog.path if catalog else folder / f"{TABLES}.po"
        yield from missing_patterns(data, catalog, shown_path(path, root))
        if catalog is not None:
            yield from pattern_findings(data, catalog, root)


def check_figures(context: CheckContext) -> Iterator[Finding]:
    """Sentences state the figures of the data, in every edition."""
    data = context.data
    if data is None:
        return
    original = context.forms(data, context.publication.original)
    statements, findings = find_statements(original, context.documents)
    yield from findings
    for edition in context.translations:
        forms, catalogs = context.forms(data, edition), context.catalogs(edition)
        yield from check_translation(statements, forms, catalogs, context.publication.root)


def check_translations(context: CheckContext) -> Iterator[Finding]:
    """Every translation keeps the rules of `editions.rules`."""
    publication = context.publication
    waivers = publication_waivers(publication)
    safety = project_safety(publication.root)
    for edition in context.translations:
        options = rule_options(publication, edition, safety, waivers)
        options = replace(
            options,
            context=replace(options.context, skipped=context.skipped),
            cache=options.cache if context.cached else None,
            jobs=context.jobs,
        )
        paths = catalog_paths(publication, edition)
        checked = rules_running.check_catalogs(paths, options, context.reporter.check_catalog)
        context.keys.update(checked.keys)
        yield from checked.findings


def publication_waivers(publication: Publication) -> tuple[Waiver, ...]:
    """Return what the publication's file of waivers excuses; there need not be one.

    Raises:
        FindingsError: it cannot be read.
    """
    if not os.path.lexists(publication.waivers):
        return ()
    shown = shown_path(publication.waivers, publication.root)
    return tuple(read_waivers(publication.waivers, shown))


def rule_options(
    publication: Publication, edition: Edition, safety: SafetyCheck, waivers: Iterable[Waiver]
) -> Options:
    """Return how the catalogs of an edition are checked."""
    context = Context(
        cldr_locale(edition),
        cldr_locale(publication.original),
        publication.terms if os.path.lexists(publication.terms) else None,
        tuple(path for path in [publication.spelling_list(edition)] if os.path.lexists(path)),
        safety=safety,
    )
    return Options(
        context,
        cldr_locale(edition),
        publication.root,
        tuple(waiver for waiver in waivers if _may_cover(waiver, publication, edition)),
        publication.build / "cache" / "check",
    )


def cldr_locale(edition: Edition) -> str:
    """Return the locale of an edition, or the nearest one that CLDR knows."""
    return edition.locale if is_in_cldr(edition.locale) else str(edition.cldr)


def project_safety(root: Path) -> SafetyCheck:
    """Return what builds of the project in *root* let into its pages.

    Raises:
        FindingsError: its ``conf.py`` cannot be used.
    """
    folder, conf = source_of(root), read_conf(root)
    policy, syntax = reading_of(read_settings(conf), conf.values, folder)
    facts = read_facts(folder)
    return SafetyCheck(policy, patterns=SHARED_DOMAINS, facts=facts, syntax=syntax)


def _may_cover(waiver: Waiver, publication: Publication, edition: Edition) -> bool:
    """Tell whether a waiver is meant for catalogs of the edition."""
    paths = catalog_paths(publication, edition)
    return any(fnmatchcase(shown_path(path, publication.root), waiver.file) for path in paths)


def catalog_paths(publication: Publication, edition: Edition) -> list[Path]:
    """Return the catalogs of an edition."""
    folders = publication.catalog_folders(edition)
    return sorted(path for folder in folders for path in paths_below(folder, ".po"))


#: Every check, in the order in which they run; a new one joins here.
CHECKS = (
    Check(phrase("catalogs"), check_catalogs),
    Check(phrase("data"), check_data),
    Check(phrase("figures"), check_figures),
    Check(phrase("translations"), check_translations),
)


def check_publication(
    publication: Publication,
    selected: Sequence[Edition],
    *,
    skipped: frozenset[str] = frozenset(),
    cached: bool = True,
    jobs: int = os.cpu_count() or 1,
    reporter: Reporter | None = None,
) -> tuple[tuple[Finding, ...], Mapping[Finding, str]]:
    """Run every check on the source and the *selected* editions.

    Return what they find, sorted, and the keys of the messages it is about.
    *skipped* are rules that are switched off; *reporter* hears how many catalogs are done.

    Raises:
        EditionsError: something is wrong that has no place in a file.
    """
    reporter = reporter or Reporter()
    context = CheckContext(publication, selected, skipped, cached, jobs, reporter)
    findings: set[Finding] = set()
    for check in CHECKS:
        try:
            findings.update(check.run(context))
        except FindingsError as error:
            findings.update(error.findings)
    order = sorted(findings, key=lambda f: (f.file, f.line, f.column, f.message))
    return tuple(order), context.keys
