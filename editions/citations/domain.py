"""The citation domain: roles, the directive of the list, and what the environment knows.

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
and when the list is known (`editions.citations.pages`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.domains import Domain, ObjType
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole
from sphinx.util.nodes import make_refnode

from editions.catalogs.citing import parse_citation, parse_link
from editions.citations.library import Library, ReferencesError
from editions.references.richtext import spoken

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

#: Begins the address of a work, behind the rest of its entry.
_ADDRESS = re.compile(r"\s+https?://")

#: Name of the domain and of the role for everyday.
CITE = "cite"


class cited_works(nodes.Inline, nodes.TextElement):  # noqa: N801  # as docutils calls nodes
    """A citation as it was written; *form* and *items* say how and of what."""


class repeated_author(nodes.inline):  # noqa: N801  # as docutils calls nodes
    """A sign in the place of the author of the entry before; *author* says who that is."""


class works_list(nodes.General, nodes.Element):  # noqa: N801  # as docutils calls nodes
    """The place of the list; *filter* says of which works."""


@dataclass(frozen=True)
class Citation:
    """One citation of one work."""

    #: The entry that is cited.
    key: str
    #: Id of the place in its document: ``cite-goldfarb2005-1``.
    anchor: str


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


class WorksDirective(SphinxDirective):
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


def cite_textually(key: str) -> cited_works:
    """Return a node that names the work *key* in a sentence, as ``:cite:t:`` does."""
    return cited_works("", "", form="t", items=[(key, "", "")])


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

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
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
        for docname in sorted(self.lists):
            if "all" in self.lists[docname] or self.is_cited(key):
                return docname
        return None

    def is_cited(self, key: str) -> bool:
        """Tell whether a document cites the entry *key*."""
        return any(found.key == key for documents in self.citations.values() for found in documents)

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
        if not builder.format:  # messages are extracted; nobody sees the text
            return contnode  # type: ignore[return-value]  # Sphinx takes any node
        formatted = self.library.formatted[target]
        texts = {"label": formatted.label, "author": formatted.author, "date": formatted.date}
        if typ in texts:
            contnode = nodes.inline("", texts[typ])
        docname = self.list_of(target)
        if docname is None:  # said already, by check_consistency
            return contnode  # type: ignore[return-value]  # Sphinx takes any node
        # The address behind it cannot be followed there.
        title = _ADDRESS.split(spoken(formatted.content), maxsplit=1)[0]
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

    def places(self) -> dict[str, list[tuple[str, str]]]:
        """Return document and anchor of each citation by entry, in reading order."""
        order = reading_order(self.env)
        found: dict[str, list[tuple[str, str]]] = {}
        for docname in sorted(self.citations, key=lambda name: (order.get(name, 0), name)):
            for cited in self.citations[docname]:
                found.setdefault(cited.key, []).append((docname, cited.anchor))
        return found


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


def citation_domain(env: BuildEnvironment) -> CitationDomain:
    """Return the domain; it is there where `find_citation_domain` finds it.

    Raises:
        ReferencesError: it belongs to another extension.
    """
    domain = find_citation_domain(env)
    if domain is None:
        raise ReferencesError(f"another extension has taken the domain {CITE!r}")
    return domain


def find_citation_domain(env: BuildEnvironment) -> CitationDomain | None:
    """Return the domain, or None where another extension sees to citations."""
    domain = env.domains.get(CITE)
    return domain if isinstance(domain, CitationDomain) else None
