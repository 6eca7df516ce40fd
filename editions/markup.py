"""HTML that Sphinx's writer leaves half said, for the web and for print."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx


class EditionTranslator(HTML5Translator):
    """Says of every head in a table whether it is a row's or a column's."""

    def starttag(self, node: Element, tagname: str, *args: Any, **kwargs: Any) -> str:
        """Write the start of an element."""
        if tagname == "th" and isinstance(node, nodes.entry):
            in_body = isinstance(node.parent.parent, nodes.tbody)
            kwargs["scope"] = "row" if in_body else "col"
        return str(super().starttag(node, tagname, *args, **kwargs))


def setup_markup(app: Sphinx) -> None:
    """Let the web editions be written so."""
    for builder in ("html", "dirhtml"):
        app.set_translator(builder, EditionTranslator)
