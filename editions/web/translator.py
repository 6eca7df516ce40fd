"""HTML that Sphinx's writer leaves half said, for the web and for print."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeGuard

from docutils import nodes
from markupsafe import Markup, escape
from sphinx.writers.html5 import HTML5Translator

from editions.borrowed.sphinx import count_rows_anew
from editions.catalogs.ids import is_message_id
from editions.interface import template_interface
from editions.languages import text_direction
from editions.translations.edition import compiled_folder, current_edition
from editions.web.numerals import mark_names
from editions.web.theme import uses_this_theme
from editions.web.wrapping import Unbroken, keep_compounds, keep_dashes, part_address

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.application import Sphinx
    from sphinx.builders import Builder


#: Characters that the longest words of a row may have together, where none is to be broken.
_ROOM = 72
#: Rows of a table in which words are not counted.
_MANY_ROWS = 200
#: What ends its lines by its own rules.
_OWN_LINES = (nodes.literal_block, nodes.title)
#: What has figures as high as capitals.
_LINING = (nodes.table, nodes.line)
#: Classes of words that are seen to be what they are: the text of a reference, a translated title.
_SEEN = frozenset({"doc", "std", "std-doc", "std-ref", "std-numref", "title-translation"})
#: No link is called by more characters of what it leads to.
_LONGEST = 100
#: Classes that mean the same on a row as on each of its cells.
_FOR_ALL = frozenset({"notranslate"})


class EditionTranslator(HTML5Translator):
    """Says of every head in a table whether it is a row's or a column's, and what a dash is of."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        edition = current_edition(self.config)
        #: How the text of the edition runs.
        self.direction = edition.direction
        #: Knows what stands on one line.
        self.lines = Unbroken.of(edition.cldr)
        #: In the table that is written, two words with a hyphen have room on one line.
        self.has_room = False

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

        Nor does a line end within a name, a date or a range, or, in a title or a cell, within two
        words that a hyphen makes one.  Classes, since a joiner in the text itself would be copied
        and searched for with it.
        """
        super().visit_Text(node)
        if self.body and not self.protect_literal_text:
            self.body[-1] = self.wrapped(node, self.body[-1])

    def wrapped(self, node: nodes.Text, markup: str) -> str:
        """Return *markup* of a text, with marks where its lines may end, and where not."""
        if is_shown_address(node.parent):
            return self.wrapped_address(markup)
        markup = self.kept_end(node, markup)  # first: what follows puts elements into the text
        if "—" in node:
            markup = keep_dashes(markup)
        elif "-" in node and (self.is_of_heading(node) or (self.has_room and is_in_cell(node))):
            markup = keep_compounds(markup)
        if is_within(node, _OWN_LINES):
            return markup
        markup = self.unbroken(node, markup)
        return markup if is_within(node, _LINING) else mark_names(markup)

    def unbroken(self, node: nodes.Text, markup: str) -> str:
        """Return *markup* of a text with marks around what stands on one line.

        In a list of works, each of which has dates, the year may stand alone.
        """
        return self.lines.keep_lightly(markup, years=not is_of_work(node))

    def wrapped_address(self, markup: str) -> str:
        """Return the *markup* of an address, with marks where its lines may end."""
        return part_address(markup)

    def kept_end(self, _node: nodes.Text, markup: str) -> str:
        """Return *markup* of a text, with marks for its last line; a style sheet keeps it whole."""
        return markup

    def visit_tgroup(self, node: nodes.tgroup) -> None:
        """Begin the parts of a table."""
        self.has_room = has_room(node)
        super().visit_tgroup(node)

    def is_of_heading(self, node: nodes.Text) -> bool:
        """Tell whether a text is a heading's."""
        return isinstance(node.parent, nodes.title)

    def visit_reference(self, node: Element) -> None:
        """Write the start of a link; Sphinx gives one around a picture the picture's own ids."""
        for image in node.children:
            if isinstance(image, nodes.image):
                image["ids"] = [name for name in image["ids"] if name not in node["ids"]]
        super().visit_reference(node)

    def visit_repeated_author(self, node: Element) -> None:
        """Write the start of the sign for an author, which is heard as the author."""
        self.body.append(
            f'<span class="unseen">{escape(node["author"])}</span><span aria-hidden="true">'
        )

    def depart_repeated_author(self, _node: Element) -> None:
        """Write the end of the sign."""
        self.body.append("</span>")


