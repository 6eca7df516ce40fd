"""Nodes of other people's extensions, for what runs no script: paper and reading systems.

An extension says how its nodes are written as HTML, and that is used.  Where it says nothing of
a node, or fails, the words of the node are written, with a warning that says where it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from types import MethodType
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from editions.borrowed.sphinx import node_handlers
from editions.web.translator import EditionTranslator
from editions.web.unscripted import end_tags

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.builders import Builder

logger = logging.getLogger(__name__)

#: Nodes that a program draws, and the attribute that holds what it draws.
DIAGRAMS = {
    "graphviz": "code",
    "inheritance_diagram": "content",
    "mermaid": "code",
    "plantuml": "uml",
    "kroki": "code",
}
#: Nodes that are a link wherever nothing plays, although their extension has other forms for that.
PLAYERS = frozenset(("video_node", "youtube", "vimeo", "peertube"))
#: What shows that something has been drawn.
_DRAWN = ("<img", "<svg", "<object")


class UnscriptedTranslator(EditionTranslator):
    """Writes HTML for what runs no script, whatever becomes of the handlers of others."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        #: Where the elements begin that handlers of extensions have not ended yet.
        self.beginnings: dict[nodes.Node, int] = {}
        #: Something was written that is not this package's, Sphinx's or docutils'.
        self.has_foreign_html = False

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Write the start of *node*; where another's handler fails, its words only."""
        if not (isinstance(node, nodes.Element) and self.is_foreign(node, "visit")):
            super().dispatch_visit(node)
            return
        self.has_foreign_html = True
        place = self.beginnings[node] = len(self.body)
        try:
            super().dispatch_visit(node)
        except nodes.SkipNode:
            self.check_diagram(node, place)
            raise
        except nodes.TreePruningException:
            raise
        except Exception as error:  # it is anybody's
            del self.body[place:]
            self.warn(node, f"could not be written ({type(error).__name__}: {error})")
            self.write_words(node)
            raise nodes.SkipDeparture from error
        self.check_diagram(node, place)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Write the end of *node*."""
        if not (isinstance(node, nodes.Element) and self.is_foreign(node, "depart")):
            if hasattr(self, f"depart_{self.kind(node, 'visit')}"):
                super().dispatch_departure(node)
            return
        try:
            super().dispatch_departure(node)
        except nodes.TreePruningException:
            raise
        except Exception as error:  # it is anybody's
            self.warn(node, f"could not be ended ({type(error).__name__}: {error})")
            self.body.append(end_tags("".join(self.body[self.beginnings[node] :])))

    def kind(self, node: nodes.Node, step: str) -> str:
        """Return the name of the class under which *node* is written; empty where it is not."""
        names = (kind.__name__ for kind in type(node).__mro__)
        return next((name for name in names if hasattr(self, f"{step}_{name}")), "")

    def is_foreign(self, node: nodes.Node, step: str) -> bool:
        """Tell whether the handler of an extension writes the start or the end of *node*."""
        return f"{step}_{self.kind(node, step)}" in vars(self)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Write the words of a node whose extension says nothing of HTML."""
        if not isinstance(node, nodes.Element):
            return
        self.warn(node, "has no form in HTML, and stands as its words alone")
        self.write_words(node)

    def unknown_departure(self, node: nodes.Node) -> None:
        """Leave it at that."""

    def write_words(self, node: Element) -> None:
        """Write what a node without content keeps elsewhere; its content writes itself."""
        if not node.children and (words := kept_words(node)):
            self.body.append(f"<pre>{escape(words)}</pre>\n")

    def check_diagram(self, node: Element, place: int) -> None:
        """Write the source of a diagram that its handler has not drawn since *place*."""
        words = str(node.get(DIAGRAMS.get(type(node).__name__, ""), ""))
        if not words or any(sign in part for part in self.body[place:] for sign in _DRAWN):
            return
        del self.body[place:]
        self.warn(
            node,
            "is not drawn, and its source stands in its place; install the program that its"
            " extension calls, and let the extension write pictures (SVG or PNG)",
        )
        self.body.append(f"<pre>{escape(words)}</pre>\n")

    def warn(self, node: Element, message: str) -> None:
        """Say what became of the node of another extension."""
        logger.warning(
            "the element %r %s",
            type(node).__name__,
            message,
            location=placed(node),
            type="editions",
            subtype="element",
        )


def placed(node: nodes.Node) -> nodes.Node:
    """Return *node*, or the nearest one around it that knows its line."""
    around: nodes.Node | None = node
    while around is not None and around.line is None:
        around = around.parent
    return around or node


def kept_words(node: Element) -> str:
    """Return the text that a node without content keeps in its source or an attribute."""
    names: Iterable[str] = ("code", "uml", "content", "text", "alt", "title", "caption", "name")
    values = (node.get(name) for name in names)
    return next((v for v in (node.rawsource, *values) if isinstance(v, str) and v.strip()), "")


def use_handlers(translator: nodes.NodeVisitor, builder: Builder) -> None:
    """Give a translator the handlers that extensions have for a builder or for HTML.

    Sphinx gives it either those for the builder's name or those for its format.  What the
    translator itself does otherwise than for a screen goes before what is for any HTML.
    """
    if not isinstance(translator, UnscriptedTranslator):
        return
    known = node_handlers(builder)
    own = {
        name
        for kind in type(translator).__mro__[: type(translator).__mro__.index(UnscriptedTranslator)]
        for name in vars(kind)
    }
    for name in known[builder.format].keys() - (known[builder.name].keys() - PLAYERS):
        if f"visit_{name}" in own:
            for attribute in (f"visit_{name}", f"depart_{name}"):
                vars(translator).pop(attribute, None)
            continue
        visit, depart = known[builder.format][name]
        setattr(translator, f"visit_{name}", MethodType(visit, translator))
        if depart:
            setattr(translator, f"depart_{name}", MethodType(depart, translator))
