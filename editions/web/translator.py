"""HTML that Sphinx's writer leaves half said, for the web and for print."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeGuard

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.writers.html5 import HTML5Translator

from editions.borrowed.sphinx import count_rows_anew
from editions.catalogs.ids import is_message_id
from editions.interface import template_interface
from editions.languages import text_direction
from editions.translations.edition import compiled_folder, current_edition
from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


#: A dash that is set solid, with the word that it must not leave: the one before it, or, where
#: there is none, the one behind it.
_DASH = re.compile(r"(?:(?<!\S)[(“«]?—)?[^\s—<>&;]+—|(?<!\S)[(“«]?—[^\s—<>&;]+")
#: Two words with a hyphen, which a title keeps on one line: North-South.
_COMPOUND = re.compile(r"(?<![\w-])[^\W\d_]{2,12}-[^\W\d_]{2,12}(?![\w-])")
#: Where an address may be broken: before its marks, but not between two of them.
_JOINT = re.compile(r"(?<=\w)(?=[/.,?#=%_-]|&amp;)")
#: Classes that mean the same on a row as on each of its cells.
_FOR_ALL = frozenset({"notranslate"})


class EditionTranslator(HTML5Translator):
    """Says of every head in a table whether it is a row's or a column's, and what a dash is of."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        #: How the text of the edition runs.
        self.direction = current_edition(self.config).direction

    def starttag(self, node: Element, tagname: str, *args: Any, **kwargs: Any) -> str:
        """Write the start of an element; text in a language that runs the other way says so."""
        if tagname == "th" and isinstance(node, nodes.entry):
            in_body = isinstance(node.parent.parent, nodes.tbody)
            kwargs["scope"] = "row" if in_body else "col"
        for name in map(str, node.get("classes", ())):
            if name.startswith("language-"):
                direction = text_direction(name.removeprefix("language-"))
                if direction != self.direction:
                    kwargs["dir"] = direction
        if self.direction == "rtl" and is_shown_address(node):
            kwargs["dir"] = "ltr"  # its marks would change places
        return str(super().starttag(node, tagname, *args, **kwargs))

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils names it so
        """Write text, in which no line begins with a dash that closes, or ends with one that opens.

        Nor does a line of a title end within two words that a hyphen makes one.
        Classes, since a joiner in the text itself would be copied and searched for with it.
        """
        super().visit_Text(node)
        if "—" in node and self.body and not self.protect_literal_text:
            self.body[-1] = _DASH.sub(r'<span class="dashed">\g<0></span>', self.body[-1])
        elif "-" in node and isinstance(node.parent, nodes.title):
            self.body[-1] = _COMPOUND.sub(r'<span class="dashed">\g<0></span>', self.body[-1])


