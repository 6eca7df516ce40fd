"""HTML that Sphinx's writer leaves half said, for the web and for print."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.writers.html5 import HTML5Translator

from editions.blocks import is_message_id
from editions.translation import compiled_folder, current_edition
from editions.words import template_words

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


class WebTranslator(EditionTranslator):
    """Makes every section and paragraph a place to link to, and lets wide tables scroll."""

    def add_permalink_ref(self, node: Element, title: str) -> None:
        """Write a link to *node* itself, without text: a style sheet shows a sign."""
        builder = self.builder
        if not (node["ids"] and self.config.html_permalinks and builder.add_permalinks):
            return
        if builder.current_docname == self.config.root_doc:
            return  # a cover is one place
        word = self.words()
        if isinstance(node, nodes.section):
            name = word("Link to this section")
        elif isinstance(node, nodes.paragraph):
            name = word("Link to this paragraph")
        else:
            name = word("Link to this place")
        self.body.append(
            f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{escape(name)}"></a>'
        )

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Write the end of a paragraph, and a link to it where it is a block of its own."""
        if node["ids"] and is_message_id(node["ids"][0]):
            self.add_permalink_ref(node, "")
        super().depart_paragraph(node)

    def visit_table(self, node: nodes.table) -> None:
        """Write the start of a table, in a box that scrolls where the table is too wide."""
        title = next(iter(node.findall(nodes.title)), None)
        word = self.words()
        label = escape(title.astext() if title else word("Table"))
        self.body.append(f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n')
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Write the end of a table and of its box."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def words(self) -> Callable[[str], Markup]:
        """Return what translates the words that a page adds to its text."""
        code = current_edition(self.config).code
        return template_words(compiled_folder(self.builder.doctreedir), code)


def setup_markup(app: Sphinx) -> None:
    """Let the web editions be written so."""
    for builder in ("html", "dirhtml"):
        app.set_translator(builder, WebTranslator)
