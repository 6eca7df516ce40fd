"""Read what a build has made, as a reader's program would: parsed, never matched."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from lxml import html
from lxml.html import HtmlElement

from editions.findings import Finding, shown_path


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


#: What ``sphinx-build`` writes: ``file:line: WARNING: message [type.subtype]``.
_WARNING = re.compile(
    r"(?:(?P<file>[^\s:][^:\n]*?)(?::(?P<line>\d+))?(?::<translated>[:\d]*)?: )?"
    r"(?:WARNING|ERROR|CRITICAL): (?P<message>.*?)(?: \[(?P<rule>[\w.-]+)\])?$"
)


def read_warnings(said: str, root: Path) -> tuple[Finding, ...]:
    """Return what ``sphinx-build`` wrote as findings, each once."""
    findings: dict[Finding, None] = {}
    last: Finding | None = None
    for line in re.sub(r"\x1b\[[0-9;]*m", "", said).splitlines():
        match = _WARNING.match(line)
        if match:
            file = shown_path(Path(match["file"]), root) if match["file"] else "sphinx"
            last = Finding(file, int(match["line"] or 0), match["message"], match["rule"] or "")
            findings[last] = None
        elif line.strip() and last is not None:
            del findings[last]
            last = Finding(last.file, last.line, f"{last.message} {line.strip()}", last.rule)
            findings[last] = None
    return tuple(findings)
