"""Guards around Sphinx's i18n: checked catalogs in, nothing lost, fallback text marked.

Sphinx drops a translation that does not parse as one paragraph, and leaves the English text
unmarked in a Spanish page, both without a word.  Here the first is an error that names the
catalog and the line, and the second carries its language and a class for a discreet mark.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from editions.catalogs.compiling import compile_catalogs, read_catalogs
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.states import fits
from editions.findings import FindingsError, shown_path
from editions.languages import Edition, check_editions
from editions.tables.wording import DOMAIN as TABLES
from editions.words import DOMAIN as WORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Marks text for which the edition has no translation yet.
UNTRANSLATED = "untranslated"
#: Marks text of which the edition has a translation, but of an earlier message.
OUTDATED = "outdated"
#: Catalogs that belong to no document.
SHARED_DOMAINS = (WORDS, TABLES)
#: Marks text that is never translated, such as names; the class that browsers know, too.
NOTRANSLATE = "notranslate"


def current_edition(config: Config) -> Edition:
    """Return the edition that this run of Sphinx builds.

    A project that declares no editions has one: its own language and title.

    Raises:
        ConfigError: ``language`` is not one of the editions.
    """
    language = config.language
    if not config.editions:
        return Edition(language, language, language, config.project)
    for edition in check_editions(config.editions):
        if edition.code == language:
            return edition
    known = ", ".join(edition.code for edition in config.editions)
    raise ConfigError(f"language is {language!r}, but conf.py declares the editions {known}")


def original_language(config: Config) -> str:
    """Return the BCP 47 tag of the language that the source is written in."""
    if config.editions:
        return check_editions(config.editions)[0].lang
    return str(config.language)


def compiled_folder(doctrees: Path) -> Path:
    """Return the folder of a run's compiled catalogs, ``<code>/LC_MESSAGES/*.mo`` in it."""
    return Path(doctrees) / "catalogs"


class Translations:
    """The catalogs of the edition that is being built."""

    def __init__(self) -> None:
        #: Read catalogs by domain; empty in the original edition.
        self.catalogs: dict[str, Catalog] = {}
        #: Entries by domain and msgid, fuzzy and empty ones included.
        self.entries: dict[str, dict[str, Entry]] = {}
        #: Where the compiled catalogs lie, as ``<code>/LC_MESSAGES/*.mo``.
        self.compiled: Path | None = None
        #: The edition shows earlier translations.
        self.shows_outdated = False

    def load(self, app: Sphinx, config: Config) -> None:
        """Check and compile the catalogs, and show Sphinx nothing but the result."""
        if not config.editions:
            return  # a project that keeps to Sphinx's own ways
        edition = current_edition(config)
        config.gettext_auto_build = False
        if edition == check_editions(config.editions)[0]:
            config.locale_dirs = []
            return
        if len(config.locale_dirs) != 1:
            raise ConfigError("'locale_dirs' must name one folder, the one that holds the catalogs")
        folder = Path(app.srcdir, config.locale_dirs[0], edition.code, "LC_MESSAGES")
        try:
            self.catalogs = read_catalogs(folder, Path(app.confdir))
        except FindingsError as error:
            raise ConfigError(str(error)) from error
        self.entries = {
            domain: {entry.msgid: entry for entry in catalog if entry.msgctxt is None}
            for domain, catalog in self.catalogs.items()
        }
        self.compiled = compiled_folder(app.doctreedir)
        self.shows_outdated = edition.outdated == "translation"
        compile_catalogs(
            self.catalogs, self.compiled / edition.code / "LC_MESSAGES", self.is_published
        )
        config.locale_dirs = [str(self.compiled)]

    def is_published(self, domain: str, entry: Entry) -> bool:
        """Tell whether readers see a translation, be it of an earlier message.

        The words of tables and pages are too short for a mark: there, only a current one.
        """
        if entry.usable or not entry.outdated:
            return entry.usable
        return self.shows_outdated and domain not in SHARED_DOMAINS and fits(entry)

    def find_newly_translated(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], *_: set[str]
    ) -> list[str]:
        """Return the documents whose catalogs have come since they were read."""
        return [
            docname
            for docname in env.found_docs - added
            if docname_to_domain(docname, app.config.gettext_compact) in self.catalogs
            and not any(str(path).endswith(".mo") for path in env.dependencies[docname])
        ]

    def check(self, app: Sphinx, doctree: nodes.document) -> None:
        """Report dropped translations, and mark the text that has none."""
        if self.compiled is None:
            return
        domain = docname_to_domain(app.env.docname, app.config.gettext_compact)
        catalog = self.catalogs.get(domain)
        if catalog is not None:
            code = current_edition(app.config).code
            app.env.note_dependency(str(self.compiled / code / "LC_MESSAGES" / f"{domain}.mo"))
        entries = self.entries.get(domain, {})
        shown = {m: entry for m, entry in entries.items() if self.is_published(domain, entry)}
        published = {entry.msgstr for entry in shown.values()}
        language = f"language-{original_language(app.config)}"
        for node, message in list(extract_messages(doctree)):
            entry = entries.get(message)
            if isinstance(node, nodes.image):
                # The message is the alternative text, by now the translation if there is one.
                if message not in published:
                    node["classes"].append(language)
            elif entry is None or message not in shown:
                outdated = [OUTDATED] if entry is not None and entry.outdated else []
                mark_text(node, [UNTRANSLATED, *outdated, language])
            elif entry.outdated and is_dropped(node, message, entry):
                mark_text(node, [UNTRANSLATED, OUTDATED, language])
            elif entry.outdated:
                mark_text(node, [OUTDATED])
            elif is_dropped(node, message, entry):
                logger.error(
                    "the translation cannot be published: it does not read as one paragraph;"
                    " escape what its beginning or end looks like (a list, a title, a literal"
                    " block), for example '2009\\.' or a no-break space after 'M.'",
                    location=self.place(app, app.env.docname, entry),
                    type="editions",
                    subtype="dropped-translation",
                )

    def check_title(self, app: Sphinx, doctree: nodes.document) -> None:
        """Report a root document that does not bear the title declared for the edition."""
        title = next(iter(doctree.findall(nodes.title)), None)
        if not app.config.editions or app.env.docname != app.config.root_doc or title is None:
            return
        edition = current_edition(app.config)
        entries = self.entries.get(docname_to_domain(app.env.docname, app.config.gettext_compact))
        entry = (entries or {}).get(title.rawsource)
        if self.compiled is not None and (entry is None or not entry.usable):
            return  # still to be translated
        if title.astext() != edition.title:
            logger.error(
                "the title of edition '%s' is declared as %r in conf.py, but stands as %r here",
                edition.code,
                edition.title,
                title.astext(),
                location=title if entry is None else self.place(app, app.env.docname, entry),
                type="editions",
                subtype="title",
            )

    def place(self, app: Sphinx, docname: str, entry: Entry) -> str:
        """Return where *entry* stands, as ``file:line``."""
        catalog = self.catalogs[docname_to_domain(docname, app.config.gettext_compact)]
        return f"{shown_path(catalog.path, Path(app.confdir))}:{entry.line}"


