"""The translator's desk of a preview: what it knows of the edition, and what it answers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from editions.catalogs.domains import INTERFACE, TABLES
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.projects import language_of, parser_for, project_of
from editions.catalogs.safety import SafetyCheck, translated_titles
from editions.catalogs.states import Progress
from editions.catalogs.templates import read_template
from editions.catalogs.termbase import Termbase
from editions.changes.differences import Comparer
from editions.desk.brought import BroughtWords
from editions.desk.checking import DraftJudge
from editions.desk.drafts import TranslationDraft, drafted
from editions.desk.keys import insertions
from editions.desk.memory import Memory, remember
from editions.desk.steps import Steps
from editions.desk.store import CatalogStore, SaveOutcome, StandingCatalog
from editions.desk.views import DeskKnowledge, describe_entry, describe_finding
from editions.desk.words import desk_words
from editions.desk.work import (
    Query,
    describe_progress,
    describe_row,
    find_beside,
    find_next,
    find_rows,
    measure_catalogs,
)
from editions.files.replacing import make_build_folder, replace_file
from editions.findings import Finding, FindingsError
from editions.interface import interface_template, package_entries
from editions.languages import Edition, Publication
from editions.live.hub import Hub
from editions.live.preview import Preview
from editions.rules.drafting import DraftChecker
from editions.rules.waivers import Waiver
from editions.tables.figures import Data
from editions.tables.messages import pattern_findings
from editions.tables.reading import read_data
from editions.workflows.brief import comparer_for
from editions.workflows.check import (
    catalog_paths,
    cldr_locale,
    project_safety,
    publication_waivers,
    rule_options,
)
from editions.workflows.undeclared import UndeclaredPublication

#: Messages of a list that are sent at once.
MOST_ROWS = 500


class NoSuchMessageError(LookupError):
    """There is no such catalog or message."""


@dataclass(frozen=True)
class _Rules:
    """What is known beside the catalogs, as of the last look at the project."""

    safety: SafetyCheck
    checker: DraftChecker
    comparer: Comparer
    waivers: tuple[Waiver, ...]
    data: Data | None


@dataclass(frozen=True)
class _Known:
    """What is known of all catalogs together, as they stood when they had some digests."""

    digests: frozenset[str]
    memory: Memory
    titles: frozenset[tuple[str, str]]


def brought_words(publication: Publication, edition: Edition) -> BroughtWords | None:
    """Return the words of pages that the package brings in the language of an edition.

    A project that declares no editions has pages of its own theme, and no such words.
    """
    entries = package_entries(edition.locale)
    if isinstance(publication, UndeclaredPublication) or not entries:
        return None
    template = publication.build / "cache" / "live" / f"{INTERFACE}.pot"
    make_build_folder(publication.build)
    replace_file(template, interface_template())
    messages = read_template(template)
    known = {message.key for message in messages}
    return BroughtWords(
        INTERFACE,
        project_of(publication, [edition]),
        language_of(publication, edition),
        messages,
        {key: entry for key, entry in entries.items() if key in known},
    )


class Desk:
    """Answers what the page of a preview asks of one edition."""

    def __init__(
        self, preview: Preview, hub: Hub, memories: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.preview = preview
        self.hub = hub
        #: Translations from elsewhere, by the names of their files.
        self.memories = memories
        self.edition = preview.edition
        self.root = preview.publication.root
        self.store = CatalogStore(
            language_of(preview.publication, preview.edition),
            self.root,
            brought_words(preview.publication, preview.edition),
            Steps(preview.folder / "undo.json"),
            parser_for(preview.publication),
        )
        self._rules: _Rules | None = None
        self._all: _Known | None = None
        #: Where messages are shown, as of a round of the preview.
        self._shown: tuple[int, Mapping[tuple[str, str], tuple[str, str]]] = (-1, {})
        #: Lines of findings by file, and the findings.
        self._places: tuple[tuple[Finding, ...], Mapping[str, Sequence[int]]] = ((), {})

    @property
    def words(self) -> dict[str, str]:
        """The words of the desk in the language of the edition."""
        return desk_words(self.edition.locale)

    @property
    def edits(self) -> bool:
        """Whether there is anything to translate: the source edition is written elsewhere."""
        return self.edition != self.preview.publication.original

    def refresh(self) -> None:
        """Look at the project again; to be called in the thread that runs its ``conf.py``."""
        publication = self.preview.publication
        if not self.edits:
            return
        try:
            safety = project_safety(publication.root)
            waivers = publication_waivers(publication)
        except FindingsError:  # the build says so
            return
        options = rule_options(publication, self.edition, safety, waivers)
        checker = DraftChecker(catalog_paths(publication, self.edition), options)
        try:
            comparer = comparer_for(project_of(publication, [self.edition]))
        except FindingsError:  # the check says so
            locale = cldr_locale(publication.original)
            comparer = Comparer(publication.original.cldr, Termbase((), locale))
        self._rules = _Rules(safety, checker, comparer, options.waivers, self._read_data())

    def _read_data(self) -> Data | None:
        path = self.preview.publication.data
        try:
            return read_data(path, self.root) if path.exists() else None
        except FindingsError:  # the check says so
            return None

    # What a page asks.

    def describe(self) -> dict[str, Any]:
        """Return what is the same for all messages."""
        edition, original = self.edition, self.preview.publication.original
        return {
            "edits": self.edits,
            "code": edition.code,
            "words": self.words,
            "language": {"lang": edition.lang, "dir": edition.direction, "name": edition.name},
            "original": {"lang": original.lang, "dir": original.direction, "name": original.name},
            "insertions": [asdict(i) for i in insertions(cldr_locale(edition))],
        }

    def rows(self, query: Query) -> dict[str, Any]:
        """Return the messages that *query* asks for, and how far each catalog has come."""
        catalogs = self._catalogs()
        rows = list(find_rows(catalogs, query, self._count))
        # What the package brings is nobody's work.
        own = {domain: read.catalog for domain, read in self.store.read_all().items()}
        measured = measure_catalogs(own if self.edits else {})
        return {
            "rows": [describe_row(row) for row in rows[:MOST_ROWS]],
            "total": len(rows),
            "domains": list(catalogs),
            "catalogs": [describe_progress(progress) for progress in measured],
            "edition": describe_progress(sum(measured, Progress(""))),
        }

    def next(self, query: Query, domain: str, id_: str) -> dict[str, Any]:
        """Return the message after another one that *query* asks for; None for none."""
        row = find_next(self._catalogs(), query, self._count, domain, id_)
        return {"row": None if row is None else describe_row(row)}

    def beside(self, domain: str, id_: str, by: int) -> dict[str, Any]:
        """Return the message *by* places after another in its catalog; None for none."""
        row = find_beside(self._catalogs(), self._count, domain, id_, by)
        return {"row": None if row is None else describe_row(row)}

    def entry(self, domain: str, id_: str) -> dict[str, Any]:
        """Return one message with all that its translator wants to know.

        Raises:
            FindingsError: the catalog is broken.
            NoSuchMessageError: there is no such message.
        """
        standing, entry = self._find(domain, id_)
        rules = self._known()
        shown = shown_name(standing.catalog.path, self.root)
        termbase = rules.comparer.termbase
        column = termbase.column(self.edition.locale)
        known = DeskKnowledge(
            self.edition.cldr,
            rules.comparer,
            termbase.within(column) if column else Termbase((), termbase.source),
            column,
            self._together().memory,
            rules.waivers,
        )
        syntax = rules.safety.syntaxes(domain, entry)[0]
        return {
            **describe_entry(domain, entry, standing.catalog, shown, syntax, known),
            "base": standing.digest,
            "findings": self._findings(domain, standing.catalog, entry, entry),
            "undo": len(self.store.steps),
            "page": self._page_of(domain, entry.msgid),
        }

    def check(self, draft: TranslationDraft) -> dict[str, Any]:
        """Return what is wrong with a draft.

        Raises:
            DraftError: the draft does not fit its message.
            FindingsError: the catalog is broken.
            NoSuchMessageError: there is no such message.
        """
        standing, entry = self._find(draft.domain, draft.id)
        new = drafted(entry, draft, standing.catalog)
        return {"findings": self._findings(draft.domain, standing.catalog, entry, new)}

    def save(self, draft: TranslationDraft) -> SaveOutcome:
        """Write a draft.

        Raises:
            DraftError: the draft does not fit its message.
        """

        def refuse(domain: str, new: Entry) -> Iterator[str]:
            standing, entry = self._find(domain, draft.id)
            for found in self._judge().judge(domain, standing.catalog, entry, new):
                if found.is_refused:
                    yield found.finding.message

        return self.store.save(draft, refuse)

    # What it takes.

    def _known(self) -> _Rules:
        if self._rules is None:
            raise NoSuchMessageError("the preview is starting")
        return self._rules

    def _catalogs(self) -> Mapping[str, Catalog]:
        if not self.edits:
            return {}
        found = {domain: read.catalog for domain, read in self.store.read_all().items()}
        brought = self.store.brought
        if brought is not None:
            found[brought.domain] = brought.listed(found.get(brought.domain))
        return found

    def _find(self, domain: str, id_: str) -> tuple[StandingCatalog, Entry]:
        if not self.edits:
            raise NoSuchMessageError("the source edition has no catalogs")
        brought = self.store.brought
        if domain not in self.store.files() and (brought is None or domain != brought.domain):
            raise NoSuchMessageError("there is no such catalog")
        found = self.store.find(domain, id_)
        if found is None:
            raise NoSuchMessageError("there is no such message")
        return found

    def _together(self) -> _Known:
        standing = self.store.read_all()
        digests = frozenset(found.digest for found in standing.values())
        if self._all is None or self._all.digests != digests:
            catalogs = {domain: found.catalog for domain, found in standing.items()}
            titles = translated_titles(catalogs, self._known().safety.syntax)
            self._all = _Known(digests, remember(catalogs, self.memories), frozenset(titles))
        return self._all

    def _page_of(self, domain: str, msgid: str) -> dict[str, str] | None:
        """Return the page that shows a message, and the id of its block there."""
        if self._shown[0] != self.hub.round:
            self._shown = self.hub.round, self.preview.find_messages()
        found = self._shown[1].get((domain, msgid))
        return None if found is None else {"page": found[0], "block": found[1]}

    def _count(self, catalog: Catalog, entry: Entry) -> int:
        """Return how many findings of the last check stand in an entry."""
        findings = self.hub.findings
        if self._places[0] is not findings:
            lines: dict[str, list[int]] = defaultdict(list)
            for finding in findings:
                lines[finding.file].append(finding.line)
            self._places = findings, {file: sorted(found) for file, found in lines.items()}
        found = self._places[1].get(shown_name(catalog.path, self.root), ())
        first, last = entry.span
        if not first:  # a word that the package brings
            return 0
        return bisect_right(found, last) - bisect_left(found, first)

    def _findings(
        self, domain: str, catalog: Catalog, old: Entry, new: Entry
    ) -> list[dict[str, Any]]:
        return [
            describe_finding(found, self.edition.locale)
            for found in self._judge().judge(domain, catalog, old, new)
        ]

    def _judge(self) -> DraftJudge:
        rules = self._known()
        return DraftJudge(
            rules.safety, rules.checker, lambda: self._together().titles, self._patterns
        )

    def _patterns(self, domain: str, catalog: Catalog) -> Iterable[Finding]:
        """Yield what is wrong with the words of tables, into which numbers are put."""
        data = self._known().data
        return pattern_findings(data, catalog, self.root) if domain == TABLES and data else ()
