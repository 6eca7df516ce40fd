"""The PDF builder: ``sphinx-build -b pdf``, with WeasyPrint called in this process."""

from __future__ import annotations

import os
from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.errors import SphinxError
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.display import progress_message

from editions.borrowed.sphinx import SingleFileBuilder
from editions.catalogs.grading import Refusal
from editions.charts.directives import chart_drawing
from editions.charts.measuring import FONTS, PRINTED_FONTS
from editions.citations.pages import publication_citation
from editions.citations.publication import publication_work
from editions.dates import source_date, written_day
from editions.extras import require_extra
from editions.files.identity import META, SETTING
from editions.findings import EditionsError, Finding, FindingsError
from editions.interface import template_environment, template_interface
from editions.languages import Edition
from editions.pdf.assembly import (
    drop_title_backlinks,
    give_sections_document_ids,
    lead_to_cover,
    make_ids_unique,
    number_nodes,
    split_front_matter,
    unlink_what_leads_nowhere,
    walk_sections,
)
from editions.pdf.direction import LTR, mark_passages
from editions.pdf.fragments import printable_fragment
from editions.pdf.index import INDEX, IndexEntry, index_html, read_index
from editions.pdf.lines import keep_citation
from editions.pdf.pages import OWN, PRINTED, PrintedPage
from editions.pdf.writer import LIKE_HEADING, PrintTranslator
from editions.phrases import phrase
from editions.tables.environment import DATA_EVENT
from editions.translations.configuration import conf_of, settings_of
from editions.translations.edition import compiled_folder, current_edition
from editions.translations.loading import REFUSED, refusal_of
from editions.translations.marks import describe_state, legend, translation_mark
from editions.web.declared import declared_versions, published_day
from editions.web.extensions import UnscriptedTranslator, use_handlers
from editions.web.feeds import listed_versions
from editions.web.pictures import replace_lost_pictures
from editions.web.wrapping import keep_compounds

if TYPE_CHECKING:
    from docutils.nodes import Node

logger = logging.getLogger(__name__)

#: The package's own style sheets, under every publication's.
STYLESHEETS = tuple(Path(__file__).with_name(name) for name in ("elements.css", "print.css"))
#: What is read after these where text runs from right to left.
RTL = Path(__file__).with_name("rtl.css")

#: Where pictures, the publication's files and those that are attached lie in the document's
#: own address space.
IMAGES, STATIC, DOWNLOADS, DATA = "_images", "_static", "_downloads", "_data"


def style_sheets(edition: Edition) -> tuple[Path, ...]:
    """Return the package's style sheets for an edition."""
    return (*STYLESHEETS, RTL) if edition.direction == "rtl" else STYLESHEETS


class PdfError(SphinxError):
    """The PDF edition cannot be made."""

    category = "PDF error"


@dataclass(frozen=True)
class ContentsLine:
    """One line of the table of contents."""

    #: 1 for a chapter, 2 for a section in it.
    level: int
    #: Inline HTML.
    title: str
    #: Id of the section.
    target: str


