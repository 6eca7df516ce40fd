"""The contents beside a page: rendered once for an edition, but for the way that leads to the page.

Sphinx renders the whole tree for every page, so that a publication of ten times the pages takes a
hundred times the time.  What comes out is the same.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.environment.adapters.toctree import TocTree

from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

#: What an entry is marked with whose branch leads to the page.
_CURRENT = "iscurrent"
#: As deep as no tree is.
_ALL = 999
_PLACE = "\N{OBJECT REPLACEMENT CHARACTER}"


class _Unresolved:
    """All that Sphinx's tree asks of a builder; documents keep their names."""

    def __init__(self, builder: Builder) -> None:
        self.tags = builder.tags

    def get_relative_uri(self, _docname: str, to: str) -> str:
        return to


@dataclass
class ContentsTree:
    """The tree of an edition, open everywhere."""

    #: A paragraph of bullet lists and captions; None where there are no contents.
    root: nodes.Element | None
    #: Entries of the first level that lead to a document, by its name.
    ways: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    #: HTML of entries of the first level, as they stand beside pages that they do not lead to, by
    #: the folder of the page and the number of the entry.
    closed: dict[tuple[str, int], str] = field(default_factory=dict)


class ContentsBeside:
    """Gives templates the contents of the edition that is being written."""

    def __init__(self) -> None:
        self._tree: ContentsTree | None = None

    def forget(self, *_arguments: object) -> None:
        """Forget what was rendered before documents were read."""
        self._tree = None

    def offer(
        self,
        app: Sphinx,
        pagename: str,
        _template: str,
        context: dict[str, Any],
        _doctree: nodes.document | None,
    ) -> None:
        """Give the templates of this theme the contents, as a function of the depth."""
        if uses_this_theme(app.builder):
            builder = cast("StandaloneHTMLBuilder", app.builder)
            sphinx_s_own = context["toctree"]
            context["contents"] = lambda depth: (
                self.html(builder, pagename, depth)
                if depth > 0  # else each tree has a depth of its own
                else sphinx_s_own(maxdepth=_ALL, collapse=True, includehidden=True)
            )

    def html(self, builder: StandaloneHTMLBuilder, page: str, depth: int) -> str:
        """Return the contents beside *page*, of so many levels; only the way to it is open."""
        if self._tree is None:
            self._tree = read_tree(builder)
        tree = self._tree
        if tree.root is None:
            return ""
        folder = builder.get_target_uri(page).rpartition("/")[0]
        ways = tree.ways.get(page, ())
        beside = tree.root.copy()
        number = 0
        for part in tree.root.children:
            if not isinstance(part, nodes.bullet_list):
                beside += part.deepcopy()
                continue
            entries = part.copy()
            closed: list[str] = []  # in one node: a node for each entry of each page is dear
            for entry in part.children:
                assert isinstance(entry, nodes.Element)  # noqa: S101  # lists hold nothing else
                if number in ways:
                    entries += [*_raw(closed), entry.deepcopy()]
                    closed = []
                else:
                    if (folder, number) not in tree.closed:
                        tree.closed[folder, number] = _closed(builder, page, entry)
                    closed.append(tree.closed[folder, number])
                number += 1
            entries += _raw(closed)
            beside += entries
        return _render(builder, page, beside, depth)


def read_tree(builder: StandaloneHTMLBuilder) -> ContentsTree:
    """Return the tree of the edition that *builder* writes."""
    tree = ContentsTree(
        TocTree(builder.env).get_toctree_for(
            "",
            cast("Builder", _Unresolved(builder)),
            collapse=False,
            includehidden=True,
            maxdepth=_ALL,
        )
    )
    lists = tree.root.children if tree.root is not None else ()
    entries = (e for part in lists if isinstance(part, nodes.bullet_list) for e in part.children)
    for number, entry in enumerate(entries):
        for link in entry.findall(nodes.reference):
            tree.ways[_target(link)].add(number)
    return tree


def _target(link: nodes.Element) -> str:
    """Return the document that a link leads to."""
    return str(link["refuri"]).removesuffix(link["anchorname"])


def _closed(builder: StandaloneHTMLBuilder, page: str, entry: nodes.Element) -> str:
    """Return the HTML of an entry that does not lead to *page*, the same for all in its folder."""
    frame = _render(builder, page, _in_list(nodes.raw("", _PLACE, format="html")), 1)
    before, _, after = frame.partition(_PLACE)
    html = _render(builder, page, _in_list(entry.deepcopy()), 1)
    return html.removeprefix(before).removesuffix(after)


def _raw(closed: list[str]) -> list[nodes.raw]:
    """Return entries whose HTML is known as one node, or none."""
    return [nodes.raw("", "".join(closed), format="html")] if closed else []


def _in_list(entry: nodes.Element) -> nodes.Element:
    from sphinx.addnodes import compact_paragraph

    return compact_paragraph("", "", nodes.bullet_list("", entry), toctree=True)


def _render(builder: StandaloneHTMLBuilder, page: str, beside: nodes.Element, depth: int) -> str:
    """Return the HTML of *depth* levels of entries beside *page*, which are changed for it."""
    way = [
        docname
        for docname in TocTree(builder.env).get_toctree_ancestors(page)
        if builder.env.metadata[docname].get("tocdepth", 0) <= 0
    ]
    _leave_ways_aside(beside, set(way))
    links = list(beside.findall(nodes.reference))
    for link in links:
        if _target(link) == page:
            _mark(link)
    for part in beside.children:
        if isinstance(part, nodes.bullet_list):
            _close(part, depth - 1)
    for link in links:
        if link.get("internal"):
            link["refuri"] = builder.get_relative_uri(page, _target(link)) + link["anchorname"]
    return str(builder.render_partial(beside)["fragment"])


def _leave_ways_aside(beside: nodes.Element, way: set[str]) -> None:
    """Take away what stands under documents that are not on the way to the page.

    A document may stand in several places; to Sphinx, one way leads to it.
    """
    for entry in list(beside.findall(nodes.list_item)):
        link = next(iter(entry.findall(nodes.reference)), None)
        if link is not None and _target(link) not in way:
            for part in list(entry.children):
                if isinstance(part, nodes.bullet_list):
                    entry.remove(part)


def _mark(link: nodes.Element) -> None:
    """Mark the branch that leads to *link*, which leads to the page."""
    node: nodes.Element | None = link
    while node is not None:
        if not link["anchorname"]:
            node["classes"].append("current")
        node[_CURRENT] = True
        node = node.parent


def _close(entries: nodes.Element, depth: int) -> None:
    """Keep, under entries that lead to the page, *depth* levels, and none under the others."""
    for entry in entries.children:
        assert isinstance(entry, nodes.Element)  # noqa: S101  # lists hold nothing else
        for part in list(entry.children):
            if isinstance(part, nodes.bullet_list):
                if depth and (entry.get(_CURRENT) or part.get(_CURRENT)):
                    _close(part, depth - 1)
                else:
                    entry.remove(part)
