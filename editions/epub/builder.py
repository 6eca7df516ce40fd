"""Sphinx's builder ``epub``: the pages are Sphinx's, the package is ours.

Sphinx's own builder packs everything that lies in its folder, search and scripts of the theme
included, dates it by the clock, and says nothing of accessibility.
"""

from __future__ import annotations

import os
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import epub3
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.locale import _
from sphinx.util import logging

from editions.borrowed.docutils import formula_mathml
from editions.borrowed.parts import MovedError
from editions.borrowed.sphinx import given_settings
from editions.citations.domain import find_citation_domain
from editions.dates import SOURCE_DATE, last_commit, source_date
from editions.epub import THEME
from editions.epub.book import MEDIA_TYPES, Book, ContentsEntry, Landmark, in_reading_order, pack
from editions.epub.cover import CoverLine, draw_cover, front_matter
from editions.epub.description import describe_book
from editions.epub.drawings import is_picture, packed_picture, true_names
from editions.epub.errors import EpubError
from editions.epub.names import portable_names, rename_address, rename_links
from editions.epub.pages import (
    Draft,
    drop_lists_of_documents,
    drop_lost_pictures,
    find_accessibility,
    finish,
    gather_resources,
    read_draft,
    unlink_lost,
)
from editions.findings import EditionsError, Finding, shown_path
from editions.interface import load_interface, template_environment
from editions.languages import Edition
from editions.translations.configuration import settings_of
from editions.translations.edition import compiled_folder, current_edition
from editions.translations.loading import place_of_words
from editions.web.extensions import UnscriptedTranslator, use_handlers
from editions.web.pictures import replace_lost_pictures
from editions.web.unscripted import contain

logger = logging.getLogger(__name__)

#: Style sheets of print, for the cover.
PRINT = tuple(Path(__file__).parents[1] / "pdf" / name for name in ("elements.css", "print.css"))
COVER = "cover.jpg"


class EpubTranslator(UnscriptedTranslator):
    """Writes pages for reading systems, which run no script."""

    def visit_raw(self, node: nodes.raw) -> None:
        """Write raw HTML that takes nothing from what follows it."""
        super().visit_raw(nodes.raw("", contain(node.astext()), **node.attributes))

    def visit_math(self, node: nodes.math, math_env: str = "") -> None:
        self.add_formula(node, as_block=False)

    def visit_math_block(self, node: nodes.math_block, math_env: str = "") -> None:
        self.add_formula(node, as_block=True)

    def add_formula(self, node: nodes.math | nodes.math_block, *, as_block: bool) -> None:
        """Write a formula as MathML, with its source for those who do not see it."""
        tag = "div" if as_block else "span"
        self.body.append(self.starttag(node, tag, "", classes=["math"]))
        for part in node.astext().strip().split("\n\n"):
            try:
                markup = formula_mathml(part, display=as_block)
            except MovedError:
                raise
            except Exception as error:  # the converter fails in many ways
                logger.warning(
                    "the formula is shown as it is written, in LaTeX: %s: %s",
                    type(error).__name__,
                    error,
                    location=place_of_words(node),
                    type="editions",
                    subtype="math",
                )
                self.body.append(f"<code>{self.encode(part)}</code>")
            else:
                text = self.attval(part)
                self.body.append(markup.replace("<math", f'<math alttext="{text}"', 1))
        self.body.append(f"</{tag}>")
        raise nodes.SkipNode