class PdfBuilder(SingleFileBuilder):
    """Builds the whole publication as one PDF file."""

    name = "pdf"
    epilog = "The PDF edition is in %(outdir)s."
    default_translator_class = PrintTranslator
    search = False
    add_permalinks = False
    html_scaled_image_link = False
    #: Let Sphinx write pictures that stand in the text itself to files.
    supported_data_uri_images = False

    def init(self) -> None:
        super().init()
        try:
            require_extra("pdf", phrase("the PDF edition"))
        except EditionsError as missing:
            raise PdfError(str(missing)) from missing
        folders = [Path(self.confdir, folder) for folder in self.config.html_static_path]
        sheets = settings_of(self.config).pdf_stylesheets
        lost = [name for name in sheets if not any((place / name).is_file() for place in folders)]
        if lost:
            conf = conf_of(self.confdir, self.config)
            message = f"it holds {lost[0]!r}, which is in no folder of html_static_path"
            error = FindingsError([conf.finding("pdf_stylesheets", message)])
            raise PdfError(str(error)) from error

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the place of a document, or of what Sphinx makes itself, in the one file."""
        return f"#document-{docname}"

    def write_documents(self, _docnames: Set[str]) -> None:
        from editions.pdf.layout import write_pdf

        settings = settings_of(self.config)
        self.prepare_writing(self.env.all_docs.keys())
        self.docsettings.cloak_email_addresses = False
        with progress_message("assembling the document", nonl=False):
            tree = self.assemble()
        self.imgpath = IMAGES
        self.current_docname = self.config.root_doc
        self.secnumbers = {}
        self.post_process_images(tree)
        with progress_message("laying out the pages"):
            files = self.files = self.resources(tree)
            page = self.render(tree)
            files |= self.drawn()
            attachments = dict.fromkeys(
                (n for n in files if n.startswith(f"{DOWNLOADS}/")), "Supplement"
            )
            titles: dict[str, str] = {}
            for data in self.events.emit(DATA_EVENT):
                named = {f"{DATA}/{name}": item for name, item in data.items()}
                files |= {name: item.path for name, item in named.items()}
                attachments |= dict.fromkeys(named, "Data")
                titles |= {name: item.title for name, item in named.items()}
            try:
                data = write_pdf(
                    page,
                    files,
                    attachments=attachments,
                    titles=titles,
                    system_fonts=settings.pdf_system_fonts,
                    standard=settings.pdf_standard,
                    date=source_date(os.environ),
                    report=self.report,
                )
            except EditionsError as error:
                raise PdfError(str(error)) from error
        printed = PrintedPage(
            page, files, attachments, settings.pdf_system_fonts, settings.pdf_standard, titles
        )
        (Path(self.outdir) / PRINTED).write_text(printed.to_json(), encoding="utf-8")
        (Path(self.outdir) / self.file_name()).write_bytes(data)

    def report(self, findings: Sequence[Finding]) -> None:
        """Warn of what spoils a page."""
        for finding in findings:
            self.warn_of(finding.file, finding.line, finding.message, finding.rule)

    def warn_of(self, file: str, line: int, message: str, kind: str) -> None:
        """Warn of something in a file that is named from the folder of conf.py.

        What a translation brings is, unless the build shall stop at it, no more than what is
        refused in one.
        """
        if file.endswith(".po"):
            stops = refusal_of(settings_of(self.config)) is Refusal.ERROR
            logger.warning(
                "%s (%s)",
                message,
                kind,
                location=f"{file}:{max(line, 1)}",
                type="editions",
                subtype=kind if stops else REFUSED,
            )
            return
        docname = self.env.path2doc(Path(self.confdir, file)) if line else None
        place = (docname, line) if docname else None
        logger.warning("%s", message, location=place, type="editions", subtype=kind)

    def assemble(self) -> nodes.document:
        """Return all documents as one, ready to be printed."""
        root = self.config.root_doc
        tree = self.assemble_doctree()
        number_nodes(tree, root, self.env.toc_secnumbers, self.env.toc_fignumbers)
        drop_title_backlinks(tree)
        self.renamed = make_ids_unique(tree, root)
        self.fignumbers = self.exhibit_numbers()
        give_sections_document_ids(tree)
        cover = f"document-{root}"
        ids = self.ids = {id_ for node in tree.findall(nodes.Element) for id_ in node["ids"]}
        self.renamed |= {(root, id_): cover for id_ in lead_to_cover(tree, cover)}
        self.entries = self.index_entries(ids | {cover}) if self.config.html_use_index else ()
        known = {cover} | ({INDEX} if self.entries else set())
        for reference, target in unlink_what_leads_nowhere(tree, known):
            logger.warning(
                "the link to %r leads nowhere in a PDF, and is printed as text;"
                " keep it to other builders with '.. only:: not pdf'",
                target,
                location=reference,
                type="editions",
                subtype="link",
            )
        if current_edition(self.config).direction == "rtl":
            mark_passages(tree)
        return tree

    def exhibit_numbers(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """Return the numbers of figures, theorems and the like, by kind and id in the one file."""
        numbers: dict[str, dict[str, tuple[int, ...]]] = {}
        for docname, kinds in self.env.toc_fignumbers.items():
            for kind, ids in kinds.items():
                for id_, number in ids.items():
                    numbers.setdefault(kind, {})[self.renamed.get((docname, id_), id_)] = number
        return numbers

    def index_entries(self, ids: Set[str]) -> tuple[IndexEntry, ...]:
        """Return the entries of the index whose places have one of *ids*."""

        def resolve(address: str) -> str | None:
            docname, _, id_ = address.removeprefix("#document-").partition("#")
            id_ = self.renamed.get((docname, id_), id_)
            return id_ if id_ in ids else None

        return read_index(IndexEntries(self.env).create_index(self), resolve)

    def post_process_images(self, doctree: Node) -> None:
        """Choose the file of each picture, and write the words of those that are not there."""
        super().post_process_images(doctree)
        replace_lost_pictures(doctree, self.images)

    def finish(self) -> None:
        """Leave the folder that themes want at the end; everything is in the one file."""
        Path(self.outdir, STATIC).mkdir(exist_ok=True)

    def file_name(self) -> str:
        """Return the name of the file: the publication's and the edition's."""
        slug = settings_of(self.config).editions_slug
        return f"{slug}-{current_edition(self.config).code}.pdf"

    def render(self, tree: nodes.document) -> str:
        """Return the HTML of the whole printed edition."""
        edition = current_edition(self.config)
        front, chapters = split_front_matter(tree)
        art = [node for node in front if isinstance(node, nodes.image)]
        imprint = [
            node
            for node in front
            if isinstance(node, nodes.Element) and "imprint" in node.get("classes", ())
        ]
        cover = [node for node in front if node not in art and node not in imprint]
        for node in (item for top in cover for item in top.findall(nodes.paragraph)):
            node["classes"].append(LIKE_HEADING)
        settings = settings_of(self.config)
        date = published_day(self.config, Path(self.srcdir), Path(self.confdir))
        contents = [
            ContentsLine(level, self.title_fragment(tree, section), section["ids"][0])
            for level, section in walk_sections(chapters)
            if level <= settings.pdf_contents_depth
        ]
        body = self.fragment(tree, chapters)
        interface_text = template_interface(compiled_folder(self.doctreedir), edition)
        if self.entries:
            contents.append(ContentsLine(1, _("Index"), INDEX))
            body += index_html(_("Index"), self.entries)
        return (
            template_environment()
            .get_template("print.html")
            .render(
                edition=edition,
                title=Markup(keep_compounds(str(escape(edition.title)))),  # noqa: S704  # escaped
                identity=(META, self.config[SETTING]),
                authors=publication_work(self.env, edition).authors,
                page_size=settings.pdf_page_size,
                release=self.config.release,
                date=date and written_day(date, edition.cldr),
                address=self.config.html_baseurl,
                stylesheets=[f"{OWN}/{path.name}" for path in style_sheets(edition)]
                + [f"{OWN}/{PRINTED_FONTS[0]}"] * self.has_charts(tree)
                + [f"{STATIC}/{name}" for name in settings.pdf_stylesheets],
                cover_id=f"document-{self.config.root_doc}",
                cover_art=self.fragment(tree, art),
                cover=self.fragment(tree, cover),
                imprint=self.fragment(tree, imprint),
                others=[other for other in settings.editions if other != edition],
                how_to_cite=keep_citation(publication_citation(self.env), edition.cldr),
                contents=contents,
                body=body,
                translation_state=describe_state(self.env, edition, interface_text),
                marks=legend(tree),
                versions=listed_versions(
                    self.config,
                    Path(self.doctreedir),
                    declared_versions(self.config, Path(self.srcdir), Path(self.confdir)),
                ),
                interface_text=interface_text,
            )
        )

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return what writes nodes, those of other extensions as they register them for HTML."""
        translator = super().create_translator(*args)
        use_handlers(translator, self)
        return translator

    def fragment(self, tree: nodes.document, children: Sequence[Node]) -> str:
        """Return the HTML of *children*, their sections headed by ``<h1>``."""
        part = tree.copy()
        part.settings = self.docsettings
        part.children = list(children)
        translator: Any = self.create_translator(part, self)
        for child in part.children:
            child.walkabout(translator)
        body = "".join(translator.body)
        if not (isinstance(translator, UnscriptedTranslator) and translator.has_foreign_html):
            return body
        printable = printable_fragment(body, self.ids, self.find_file)
        for address, place in zip(printable.lost, printable.places, strict=True):
            file, _, line = place.rpartition(":")
            message = (
                f"the picture {address!r}, which raw HTML or an extension shows, is not in the"
                " publication, and its words stand in its place"
            )
            self.warn_of(file, int(line or 0), message, "image")
        return printable.markup

    def find_file(self, address: str) -> str:
        """Return the address in the document of what a page of the web has at *address*, or ""."""
        parts = urlsplit(address)
        name = unquote(parts.path).lstrip("./")
        known = not parts.scheme and (name in self.files or name in self.drawn())
        return quote(name) if known else ""

    def drawn(self) -> dict[str, Path]:
        """Return the pictures that handlers of extensions have written, by their addresses."""
        folder = Path(self.outdir, IMAGES)
        return {
            path.relative_to(self.outdir).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file()
        }

    def title_fragment(self, tree: nodes.document, section: nodes.section) -> str:
        """Return the inline HTML of a section's title, without its links."""
        title = next(child for child in section.children if isinstance(child, nodes.title))
        classes = [LIKE_HEADING, *(name for name in title["classes"] if name == LTR)]
        copy = nodes.inline("", "", *(child.deepcopy() for child in title), classes=classes)
        for mark in list(copy.findall(translation_mark)):
            mark.parent.remove(mark)
        for reference in list(copy.findall(nodes.reference)):
            reference.replace_self(reference.children)
        for node in copy.findall(nodes.Element):
            node["ids"] = []  # they stand in the heading itself
        number = title.get("secnumber")
        shown = ".".join(map(str, number)) + self.config.html_secnumber_suffix if number else ""
        return shown + self.fragment(tree, [copy])

    def has_charts(self, tree: nodes.document) -> bool:
        """Tell whether a chart is printed, whose text is measured with a font of ours."""
        return any(True for _ in tree.findall(chart_drawing))

    def resources(self, tree: nodes.document) -> dict[str, Path]:
        """Return the files that the document may use, by their address below `BASE_URL`."""
        files = {
            f"{IMAGES}/{name}": Path(self.srcdir, source) for source, name in self.images.items()
        }
        sheets = style_sheets(current_edition(self.config))
        files |= {f"{OWN}/{path.name}": path for path in sheets}
        if self.has_charts(tree):
            files |= {f"{OWN}/{name}": FONTS / name for name in PRINTED_FONTS}
        sources = {str(name): source for source, (_docs, name) in self.env.dlfiles.items()}
        for node in tree.findall(addnodes.download_reference):
            if name := str(node.get("filename", "")):
                files[f"{DOWNLOADS}/{name}"] = Path(self.srcdir, sources[name])
        for folder in self.config.html_static_path:
            static = Path(self.confdir, folder)
            for path in static.rglob("*"):
                if path.is_file():
                    files[f"{STATIC}/{path.relative_to(static).as_posix()}"] = path
        return files
