"""Text that stands in several lines of the source, joined as its script wants it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from docutils import nodes

from editions.catalogs.lines import breaks
from editions.web.theme import is_left_to_sphinx

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: Elements whose text stands as it is written, and what stands for a letter of it.
_AS_WRITTEN = (nodes.literal, nodes.math, nodes.raw)
_OPAQUE = "\ufffc"


def join_text(doctree: nodes.document, app: Sphinx) -> None:
    """Take out the line breaks between letters that are written close, such as Chinese ones."""
    if is_left_to_sphinx(app):
        return
    for block in list(doctree.findall(nodes.TextElement)):
        if isinstance(block, (nodes.FixedTextElement, nodes.Inline)):
            continue
        if "\n" in block.astext():
            join_block(block)


def join_block(block: nodes.TextElement) -> None:
    """Join the lines of one block, whatever inline elements they go through."""
    leaves = list(block.findall(nodes.Text))
    texts = [
        _OPAQUE * len(leaf) if isinstance(leaf.parent, _AS_WRITTEN) else leaf for leaf in leaves
    ]
    starts: list[int] = []
    length = 0
    for leaf in leaves:
        starts.append(length)
        length += len(leaf)
    cuts: dict[int, list[tuple[int, int]]] = {}
    for start, end in breaks("".join(texts)):
        while start < end:  # a break may go from one element into the next
            at = bisect_right(starts, start) - 1
            stop = min(end, starts[at] + len(leaves[at]))
            cuts.setdefault(at, []).append((start - starts[at], stop - starts[at]))
            start = stop
    for at, places in cuts.items():
        text = str(leaves[at])
        for start, end in reversed(places):
            text = text[:start] + text[end:]
        leaves[at].parent.replace(leaves[at], nodes.Text(text))


def setup_lines(app: Sphinx) -> None:
    """Register what joins lines before pages are written."""
    app.connect("doctree-resolved", lambda app, doctree, _docname: join_text(doctree, app))
