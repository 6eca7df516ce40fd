"""The list of a site's pages for search engines (https://www.sitemaps.org), and ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

from lxml import html
from lxml.etree import ParserError

from editions.web.addresses import Alternate

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True)
class ListedPage:
    """A page that wants to be found."""

    #: Its canonical address, absolute.
    address: str
    alternates: tuple[Alternate, ...]


def listed_pages(site: Path) -> Iterator[ListedPage]:
    """Yield the pages of *site* that name their own address, as each of them says it."""
    for path in sorted(site.rglob("*.html")):
        try:
            page = html.document_fromstring(path.read_bytes())
        except ParserError:  # it is empty: something that a search engine or a service wants there
            continue
        if any(
            "noindex" in str(meta.get("content"))
            for meta in page.iterfind("head/meta[@name='robots']")
        ):
            continue
        links = list(page.iterfind("head/link"))
        address = next((str(a.get("href")) for a in links if a.get("rel") == "canonical"), None)
        if address is not None:
            others = (link for link in links if link.get("hreflang"))
            yield ListedPage(
                address,
                tuple(Alternate(str(o.get("hreflang")), str(o.get("href"))) for o in others),
            )


def render_sitemap(pages: Iterable[ListedPage], date: datetime | None) -> bytes:
    """Return the list; *date* is that of the source."""
    ElementTree.register_namespace("", _SITEMAP)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    for page in pages:
        url = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
        ElementTree.SubElement(url, f"{{{_SITEMAP}}}loc").text = page.address
        if date is not None:
            ElementTree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = f"{date:%Y-%m-%d}"
        for other in page.alternates:
            attributes = {"rel": "alternate", "hreflang": other.hreflang, "href": other.href}
            ElementTree.SubElement(url, f"{{{_XHTML}}}link", attributes)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def render_sitemap_index(addresses: Iterable[str]) -> bytes:
    """Return the list of several such lists, by their addresses."""
    ElementTree.register_namespace("", _SITEMAP)
    root = ElementTree.Element(f"{{{_SITEMAP}}}sitemapindex")
    for address in addresses:
        sitemap = ElementTree.SubElement(root, f"{{{_SITEMAP}}}sitemap")
        ElementTree.SubElement(sitemap, f"{{{_SITEMAP}}}loc").text = address
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def render_robots(address: str) -> str:
    """Return ``robots.txt``: everything may be read, and the list is there if it can be."""
    sitemap = f"\nSitemap: {address}sitemap.xml\n" if address else ""
    return f"User-agent: *\nAllow: /\n{sitemap}"
