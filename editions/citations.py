"""Citations: the roles, the bibliography, and the links between them.

``:cite:`see goldfarb2005, 12; abizaid2004```
    The usual form: (see Goldfarb 2005, 12; Abizaid Bucio 2004).
``:cite:t:`goldfarb2005, 12```
    In the sentence: Goldfarb (2005, 12).
``:cite:link:`the report <goldfarb2005>```
    A link with words of its own, as under a table.
``.. bibliography::`` with ``:filter: all`` (the default) or ``cited``
    The list.

The directive and the roles leave nodes without text, so that no entry reaches a catalog.
They become docutils' own nodes when the translations are in (`CitationDomain.process_doc`)
and when the list is known (`write_bibliographies`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages, make_refnode

from editions.findings import FindingsError
from editions.languages import Edition, check_editions
from editions.references.citing import cited, described, parse_citation, parse_link
from editions.references.exporting import FORMATS, to_coins
from editions.references.formatting import FormattedWork, FormattingError, format_works
from editions.references.reading import read_references
from editions.references.richtext import Inline, Kind, plain, to_html
from editions.references.works import References, Work
from editions.translation import (
    NOTRANSLATE,
    Translations,
    compiled_folder,
    current_edition,
)
from editions.words import load_words

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Name of the domain and of the role for everyday.
CITE = "cite"

#: Folder of the files for reference managers, in an edition and in the site.
DOWNLOADS = "downloads"

#: Builders whose pages are looked at by reference managers.
_WEB = ("html", "dirhtml", "singlehtml")


class ReferencesError(SphinxError):
    """The bibliography cannot be made."""

    category = "References error"


class cited_works(nodes.Inline, nodes.TextElement):  # noqa: N801  # as docutils calls nodes
    """A citation as it was written; *form* and *items* say how and of what."""


class works_list(nodes.General, nodes.Element):  # noqa: N801  # as docutils calls nodes
    """The place of the list; *filter* says of which works."""


@dataclass(frozen=True)
class Citation:
    """One citation of one work."""

    #: The entry that is cited.
    key: str
    #: Id of the place in its document: ``cite-goldfarb2005-1``.
    anchor: str


@dataclass(frozen=True)
class Export:
    """One file for reference managers."""

    #: Name of the file.
    name: str
    #: The format as people know it: ``BibTeX``.
    format: str
    #: Address relative to the page that links to it.
    href: str = ""


class Library:
    """The references of the edition that is being built."""

    def __init__(self, app: Sphinx) -> None:
        config = app.config
        self.edition: Edition = current_edition(config)
        self.editions = check_editions(config.editions) if config.editions else (self.edition,)
        self.root = Path(app.confdir)
        #: The file, or None in a project without references.
        self.path = Path(app.srcdir, config.references_file) if config.references_file else None
        self.style = Path(app.srcdir, config.references_style)
        # Beside the doctrees, where a build keeps what it may need again.
        self.cache = Path(app.doctreedir) / "references"
        self.slug: str = config.editions_slug or Path(app.srcdir).name

    @cached_property
    def references(self) -> References:
        """What the file declares."""
        if self.path is None:
            return References(Path(), {}, ())
        return read_references(self.path, self.root, self.editions)

    @cached_property
    def works(self) -> dict[str, Work]:
        """The works as this edition shows them, by key."""
        return {work.key: work for work in self.references.works(self.edition)}

    @cached_property
    def formatted(self) -> dict[str, FormattedWork]:
        """The works as text, by key, in the order of the list."""
        return {work.key: work for work in self._format(tuple(self.works.values()))}

    @cached_property
    def publication(self) -> Work | None:
        """The publication itself."""
        return self.references.publication_work(self.edition)

    @cached_property
    def publication_text(self) -> tuple[Inline, ...]:
        """How to cite the publication; empty if the file does not say."""
        work = self.publication
        return self._format([work])[0].content if work else ()

    def _format(self, works: Sequence[Work]) -> tuple[FormattedWork, ...]:
        try:
            return format_works(works, self.edition, self.style, self.cache)
        except FormattingError as error:
            raise ReferencesError(str(error)) from error

    def dependencies(self) -> Iterator[str]:
        """Yield the files that a document with citations depends on."""
        if self.path is not None:
            yield str(self.path)
            yield str(self.style)

    def exports(self, *, publication: bool, up: str = "") -> list[Export]:
        """Return the files of the list, or those of the publication itself."""
        part = "" if publication else "references-"
        names = ((f"{self.slug}-{part}{self.edition.code}.{end}", end) for end in FORMATS)
        return [Export(name, FORMATS[end][0], f"{up}{DOWNLOADS}/{name}") for name, end in names]

    def write_exports(self, folder: Path) -> None:
        """Write every file for reference managers."""
        publication = [self.publication] if self.publication else []
        for works, own in ((list(self.works.values()), False), (publication, True)):
            if works:
                folder.mkdir(parents=True, exist_ok=True)
                writers = (write for _name, write in FORMATS.values())
                for export, write in zip(self.exports(publication=own), writers, strict=True):
                    (folder / export.name).write_text(write(works), encoding="utf-8", newline="")


class CiteRole(SphinxRole):
    """A citation; see the head of this module."""

    def __init__(self, form: str = "") -> None:
        super().__init__()
        self.form = form

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Note what is cited; the text comes when the language is settled."""
        try:
            if self.form == "link":
                text, key = parse_link(self.text)
                node = cite_entry(key, nodes.Text(text))
            else:
                node = cited_works(self.rawtext, "", form=self.form)
                node["items"] = [(w.key, w.prefix, w.locator) for w in parse_citation(self.text)]
        except ValueError as error:
            message = self.inliner.reporter.error(
                f":cite: {error}; keys are those of the file of references", line=self.lineno
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        self.set_source_info(node)
        return [node], []


class Bibliography(SphinxDirective):
    """The list of works."""

    option_spec: ClassVar[Any] = {
        "filter": lambda value: directives.choice(value, ("all", "cited")),
    }

    def run(self) -> list[nodes.Node]:
        """Mark the place of the list."""
        node = works_list(filter=self.options.get("filter", "all"))
        self.set_source_info(node)
        return [node]


def cite_entry(key: str, *content: nodes.Node) -> cited_works:
    """Return a node that links *content* to the entry *key*, and counts as its citation.

    For directives such as tables: put it where the text belongs; everything else follows.
    """
    return cited_works("", "", *content, form="link", items=[(key, "", "")])


class CitationDomain(Domain):
    """Knows where each work is cited and where the lists stand."""

    name = CITE
    label = "citation"
    object_types: ClassVar[dict[str, ObjType]] = {"entry": ObjType("bibliography entry")}
    roles: ClassVar[dict[str, Any]] = {
        "p": CiteRole(),
        "t": CiteRole("t"),
        "link": CiteRole("link"),
    }
    directives: ClassVar[dict[str, Any]] = {}
    initial_data: ClassVar[dict[str, Any]] = {"citations": {}, "lists": {}, "linked": ()}
    data_version = 1

    #: Set when the builder is ready, in every run.
    library: Library

    @property
    def citations(self) -> dict[str, list[Citation]]:
        """Citations by document, in their order."""
        found: dict[str, list[Citation]] = self.data["citations"]
        return found

    @property
    def lists(self) -> dict[str, list[str]]:
        """Filters of the lists by document."""
        found: dict[str, list[str]] = self.data["lists"]
        return found

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.citations.pop(docname, None)
        self.lists.pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read."""
        for docname in docnames:
            for field in ("citations", "lists"):
                if docname in otherdata[field]:
                    self.data[field][docname] = otherdata[field][docname]

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Give the citations of a document their form, now that its translations are in."""
        found: list[Citation] = []
        for node in list(document.findall(cited_works)):
            self.note_citation(node, docname, found)
        lists = [node["filter"] for node in document.findall(works_list)]
        if found:
            self.citations[docname] = found
        if lists:
            self.lists[docname] = lists
        if found or lists:
            for path in self.library.dependencies():
                env.note_dependency(path)

    def note_citation(self, node: cited_works, docname: str, found: list[Citation]) -> None:
        """Put standard nodes in the place of *node*, and add what it cites to *found*."""
        result = nodes.inline("", "", classes=["citation"])
        parenthesis = node["form"] == ""
        for position, (key, prefix, locator) in enumerate(node["items"]):
            if key not in self.library.works:
                near = difflib.get_close_matches(key, self.library.works, 1)
                cure = f"; did you mean {near[0]!r}?" if near else ""
                message = "no entry of the references is called %r%s"
                logger.warning(
                    message, key, cure, location=node, type="editions", subtype="citation"
                )
                continue
            count = 1 + sum(other.key == key for other in found)
            anchor = f"cite-{key}-{count}"
            found.append(Citation(key, anchor))
            place = nodes.inline("", "", ids=[anchor])
            if parenthesis:
                place += nodes.Text("(" if position == 0 else "; ")
            elif position:
                place += nodes.Text("; ")
            if prefix:
                place += nodes.Text(f"{prefix} ")
            if node["form"] == "link":
                place += self.reference("entry", key, docname, *node.children)
            elif parenthesis:
                place += self.reference("label", key, docname)
                place += nodes.Text(f", {locator}" if locator else "")
            else:
                place += self.reference("author", key, docname)
                place += nodes.Text(" (")
                place += self.reference("date", key, docname)
                place += nodes.Text(f", {locator})" if locator else ")")
            result += place
        if parenthesis and result.children:
            result += nodes.Text(")")
        node.replace_self(result if result.children else nodes.problematic("", node.rawsource))

    def reference(self, part: str, key: str, docname: str, *content: nodes.Node) -> pending_xref:
        """Return a reference to an entry; *part* says which of its texts it shows."""
        inner = nodes.inline("", "", *content)
        return pending_xref(
            "", inner, refdomain=CITE, reftype=part, reftarget=key, refdoc=docname, refwarn=False
        )

    def list_of(self, key: str) -> str | None:
        """Return the document whose list holds the entry *key*."""
        used = {c.key for citations in self.citations.values() for c in citations}
        for docname in sorted(self.lists):
            if "all" in self.lists[docname] or key in used:
                return docname
        return None

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Return the link, with the text of the edition."""
        formatted = self.library.formatted[target]
        texts = {"label": formatted.label, "author": formatted.author, "date": formatted.date}
        if typ in texts:
            contnode = nodes.inline("", texts[typ])
        docname = self.list_of(target)
        if docname is None:  # said already, by check_consistency
            return nodes.reference("", "", contnode)
        title = plain(formatted.content)
        return make_refnode(builder, fromdocname, docname, anchor_of(target), contnode, title)

    def resolve_any_xref(self, *_arguments: Any) -> list[tuple[str, nodes.reference]]:
        """Answer nothing: a key is too easily a word."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the entries, for the inventory; searches leave them out."""
        for key in self.library.works if self.lists else ():
            docname = self.list_of(key)
            if docname is not None:
                yield key, self.library.works[key].title, "entry", docname, anchor_of(key), -1

    def check_consistency(self) -> None:
        """Report citations that lead nowhere, and lists that stand in each other's way."""
        lists = [(docname, kind) for docname in sorted(self.lists) for kind in self.lists[docname]]
        if self.citations and not lists:
            docname = min(self.citations)
            message = "works are cited, but there is no list to lead to; add '.. bibliography::'"
            logger.warning(message, location=docname, type="editions", subtype="citation")
        for docname, _kind in lists[1:]:
            message = "there is a list of works in %r already; keep one of them"
            logger.warning(
                message, lists[0][0], location=docname, type="editions", subtype="citation"
            )

    def places(self, key: str) -> list[tuple[str, str]]:
        """Return document and anchor of each citation of an entry, in reading order."""
        order = reading_order(self.env)
        return [
            (docname, found.anchor)
            for docname in sorted(self.citations, key=lambda name: (order.get(name, 0), name))
            for found in self.citations[docname]
            if found.key == key
        ]


def anchor_of(key: str) -> str:
    """Return the id of an entry."""
    return f"ref-{key}"


def reading_order(env: BuildEnvironment) -> dict[str, int]:
    """Return the position of each document."""
    order: dict[str, int] = {}

    def visit(docname: str) -> None:
        if docname not in order:
            order[docname] = len(order)
            for child in env.toctree_includes.get(docname, ()):
                visit(child)

    visit(env.config.root_doc)
    return order


def to_nodes(content: Iterable[Inline]) -> list[nodes.Node]:
    """Return rich text as docutils' nodes."""
    return [
        nodes.Text(item) if isinstance(item, str) else _node(item.kind, item.content, item.value)
        for item in content
    ]


def _node(kind: Kind, content: tuple[Inline, ...], value: str) -> nodes.Element:
    children = to_nodes(content)
    if kind is Kind.LINK:
        return nodes.reference("", "", *children, refuri=value)
    if kind is Kind.LANGUAGE:
        return nodes.inline("", "", *children, classes=[f"language-{value}"])
    if kind is Kind.CLASS:
        return nodes.inline("", "", *children, classes=[value])
    plain_kinds: dict[Kind, type[nodes.TextElement]] = {
        Kind.EMPHASIS: nodes.emphasis,
        Kind.STRONG: nodes.strong,
        Kind.SUPERSCRIPT: nodes.superscript,
        Kind.SUBSCRIPT: nodes.subscript,
    }
    return plain_kinds[kind]("", "", *children)


def write_bibliographies(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put the list into its place."""
    domain = citation_domain(app.env)
    for node in list(doctree.findall(works_list)):
        node.replace_self(list_nodes(app, domain, node["filter"]))


def list_nodes(app: Sphinx, domain: CitationDomain, kind: str) -> nodes.container:
    """Return the list of works."""
    library, builder = domain.library, app.builder
    web = builder.name in _WEB
    home = next(iter(sorted(domain.lists)), app.config.root_doc)
    box = nodes.container(classes=["bibliography", NOTRANSLATE])
    word = load_words(compiled_folder(app.doctreedir), library.edition.code).gettext
    for key, formatted in library.formatted.items():
        places = domain.places(key)
        if kind == "cited" and not places:
            continue
        entry = nodes.paragraph(classes=["entry"])
        entry += nodes.target("", "", ids=[anchor_of(key)])
        entry += to_nodes(formatted.content)
        if places:
            entry += back_links(builder, home, places, word("Back to the citation"))
        if web:
            entry += coins_node(library.works[key])
        box += entry
    if web and box.children:
        up = "../" * builder.get_target_uri(home).count("/")
        line = nodes.paragraph(classes=["exports"])
        line += nodes.Text(word("For reference managers") + ": ")
        for position, export in enumerate(library.exports(publication=False, up=up)):
            line += nodes.Text(" · " if position else "")
            line += nodes.reference("", export.format, refuri=export.href)
        box += line
    return box


def back_links(
    builder: Builder, home: str, places: Sequence[tuple[str, str]], title: str
) -> nodes.inline:
    """Return links from an entry to where it is cited."""
    links = nodes.inline("", "", classes=["back-links"])
    for number, (docname, anchor) in enumerate(places, 1):
        hidden = nodes.inline("", f"{title} ", classes=["unseen"])
        sign = nodes.inline("", f"↑\u2060{number}" if len(places) > 1 else "↑")
        links += nodes.Text(" ")
        links += make_refnode(builder, home, docname, anchor, [hidden, sign], title)
    return links


def coins_node(work: Work) -> nodes.raw:
    """Return what a reference manager finds in a page."""
    return nodes.raw("", coins_html(work), format="html")


def coins_html(work: Work) -> str:
    """Return *work* as an empty element that tells reference managers of it."""
    return f'<span class="Z3988" title="{escape(to_coins(work))}" aria-hidden="true"></span>'


def citation_domain(env: BuildEnvironment) -> CitationDomain:
    """Return the domain."""
    domain = env.domains[CITE]
    if not isinstance(domain, CitationDomain):
        raise ReferencesError(f"another extension has taken the domain {CITE!r}")
    return domain


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
    if domain.lists:
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
    entries = translations.entries.get(domain, {})
    for _node_, message in extract_messages(doctree):
        entry = entries.get(message)
        if entry is None or not entry.usable or entry.msgstr == message:
            continue
        wanted, found = cited(message), cited(entry.msgstr)
        if wanted == found:
            continue
        lost = ", ".join(map(described, (wanted - found).elements()))
        new = ", ".join(map(described, (found - wanted).elements()))
        parts = [f"lacks {lost}"] if lost else []
        parts += [f"has {new} instead" if lost else f"adds {new}"] if new else []
        logger.error(
            "the translation %s; cite the same works as the message does",
            " and ".join(parts),
            location=translations.place(app, app.env.docname, entry),
            type="editions",
            subtype="translated-citation",
        )


def publication_citation(env: BuildEnvironment) -> str:
    """Return how to cite the publication, as HTML; empty if the references do not say."""
    return to_html(citation_domain(env).library.publication_text)


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
    """Register settings, domain, roles, directive and the steps of a build."""
    # Both relative to the source.
    app.add_config_value("references_file", "", "env", types=[str])
    app.add_config_value("references_style", "", "env", types=[str])
    app.add_domain(CitationDomain)
    app.add_role(CITE, CiteRole())
    app.add_directive("bibliography", Bibliography)
    app.add_node(cited_works)
    app.add_node(works_list)
    app.connect("builder-inited", open_library)
    app.connect(
        "doctree-read", lambda app, doctree: check_translations(app, doctree, translations)
    )
    app.connect("env-updated", relink)
    app.connect("doctree-resolved", write_bibliographies)
    app.connect("html-page-context", add_citation_context)
    app.connect("build-finished", write_exports)