def is_dropped(node: nodes.Element, message: str, entry: Entry) -> bool:
    """Tell whether Sphinx has left out the translation, or all but its first paragraph."""
    if entry.msgstr == message or isinstance(node, nodes.Invisible):
        return False
    return not node.get("translated", False) or bool(re.search(r"\n\s*\n", entry.msgstr))


def mark_text(node: nodes.Element, classes: list[str]) -> None:
    """Wrap the text of *node* so that it carries its state and language.

    An inline node inside the title, not a class on it, because tables of contents copy it.
    """
    if not isinstance(node, nodes.TextElement) or not node.children:
        return
    text = nodes.inline("", "", *node.children, classes=classes)
    node.children = []
    node += text


class KeepNames(SphinxTransform):
    """Take what stands under the class ``notranslate`` out of the messages."""

    # Before Sphinx collects the messages (10) and replaces them by translations (20).
    default_priority = 9

    def apply(self, **kwargs: Any) -> None:
        for kept in self.document.findall(_is_kept):
            for node in kept.findall(nodes.TextElement):
                if not isinstance(node, nodes.Inline):
                    node["translatable"] = False


def _is_kept(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and NOTRANSLATE in node.get("classes", ())


class ForeignRole(SphinxRole):
    """A phrase in another language: ``:lang-fr:`Commission d’accès à l’information```."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        tag = self.name.rpartition("lang-")[2]
        return [nodes.emphasis(self.rawtext, self.text, classes=[f"language-{tag}"])], []


def add_language_roles(app: Sphinx, config: Config) -> None:
    """Register ``:lang-CODE:`` for the language of each edition."""
    for edition in config.editions:
        app.add_role(f"lang-{edition.code}", ForeignRole(), override=True)


def select_edition(app: Sphinx, config: Config) -> None:
    """Set what Sphinx wants to know of the edition, from its declaration."""
    edition = current_edition(config)
    config.project = edition.title
    config.html_title = edition.full_title
    config.html_short_title = edition.title
    config.epub_title = edition.full_title


def setup_translation(app: Sphinx) -> Translations:
    """Register settings, roles and guards; return the catalogs, for guards of other parts."""
    translations = Translations()
    app.add_config_value("editions", [], "env", types=[list, tuple])
    app.add_config_value("editions_slug", "", "html", types=[str])
    app.add_transform(KeepNames)
    app.connect("config-inited", select_edition)
    app.connect("config-inited", add_language_roles)
    app.connect("config-inited", translations.load)
    app.connect("env-get-outdated", translations.find_newly_translated)
    # Before Sphinx's collectors (500) copy titles into the tables of contents.
    app.connect("doctree-read", translations.check, priority=400)
    app.connect("doctree-read", translations.check_title, priority=400)
    return translations
