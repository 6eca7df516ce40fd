"""The translated editions: complete, and every message in the page and in the PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import roles
from lxml.html import HtmlElement

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.domains import TABLES
from editions.catalogs.entries import Catalog
from editions.catalogs.states import measure
from editions.catalogs.templates import read_templates
from editions.interface import wanted_messages
from editions.languages import Publication
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import extract_messages
from tests.conftest import copy_project
from tests.reading import chapters, one, read_page, select, text

TRANSLATIONS = ("es", "fr")

#: Height of a Letter page and the margins that hold running heads and page numbers, in points.
PAGE, HEAD, FOOT = 792.0, 70.0, 70.0


def catalogs_of(project: Publication, code: str) -> dict[str, Catalog]:
    """Return the catalogs of documents; that of tables has its own tests."""
    found = read_catalogs(project.catalog_folders(project.edition(code)), project.root)
    del found[TABLES]
    return found


def plain(message: str) -> str:
    """Return what a reader sees of a message."""
    for code in ("en", "es", "fr"):
        roles.register_generic_role(f"lang-{code}", nodes.emphasis)
    settings = {"report_level": 5, "_disable_config": True}
    doctree = publish_doctree(message, settings_overrides=settings)
    (paragraph, *_) = doctree.findall(nodes.paragraph)
    return str(paragraph.astext())


def blocks(page: HtmlElement) -> Iterator[str]:
    """Yield the text of every block of a page's main part that has text of its own."""
    main = one(page, "//main")
    for extra in select(
        main,
        ".//*[contains(@class, 'notranslate') or contains(@class, 'toctree-wrapper')"
        " or @data-furniture or contains(@class, 'data-')]",
    ):
        extra.drop_tree()
    for element in select(main, ".//h1 | .//h2 | .//p | .//li | .//*[@class='line'] | .//img"):
        if element.tag == "img":
            yield element.attrib["alt"]
        elif not select(element, ".//p | .//li"):
            yield text(element)


def folded(value: str) -> str:
    """Letters and digits alone: lines and hyphens are the layout's."""
    return "".join(char for char in value.casefold() if char.isalnum())


def printed(path: Path) -> str:
    """Return the text of a PDF file without running heads and page numbers."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(
            page.get_textpage().get_text_bounded(bottom=FOOT, top=PAGE - HEAD) for page in document
        )
    finally:
        document.close()


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_translation_is_complete(tmp_path: Path, code: str) -> None:
    publication = load_publication(copy_project(tmp_path))
    edition = publication.edition(code)
    found = read_catalogs(publication.catalog_folders(edition), publication.root)
    source = read_templates(extract_messages(publication))
    progress = measure(wanted_messages(source, edition.locale, found), found)
    assert [row for row in progress if row.percent != 100 or row.outdated or row.missing] == []


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_messages_are_the_blocks_of_the_pages(site: Path, project: Publication, code: str) -> None:
    catalogs = catalogs_of(project, code)
    assert set(catalogs) == set(chapters(site, code))
    for name, catalog in catalogs.items():
        page = read_page(site / code / f"{name}.html")
        captions = {text(p) for p in select(page, "//figure[starts-with(@id, 'chart-')]//p")}
        shown = list(blocks(page))
        original = list(blocks(read_page(site / "en" / f"{name}.html")))
        messages = {plain(entry.msgstr) for entry in catalog}
        assert set(shown) == messages - captions, name
        assert len(shown) == len(original), name


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_messages_stand_in_the_pdf(site: Path, project: Publication, code: str) -> None:
    content = folded(printed(site / "downloads" / f"canada-mexico-relationship-{code}.pdf"))
    for catalog in catalogs_of(project, code).values():
        for entry in catalog:
            if "brush" not in entry.msgid:  # the picture's alternative text is not printed
                assert folded(plain(entry.msgstr)) in content, entry.msgstr


@pytest.mark.parametrize("code", TRANSLATIONS)
def test_nothing_is_marked_untranslated(site: Path, code: str) -> None:
    for path in (site / code).glob("*.html"):
        assert select(read_page(path), "//*[contains(@class, 'untranslated')]") == [], path.name