class EpubBuilder(epub3.Epub3Builder):
    """Builds the publication as one EPUB 3 file."""

    epilog = "The EPUB edition is in %(outdir)s."
    default_translator_class = EpubTranslator
    #: Keep Sphinx from fetching what lies on another machine.
    supported_remote_images = True
    #: Let Sphinx write pictures that stand in the text itself to files.
    supported_data_uri_images = False

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return what writes nodes, those of other extensions as they register them for HTML."""
        translator = super().create_translator(*args)
        use_handlers(translator, self)
        return translator

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Return the package's theme, unless ``conf.py`` names one."""
        name, options = super().get_theme_config()
        return (name if "epub_theme" in given_settings(self.config) else THEME), options

    def post_process_images(self, doctree: nodes.Node) -> None:
        """Choose the file of each picture, and write the words of those that are not there."""
        super().post_process_images(doctree)
        replace_lost_pictures(doctree, self.images)

    def add_visible_links(self, tree: nodes.document, show_urls: str = "inline") -> None:
        """Put addresses behind links, as Sphinx does, but not between a figure and its caption."""
        super().add_visible_links(tree, show_urls)
        for link in list(tree.findall(nodes.inline)):
            if self.css_link_target_class in link["classes"] and isinstance(
                link.parent, nodes.figure
            ):
                link.parent.remove(link)

    def handle_finish(self) -> None:
        """Pack what has been written."""
        try:
            data = self.package()
        except EditionsError as error:
            raise EpubError(str(error)) from error
        Path(self.outdir, self.file_name()).write_bytes(data)

    def file_name(self) -> str:
        """Return the name of the file: the publication's and the edition's."""
        if "epub_basename" in given_settings(self.config) and not self.config.editions:
            return f"{self.config.epub_basename}.epub"
        slug = settings_of(self.config).editions_slug
        return f"{slug}-{current_edition(self.config).code}.epub"

    def package(self) -> bytes:
        """Return the EPUB file."""
        edition = current_edition(self.config)
        interface_text = load_interface(compiled_folder(self.doctreedir), edition).gettext

        def is_file(name: str) -> bool:
            return Path(self.outdir, name).is_file()

        drafts = {
            name: read_draft(name, Path(self.outdir, name).read_bytes(), source, is_file)
            for name, source in self.pages().items()
        }
        for name, draft in drafts.items():
            if draft.flaw:
                document = (name.removesuffix(self.out_suffix), None)
                logger.warning(draft.flaw, location=document, type="editions", subtype="epub")
        drop_lists_of_documents(drafts[self.page_name(self.config.root_doc)])
        for name, address in unlink_lost(drafts):
            logger.debug("%s: %s is not in the EPUB, and is no link there", name, address)
        resources, renamed = self.resources(drafts)
        for draft in drafts.values():  # of raw HTML; others have their words already
            drop_lost_pictures(draft, lambda name: renamed.get(name, name) in resources)
        cover = self.cover(edition, drafts, resources)
        entries = in_reading_order(self.contents(), list(drafts))
        contents = tuple(_moved(entry, renamed) for entry in entries)
        book = Book(
            metadata=describe_book(self.env, edition, self.modified(), interface_text),
            accessibility=find_accessibility(drafts),
            pages=tuple(finish(rename_links(draft, renamed)) for draft in drafts.values()),
            resources=resources,
            contents=contents,
            landmarks=tuple(self.landmarks(contents, renamed)),
            cover=cover,
        )
        return pack(book, interface_text("Contents"), interface_text("Landmarks"))

    def page_name(self, docname: str) -> str:
        """Return the name of a document's page in the package; in links it is quoted."""
        return unquote(self.get_target_uri(docname))

    def pages(self) -> dict[str, str]:
        """Return the pages in reading order, the index at the end: name to source."""
        docnames = [name for name in self.env.collect_relations() if name in self.env.all_docs]
        orphans = sorted(self.env.all_docs.keys() - set(docnames))
        pages = {
            self.page_name(name): shown_path(Path(self.env.doc2path(name)), Path(self.confdir))
            for name in (*docnames, *orphans)
        }
        made = [info[0] for info in self.domain_indices] + ["genindex"] * self.has_index()
        return pages | {f"{name}{self.out_suffix}": name for name in made}

    def has_index(self) -> bool:
        """Tell whether an index is wanted and would hold anything."""
        return bool(self.use_index and IndexEntries(self.env).create_index(self))

    def contents(self) -> Iterator[ContentsEntry]:
        """Yield the table of contents: the title page, chapters, sections."""
        root = self.config.root_doc
        title = self.env.titles[root]
        yield ContentsEntry(title.astext(), self.get_target_uri(root), _language(title))
        for item in self.env.tocs[root]:
            for below in item.children[1:]:
                yield from self.entries(below, self.config.epub_tocdepth, {root})
        if self.has_index():
            yield ContentsEntry(str(_("Index")), f"genindex{self.out_suffix}")

    def entries(self, node: nodes.Node, depth: int, seen: set[str]) -> Iterator[ContentsEntry]:
        """Yield the entries of a part of Sphinx's record of sections and toctrees."""
        if isinstance(node, addnodes.toctree):
            for label, target in node["entries"]:
                if target in self.env.tocs and target not in seen:
                    seen.add(target)
                    for entry in self.entries(self.env.tocs[target], depth, seen):
                        yield replace(entry, text=label or entry.text)
                        label = None
        elif isinstance(node, nodes.list_item) and depth > 0:
            reference = next(iter(node.findall(nodes.reference)))
            below = (self.entries(child, depth - 1, seen) for child in node.children[1:])
            yield ContentsEntry(
                reference.astext(),
                self.get_target_uri(reference["refuri"])
                + reference["anchorname"].replace(":", "-"),
                _language(reference),
                tuple(chain.from_iterable(below)),
            )
        elif isinstance(node, nodes.bullet_list) or (
            isinstance(node, addnodes.only) and self.tags.eval_condition(node["expr"])
        ):
            for child in node.children:
                yield from self.entries(child, depth, seen)

    def landmarks(
        self, contents: tuple[ContentsEntry, ...], renamed: Mapping[str, str]
    ) -> Iterator[Landmark]:
        """Yield the places that reading systems offer by their kind."""
        yield Landmark("titlepage", contents[0].text, contents[0].href)
        if body := next((entry for entry in contents[1:] if entry.href), None):
            yield Landmark("bodymatter", body.text, body.href)
        domain = find_citation_domain(self.env)
        for docname in sorted(domain.lists if domain else ())[:1]:
            title = self.env.titles[docname].astext()
            place = rename_address(self.get_target_uri(docname), renamed)
            yield Landmark("bibliography", title, place)

    def modified(self) -> datetime:
        """Return the date of the source: the given one, the last commit's, or the newest file's."""
        date = source_date(os.environ)
        if date is None and (commit := last_commit(Path(self.confdir))):
            date = source_date({SOURCE_DATE: commit})
        if date is None:
            newest = max(
                Path(self.env.doc2path(name)).stat().st_mtime for name in self.env.all_docs
            )
            date = datetime.fromtimestamp(int(newest), UTC)
        return date

    def resources(self, drafts: Mapping[str, Draft]) -> tuple[dict[str, bytes], dict[str, str]]:
        """Return the style sheets, pictures and fonts of the pages, fonts cut down.

        They bear their names in the package; the second value has the new name of each file,
        pages included, that is called otherwise elsewhere.
        """
        from editions.epub.styles import FONTS, adapt_styles, cut_font, loaded_files

        def read(name: str) -> bytes | None:
            path = Path(self.outdir, name)
            known = path.suffix.lower() in MEDIA_TYPES and path.is_file()
            return self.checked(name, path.read_bytes()) if known else None

        names = chain.from_iterable(draft.resources for draft in drafts.values())
        found = gather_resources(names, read, loaded_files)
        texts = (str(text) for draft in drafts.values() for text in draft.root.itertext())
        letters = set(string.printable).union(*texts)
        renamed: dict[str, str] = {}
        for name in [name for name in found if name.endswith(FONTS)]:
            cut = cut_font(found.pop(name), letters)
            renamed[name] = f"{Path(name).with_suffix('').as_posix()}{cut[0]}" if cut else ""
            if cut:
                found[renamed[name]] = cut[1]
            else:
                logger.info("%s may not be embedded; the EPUB does without it", name)
        pictures = true_names(found)
        for name, new in pictures.items():
            found[new] = found.pop(name)
        moved = portable_names([*drafts, *found])
        pictures = {old: moved.get(new, new) for old, new in pictures.items()} | moved
        renamed = {old: moved.get(new, new) for old, new in renamed.items()} | pictures
        held = {renamed.get(name, name) for name in found}

        def is_held(name: str) -> bool:
            return renamed.get(name, name) in held

        for name in [name for name in found if name.endswith(".css")]:
            found[name] = adapt_styles(found[name], renamed, name, is_held)
        return {renamed.get(name, name): data for name, data in found.items()}, pictures

    def checked(self, name: str, data: bytes) -> bytes | None:
        """Return the content of a file of the package, and None for what is no picture."""
        if not is_picture(name):
            return data
        try:
            return packed_picture(data)
        except ValueError as error:
            sources = {f"{self.imagedir}/{new}": old for old, new in self.images.items()}
            path = Path(self.srcdir, sources[name]) if name in sources else Path(name)
            message = "%s: the EPUB has the words of this picture alone, for %s"
            place = shown_path(path, Path(self.confdir))
            logger.warning(message, place, error, type="editions", subtype="image")
            return None

    def cover(
        self, edition: Edition, drafts: Mapping[str, Draft], resources: dict[str, bytes]
    ) -> str:
        """Add the cover's picture to *resources*, and return its name."""
        if self.config.epub_cover:
            name = str(self.config.epub_cover[0])
            resources[name] = Path(self.outdir, name).read_bytes()
            return name
        front = front_matter(drafts[self.page_name(self.config.root_doc)].root)
        pictures = {picture: Path(self.outdir, picture) for picture in front.pictures}
        own = {f"_editions/{path.name}": path for path in PRINT}
        static = {
            f"_static/{path.relative_to(folder).as_posix()}": path
            for folder in (Path(self.confdir, name) for name in self.config.html_static_path)
            for path in folder.rglob("*")
            if path.is_file()
        }
        lines = list(front.lines)
        if edition.subtitle and not any(line.kind == "subtitle" for line in lines):
            lines.insert(0, CoverLine("subtitle", edition.subtitle))
        settings = settings_of(self.config)
        page = (
            template_environment()
            .get_template("epub-cover.html")
            .render(
                edition=edition,
                page_size=settings.pdf_page_size,
                stylesheets=[*own, *(f"_static/{name}" for name in settings.pdf_stylesheets)],
                pictures=list(pictures),
                lines=lines,
            )
        )
        files = {**own, **static, **pictures}
        resources[COVER] = draw_cover(
            page, files, system_fonts=settings.pdf_system_fonts, report=warn_of_cover
        )
        return COVER


def warn_of_cover(findings: Sequence[Finding]) -> None:
    """Warn of what spoils the picture of the cover."""
    for finding in findings:
        message = f"cover: {finding.message}"
        logger.warning("%s", message, type="editions", subtype=finding.rule)


def _moved(entry: ContentsEntry, renamed: Mapping[str, str]) -> ContentsEntry:
    """Return an entry that leads to the files under their names in the package."""
    below = tuple(_moved(child, renamed) for child in entry.children)
    return replace(entry, href=rename_address(entry.href, renamed), children=below)


def _language(node: nodes.Element) -> str:
    """Return the language that the text of *node* is marked with, if it is."""
    for inline in node.findall(nodes.inline):
        for name in inline["classes"]:
            if name.startswith("language-"):
                return str(name.removeprefix("language-"))
    return ""
