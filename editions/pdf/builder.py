"""The PDF builder: ``sphinx-build -b pdf``, with WeasyPrint called in this process."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import SphinxError
from sphinx.util.display import progress_message

from editions.markup import EditionTranslator
from editions.pdf.assembly import (
    give_sections_document_ids,
    make_ids_unique,
    split_front_matter,
    walk_sections,
)
from editions.pdf.layout import LayoutError, write_pdf
from editions.translation import compiled_folder, current_edition
from editions.words import load_words, template_environment

if TYPE_CHECKING:
    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx

#: The package's own style sheet, under every publication's.
STYLESHEET = Path(__file__).with_name("print.css")

#: Where pictures, the publication's files and the package's lie in the document's own
#: address space.
IMAGES, STATIC, OWN = "_images", "_static", "_editions"


class PdfError(SphinxError):
    """The PDF edition cannot be made."""

    category = "PDF error"


@dataclass(frozen=True)
class ContentsEntry:
    """One line of the table of contents."""

    #: 1 for a chapter, 2 for a section in it.
    level: int
    #: Inline HTML.
    title: str
    #: Id of the section.
    target: str


class PrintTranslator(EditionTranslator):
    """Writes HTML that becomes a well-structured PDF.

    A list item, cell or definition with one paragraph holds its text directly: WeasyPrint
    would tag the paragraph as a block inside the label or the body (PDF/UA-1, 7.2).
    """

    def visit_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_sole_paragraph(node):
            super().visit_paragraph(node)

    def depart_paragraph(self, node: nodes.paragraph) -> None:
        if not _is_sole_paragraph(node):
            super().depart_paragraph(node)

    def visit_start_of_file(self, node: Element) -> None:
        # The section itself carries the id: an anchor between two chapters makes a blank page.
        self.docnames.append(node["docname"])

    def visit_reference(self, node: Element) -> None:
        # Sphinx joins documents into one and leaves both anchors: "#document-x#section".
        target = node.get("refuri", "")
        if target.startswith("#document-") and "#" in target[1:]:
            node["refuri"] = "#" + target.rpartition("#")[2]
        super().visit_reference(node)


def _is_sole_paragraph(node: Element) -> bool:
    parent = node.parent
    holders = (nodes.list_item, nodes.entry, nodes.definition, nodes.field_body)
    if not isinstance(parent, holders) or parent.index(node) != 0 or node.get("classes"):
        return False
    return sum(isinstance(child, nodes.paragraph) for child in parent) == 1


class PdfBuilder(SingleFileHTMLBuilder):
    """Builds the whole publication as one PDF file."""

    name = "pdf"
    epilog = "The PDF edition is in %(outdir)s."
    default_translator_class = PrintTranslator
    search = False
    add_permalinks = False

    def write_documents(self, _docnames: Set[str]) -> None:
        self.prepare_writing(self.env.all_docs.keys())
        with progress_message("assembling the document", nonl=False):
            tree = self.assemble_doctree()
            make_ids_unique(tree, self.config.root_doc)
            give_sections_document_ids(tree)
            self.env.toc_secnumbers = self.assemble_toc_secnumbers()
            self.env.toc_fignumbers = self.assemble_toc_fignumbers()
        self.imgpath = IMAGES
        self.dlpath = "_downloads"
        self.current_docname = self.config.root_doc
        self.secnumbers = self.env.toc_secnumbers.get(self.config.root_doc, {})
        self.fignumbers = self.env.toc_fignumbers.get(self.config.root_doc, {})
        self.post_process_images(tree)
        with progress_message("laying out the pages"):
            page, files = self.render(tree), self.resources()
            try:
                data = write_pdf(page, files, system_fonts=self.config.pdf_system_fonts)
            except LayoutError as error:
                raise PdfError(str(error)) from error
        (Path(self.outdir) / self.file_name()).write_bytes(data)

    def finish(self) -> None:
        """Everything is in the one file."""

    def file_name(self) -> str:
        """Return the name of the file: the publication's and the edition's."""
        slug = self.config.editions_slug or Path(self.srcdir).name
        return f"{slug}-{current_edition(self.config).code}.pdf"

    def render(self, tree: nodes.document) -> str:
        """Return the HTML of the whole printed edition."""
        edition = current_edition(self.config)
        front, chapters = split_front_matter(tree)
        return (
            template_environment()
            .get_template("print.html")
            .render(
                edition=edition,
                author=self.config.author if self.config.author != "unknown" else "",
                stylesheets=[f"{OWN}/print.css"]
                + [f"{STATIC}/{name}" for name in self.config.pdf_stylesheets],
                cover_id=f"document-{self.config.root_doc}",
                cover_art=self.fragment(tree, [n for n in front if isinstance(n, nodes.image)]),
                cover=self.fragment(tree, [n for n in front if not isinstance(n, nodes.image)]),
                contents=[
                    ContentsEntry(level, self.title_fragment(tree, section), section["ids"][0])
                    for level, section in walk_sections(chapters)
                    if level <= self.config.pdf_contents_depth
                ],
                body=self.fragment(tree, chapters),
                word=load_words(compiled_folder(self.doctreedir), edition.code).gettext,
            )
        )

    def fragment(self, tree: nodes.document, children: list[Node]) -> str:
        """Return the HTML of *children*, their sections headed by ``<h1>``."""
        part = tree.copy()
        part.settings = self.docsettings
        part.children = list(children)
        translator = PrintTranslator(part, self)
        for child in part.children:
            child.walkabout(translator)
        return "".join(translator.body)

    def title_fragment(self, tree: nodes.document, section: nodes.section) -> str:
        """Return the inline HTML of a section's title, without its links."""
        title = next(iter(section.findall(nodes.title)))
        copy = nodes.inline("", "", *(child.deepcopy() for child in title))
        for reference in list(copy.findall(nodes.reference)):
            reference.replace_self(reference.children)
        return self.fragment(tree, [copy])

    def resources(self) -> dict[str, Path]:
        """Return the files that the document may use, by their address below `BASE_URL`."""
        files = {
            f"{IMAGES}/{name}": Path(self.srcdir, source) for source, name in self.images.items()
        }
        files[f"{OWN}/print.css"] = STYLESHEET
        for folder in self.config.html_static_path:
            static = Path(self.confdir, folder)
            for path in static.rglob("*"):
                if path.is_file():
                    files[f"{STATIC}/{path.relative_to(static).as_posix()}"] = path
        return files


def setup_pdf(app: Sphinx) -> None:
    """Register the builder and its settings."""
    app.add_builder(PdfBuilder)
    # Names of files in html_static_path, read after the package's own print.css.
    app.add_config_value("pdf_stylesheets", [], "", types=[list, tuple])
    app.add_config_value("pdf_system_fonts", True, "", types=[bool])
    app.add_config_value("pdf_contents_depth", 2, "", types=[int])
