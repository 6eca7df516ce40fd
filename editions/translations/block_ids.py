"""Ids of blocks: the same in every edition, so that a reader can go from one to the other.

A heading is known by the id of its section.  Every other block that is a message bears an id
made from its msgid, ``b-1f0c9a3e``; what is no message, such as a table, a picture or a name
that is never translated, is counted by its kind, ``b-table-2``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import extract_messages

from editions.catalogs.ids import block_id, counted_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Blocks that bear an id of their own, each with the node's name.
_WORDED = (nodes.paragraph, nodes.term, nodes.line, nodes.rubric, nodes.attribution)
_COUNTED = (nodes.table, nodes.figure, nodes.literal_block, nodes.math_block, nodes.image)
#: What stands in one of these moves with it; its parts bear no ids.
_WHOLES = (nodes.table, nodes.figure)


def add_block_ids(app: Sphinx, doctree: nodes.document) -> None:
    """Give an id to every block of *doctree*, the same one in all editions."""
    messages = {id(node): msgid for node, msgid in extract_messages(doctree)}
    seen: Counter[str] = Counter()
    for block in doctree.findall(nodes.Element):
        if not isinstance(block, (*_WORDED, *_COUNTED)):
            continue
        msgid = None if isinstance(block, _COUNTED) else messages.get(id(block))
        first = counted_id(block.tagname, 1) if msgid is None else block_id(msgid)
        seen[first] += 1
        if _is_part(block) or (block["ids"] and isinstance(block, _COUNTED)):
            continue
        number = seen[first]
        # First, so that the element itself bears it and the ids of the source stand inside.
        name = counted_id(block.tagname, number) if msgid is None else block_id(msgid, number)
        block["ids"].insert(0, name)


def _is_part(node: nodes.Node) -> bool:
    """Tell whether *node* stands in a line, or in a block that moves as a whole."""
    parent = node.parent
    if isinstance(parent, nodes.TextElement):
        return True
    while parent is not None:
        if isinstance(parent, _WHOLES):
            return True
        parent = parent.parent
    return False


def setup_block_ids(app: Sphinx) -> None:
    """Register the ids with Sphinx."""
    # Before the fallback text is marked (400), which wraps what stands in a block.
    app.connect("doctree-read", add_block_ids, priority=390)
