"""The catalogs of one run of Sphinx: let in, indexed, compiled, and asked by the parser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.parsers.rst.roles import DEFAULT_INTERPRETED_ROLE
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain

from editions.borrowed.sphinx import forget_catalog, parse_noqa, split_term_classifiers
from editions.catalogs.compiling import compile_catalogs
from editions.catalogs.domains import SHARED_DOMAINS, SPHINX
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import shown_name
from editions.catalogs.grading import Refusal
from editions.catalogs.link_names import Meanings, no_meanings
from editions.catalogs.own_roles import read_own_roles
from editions.catalogs.policy import Policy
from editions.catalogs.safety import SafetyCheck, translated_titles
from editions.catalogs.syntax import SourceSyntax, Syntax
from editions.findings import Finding
from editions.phrases import phrase
from editions.rules.waivers import waived_rules
from editions.settings.declarations import Settings
from editions.translations.holding import HeldDocument

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Attribute of a block whose words are a translation: where that stands, as ``file:line``.
CATALOG = "catalog"
#: Type of the warning about a translation that is not published.
REFUSED = "refused"


class LoadedCatalogs:
    """The catalogs that passed the safety check, and what has become of them."""

    def __init__(self) -> None:
        #: Catalogs by domain; empty in the original edition.
        self.catalogs: dict[str, Catalog] = {}
        #: Entries by domain and msgid, fuzzy and empty ones included.
        self.entries: dict[str, dict[str, Entry]] = {}
        #: What each folder of catalogs holds, by domain; the first one wins.
        self.folders: list[dict[str, Catalog]] = []
        #: Folders with a ``.mo`` for each catalog, in the order of `folders`.
        self.compiled_folders: list[Path] = []
        #: The catalog of each entry, by the entry's identity.
        self._origins: dict[int, Catalog] = {}
        #: Messages by domain and by what Sphinx has the parser read.
        self.messages: dict[str, dict[str, str]] = {}
        #: Domain and msgid of what only the parser has refused.
        self.refused: set[tuple[str, str]] = set()
        #: Domain and msgid of what is set as it is typed, and holds markup nevertheless.
        self.with_markup: set[tuple[str, str]] = set()
        #: The references of the document that is being translated.
        self.held: HeldDocument | None = None
        self.policy = Policy()
        #: The markup languages of the documents.
        self.syntax = SourceSyntax()
        self.safety = SafetyCheck(self.policy)
        self.root = Path()
        #: What becomes of what is refused.
        self.refusal = Refusal.ERROR
        #: Why translations, or whole files, were refused before a document was read.
        self.findings: tuple[Finding, ...] = ()
        #: How many translations that are, and how many whole files.
        self.count = self.refused_files = 0
        #: Sphinx's way from documents to catalogs: ``gettext_compact``.
        self.compact: bool | str = True

    def admit(self, folders: Sequence[Path], *, fuzzy: bool) -> None:
        """Read every catalog of *folders*."""
        self.safety = SafetyCheck(
            self.policy,
            patterns=SHARED_DOMAINS,
            fuzzy=fuzzy,
            waived=waived_rules,
            syntax=self.syntax,
        )
        admitted = [self.safety.admit(folder, self.root) for folder in folders]
        self.findings = tuple(finding for one in admitted for finding in one.findings)
        self.count = sum(one.refused for one in admitted)
        self.refused_files = sum(one.refused_files for one in admitted)
        if self.refusal is Refusal.FALLBACK:
            for finding in self.findings:
                warn_refused(finding)
        self.folders = [one.catalogs for one in admitted]
        self.catalogs, self.entries, self.messages = {}, {}, {}
        known = [catalog for catalogs in self.folders for catalog in catalogs.values()]
        self._origins = {id(entry): catalog for catalog in known for entry in catalog.entries}
        vars(self).pop("titles", None)
        for catalogs in reversed(self.folders):
            self.catalogs |= catalogs
            for domain, catalog in catalogs.items():
                entries = self.entries.setdefault(domain, {})
                for entry in catalog:
                    # What one folder leaves open, the next one may say.
                    if entry.msgctxt is None and (
                        entry.msgid not in entries or self.is_published(domain, entry)
                    ):
                        entries[entry.msgid] = entry
        for domain, entries in self.entries.items():
            published = [e for e in entries.values() if self.is_published(domain, e)]
            forms = {form: e.msgid for e in published for form in parsed_forms(e.msgstr)}
            self.messages[domain] = forms | {e.msgstr: e.msgid for e in published}

    def is_published(self, domain: str, entry: Entry) -> bool:
        """Tell whether readers see a translation; messages of documents have no plurals."""
        return entry.usable and (entry.msgid_plural is None or domain in SHARED_DOMAINS)

    def compile(self, places: Sequence[Path]) -> None:
        """Compile each folder's catalogs into its place; there is nothing else in it."""
        self.compiled_folders = list(places)
        for catalogs, place in zip(self.folders, places, strict=True):
            compile_catalogs(catalogs, place, self.is_published)

    def drop_unknown_catalogs(self, env: BuildEnvironment) -> None:
        """Leave out the catalogs that belong to no document of this project."""
        known = {docname_to_domain(name, self.compact) for name in env.found_docs}
        for domain in known - {SPHINX}:
            # What an earlier run in this process has read for another project or language.
            forget_catalog(domain)
        for domain in sorted(self.catalogs.keys() - known.union(SHARED_DOMAINS, {SPHINX})):
            if self.refusal is not Refusal.HARM:  # Sphinx does not say so either
                logger.warning(
                    phrase(
                        "the catalog belongs to no document, and is not used; give it the name "
                        "of the document whose messages it holds, or delete it"
                    ),
                    location=f"{shown_name(self.catalogs[domain].path, self.root)}:1",
                    type="editions",
                    subtype="unknown-catalog",
                )
            for catalogs, folder in zip(self.folders, self.compiled_folders, strict=True):
                catalogs.pop(domain, None)
                (folder / f"{domain}.mo").unlink(missing_ok=True)
            for table in (self.catalogs, self.entries, self.messages):
                table.pop(domain, None)

    def dependencies(self, docname: str) -> Iterable[Path]:
        """Yield the compiled catalogs that a document is made from."""
        domain = self.domain(docname)
        for catalogs, folder in zip(self.folders, self.compiled_folders, strict=True):
            if domain in catalogs:
                yield folder / f"{domain}.mo"

    def message_of(self, docname: str, msgstr: str) -> str | None:
        """Return the message whose translation is *msgstr*, or None where there is none."""
        return self.messages.get(self.domain(docname), {}).get(msgstr)

    def translation_of(self, docname: str, msgid: str) -> str | None:
        """Return the translation of a message that is published, or None where there is none."""
        domain = self.domain(docname)
        entry = self.entries.get(domain, {}).get(msgid)
        if entry is None or not self.is_published(domain, entry):
            return None
        return None if (domain, msgid) in self.refused else parse_noqa(entry.msgstr)[0]

    def has_markup(self, docname: str, msgid: str | None) -> bool:
        """Tell whether a message that is set as it is typed holds markup nevertheless."""
        return (self.domain(docname), msgid) in self.with_markup

    @cached_property
    def titles(self) -> frozenset[tuple[str, str]]:
        """Titles and terms with their translations, folded."""
        return frozenset(translated_titles(self.catalogs, self.syntax))

    def meanings(self, docname: str) -> Meanings:
        """Return what the translated titles of a document stand for."""
        catalog = self.catalogs.get(self.domain(docname))
        return no_meanings if catalog is None else catalog.meanings

    def refuse(
        self, docname: str, msgid: str | None, reason: str, rule: str = "unsafe-markup"
    ) -> bool:
        """Note that a translation of *msgid* is not published in a document, and why.

        Return whether that is so: a *rule* that is only doubtful refuses nothing where such
        translations are published.
        """
        if not self.policy.refuses(rule):
            return False
        rule = self.policy.named(rule)
        domain = self.domain(docname)
        entry = None if msgid is None else self.entries[domain][msgid]
        if entry is None:
            finding = Finding(docname, 0, reason, rule)
        else:
            if (domain, entry.msgid) in self.refused:
                return True  # Sphinx has it read twice
            self.refused.add((domain, entry.msgid))
            shown = shown_name(self.origin(entry).path, self.root)
            finding = Finding(shown, entry.line, reason, rule)
        self.note(docname, finding)
        return True

    def note(self, docname: str, finding: Finding) -> None:
        """Note why something in a document is not published."""
        raise NotImplementedError

    def syntax_of(self, docname: str, msgid: str) -> Syntax:
        """Return the markup language of a message in a document."""
        raise NotImplementedError

    def domain(self, docname: str) -> str:
        """Return the domain of a document's messages."""
        return docname_to_domain(docname, self.compact)

    def origin(self, entry: Entry) -> Catalog:
        """Return the catalog that holds *entry*."""
        return self._origins[id(entry)]