class WebTranslator(EditionTranslator):
    """Makes every section and paragraph a place to link to, and lets wide tables scroll.

    Elements bear no classes but their own, and a cell with one paragraph holds its text
    directly: the theme's style sheet needs no more, and a page of tables is a tenth lighter.
    """

    #: Classes that the base classes give to every element of a kind.
    _plain = frozenset({"reference", "internal", "external", "head", "stub"})

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        #: How many links of the page have each name, and how many paragraphs and places have one.
        self.names: Counter[str] = Counter()
        edition = current_edition(self.config)
        #: Translates the words that a page adds to its text.
        self.interface_text = template_interface(compiled_folder(builder.doctreedir), edition)

    def starttag(self, node: Element, tagname: str, *args: Any, **kwargs: Any) -> str:
        """Write the start of an element."""
        if tagname in ("a", "th"):
            given = [*kwargs.pop("class", "").split(), *kwargs.pop("classes", [])]
            kwargs["classes"] = [name for name in given if name not in self._plain]
        elif kwargs.get("CLASS") == "docutils container":
            del kwargs["CLASS"]
        if kwargs.get("ROLE") == "heading":
            del kwargs["ROLE"]  # of the caption of a contents: Sphinx does not say of which level
        return super().starttag(node, tagname, *args, **kwargs)

    def add_permalink_ref(self, node: Element, title: str) -> None:
        """Write a link to *node* itself, without text: a style sheet shows a sign."""
        builder = self.builder
        if not (node["ids"] and self.config.html_permalinks and builder.add_permalinks):
            return
        if builder.current_docname == self.config.root_doc:
            return  # a cover is one place
        name = self.name_of_link(node)
        self.body.append(f'<a class="headerlink" href="#{node["ids"][0]}" aria-label="{name}"></a>')

    def name_of_link(self, node: Element) -> Markup:
        """Return the name of the link to *node* itself, which no other one on the page has."""
        words = words_of(node)
        if isinstance(node, nodes.paragraph) or not words:
            kind = "paragraph" if words else "place"
            self.names[kind] += 1
            pattern = (
                self.interface_text("Link to paragraph {number}")
                if words
                else self.interface_text("Link to place {number}")
            )
            return pattern.replace("{number}", str(self.names[kind]))
        name = self.interface_text("Link to “{title}”").replace("{title}", words)
        self.names[name] += 1
        return name + (f" ({self.names[name]})" if self.names[name] > 1 else "")

    def visit_inline(self, node: nodes.inline) -> None:
        """Write the start of words that are set apart; nothing where they are not."""
        if not is_bare(node):
            super().visit_inline(node)

    def depart_inline(self, node: nodes.inline) -> None:
        """Write their end."""
        if not is_bare(node):
            super().depart_inline(node)

    def visit_title(self, node: nodes.title) -> None:
        """Write the start of a title."""
        if not isinstance(node.parent, nodes.table):
            super().visit_title(node)
            return
        self.body.append(self.starttag(node, "caption", ""))
        self.add_fignumber(node.parent)

    def depart_title(self, node: nodes.title) -> None:
        """Write the end of a title; the link to its section stands behind it, not in its name."""
        if isinstance(node.parent, nodes.table):
            self.body.append("</caption>\n")
        elif isinstance(node.parent, nodes.section):
            self.body.append(self.context.pop())
            self.add_permalink_ref(node.parent, "")
        else:
            super().depart_title(node)

    def depart_caption(self, node: nodes.caption) -> None:
        """Write the end of a caption; the link to a figure stands behind the figure."""
        if isinstance(node.parent, nodes.figure):
            self.body.append("</span></p>\n")
        else:
            super().depart_caption(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Write the end of *node*, and a link to a figure of any kind that has a name."""
        super().dispatch_departure(node)
        if isinstance(node, nodes.figure) and any(isinstance(n, nodes.caption) for n in node):
            self.add_permalink_ref(node, "")

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

    def visit_literal_block(self, node: nodes.literal_block) -> None:
        """Write a block of code, which those without a mouse can scroll where it is too wide."""
        before = len(self.body)
        try:
            super().visit_literal_block(node)
        finally:  # highlighted code is written at once, and ends the visit
            written = "".join(self.body[before:]).replace("<pre", '<pre tabindex="0"', 1)
            self.body[before:] = [written]

    def visit_table(self, node: nodes.table) -> None:
        """Write the start of a table, in a box that scrolls where the table is too wide."""
        title = next((child for child in node if isinstance(child, nodes.title)), None)
        named = "label", escape(title.astext()) if title else self.interface_text("Table")
        if title and node["ids"]:
            named = "labelledby", node["ids"][0]
        role = "region" if title else "group"  # the names of regions are told apart
        attributes = 'role="{}" aria-{}="{}" tabindex="0"'.format(role, *named)
        self.body.append(f'<div class="scroll" {attributes}>\n')
        aligned = {"class": f"align-{node['align']}"} if "align" in node else {}
        sized = {"style": f"width: {node['width']}"} if "width" in node else {}
        count_rows_anew(self)
        self.body.append(self.starttag(node, "table", **aligned, **sized))

    def depart_table(self, node: nodes.table) -> None:
        """Write the end of a table and of its box, and a link to it where it has a name."""
        super().depart_table(node)
        self.body.append("</div>\n")
        if isinstance(next(iter(node), None), nodes.title):
            self.add_permalink_ref(node, "")

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


def is_bare(node: Element) -> bool:
    """Tell whether *node* says nothing of its words that the theme would show."""
    return not node["ids"] and _SEEN.issuperset(node["classes"])


def words_of(node: Element) -> str:
    """Return what *node* is called: its title or caption, or all that it says, shortened."""
    titles = (child for child in node if isinstance(child, (nodes.title, nodes.caption)))
    words = " ".join(next(titles, node).astext().split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def is_within(node: nodes.Node, kinds: tuple[type[nodes.Node], ...]) -> bool:
    """Tell whether *node* is in an element of one of these kinds."""
    above = node.parent
    while above is not None and not isinstance(above, kinds):
        above = above.parent
    return above is not None


def is_of_work(node: nodes.Node) -> bool:
    """Tell whether *node* is in an entry of a list of works."""
    above = node.parent
    while above is not None and "entry" not in above.get("classes", ()):
        above = above.parent
    return above is not None


def is_in_cell(node: nodes.Node) -> bool:
    """Tell whether *node* is within a cell of a table."""
    return is_within(node, (nodes.entry,))


def has_room(table: nodes.tgroup) -> bool:
    """Tell whether a line has room for the longest words of all columns."""
    rows = list(table.findall(nodes.row))
    if len(rows) > _MANY_ROWS:
        return False
    longest: Counter[int] = Counter()
    for row in rows:
        for column, entry in enumerate(row):
            longest[column] = max(longest[column], *map(len, entry.astext().split() or [""]))
    return longest.total() <= _ROOM


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
