"""Marks of text that is not current, what they mean, and how much of an edition is current.

Marks are set when a page is written, so that no table of contents and no search index holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from babel import Locale, UnknownLocaleError
from babel.numbers import format_percent
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.i18n import docname_to_domain

from editions.borrowed.sphinx import messages_of
from editions.catalogs.patterns import fill
from editions.catalogs.states import Progress, measure_entry
from editions.interface import load_interface
from editions.languages import Edition
from editions.translations.edition import compiled_folder, current_edition
from editions.translations.guards import OUTDATED, UNTRANSLATED, Translations
from editions.translations.notes import DocumentNotes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.writers.html5 import HTML5Translator


class translation_mark(nodes.Inline, nodes.Element):  # noqa: N801  # as docutils calls nodes
    """A mark behind text that is not current; *mark* says which."""


@dataclass(frozen=True)
class Mark:
    """A mark and what it means, both in the language of the edition."""

    #: What stands in brackets behind the text: ``inglés``.
    label: str
    #: A sentence for the legend.
    meaning: str


def mark_for(
    classes: Iterable[str], edition: Edition, interface_text: Callable[[str], str]
) -> Mark | None:
    """Return the mark of text with these *classes*, or None where it needs none."""
    classes = list(classes)
    tags = [name.removeprefix("language-") for name in classes if name.startswith("language-")]
    if UNTRANSLATED in classes and tags:
        label = language_name(tags[0], edition)
        if OUTDATED in classes:
            return Mark(
                fill(interface_text("{language}, updated text"), {"language": label}),
                interface_text(
                    "Updated since it was translated: the text stands in its original language."
                ),
            )
        return Mark(
            label, interface_text("Not translated yet: the text stands in its original language.")
        )
    if OUTDATED in classes:
        return Mark(
            interface_text("earlier version"),
            interface_text("Translated from an earlier version: the original has changed since."),
        )
    return None


def language_name(tag: str, edition: Edition) -> str:
    """Return what an edition calls a language; its BCP 47 *tag* where CLDR does not know."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(edition.cldr) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def set_marks(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put a mark behind every text that needs one."""
    if app.builder.format != "html" or not app.config.editions:
        return
    edition = current_edition(app.config)
    interface_text = load_interface(compiled_folder(app.doctreedir), edition).gettext
    for node in list(doctree.findall(nodes.inline)):
        mark = mark_for(node["classes"], edition, interface_text)
        if mark is not None:
            node.parent.insert(node.parent.index(node) + 1, translation_mark("", mark=mark))


def legend(doctree: nodes.Node) -> list[Mark]:
    """Return the marks that stand in *doctree*, each once, in reading order."""
    return list(dict.fromkeys(node["mark"] for node in doctree.findall(translation_mark)))


def visit_mark(translator: HTML5Translator, node: translation_mark) -> None:
    """Write a mark for the web."""
    mark: Mark = node["mark"]
    translator.body.append(
        f' <span class="translation-mark no-search" title="{translator.attval(mark.meaning)}">'
        f"[{translator.encode(mark.label)}]</span>"
    )
    raise nodes.SkipNode


class ProgressDomain(DocumentNotes[Progress]):
    """How far the translation of each document of a publication with editions has come."""

    name = "progress"
    label = "progress of the translation"
    initial_data: ClassVar[dict[str, Any]] = {"documents": {}, "shared": ()}

    def total(self) -> Progress | None:
        """Return the progress of the edition; None where nothing is to be translated."""
        rows = [*self.documents.values(), *self.data["shared"]]
        return sum(rows, Progress("all")) if self.documents else None


def progress_domain(env: BuildEnvironment) -> ProgressDomain:
    """Return the domain."""
    domain = env.domains[ProgressDomain.name]
    assert isinstance(domain, ProgressDomain)  # noqa: S101  # registered below
    return domain


class CountMessages(SphinxTransform):
    """Count the messages of a document by state."""

    # When names are taken out of the messages (9), before translations replace them (20).
    default_priority = 15
    translations: ClassVar[Translations]

    def apply(self, **kwargs: Any) -> None:
        """Note the progress of the document."""
        if self.translations.compiled is None or not self.config.editions:
            return
        docname = self.env.docname
        domain = docname_to_domain(docname, self.config.gettext_compact)
        entries = self.translations.entries.get(domain, {})
        own = self.translations.own_words
        messages = dict.fromkeys(
            message
            for _, message in messages_of(self.document)
            if message in entries or message not in own
        )
        rows = (measure_entry(docname, message, entries.get(message)) for message in messages)
        progress_domain(self.env).documents[docname] = sum(rows, Progress(docname))


class MarkReplacements(SphinxTransform):
    """Mark the text of substitutions that is not current, before copies of it are made (220)."""

    # When references stand in their places again (21).
    default_priority = 22
    translations: ClassVar[Translations]

    def apply(self, **kwargs: Any) -> None:
        """Mark them as the text of the document is marked later."""
        if self.translations.compiled is None or not self.document.substitution_defs:
            return
        for node, message in messages_of(self.document):
            if isinstance(node, nodes.substitution_definition):
                self.translations.mark(self.config, self.env.docname, node, message)


def note_shared(app: Sphinx, env: BuildEnvironment, translations: Translations) -> list[str]:
    """Count what belongs to no document; return the root where the edition's state changed."""
    domain = progress_domain(env)
    if translations.compiled is None or not app.config.editions:
        return []
    shared = tuple(
        measure_entry(name, message, translations.entries.get(name, {}).get(message))
        for name, messages in translations.shared_messages.items()
        for message in dict.fromkeys(messages())
    )
    domain.data["shared"] = shared
    total = domain.total()
    changed = total != domain.data.get("shown", total)
    domain.data["shown"] = total
    return [app.config.root_doc] if changed else []


def describe_state(
    env: BuildEnvironment, edition: Edition, interface_text: Callable[[str], str]
) -> str:
    """Return how much of the translation is current, as a sentence; empty for the original."""
    total = progress_domain(env).total()
    if total is None:
        return ""
    if total.percent == 100:
        return interface_text("This translation is complete and up to date with the original.")
    percent = format_percent(total.percent / 100, locale=edition.cldr)
    pattern = interface_text(
        "{percent} of this translation, counted in words, is up to date with the original;"
        " the rest is marked."
    )
    return fill(pattern, {"percent": percent})


def add_state_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the theme's templates the marks of the page, and on the cover the edition's state."""
    if "interface_text" not in context:  # another theme
        return
    context["marks"] = legend(doctree) if doctree is not None else []
    if pagename == app.config.root_doc:
        edition = current_edition(app.config)
        context["translation_state"] = describe_state(app.env, edition, context["interface_text"])


def setup_marks(app: Sphinx, translations: Translations) -> None:
    """Register the mark, the count and what templates need; after the words of the theme."""
    app.add_domain(ProgressDomain)
    app.add_node(translation_mark, html=(visit_mark, None))
    for transform in (CountMessages, MarkReplacements):
        app.add_transform(type(transform.__name__, (transform,), {"translations": translations}))
    app.connect("env-updated", lambda app, env: note_shared(app, env, translations))
    # When lists and links stand in their places (500).
    app.connect("doctree-resolved", set_marks, priority=900)
    app.connect("html-page-context", add_state_context, priority=600)