def place_of_words(node: nodes.Element) -> nodes.Element | str:
    """Return where the words of *node* come from: the place of a translation, or the node."""
    place: nodes.Element | None = node
    while place is not None:
        if CATALOG in place:
            return str(place[CATALOG])
        place = place.parent
    return node


def parsed_forms(msgstr: str) -> set[str]:
    """Return what Sphinx may hand to the parser for *msgstr*."""
    shown = parse_noqa(msgstr)[0]
    term, _classifier = split_term_classifiers(shown)
    return {shown, term}


def catalog_folders(app: Sphinx, config: Config) -> list[Path]:
    """Return the folders that Sphinx would take catalogs from."""
    places = (
        Path(app.srcdir, folder, config.language, "LC_MESSAGES") for folder in config.locale_dirs
    )
    return [place for place in places if place.exists() or place.is_symlink()]


def warn_refused(finding: Finding) -> None:
    """Say that a translation is not published."""
    logger.warning(
        "not published: %s (%s)",
        finding.message,
        finding.rule,
        # Without a line, Sphinx would take the file for the name of a document.
        location=f"{finding.file}:{max(finding.line, 1)}",
        type="editions",
        subtype=REFUSED,
    )


def refusal_of(settings: Settings) -> Refusal:
    """Return what becomes of what is refused."""
    return Refusal.of(settings.editions_refused, declared=bool(settings.editions))


def reading_of(
    settings: Settings,
    values: Mapping[str, Any],
    folder: Path,
    taken: Collection[str] = (),
) -> tuple[Policy, SourceSyntax]:
    """Return what translations may hold beyond the rule, and how they are read.

    *values* are those of ``conf.py``, *folder* has the documents, and *taken* are names of roles
    that extensions have registered, whatever a document makes of them.
    """
    syntax = SourceSyntax.of_project(folder, values)
    ends = (*syntax.markdown, *syntax.rst)
    texts = (values.get("rst_prolog"), values.get("rst_epilog"))
    own = read_own_roles(folder, ends, texts).without(taken)
    policy = Policy(
        settings.editions_counterparts,
        settings.editions_harmless_roles | own.harmless,
        str(values.get("default_role") or DEFAULT_INTERPRETED_ROLE),
        refusal_of(settings).publishes_doubtful,
    )
    return policy, replace(syntax, prose_roles=settings.editions_harmless_roles | own.prose)
