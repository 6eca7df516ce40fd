"""Tables and figures of the data in documents: directives, a role, downloads, messages.

Everything becomes standard docutils nodes, already in the words and numbers of the edition:
the messages have a catalog of their own, and Sphinx's i18n leaves these nodes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from editions.catalogs.compiling import replace_file
from editions.findings import FindingsError
from editions.languages import Edition, Publication
from editions.tables.export import export_package, export_view
from editions.tables.formatting import Forms, Label
from editions.tables.messages import extract_tables, pattern_findings
from editions.tables.reading import Data, find_figure, read_data, some
from editions.tables.views import Cell, Head, View, ViewError, make_view
from editions.tables.wording import (
    DOMAIN,
    DOWNLOAD,
    LIST_SEPARATOR,
    PACKAGE,
    POINTER,
    SOURCE,
    STATED_IN,
    Phrase,
    Wording,
)
from editions.translation import (
    UNTRANSLATED,
    Translations,
    current_edition,
    original_language,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

#: Folder of a web edition that holds the files to download.
FOLDER = "_downloads"
#: A table with more rows than this may be printed on more than one page.
LONG = 12
#: Fired with the key of a work and the name of the document that cites it; the first answer,
#: an address, becomes the link of a table's source.  Nothing answers: the name stands alone.
REFERENCE_EVENT = "editions-reference-uri"


class Exhibits:
    """The data of the publication, and the forms of the edition that is built."""

    def __init__(self, translations: Translations) -> None:
        self.translations = translations
        #: None where the publication has no data.
        self.forms: Forms | None = None
        #: Where the compiled messages of the edition lie, or None for the original.
        self.compiled: Path | None = None
        #: The class that marks text of the source language.
        self.original_class = ""

    def load(self, app: Sphinx) -> None:
        """Read all data before the first document, so that every fault is told at once."""
        path = Path(app.srcdir, app.config.tables_package)
        self.forms = None
        if not path.is_file():
            return
        edition = current_edition(app.config)
        self.original_class = f"language-{original_language(app.config)}"
        try:
            data = read_data(path, Path(app.confdir))
            translate = self.translator(app, edition, data)
        except FindingsError as error:
            raise ConfigError(str(error)) from error
        self.forms = Forms(data, Wording(edition.cldr, translate))

    def translator(self, app: Sphinx, edition: Edition, data: Data) -> Callable[[str], str | None]:
        """Return what looks up messages for *edition*, its patterns checked.

        Raises:
            FindingsError: a translation would lose a number or make two units look alike.
        """
        self.compiled = None
        if self.translations.compiled is None:
            return lambda message: message
        folder = self.translations.compiled / edition.code / "LC_MESSAGES"
        self.compiled = folder / f"{DOMAIN}.mo"
        catalog = self.translations.catalogs.get(DOMAIN)
        if catalog is None:
            return lambda message: None
        findings = list(pattern_findings(data, catalog, Path(app.confdir)))
        if findings:
            raise FindingsError(findings)
        return {entry.msgid: entry.msgstr for entry in catalog if entry.usable}.get

    def need(self) -> Forms:
        """Return the forms of the edition.

        Raises:
            LookupError: the publication has no data.
        """
        if self.forms is None:
            raise LookupError("the publication has no data: no file is where 'tables_package' says")
        return self.forms

    def note(self, node: _Context, names: Sequence[str] = ()) -> None:
        """Let the document be read again when its data or their translations change."""
        if self.forms is None:
            return
        data = self.forms.data
        files = [data.package.path]
        files += [data.tables[name].resource.path for name in names or data.tables]
        for path in [*files, *([self.compiled] if self.compiled else [])]:
            node.env.note_dependency(str(path))

    def text(self, label: Label) -> list[nodes.Node]:
        """Return the nodes of a label, marked where it has no translation."""
        if not label.text:
            return []
        if label.translated:
            return [nodes.Text(label.text)]
        return [nodes.inline("", label.text, classes=[UNTRANSLATED, self.original_class])]

    def around(self, phrase: Phrase, inner: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Return a phrase of the package with nodes in its one place."""
        pattern = self.need().label(phrase.text)
        before, _, rest = pattern.text.partition("{")
        after = rest.partition("}")[2]
        pieces = [self.text(Label(part, pattern.translated)) for part in (before, after)]
        return [*pieces[0], *inner, *pieces[1]]

    def extract(self, app: Sphinx, error: Exception | None) -> None:
        """Write the template of the tables' messages beside those of the documents."""
        if error is not None or self.forms is None or app.builder.name != "gettext":
            return
        if DOMAIN in app.env.found_docs:
            raise ConfigError(
                f"{DOMAIN}.rst: the name is taken by the catalog of the tables; rename the document"
            )
        replace_file(Path(app.outdir, f"{DOMAIN}.pot"), extract_tables(self.forms.data))

    def download(self, app: Sphinx, error: Exception | None) -> None:
        """Write the files that readers can download."""
        if error is not None or self.forms is None or not _has_downloads(app):
            return
        data = self.forms.data
        folder = Path(app.outdir, FOLDER)
        for name, table in data.tables.items():
            content = export_view(make_view(table, self.forms), self.forms)
            replace_file(folder / f"{name}.csv", content)
        replace_file(folder / f"{data.package.name}.zip", export_package(data))

    def resolve(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Give links their addresses, and take them out where there is nothing to download."""
        for link in [n for n in doctree.findall(nodes.reference) if "download" in n]:
            if _has_downloads(app):
                up = "../" * app.builder.get_target_uri(docname).count("/")
                link["refuri"] = f"{up}{FOLDER}/{link['download']}"
            else:
                # The link is all that its paragraph holds.
                link.parent.parent.remove(link.parent)
        for source in [n for n in doctree.findall(nodes.inline) if "reference" in n]:
            uri = app.emit_firstresult(REFERENCE_EVENT, source["reference"], docname)
            if uri:
                link = nodes.reference("", "", *source.children, internal=True, refuri=uri)
                source.children = []
                source += link


def _has_downloads(app: Sphinx) -> bool:
    """Tell whether the builder makes pages side by side, beside which files can lie."""
    return app.builder.name in ("html", "dirhtml")


def _names(argument: str) -> list[str]:
    return argument.replace(",", " ").split()


class _Context(SphinxDirective):
    """A directive that knows the data."""

    exhibits: ClassVar[Exhibits]

    def run(self) -> list[nodes.Node]:
        try:
            return self.make(self.exhibits.need())
        except (LookupError, ViewError) as error:
            message = str(error.args[0])
            logger.error(message, location=self.get_location(), type="editions", subtype="data")
            return []

    def make(self, forms: Forms) -> list[nodes.Node]:
        """Return the nodes."""
        raise NotImplementedError

    def paragraph(self, name: str, children: Sequence[nodes.Node]) -> nodes.paragraph:
        """Return a paragraph of a class of its own that is no message for Sphinx."""
        node = nodes.paragraph("", "", *children, classes=[name], translatable=False)
        self.set_source_info(node)
        return node

    def link(self, phrase: Phrase, file: str, kind: str) -> nodes.paragraph:
        """Return a paragraph with a link to a file to download."""
        label = self.exhibits.need().label(phrase.text)
        link = nodes.reference("", "", internal=True, refuri="", download=file)
        link += self.exhibits.text(label)
        return self.paragraph(kind, [link])

    def joined(self, items: Sequence[nodes.Node]) -> list[nodes.Node]:
        """Put the list's mark between *items*."""
        return [node for item in items for node in (nodes.Text(LIST_SEPARATOR), item)][1:]

    def inline(self, text: str) -> list[nodes.Node]:
        """Parse an option's text, which an editor wrote in the document."""
        children, messages = self.parse_inline(text)
        return [*children, *messages]


class DataTable(_Context):
    """``.. data-table:: NAME``: one table of the data."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        "columns": _names,
        "order": _names,
        "caption": directives.unchanged_required,
        "notes": directives.unchanged_required,
        "source": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def make(self, forms: Forms) -> list[nodes.Node]:
        name = self.arguments[0]
        self.exhibits.note(self, [name] if name in forms.data.tables else [])
        if name not in forms.data.tables:
            raise LookupError(
                f"there is no table {name!r}; the tables are {some(forms.data.tables)}"
            )
        view = make_view(
            forms.data.tables[name],
            forms,
            self.options.get("columns", ()),
            self.options.get("order", ()),
        )
        box = nodes.container(classes=["data-table"])
        box += self.table(view)
        box += self.notes(view)
        box += self.sources(view, forms)
        box += self.link(DOWNLOAD, f"{name}.csv", "data-download")
        return [box]

    def table(self, view: View) -> nodes.table:
        """Return the table itself."""
        resource = view.table.resource
        kinds = ["data", "colwidths-auto", *(["long"] if len(view.rows) > LONG else [])]
        table = nodes.table(classes=[*kinds, *self.options.get("class", [])])
        self.set_source_info(table)
        label = nodes.fully_normalize_name(self.options.get("name", f"table-{resource.name}"))
        table["names"].append(label)
        self.state.document.note_explicit_target(table, table)
        table += self.caption(view)
        group = nodes.tgroup(cols=len(view.heads))
        table += group
        for head in view.heads:
            group += nodes.colspec(colwidth=1, stub=head.field.role == "heading")
        row = nodes.row()
        row += [self.head(head) for head in view.heads]
        group += nodes.thead("", row)
        body = nodes.tbody()
        for cells in view.rows:
            row = nodes.row()
            row += [self.cell(cell) for cell in cells]
            body += row
        group += body
        return table

    def caption(self, view: View) -> nodes.title:
        """Return the caption: an editor's own, which is an ordinary message, or the data's."""
        own = self.options.get("caption")
        if own is not None:
            title = nodes.title(own, "", *self.inline(own))
        else:
            title = nodes.title("", "", *self.exhibits.text(view.caption), translatable=False)
        self.set_source_info(title)
        return title

    def head(self, head: Head) -> nodes.entry:
        """Return the head of a column."""
        text = nodes.paragraph("", "", *self.exhibits.text(head.label), translatable=False)
        if head.unit.text:
            unit = nodes.inline("", "", *self.exhibits.text(head.unit), classes=["unit"])
            text += [nodes.Text(" "), unit]
        kind = ["number"] if head.field.role == "number" else []
        return nodes.entry("", text, classes=kind)

    def cell(self, cell: Cell) -> nodes.entry:
        """Return one cell; a number says what it lacks to stand under the longest one."""
        text = nodes.paragraph("", "", *self.exhibits.text(cell.label), translatable=False)
        classes = []
        if cell.field.role == "number":
            classes.append("number")
            own, most = cell.places
            if most > own and not cell.empty:
                classes.append(f"whole-{most}" if own == 0 else f"short-{most - own}")
        if cell.empty:
            classes.append("empty")
        if cell.field.role == "name" and not cell.empty:
            text["classes"] += ["notranslate", *self.language(cell.field.language)]
        return nodes.entry("", text, classes=classes)

    def language(self, code: str) -> list[str]:
        """Return the class of the language of a name."""
        tags = {edition.code: edition.lang for edition in self.config.editions}
        return [f"language-{tags.get(code, code)}"] if code else []

    def notes(self, view: View) -> list[nodes.Node]:
        """Return the notes of the data, then an editor's own."""
        found: list[nodes.Node] = [
            self.paragraph("data-note", self.exhibits.text(note)) for note in view.notes
        ]
        for text in filter(None, self.options.get("notes", "").split("\n")):
            note = nodes.paragraph(text, "", *self.inline(text), classes=["data-note"])
            self.set_source_info(note)
            found.append(note)
        return found

    def sources(self, view: View, forms: Forms) -> list[nodes.Node]:
        """Return the lines that say where the figures come from and which chapter has them."""
        own = self.options.get("source")
        found: list[nodes.Node] = []
        if own is not None:
            line = nodes.paragraph(own, "", *self.inline(own), classes=["data-source"])
            self.set_source_info(line)
            found.append(line)
        elif view.table.sources:
            names = [self.source(name, forms) for name in view.table.sources]
            children = self.exhibits.around(SOURCE, self.joined(names))
            found.append(self.paragraph("data-source", children))
        if view.table.chapters:
            links = [self.chapter(name) for name in view.table.chapters]
            children = self.exhibits.around(STATED_IN, self.joined(links))
            found.append(self.paragraph("data-source", children))
        return found

    def source(self, name: str, forms: Forms) -> nodes.inline:
        """Return the name of an institution, or the key of a work until something knows it."""
        institution = forms.data.institution(name)
        label = Label(name) if institution is None else forms.label(institution.title.text)
        key = name if institution is None else institution.reference
        node = nodes.inline("", "", *self.exhibits.text(label), classes=["data-institution"])
        if key:
            node["reference"] = key
        return node

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


class DataPointer(_Context):
    """``.. data-pointer::``: links to the tables with figures of this chapter, and to others."""

    optional_arguments = 1
    final_argument_whitespace = True

    def make(self, forms: Forms) -> list[nodes.Node]:
        self.exhibits.note(self)
        tables = forms.data.tables
        names = [n for n, table in tables.items() if self.env.docname in table.chapters]
        for name in _names(self.arguments[0]) if self.arguments else []:
            if name not in tables:
                raise LookupError(f"there is no table {name!r}; the tables are {some(tables)}")
            names.append(name)
        if not names:
            raise LookupError(
                f"no table has figures of the document {self.env.docname!r};"
                f" name it as 'chapter' in {forms.data.package.shown}, or name a table here"
            )
        links = [self.to_table(name, forms) for name in dict.fromkeys(names)]
        children = self.exhibits.around(POINTER, self.joined(links))
        return [self.paragraph("data-pointer", children)]

    def to_table(self, name: str, forms: Forms) -> nodes.Node:
        """Return a link to a table, which bears its caption."""
        caption = forms.label(forms.data.tables[name].resource.caption.text)
        link = addnodes.pending_xref(
            "",
            nodes.inline("", caption.text),
            refdomain="std",
            reftype="ref",
            reftarget=f"table-{name}",
            refexplicit=True,
            refwarn=True,
            refdoc=self.env.docname,
        )
        if caption.translated:
            return link
        return nodes.inline("", "", link, classes=[UNTRANSLATED, self.exhibits.original_class])


class DataPackage(_Context):
    """``.. data-package::``: a link to all tables with their description."""

    def make(self, forms: Forms) -> list[nodes.Node]:
        self.exhibits.note(self)
        return [self.link(PACKAGE, f"{forms.data.package.name}.zip", "data-download")]


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
        for path in (*forms.data.files, *filter(None, [self.exhibits.compiled])):
            self.env.note_dependency(str(path))
        label = forms.value(figure)
        node = nodes.inline(self.rawtext, "", *self.exhibits.text(label), classes=["value"])
        return [node], []


def setup_exhibits(app: Sphinx, translations: Translations) -> None:
    """Register directives, role, event and the files that a build makes."""
    exhibits = Exhibits(translations)
    # Path of the description of the data, relative to the folder of the source.
    app.add_config_value("tables_package", Publication.tables_package, "env", types=[str])
    app.add_event(REFERENCE_EVENT)
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
    app.connect("build-finished", exhibits.extract)
    app.connect("build-finished", exhibits.download)
