"""The data of the publication in one run of Sphinx: read, looked up, written for download."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import ConfigError

from editions.catalogs.domains import TABLES
from editions.files.replacing import replace_file
from editions.findings import FindingsError
from editions.languages import DOWNLOADS, Edition
from editions.phrases import phrase, told
from editions.tables.export import export_package, export_view
from editions.tables.figures import Data
from editions.tables.formatting import Forms, Label
from editions.tables.messages import extract_tables, pattern_findings, table_messages
from editions.tables.reading import read_data
from editions.tables.views import make_view
from editions.tables.wording import Phrase, Wording
from editions.translations.configuration import settings_of
from editions.translations.edition import current_edition, original_language
from editions.translations.guards import UNTRANSLATED, Translations

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Folder of a web edition that holds the data of each of its tables.
FOLDER = "_downloads"
#: Fired when a PDF is about to be written; each answer is `DataFile` objects by the names of the
#: files.
DATA_EVENT = "pdf-data"


@dataclass(frozen=True)
class DataFile:
    """The data of a table, to go with a document."""

    path: Path
    #: What it is called before readers, in the language of the edition.
    title: str


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
        #: The folder of the project, from which findings name files.
        self.root = Path()
        #: Nothing is wanted but messages.
        self.is_extracting = False

    def load(self, app: Sphinx) -> None:
        """Read all data before the first document, so that every problem is reported at once."""
        self.root = Path(app.confdir)
        self.is_extracting = app.builder.name == "gettext"
        path = Path(app.srcdir, settings_of(app.config).tables_package)
        self.forms = None
        self.translations.shared_messages.pop(TABLES, None)
        if not os.path.lexists(path):
            return
        edition = current_edition(app.config)
        self.original_class = f"language-{original_language(app.config)}"
        try:
            data = read_data(path, Path(app.confdir))
            translate = self.translator(app, edition, data)
        except FindingsError as error:
            raise ConfigError(told(error)) from error
        self.forms = Forms(data, Wording(edition.cldr, translate, edition.code))
        self.translations.shared_messages[TABLES] = lambda: (m.text for m in table_messages(data))

    def translator(self, app: Sphinx, edition: Edition, data: Data) -> Callable[[str], str | None]:
        """Return what looks up messages for *edition*, its patterns checked.

        Raises:
            FindingsError: a translation would lose a number or make two units look alike.
        """
        self.compiled = None
        if self.translations.compiled is None:
            return lambda message: message
        folder = self.translations.compiled / edition.code / "LC_MESSAGES"
        self.compiled = folder / f"{TABLES}.mo"
        catalog = self.translations.catalogs.get(TABLES)
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
            raise LookupError(
                phrase("the publication has no data: no file is where 'tables_package' says")
            )
        return self.forms

    def note(self, env: BuildEnvironment, names: Sequence[str] = ()) -> None:
        """Let the document be read again when its data or their translations change."""
        if self.forms is None:
            return
        data = self.forms.data
        files = [data.package.path]
        files += [data.tables[name].resource.path for name in names or data.tables]
        for path in [*files, *([self.compiled] if self.compiled else [])]:
            env.note_dependency(str(path))

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
        if TABLES in app.env.found_docs:
            raise ConfigError(
                phrase(
                    "{tables}.rst: the name is taken by the catalog of the tables; rename "
                    "the document",
                    tables=TABLES,
                )
            )
        replace_file(Path(app.outdir, f"{TABLES}.pot"), extract_tables(self.forms.data))

    def download(self, app: Sphinx, error: Exception | None) -> None:
        """Write the files that readers can download."""
        if error is not None or self.forms is None or not has_downloads(app.builder):
            return
        data = self.forms.data
        folder = Path(app.outdir, FOLDER)
        for name, table in data.tables.items():
            content = export_view(make_view(table, self.forms), self.forms)
            replace_file(folder / f"{name}.csv", content)
        place = Path(app.outdir, DOWNLOADS)
        place.mkdir(exist_ok=True)
        replace_file(place / package_name(data), export_package(data))

    def attach(self, app: Sphinx) -> dict[str, DataFile]:
        """Write the data of the tables beside the doctrees; return the files by their names."""
        if self.forms is None:
            return {}
        folder = Path(app.doctreedir, "data")
        files = {}
        for name, table in self.forms.data.tables.items():
            view = make_view(table, self.forms)
            made = DataFile(folder / f"{name}.csv", view.caption.text)
            replace_file(made.path, export_view(view, self.forms))
            files[f"{name}.csv"] = made
        return files

    def resolve(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Give links their addresses, and take them out where there is nothing to download."""
        for link in [n for n in doctree.findall(nodes.reference) if "download" in n]:
            line = link.parent
            if has_downloads(app.builder):
                up = "../" * app.builder.get_target_uri(docname).count("/")
                link["refuri"] = f"{up}{link['download']}"
            elif line in line.parent:
                # Links to files are all that their paragraph holds.
                line.parent.remove(line)


def package_name(data: Data) -> str:
    """Return the name of the file that holds all data."""
    return f"{data.package.name}.zip"


def has_downloads(builder: Builder) -> bool:
    """Tell whether the builder makes pages side by side, beside which files can lie."""
    return builder.name in ("html", "dirhtml")