class WebTranslator(EditionTranslator):
    """Makes every section and paragraph a place to link to, and lets wide tables scroll.

    Elements bear no classes but their own, and a cell with one paragraph holds its text
    directly: the theme's style sheet needs no more, and a page of tables is a tenth lighter.
    """

    #: Classes that the base classes give to every element of a kind.
    _plain = frozenset({"reference", "internal", "head", "stub"})

    def starttag(self, node: Element, tagname: str, *args: Any, **kwargs: Any) -> str:
        """Write the start of an element."""
        if tagname in ("a", "th"):
            given = [*kwargs.pop("class", "").split(), *kwargs.pop("classes", [])]
            kwargs["classes"] = [name for name in given if name not in self._plain]
        return super().starttag(node, tagname, *args, **kwargs)

    def add_permalink_ref(self, node: Element, title: str) -> None:
        """Write a link to *node* itself, without text: a style sheet shows a sign."""
        builder = self.builder
        if not (node["ids"] and self.config.html_permalinks and builder.add_permalinks):
            return
        if builder.current_docname == self.config.root_doc:
            return  # a cover is one place
        interface_text = self.interface_text()
        if isinstance(node, nodes.section):
            name = interface_text("Link to this section")
        elif isinstance(node, nodes.paragraph):
            name = interface_text("Link to this paragraph")
        else:
            name = interface_text("Link to this place")
        self.body.append(
            f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{escape(name)}"></a>'
        )

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802  # docutils names it so
        """Write text; the address of a link may be broken before its marks."""
        super().visit_Text(node)
        if isinstance(node.parent, nodes.reference) and node.parent.get("refuri") == node:
            self.body[-1] = _JOINT.sub("<wbr>", self.body[-1])

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        """Write the start of a paragraph."""
        if not is_whole_cell(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        """Write the end of a paragraph, and a link to it where it is a block of its own."""
        if is_whole_cell(node):
            return
        if node["ids"] and is_message_id(node["ids"][0]):
            self.add_permalink_ref(node, "")
        super().depart_paragraph(node)

    def visit_table(self, node: nodes.table) -> None:
        """Write the start of a table, in a box that scrolls where the table is too wide."""
        title = next(iter(node.findall(nodes.title)), None)
        interface_text = self.interface_text()
        label = escape(title.astext() if title else interface_text("Table"))
        self.body.append(f'<div class="scroll" role="region" aria-label="{label}" tabindex="0">\n')
        aligned = {"class": f"align-{node['align']}"} if "align" in node else {}
        sized = {"style": f"width: {node['width']}"} if "width" in node else {}
        count_rows_anew(self)
        self.body.append(self.starttag(node, "table", **aligned, **sized))

    def depart_table(self, node: nodes.table) -> None:
        """Write the end of a table and of its box."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_row(self, node: Element) -> None:
        """Write the start of a row; what all its cells say of themselves, it says for them."""
        cells = [text for cell in node.children for text in cell.children if is_whole_cell(text)]
        if cells and len(cells) == len(node):
            for name in set.intersection(*(set(cell["classes"]) for cell in cells)) & _FOR_ALL:
                node["classes"].append(name)
                for cell in cells:
                    cell["classes"].remove(name)
        self.body.append(self.starttag(node, "tr", ""))
        node.column = 0  # type: ignore[attr-defined]  # where the base class counts the cells

    def visit_entry(self, node: nodes.entry) -> None:
        """Write the start of a cell, which is what its only paragraph is."""
        for text in filter(is_whole_cell, node.children):
            node["classes"] += text["classes"]
        super().visit_entry(node)

    def interface_text(self) -> Callable[[str], Markup]:
        """Return what translates the words that a page adds to its text."""
        edition = current_edition(self.config)
        return template_interface(compiled_folder(self.builder.doctreedir), edition)


def is_shown_address(node: Element) -> bool:
    """Tell whether *node* is a link whose text is its address."""
    if not isinstance(node, nodes.reference):
        return False
    text = node.astext()
    return node.get("refuri", " ") in (text, f"mailto:{text}")


def is_whole_cell(node: nodes.Node) -> TypeGuard[nodes.paragraph]:
    """Tell whether *node* is a paragraph that is all of a cell in a table."""
    return (
        isinstance(node, nodes.paragraph)
        and isinstance(node.parent, nodes.entry)
        and len(node.parent) == 1
        and not node["ids"]
    )


def choose_translator(app: Sphinx) -> None:
    """Let pages of this package's theme be written so; another theme has what it asks Sphinx for.

    What the project itself has registered for the builder keeps writing what is left to it.
    """
    name = app.builder.name
    if name in ("html", "dirhtml") and uses_this_theme(app.builder):
        own = app.registry.translators.get(name)
        bases = (WebTranslator,) if own is None else (WebTranslator, own)
        app.set_translator(name, type(WebTranslator.__name__, bases, {}), override=True)


def setup_translator(app: Sphinx) -> None:
    """Register what writes the pages of the web."""
    app.connect("builder-inited", choose_translator)
