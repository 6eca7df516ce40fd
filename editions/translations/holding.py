"""References out of Sphinx's sight while it translates a document, and the names of its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes

#: What Sphinx compares.
_REFERENCES = (
    nodes.reference,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.target,
    addnodes.pending_xref,
)


class HeldReference(nodes.Inline, nodes.TextElement):
    """Stands for a reference while Sphinx translates."""

    def __init__(self, node: nodes.Element) -> None:
        super().__init__()
        self.node = node

    def astext(self) -> str:
        """Return the text of the reference, of which names are made."""
        return str(self.node.astext())

    def copy(self) -> HeldReference:
        """Return a copy, as docutils wants it."""
        return HeldReference(self.node)

    def deepcopy(self) -> HeldReference:
        """Return a copy, as docutils wants it."""
        return HeldReference(self.node.deepcopy())


def hold(holder: nodes.Element) -> list[nodes.Element]:
    """Put a `HeldReference` in the place of each reference under *holder*; return these."""
    found = [node for node in holder.findall() if isinstance(node, _REFERENCES)]
    held: list[nodes.Element] = []
    for node in found:
        if node is holder or any(parent in held for parent in _parents(node, holder)):
            continue
        node.replace_self(HeldReference(node))
        held.append(node)
    return held


def release(holder: nodes.Element) -> list[nodes.Element]:
    """Put the references back; return them."""
    held = list(holder.findall(HeldReference))
    for place in held:
        place.parent.replace(place, place.node)
    return [place.node for place in held]


def _parents(node: nodes.Node, last: nodes.Node) -> Iterator[nodes.Node]:
    while node is not last and node.parent is not None:
        node = node.parent
        yield node


class DocumentNames:
    """The names of a document, before Sphinx adds those of translated titles."""

    def __init__(self, document: nodes.document) -> None:
        self.document = document
        self.ids = dict(document.nameids)
        self.types = dict(document.nametypes)
        self.places = dict(document.ids)
        self.names = [
            (node, list(node["names"]), list(node["dupnames"]))
            for node in document.findall(nodes.Element)
            if node["names"] or node["dupnames"]
        ]
        self.targets = [(t, t["refname"]) for t in document.findall(nodes.target) if "refname" in t]

    def restore(self) -> dict[str, str]:
        """Undo what has been added; return it, names to ids."""
        document = self.document
        added = {
            name: place
            for name, place in document.nameids.items()
            if place is not None and name not in self.ids
        }
        document.nameids, document.nametypes = self.ids, self.types
        for name, node in self.places.items():
            document.ids.setdefault(name, node)
        for node, names, dupnames in self.names:
            node["names"], node["dupnames"] = names, dupnames
        for target, refname in self.targets:
            target["refname"] = refname
        return added


@dataclass(frozen=True)
class HeldDocument:
    """What was in a document before it was translated."""

    names: DocumentNames
    #: Messages and their references.
    messages: list[tuple[nodes.Element, list[nodes.Element]]]
    #: Text that is set as it is typed and holds markup, and its messages.
    literals: list[tuple[nodes.Element, str]]
    #: Links without a name, which lead to the targets without one in their order.
    anonymous: list[nodes.reference]
