"""Tables and figures of the data in documents: directives, a role, downloads, messages.

Everything becomes standard docutils nodes, already in the words and numbers of the edition:
the messages have a catalog of their own, and Sphinx's i18n leaves these nodes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from editions.citations.domain import cite_entry, cite_textually
from editions.languages import DOWNLOADS
from editions.phrases import phrase
from editions.tables.environment import DATA_EVENT, FOLDER, Exhibits, package_name
from editions.tables.figures import Table, find_figure, some
from editions.tables.formatting import Forms, Label
from editions.tables.views import (
    LONG,
    UNBROKEN,
    Cell,
    Head,
    View,
    ViewError,
    column_widths,
    make_view,
    row_classes,
    unbroken_columns,
)
from editions.tables.wording import (
    DOWNLOAD,
    LIST_SEPARATOR,
    PACKAGE,
    POINTER,
    SOURCE,
    STATED_IN,
    Phrase,
)
from editions.translations.block_ids import DATA_TABLE
from editions.translations.guards import UNTRANSLATED, Translations

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

#: Above this, the columns of a table are as wide as their longest words want, by a rough
#: count: to measure every cell again for every page takes a time that grows with the square.
VAST = 200


def names_in(argument: str) -> list[str]:
    """Return the names in an argument, with spaces or commas between them."""
    return argument.replace(",", " ").split()


class DataDirective(SphinxDirective):
    """A directive that knows the data."""

    exhibits: ClassVar[Exhibits]

    def run(self) -> list[nodes.Node]:
        try:
            return self.make(self.exhibits.need())
        except (LookupError, ViewError) as error:
            message = error.args[0]
            logger.error(message, location=self.get_location(), type="editions", subtype="data")
            return []

    def make(self, forms: Forms) -> list[nodes.Node]:
        """Return the nodes."""
        raise NotImplementedError

    def table_called(self, name: str, forms: Forms) -> Table:
        """Return a table; the document is read again when its data change.

        Raises:
            LookupError: there is none.
        """
        self.exhibits.note(self.env, [name] if name in forms.data.tables else [])
        if name not in forms.data.tables:
            raise LookupError(
                phrase(
                    "there is no table {name!r}; the tables are {tables}",
                    name=name,
                    tables=some(forms.data.tables),
                )
            )
        return forms.data.tables[name]

    def paragraph(self, name: str, children: Sequence[nodes.Node]) -> nodes.paragraph:
        """Return a paragraph of a class of its own that is no message for Sphinx."""
        node = nodes.paragraph("", "", *children, classes=[name], translatable=False)
        self.set_source_info(node)
        return node

    def link(
        self, phrase: Phrase, file: str, kind: str, of: Label | None = None
    ) -> nodes.paragraph:
        """Return a paragraph with a link to a file, which is heard with what it is *of*."""
        label = self.exhibits.need().label(phrase.text)
        link = nodes.reference("", "", internal=True, refuri="", download=file)
        link += self.exhibits.text(label)
        if of is not None:
            language = [] if of.translated else [self.exhibits.original_class]
            link += nodes.inline("", f": {of.text}", classes=["unseen", *language])
        return self.paragraph(kind, [link])

    def joined(self, items: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Put the list's mark between *items*."""
        return [node for item in items for node in (nodes.Text(LIST_SEPARATOR), item)][1:]

    def inline(self, text: str) -> list[nodes.Node]:
        """Parse an option's text, which an editor wrote in the document."""
        children, messages = self.parse_inline(text)
        return [*children, *messages]

    def caption(self, kind: type[nodes.TextElement], of_data: Label) -> nodes.TextElement:
        """Return the caption: an editor's own, which is an ordinary message, or the data's."""
        own = self.options.get("caption")
        if own is not None:
            title = kind(own, "", *self.inline(own))
        else:
            title = kind("", "", *self.exhibits.text(of_data), translatable=False)
        self.set_source_info(title)
        return title

    def notes(self, of_data: Sequence[Label]) -> list[nodes.Node]:
        """Return the notes of the data, then an editor's own."""
        found: list[nodes.Node] = [
            self.paragraph("data-note", self.exhibits.text(note)) for note in of_data
        ]
        for text in filter(None, self.options.get("notes", "").split("\n")):
            note = nodes.paragraph(text, "", *self.inline(text), classes=["data-note"])
            self.set_source_info(note)
            found.append(note)
        return found

    def sources(self, names: Sequence[str], forms: Forms) -> list[nodes.Node]:
        """Return the line that says where the figures come from, an editor's own or none."""
        own = self.options.get("source")
        if own is not None:
            line = nodes.paragraph(own, "", *self.inline(own), classes=["data-source"])
            self.set_source_info(line)
            return [line]
        if not names:
            return []
        children = self.exhibits.around(
            SOURCE, self.joined([self.source(name, forms) for name in names])
        )
        return [self.paragraph("data-source", children)]

    def source(self, name: str, forms: Forms) -> nodes.Node:
        """Return the name of an institution, linked to its work if it has one, or a citation."""
        institution = forms.data.institution(name)
        if institution is None:
            return self.cited(cite_textually(name))
        label = self.exhibits.text(forms.label(institution.title.text))
        if institution.reference:
            return self.cited(cite_entry(institution.reference, *label))
        return nodes.inline("", "", *label)

    def cited(self, node: nodes.Element) -> nodes.Element:
        """Return a citation that knows where it stands."""
        self.set_source_info(node)
        return node

    def to_table(self, name: str, forms: Forms, *, must_stand: bool = True) -> nodes.Node:
        """Return a link to a table, which bears its caption, and *must stand* in a document."""
        caption = forms.label(forms.data.tables[name].resource.caption.text)
        link = addnodes.pending_xref(
            "",
            nodes.inline("", caption.text),
            refdomain="std",
            reftype="ref",
            reftarget=f"table-{name}",
            refexplicit=True,
            refwarn=must_stand,
            refdoc=self.env.docname,
        )
        if caption.translated:
            return link
        return nodes.inline("", "", link, classes=[UNTRANSLATED, self.exhibits.original_class])


