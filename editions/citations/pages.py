"""What readers see of the references: the list, its links back, exports, how to cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import make_refnode

from editions.borrowed.sphinx import messages_of
from editions.catalogs.citing import cited, cites, described
from editions.catalogs.patterns import fill
from editions.citations.domain import (
    CITE,
    CitationDomain,
    CiteRole,
    WorksDirective,
    anchor_of,
    citation_domain,
    cited_works,
    find_citation_domain,
    repeated_author,
    works_list,
)
from editions.citations.library import Library
from editions.findings import FindingsError
from editions.interface import load_interface
from editions.languages import DOWNLOADS
from editions.references.exporting import to_coins
from editions.references.richtext import RichInline, SpanKind, to_html
from editions.references.works import Work
from editions.translations.configuration import conf_of, settings_of
from editions.translations.edition import compiled_folder
from editions.translations.guards import UNTRANSLATED, Translations
from editions.translations.transforms import NOTRANSLATE

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Builders whose pages are looked at by reference managers.
_WEB = ("html", "dirhtml", "singlehtml")


def to_nodes(content: Iterable[RichInline]) -> list[nodes.Node]:
    """Return rich text as docutils' nodes."""
    return [
        nodes.Text(item) if isinstance(item, str) else _node(item.kind, item.content, item.value)
        for item in content
    ]


def _node(kind: SpanKind, content: tuple[RichInline, ...], value: str) -> nodes.Element:
    children = to_nodes(content)
    if kind is SpanKind.LINK:
        return nodes.reference("", "", *children, refuri=value)
    if kind is SpanKind.LANGUAGE:
        return nodes.inline("", "", *children, classes=[f"language-{value}"])
    if kind is SpanKind.UNTRANSLATED:
        return nodes.inline("", "", *children, classes=[UNTRANSLATED, f"language-{value}"])
    if kind is SpanKind.REPEATED:
        return repeated_author("", "", *children, author=value)
    if kind is SpanKind.CLASS:
        return nodes.inline("", "", *children, classes=[value])
    plain_kinds: dict[SpanKind, type[nodes.TextElement]] = {
        SpanKind.EMPHASIS: nodes.emphasis,
        SpanKind.STRONG: nodes.strong,
        SpanKind.SUPERSCRIPT: nodes.superscript,
        SpanKind.SUBSCRIPT: nodes.subscript,
    }
    return plain_kinds[kind]("", "", *children)


