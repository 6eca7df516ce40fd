"""Ids of blocks: the same in every edition, so that a reader can go from one to the other.

A heading is known by the id of its section.  Every other block that is a message bears an id
made from its msgid, ``b-1f0c9a3e``; what is no message, such as a table, a picture or a name
that is never translated, is counted by its kind, ``b-table-2``.

Documents are read once for all builders, so they bear the ids wherever one of them may want them;
the pages of another theme, and every other format, are written without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from docutils import nodes

from editions.borrowed.sphinx import messages_of
from editions.catalogs.ids import block_id, counted_id

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: What Sphinx knows of a document that was read with ids of blocks.
READ_WITH_IDS = "block-ids"
#: Attribute of a block that holds the id which it was given here.
OWN_ID = "block-id"
#: Builders of this package that set editions side by side, or may be read beside another one.
OWN_BUILDERS = frozenset({"pdf", "epub"})
#: Tag of a run whose pages are looked at while the text is written.
PREVIEW = "preview"
#: Tag of a run whose pages nobody reads: they are set side by side with those of another edition.
FOR_PAIRS = "for-pairs"

#: Blocks that bear an id of their own, each with the node's name.
_WORDED = (nodes.paragraph, nodes.term, nodes.line, nodes.rubric, nodes.attribution)
_COUNTED = (nodes.table, nodes.figure, nodes.literal_block, nodes.math_block, nodes.image)
#: Class of a table with its sources and files, which say nothing without it.
DATA_TABLE = "data-table"
#: What stands in one of these moves with it; its parts bear no ids.
_WHOLES = (nodes.table, nodes.figure)


class BlockIds:
    """The ids of one run of Sphinx."""

    def __init__(self, uses_this_theme: Callable[[Builder], bool]) -> None:
        self._uses_this_theme = uses_this_theme

    def find_unnamed(
        self, app: Sphinx, env: BuildEnvironment, added: set[str], *_: set[str]
    ) -> list[str]:
        """Return the documents that were read when nobody wanted ids."""
        if not self._may_be_wanted(app):
            return []
        documents = env.found_docs - added
        return sorted(name for name in documents if READ_WITH_IDS not in env.metadata[name])

    def add(self, app: Sphinx, doctree: nodes.document) -> None:
        """Give ids to the blocks of a document that is being read, if somebody may want them."""
        if self._may_be_wanted(app):
            app.env.metadata[app.env.docname][READ_WITH_IDS] = True
            add_block_ids(doctree)

    def drop(self, app: Sphinx, doctree: nodes.document, _docname: str) -> None:
        """Take ids out of a document that is about to be written: all, where nobody wants them.

        Otherwise those of copies, such as a list of what is to be done makes of blocks elsewhere.
        """
        own = bool(app.config.editions) and app.builder.name in OWN_BUILDERS
        wanted = own or PREVIEW in app.tags or self._uses_this_theme(app.builder)
        seen: set[str] = set()
        for block in doctree.findall(nodes.Element):
            name = block.get(OWN_ID)
            if name is not None and (not wanted or name in seen):
                block["ids"].remove(name)
                del block.attributes[OWN_ID]
            elif name is not None:
                seen.add(name)

    def _may_be_wanted(self, app: Sphinx) -> bool:
        return (
            bool(app.config.editions) or PREVIEW in app.tags or self._uses_this_theme(app.builder)
        )


def add_block_ids(doctree: nodes.document) -> None:
    """Give an id to every block of *doctree*, the same one in all editions."""
    messages = {id(node): msgid for node, msgid in messages_of(doctree)}
    taken = {name for node in doctree.findall(nodes.Element) for name in node["ids"]}
    seen: Counter[str] = Counter()
    for block in doctree.findall(nodes.Element):
        if not isinstance(block, (*_WORDED, *_COUNTED)) or _is_report(block):
            continue
        msgid = None if isinstance(block, _COUNTED) else messages.get(id(block))
        first = counted_id(block.tagname, 1) if msgid is None else block_id(msgid)
        seen[first] += 1
        if _is_part(block) or (block["ids"] and isinstance(block, _COUNTED)):
            continue
        if msgid is None and DATA_TABLE in block.parent["classes"]:
            continue
        number = seen[first]
        name = counted_id(block.tagname, number) if msgid is None else block_id(msgid, number)
        if name in taken:
            continue  # a label in the source, the same in all editions
        # First, so that the element itself bears it and the ids of the source stand inside; but
        # a term is linked to by the id that Sphinx made of it.
        place = len(block["ids"]) if isinstance(block, nodes.term) else 0
        block["ids"].insert(place, name)
        block[OWN_ID] = name


def _is_report(node: nodes.Node) -> bool:
    """Tell whether *node* belongs to what docutils reports, which differs between editions."""
    parent = node.parent
    while parent is not None:
        if isinstance(parent, nodes.system_message):
            return True
        parent = parent.parent
    return False


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


def setup_block_ids(app: Sphinx, uses_this_theme: Callable[[Builder], bool]) -> None:
    """Register the ids with Sphinx; *uses_this_theme* tells whose pages want them."""
    ids = BlockIds(uses_this_theme)
    app.connect("env-get-outdated", ids.find_unnamed)
    # Before the fallback text is marked (400), which wraps what stands in a block.
    app.connect("doctree-read", ids.add, priority=390)
    # When other extensions have put their copies in place (500).
    app.connect("doctree-resolved", ids.drop, priority=950)