class DataTable(DataDirective):
    """``.. data-table:: NAME``: one table of the data."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "columns": names_in,
        "order": names_in,
        "caption": directives.unchanged_required,
        "notes": directives.unchanged_required,
        "source": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def make(self, forms: Forms) -> list[nodes.Node]:
        name = self.arguments[0]
        view = make_view(
            self.table_called(name, forms),
            forms,
            self.options.get("columns", ()),
            self.options.get("order", ()),
        )
        box = nodes.container(classes=[DATA_TABLE])
        box += self.table(view) if len(view.heads) > 1 else self.items(view)
        box += self.notes(view.notes)
        box += self.sources(view.table.sources, forms)
        box += self.chapters(view.table.chapters)
        box += self.link(DOWNLOAD, f"{FOLDER}/{name}.csv", "data-download", view.caption)
        return [box]

    def items(self, view: View) -> list[nodes.Node]:
        """Return a table of one column, which is a list, under its caption."""
        title = self.labelled(self.caption(nodes.rubric, view.caption), view)
        items = nodes.bullet_list(classes=self.options.get("class", []))
        for number, (cell,) in enumerate(view.rows):
            item = nodes.list_item("", self.text(cell))
            item["ids"] += [f"{title['ids'][0]}-{view.names[number]}"] if view.names else []
            items += item
        return [title, items]

    def labelled(self, node: nodes.Element, view: View) -> nodes.Element:
        """Give *node* the label by which documents refer to the table."""
        self.set_source_info(node)
        label = self.options.get("name", f"table-{view.table.resource.name}")
        node["names"].append(nodes.fully_normalize_name(label))
        self.state.document.note_explicit_target(node, node)
        return node

    def table(self, view: View) -> nodes.table:
        """Return the table itself."""
        kinds = ["data", "vast" if len(view.rows) > VAST else "colwidths-auto"]
        kinds += ["long"] if len(view.rows) > LONG else []
        table = nodes.table(classes=[*kinds, *self.options.get("class", [])])
        self.labelled(table, view)
        table += self.caption(nodes.title, view.caption)
        group = nodes.tgroup(cols=len(view.heads))
        table += group
        for head, width in zip(view.heads, column_widths(view), strict=True):
            group += nodes.colspec(colwidth=width, stub=head.field.role == "heading")
        row = nodes.row()
        row += [self.head(head) for head in view.heads]
        group += nodes.thead("", row)
        body = nodes.tbody()
        unbroken = unbroken_columns(view)
        for number, cells in enumerate(view.rows):
            row = nodes.row(classes=row_classes(number, len(view.rows)))
            row["classes"] += [view.names[number]] if view.names else []
            row += map(self.cell, cells, unbroken)
            body += row
        group += body
        return table

    def head(self, head: Head) -> nodes.entry:
        """Return the head of a column."""
        text = nodes.paragraph("", "", *self.exhibits.text(head.label), translatable=False)
        if head.unit.text:
            unit = nodes.inline("", "", *self.exhibits.text(head.unit), classes=["unit"])
            text += [nodes.Text(" "), unit]
        classes = ["number"] if head.field.role == "number" else []
        classes += [head.name] if head.name else []
        return nodes.entry("", text, classes=classes)

    def cell(self, cell: Cell, unbroken: bool) -> nodes.entry:
        """Return one cell; a number says what it lacks to stand under the longest one."""
        classes = [UNBROKEN] if unbroken else []
        if cell.field.role == "number":
            classes.append("number")
            own, most = cell.places
            if most > own and not cell.empty:
                classes.append(f"whole-{most}" if own == 0 else f"short-{most - own}")
        if cell.empty:
            classes.append("empty")
        return nodes.entry("", self.text(cell), classes=classes)

    def text(self, cell: Cell) -> nodes.paragraph:
        """Return the text of a cell; a name says in which language it is."""
        text = nodes.paragraph("", "", *self.exhibits.text(cell.label), translatable=False)
        if cell.field.role == "name" and not cell.empty:
            text["classes"] += ["notranslate", *self.language(cell.field.language)]
        return text

    def language(self, code: str) -> list[str]:
        """Return the class of the language of a name."""
        tags = {edition.code: edition.lang for edition in self.config.editions}
        return [f"language-{tags.get(code, code)}"] if code else []

    def chapters(self, names: Sequence[str]) -> list[nodes.Node]:
        """Return the line that says which chapters state the figures."""
        links = [self.chapter(name) for name in names]
        children = self.exhibits.around(STATED_IN, self.joined(links))
        return [self.paragraph("data-source", children)] if links else []

    def chapter(self, docname: str) -> addnodes.pending_xref:
        """Return a link to a document, which bears its title."""
        return addnodes.pending_xref(
            "",
            nodes.inline("", docname),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{docname}",
            refexplicit=False,
            refwarn=True,
            refdoc=self.env.docname,
        )


class DataPointer(DataDirective):
    """``.. data-pointer::``: links to the tables with figures of this chapter, and to others."""

    optional_arguments = 1
    final_argument_whitespace = True

    def make(self, forms: Forms) -> list[nodes.Node]:
        self.exhibits.note(self.env)
        tables = forms.data.tables
        names = [n for n, table in tables.items() if self.env.docname in table.chapters]
        for name in names_in(self.arguments[0]) if self.arguments else []:
            if name not in tables:
                raise LookupError(
                    phrase(
                        "there is no table {name!r}; the tables are {tables}",
                        name=name,
                        tables=some(tables),
                    )
                )
            names.append(name)
        if not names:
            raise LookupError(
                phrase(
                    "no table has figures of the document {docname!r}; name it as 'chapter' "
                    "in {shown}, or name a table here",
                    docname=self.env.docname,
                    shown=forms.data.package.shown,
                )
            )
        links = [self.to_table(name, forms) for name in dict.fromkeys(names)]
        children = self.exhibits.around(POINTER, self.joined(links))
        return [self.paragraph("data-pointer", children)]


class DataPackage(DataDirective):
    """``.. data-package::``: a link to all tables with their description."""

    def make(self, forms: Forms) -> list[nodes.Node]:
        self.exhibits.note(self.env)
        return [self.link(PACKAGE, f"{DOWNLOADS}/{package_name(forms.data)}", "data-download")]


class ValueRole(SphinxRole):
    """``:value:`table/row/column```: one figure, in the form and with the unit of the edition."""

    exhibits: ClassVar[Exhibits]

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        try:
            forms = self.exhibits.need()
            figure = find_figure(self.text, forms.data.tables)
        except LookupError as error:
            message = f":value:`{self.text}`: {error.args[0]}"
            logger.error(message, location=self.get_location(), type="editions", subtype="data")
            return [nodes.problematic(self.rawtext, self.rawtext)], []
        self.exhibits.note(self.env)
        label = forms.value(figure)
        node = nodes.inline(self.rawtext, "", *self.exhibits.text(label), classes=["value"])
        return [node], []


def setup_exhibits(app: Sphinx, translations: Translations) -> Exhibits:
    """Register directives, role, event and the files that a build makes; return the data."""
    exhibits = Exhibits(translations)
    for name, base in (
        ("data-table", DataTable),
        ("data-pointer", DataPointer),
        ("data-package", DataPackage),
    ):
        app.add_directive(name, type(base.__name__, (base,), {"exhibits": exhibits}))
    role = type("ValueRole", (ValueRole,), {"exhibits": exhibits})
    app.add_role("value", role())
    app.connect("builder-inited", exhibits.load)
    app.connect("doctree-resolved", exhibits.resolve)
    app.add_event(DATA_EVENT)
    app.connect(DATA_EVENT, exhibits.attach)
    app.connect("build-finished", exhibits.extract)
    app.connect("build-finished", exhibits.download)
    return exhibits