def write_bibliographies(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put the list into its place."""
    domain = citation_domain(app.env)
    for node in list(doctree.findall(works_list)):
        # The builder of messages has no format, and no use for entries.
        node.replace_self(list_nodes(app, domain, node["filter"]) if app.builder.format else [])


def list_nodes(app: Sphinx, domain: CitationDomain, kind: str) -> nodes.container:
    """Return the list of works."""
    library, builder = domain.library, app.builder
    web = builder.name in _WEB
    home = next(iter(sorted(domain.lists)), app.config.root_doc)
    box = nodes.container(classes=["bibliography", NOTRANSLATE])
    entries = nodes.bullet_list(classes=["entries"])
    interface_text = load_interface(compiled_folder(app.doctreedir), library.edition).gettext
    all_places = domain.places()
    for key, formatted in library.formatted.items():
        places = all_places.get(key, [])
        if kind == "cited" and not places:
            continue
        entry = nodes.paragraph(classes=["entry"])
        item = nodes.list_item("", entry)
        if builder.format == "html":
            item["ids"].append(anchor_of(key))
        else:  # not every writer lets links lead to an item
            entry += nodes.target("", "", ids=[anchor_of(key)])
        entry += to_nodes(formatted.content)
        if places:
            pattern = interface_text("Back to citation {number} of {work}")
            entry += back_links(builder, home, places, pattern, formatted.label)
        if web:
            entry += coins_node(library.works[key])
        entries += item
    if not entries.children:
        return box
    box += entries
    if web:
        up = "../" * builder.get_target_uri(home).count("/")
        line = nodes.paragraph(classes=["exports"])
        line += nodes.Text(interface_text("For reference managers:") + " ")
        for position, export in enumerate(library.exports(publication=False, up=up)):
            line += nodes.Text(" · " if position else "")
            link = nodes.reference("", export.format, refuri=export.href)
            # Another edition's file may be offered beside it.
            link += nodes.inline("", f" ({library.edition.name})", classes=["unseen"])
            line += link
        box += line
    return box


def back_links(
    builder: Builder, home: str, places: Sequence[tuple[str, str]], pattern: str, label: str
) -> nodes.inline:
    """Return links from an entry to where it is cited.

    *pattern* says where such a link leads, and *label* names the work: a name that is heard in a
    list of links must be another one for each place.
    """
    links = nodes.inline("", "", classes=["back-links"])
    for number, (docname, anchor) in enumerate(places, 1):
        name = fill(pattern, {"number": str(number), "work": label})
        sign = nodes.inline("", f"↑\u2060{number}" if len(places) > 1 else "↑")
        links += nodes.Text(" ")
        hidden = nodes.inline("", f"{name} ", classes=["unseen"])
        links += make_refnode(builder, home, docname, anchor, [hidden, sign])
    return links


def coins_node(work: Work) -> nodes.raw:
    """Return what a reference manager finds in a page."""
    return nodes.raw("", coins_html(work), format="html")


def coins_html(work: Work) -> str:
    """Return *work* as an empty element that tells reference managers of it."""
    return f'<span class="Z3988" title="{escape(to_coins(work))}" hidden></span>'


def open_library(app: Sphinx) -> None:
    """Read the references, before anything is read or written by several processes."""
    library = Library(app)
    try:
        _ = library.references
    except FindingsError as error:
        raise ConfigError(str(error)) from error
    citation_domain(app.env).library = library


def relink(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents whose lists are out of date: the citations have changed."""
    domain = citation_domain(env)
    linked = tuple(
        (docname, found.key, found.anchor)
        for docname in sorted(domain.citations)
        for found in domain.citations[docname]
    )
    if domain.lists and app.builder.format:
        _ = domain.library.formatted  # once, and not in each process that writes
    if linked == domain.data["linked"]:
        return []
    # A list of the cited works gains and loses entries, so that links may have to move.
    filtered = any("cited" in kinds for kinds in domain.lists.values())
    domain.data["linked"] = linked
    return sorted({*domain.lists, *(domain.citations if filtered else ())})


def check_translations(app: Sphinx, doctree: nodes.document, translations: Translations) -> None:
    """Report translations that drop, add or change a citation."""
    domain = docname_to_domain(app.env.docname, app.config.gettext_compact)
    entries = {
        message: entry
        for message, entry in translations.entries.get(domain, {}).items()
        if entry.usable and entry.msgstr != message and cites(message, entry.msgstr)
    }
    if not entries:
        return
    for _, message in messages_of(doctree):
        entry = entries.get(message)
        if entry is None:
            continue
        wanted, found = cited(message), cited(entry.msgstr)
        if wanted.keys() == found.keys():
            continue  # a work may be cited more or less often
        name = ("{{{}}}" if "{cite" in message else ":{}:").format
        lost = ", ".join(described(work, name) for work in wanted if work not in found)
        new = ", ".join(described(work, name) for work in found if work not in wanted)
        parts = [f"lacks {lost}"] if lost else []
        parts += [f"has {new} instead" if lost else f"adds {new}"] if new else []
        logger.error(
            "the translation %s; cite the same works as the message does",
            " and ".join(parts),
            location=translations.place(entry),
            type="editions",
            subtype="translated-citation",
        )


def publication_citation(env: BuildEnvironment) -> str:
    """Return how to cite the publication, as HTML; empty if the references do not say."""
    domain = find_citation_domain(env)
    return "" if domain is None else to_html(domain.library.publication_text)


def add_citation_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Tell the cover how the publication is cited."""
    library = citation_domain(app.env).library
    if pagename != app.config.root_doc or library.publication is None:
        return
    context["how_to_cite"] = to_html(library.publication_text)
    context["how_to_cite_coins"] = coins_html(library.publication)
    context["how_to_cite_exports"] = library.exports(publication=True)


def write_exports(app: Sphinx, exception: Exception | None) -> None:
    """Write the files for reference managers beside the pages."""
    if exception is None and app.builder.name in _WEB:
        citation_domain(app.env).library.write_exports(Path(app.outdir) / DOWNLOADS)


def setup_citations(app: Sphinx, translations: Translations) -> None:
    """Register nodes, and the rest when it is known whether another extension has done so."""
    app.add_node(cited_works)
    app.add_node(works_list)
    # After extensions that register theirs as late.
    app.connect("config-inited", lambda app, _: register_citations(app, translations), priority=900)


def register_citations(app: Sphinx, translations: Translations) -> None:
    """Register domain, roles, directive and the steps of a build.

    Where another extension, such as sphinxcontrib-bibtex, has the domain, citations are its own.

    Raises:
        ConfigError: and yet there is a file of references.
    """
    if app.registry.has_domain(CITE):
        if settings_of(app.config).references_file:
            message = (
                f"it cannot be used, since another extension has taken the domain {CITE!r};"
                " take that extension or this setting out of conf.py"
            )
            finding = conf_of(app.confdir, app.config).finding("references_file", message)
            error = FindingsError([finding])
            raise ConfigError(str(error)) from error
        return
    app.add_domain(CitationDomain)
    app.add_role(CITE, CiteRole())
    app.add_directive("bibliography", WorksDirective)
    app.connect("builder-inited", open_library)
    app.connect("doctree-read", lambda app, doctree: check_translations(app, doctree, translations))
    app.connect("env-updated", relink)
    app.connect("doctree-resolved", write_bibliographies)
    app.connect("html-page-context", add_citation_context)
    app.connect("build-finished", write_exports)
