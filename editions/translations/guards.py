"""Guards around Sphinx's i18n: checked catalogs in, nothing lost, fallback text marked.

Sphinx drops a translation that does not parse as one paragraph, and leaves the English text
unmarked in a Spanish page, both without a word.  Here the first is an error that names the
catalog and the line, and the second carries its language and a class for a discreet mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import ConfigError
from sphinx.util import logging

from editions.borrowed.docutils import registered_roles
from editions.borrowed.sphinx import messages_of
from editions.catalogs.compiling import compile_catalogs
from editions.catalogs.domains import INTERFACE, SHARED_DOMAINS, SPHINX
from editions.catalogs.entries import Entry
from editions.catalogs.grading import Refusal
from editions.catalogs.states import fits
from editions.catalogs.syntax import Syntax, document_suffixes
from editions.findings import Finding, FindingsError, quoted, shown_path
from editions.interface import interface_messages
from editions.system.commands import own_command
from editions.translations.block_ids import OWN_BUILDERS, PREVIEW
from editions.translations.configuration import settings_of
from editions.translations.edition import (
    add_language_roles,
    compiled_folder,
    current_edition,
    original_language,
    select_edition,
    set_upright,
)
from editions.translations.loading import (
    CATALOG,
    LoadedCatalogs,
    catalog_folders,
    reading_of,
    refusal_of,
    warn_refused,
)
from editions.translations.messages import FindMessages, adapt_to_builder
from editions.translations.own_words import OwnWords, is_wordless
from editions.translations.parser import guard_parsers
from editions.translations.references import HoldReferences, PlaceReferences
from editions.translations.refusals import refusal_domain, setup_refusals
from editions.translations.titles import folded_title
from editions.translations.transforms import KeepCode, KeepMetadata, KeepNames
from editions.translations.use import follow_messages
from editions.translations.words import replace_heard, restore_own_words, use_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Why a translation is not published that Sphinx drops without a word.
DROPPED_RULE = "editions.dropped-translation"
DROPPED = (
    "the translation cannot be published: it does not read as one paragraph; escape what its"
    " beginning or end looks like (a list, a title, a literal block), for example '2009\\.' or a"
    " no-break space after 'M.'"
)

#: Marks text for which the edition has no translation yet.
UNTRANSLATED = "untranslated"
#: Marks text of which the edition has a translation, but of an earlier message.
OUTDATED = "outdated"


class Translations(LoadedCatalogs):
    """The catalogs of the edition that is being built."""

    def __init__(self) -> None:
        super().__init__()
        #: Where the compiled catalogs lie, as ``<code>/LC_MESSAGES/*.mo``.
        self.compiled: Path | None = None
        #: The edition shows earlier translations.
        self.shows_outdated = False
        #: What Sphinx knows of the documents; None before they are read.
        self.env: BuildEnvironment | None = None
        self._own_words: OwnWords | None = None
        #: What gives the messages that belong to no document, by their domain.
        self.shared_messages: dict[str, Callable[[], Iterable[str]]] = {}

    @property
    def own_words(self) -> OwnWords:
        """What Sphinx and its extensions have translated themselves."""
        if self._own_words is None:
            self._own_words = OwnWords(self.catalogs)
        return self._own_words

    def load(self, app: Sphinx, config: Config) -> None:
        """Check and compile the catalogs, and show Sphinx nothing but the result."""
        heard = restore_own_words(app)
        self._own_words = None
        self.load_catalogs(app, config)
        if SPHINX in self.catalogs:
            use_words(app, self.catalogs[SPHINX])
        replace_heard(app, heard)

    def load_catalogs(self, app: Sphinx, config: Config) -> None:
        """Check and compile the catalogs of the edition, if it has any."""
        config.gettext_auto_build = False
        self.root, self.compact = Path(app.confdir), config.gettext_compact
        settings = settings_of(config)
        own = {value.name: value.value for value in config}
        own["source_suffix"] = {
            **app.registry.source_suffix,
            **document_suffixes(config.source_suffix),  # Sphinx has not put it in one form yet
        }
        self.refusal = refusal_of(settings)
        edition = current_edition(config)
        self.shared_messages[INTERFACE] = lambda: interface_messages(
            edition.locale, self.entries.get(INTERFACE, {})
        )
        if config.editions:
            if edition == settings.editions[0]:
                config.locale_dirs = []
                return
            folders = [self.declared_folder(app, config)]
        else:
            folders = catalog_folders(app, config)
        if not folders:
            return
        self.policy, self.syntax = reading_of(settings, own, Path(app.srcdir), registered_roles())
        # Where editions are declared, what is fuzzy is for translators alone.
        fuzzy = bool(config.gettext_allow_fuzzy_translations) and not config.editions
        self.shows_outdated = bool(config.editions) and edition.outdated == "translation"
        self.admit(folders, fuzzy=fuzzy)
        self.compiled = compiled_folder(app.doctreedir)
        places = [self.compiled]
        places += [self.compiled / "more" / str(n) for n in range(1, len(folders))]
        self.compile([place / config.language / "LC_MESSAGES" for place in places])
        if edition.code != config.language:  # templates look their words up by the code
            own = {name: self.catalogs[name] for name in SHARED_DOMAINS if name in self.catalogs}
            compile_catalogs(own, self.compiled / edition.code / "LC_MESSAGES")
        config.locale_dirs = [str(place) for place in places]

    def declared_folder(self, app: Sphinx, config: Config) -> Path:
        """Return the folder of an edition's catalogs; ``locale_dirs`` names one.

        Raises:
            ConfigError: it is not there.
        """
        folder = Path(app.srcdir, config.locale_dirs[0], config.language, "LC_MESSAGES")
        if not folder.is_dir():
            update = own_command("update", root=self.root)
            message = f"the folder of catalogs is missing; {quoted(update)} creates it"
            error = FindingsError.for_file(shown_path(folder, self.root), message, "no-catalogs")
            raise ConfigError(str(error)) from error
        return folder

    def is_published(self, domain: str, entry: Entry) -> bool:
        """Tell whether readers see a translation, be it of an earlier message.

        The words of tables and pages are too short for a mark: there, only a current one.
        """
        if entry.usable or not entry.outdated:
            return super().is_published(domain, entry)
        if not self.shows_outdated or domain in SHARED_DOMAINS or not self.fits(domain, entry):
            return False
        return not self.safety.refuses(domain, entry)

    def fits(self, domain: str, entry: Entry) -> bool:
        """Tell whether an outdated translation refers to what its message refers to."""
        return all(fits(entry, syntax) for syntax in self.safety.syntaxes(domain, entry))

    def find_newly_translated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], *_: set[str]
    ) -> list[str]:
        """Return the documents whose catalogs have come since they were read."""
        self.env = env
        self.drop_unknown_catalogs(env)
        if PREVIEW in app.tags:  # which goes by messages
            return []
        return [
            docname
            for docname in env.found_docs - added
            if self.domain(docname) in self.catalogs
            and not any(str(path).endswith(".mo") for path in env.dependencies[docname])
        ]

    def check(self, app: Sphinx, doctree: nodes.document) -> None:
        """Report dropped translations, and mark the text that has none."""
        if self.compiled is None:
            return
        docname = app.env.docname
        if PREVIEW not in app.tags:
            for path in self.dependencies(docname):
                app.env.note_dependency(str(path))
        for node, message in messages_of(doctree):
            if not isinstance(node, nodes.substitution_definition):  # marked before it is used
                self.mark(app.config, docname, node, message)
                if app.config.editions or app.builder.name in OWN_BUILDERS:
                    self.name_place(docname, node, message)

    def name_place(self, docname: str, node: nodes.Element, message: str) -> None:
        """Note in a block where its words come from, for what is found wrong with them later."""
        domain = self.domain(docname)
        entry = self.entries.get(domain, {}).get(message)
        if (
            entry is not None
            and self.is_published(domain, entry)
            and (domain, message) not in self.refused
            and not is_dropped(node, message, entry, gentle=self.policy.gentle)
        ):
            node[CATALOG] = self.place(entry)

    def mark(self, config: Config, docname: str, node: nodes.Element, message: str) -> None:
        """Mark what stands for *message* in a document, if it is not current."""
        domain = self.domain(docname)
        entry = self.entries.get(domain, {}).get(message)
        is_shown = entry is not None and self.is_published(domain, entry)
        # A project without editions has asked for no marks.
        declared = bool(config.editions)
        language = [f"language-{original_language(config)}"] if declared else []
        if isinstance(node, nodes.image):
            # The message is the alternative text, by now the translation if there is one.
            if message not in self.published_texts(domain) and not stands_in_translation(node):
                node["classes"].extend(language)
        elif entry is None or not is_shown or (domain, message) in self.refused:
            outdated = [OUTDATED] if entry is not None and entry.outdated else []
            is_own = entry is None and message in self.own_words
            parse = self.syntax_of(docname, message).parse
            if declared and not is_own and not is_wordless(message, parse):
                mark_text(node, [UNTRANSLATED, *outdated, *language])
        elif entry.outdated and is_dropped(node, message, entry, gentle=self.policy.gentle):
            mark_text(node, [UNTRANSLATED, OUTDATED, *language])
        elif entry.outdated:
            mark_text(node, [OUTDATED])
        elif is_dropped(node, message, entry, gentle=self.policy.gentle):
            place = shown_path(self.origin(entry).path, self.root)
            self.note(docname, Finding(place, entry.line, DROPPED, DROPPED_RULE))
            if declared:
                mark_text(node, [UNTRANSLATED, *language])

    def published_texts(self, domain: str) -> set[str]:
        """Return the translations of a domain that readers see."""
        entries = self.entries.get(domain, {}).values()
        return {entry.msgstr for entry in entries if self.is_published(domain, entry)}

    def note(self, docname: str, finding: Finding) -> None:
        """Note why a translation in a document is not published."""
        if self.env is not None:
            refusal_domain(self.env).note(docname, finding)
        if self.refusal is Refusal.FALLBACK:
            warn_refused(finding)

    def check_title(self, app: Sphinx, doctree: nodes.document) -> None:
        """Report a root document that does not bear the title declared for the edition."""
        title = next(iter(doctree.findall(nodes.title)), None)
        if not app.config.editions or app.env.docname != app.config.root_doc or title is None:
            return
        edition = current_edition(app.config)
        entries = self.entries.get(self.domain(app.env.docname))
        entry = (entries or {}).get(title.rawsource)
        if self.compiled is not None and (entry is None or not entry.usable):
            return  # still to be translated
        if folded_title(title.astext()) != folded_title(edition.title):
            logger.error(
                "the title of edition '%s' is declared as %r in conf.py, but stands as %r here",
                edition.code,
                edition.title,
                title.astext(),
                location=title if entry is None else self.place(entry),
                type="editions",
                subtype="title",
            )

    def syntax_of(self, docname: str, msgid: str) -> Syntax:
        """Return the markup language of a message in a document."""
        if self.env is None:
            return self.syntax.plain
        return self.syntax.of_message(Path(self.env.doc2path(docname)), msgid)

    def place(self, entry: Entry) -> str:
        """Return where *entry* stands, as ``file:line``."""
        catalog = self.origin(entry)
        return f"{shown_path(catalog.path, self.root)}:{entry.line}"


def is_dropped(node: nodes.Element, message: str, entry: Entry, *, gentle: bool = False) -> bool:
    """Tell whether Sphinx has left out the translation.

    One of which it takes the first paragraph alone is dropped, too, unless what is only doubtful
    is published (*gentle*).
    """
    if entry.msgstr == message or isinstance(node, addnodes.translatable):
        return False  # a table of contents takes its captions as they are
    if isinstance(node, nodes.Invisible) and not isinstance(node, nodes.substitution_definition):
        return False
    if not node.get("translated", False):
        return True
    return not gentle and re.search(r"\n\s*\n", entry.msgstr) is not None


def stands_in_translation(node: nodes.Element) -> bool:
    """Tell whether a picture stands in text that a translator has written, with its words."""
    parent = node.parent
    while parent is not None and not parent.get("translated"):
        parent = parent.parent
    return parent is not None


def mark_text(node: nodes.Element, classes: list[str]) -> None:
    """Wrap the text of *node* so that it carries its state and language.

    An inline node inside the title, not a class on it, because tables of contents copy it.
    """
    if not isinstance(node, nodes.TextElement) or not node.children:
        return
    if UNTRANSLATED in classes:
        for part in node.findall(nodes.inline):
            if UNTRANSLATED in part["classes"]:  # a substitution: all of the text is marked now
                part["classes"] = []
    text = nodes.inline("", "", *node.children, classes=classes)
    node.children = []
    node += text


def setup_translation(app: Sphinx) -> Translations:
    """Register roles and guards; return the catalogs, for guards of other parts."""
    translations = Translations()
    app.add_transform(KeepNames)
    app.add_transform(FindMessages)
    app.connect("builder-inited", adapt_to_builder)
    for transform in (KeepCode, HoldReferences, PlaceReferences):
        own = {"translations": translations}
        app.add_transform(type(transform.__name__, (transform,), own))
    app.add_transform(KeepMetadata)
    app.connect("config-inited", select_edition)
    app.connect("config-inited", add_language_roles)
    app.connect("config-inited", translations.load)
    # After every other extension has registered its own.
    app.connect("config-inited", lambda app, config: guard_parsers(app, translations), priority=900)
    app.connect("env-get-outdated", translations.find_newly_translated)
    if PREVIEW in app.tags:
        follow_messages(app, translations)
    setup_refusals(app, translations)
    # Before Sphinx's collectors (500) copy titles into the tables of contents.
    app.connect("doctree-read", set_upright)
    app.connect("doctree-read", translations.check, priority=400)
    app.connect("doctree-read", translations.check_title, priority=400)
    return translations
