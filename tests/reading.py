"""Read what a build has made, as a reader's program would: parsed, never matched."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from lxml import html
from lxml.html import HtmlElement


def read_page(path: Path) -> HtmlElement:
    """Parse an HTML page."""
    return html.document_fromstring(path.read_bytes())


def select(element: HtmlElement, xpath: str) -> list[HtmlElement]:
    """Return the elements that *xpath* finds."""
    found = element.xpath(xpath)
    assert isinstance(found, list)
    return [item for item in found if isinstance(item, HtmlElement)]


def one(element: HtmlElement, xpath: str) -> HtmlElement:
    """Return the one element that *xpath* finds."""
    (found,) = select(element, xpath)
    return found


def text(element: HtmlElement) -> str:
    """Return the text of an element, blanks folded; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", element.text_content()).strip(" ")


def body(page: HtmlElement) -> HtmlElement:
    """Return the main part of a page without its lists of links and what is not of the text."""
    (main,) = select(page, "//main")
    extras = "contains(@class, 'toctree-wrapper') or @data-furniture or @class='headerlink'"
    for extra in select(main, f".//*[{extras}]"):
        extra.drop_tree()
    return main


def chapters(site: Path, code: str) -> list[str]:
    """Return the names of an edition's pages in reading order, the cover first."""
    cover = read_page(site / code / "index.html")
    links = select(cover, "//*[contains(@class, 'toctree-wrapper')]//a[@href]")
    return ["index", *(link.attrib["href"].removesuffix(".html") for link in links)]


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF file."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
