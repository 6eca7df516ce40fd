"""Read a finished page, of a site or of a book, into what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from editions.files.identity import META
from editions.verification.charts import read_charts
from editions.verification.facts import (
    BuiltCell,
    BuiltPassage,
    BuiltTable,
    Link,
    Page,
    Picture,
    letters,
)
from editions.verification.heads import read_head
from editions.verification.parsing import read_html


def _path(expression: str) -> Any:
    """Return an XPath that is read once; what it finds depends on what it asks for."""
    return etree.XPath(expression)


#: Elements that hold a passage, unless there is one in them.
_PASSAGES = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "dt", "dd", "li", "pre", "caption", "figcaption"}
)
#: Classes of ``div`` that hold one as well: lines of an address or a poem, formulas.
_LINES = frozenset({"line", "math"})
_HOLDERS = _PASSAGES | {"ul", "ol", "dl", "table"}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: What is in the text of a page and says nothing: signs of links, marks, words for machines.
_SILENT = _path(
    ".//a[contains(concat(' ', @class, ' '), ' headerlink ')]"
    " | .//*[contains(concat(' ', @class, ' '), ' translation-mark ')]"
    " | .//*[@aria-hidden='true']"
    " | .//*[contains(concat(' ', @class, ' '), ' back-links ')]"
    " | .//script | .//style"
)
#: What a template adds, and lists of what stands elsewhere.
_FURNITURE = _path(
    "ancestor-or-self::*[@data-furniture] | ancestor-or-self::nav"
    " | ancestor::footer[not(ancestor::blockquote or ancestor::figure)]"
    " | ancestor::div[contains(concat(' ', @class, ' '), ' toctree-wrapper ')]"
)
#: What is in no language, or in another one.
_OF_OTHERS = _path(".//code | .//kbd | .//samp | .//var | .//math | .//svg | .//*[@lang]")
#: What is heard only.
_UNSEEN = _path(".//*[contains(concat(' ', @class, ' '), ' unseen ')]")
_WITH_LANGUAGE = _path(".//*[@lang]")
_LANGUAGES = _path("ancestor-or-self::*[@lang][1]/@lang")
_CLASSES = _path("ancestor-or-self::*/@class")
_TABLE_OF = _path("ancestor::table[1]")
_DATA_TABLE_OF = _path("ancestor::div[contains(@class, 'data-table')][1]")
_DATA_TABLES = _path(".//div[contains(@class, 'data-table')]")
_HREFS = _path(".//a[@href]/@href")
_IN_TABLE = _path("boolean(ancestor::table)")
#: Ids that docutils and Sphinx count out, page by page, in the order of each edition.
_COUNTED = re.compile(r"(?:id|index-)\d+|(?:footnote|equation)-\d+")
_NOT_CURRENT = re.compile(r"\b(?:untranslated|outdated)\b")
_ADDRESSES = ("href", "src", "action", "poster", "data")
_SPACES = re.compile(r"\s+")
_TARGETS = _path("./span[contains(@class, 'target')][@id][1]")


def read_page(data: bytes, file: str, name: str) -> Page:
    """Return what the page in *data* says; *file* and *name* are those of the `Page`.

    Raises:
        ValueError: it is no page, or has too many elements, or too many in one another.
    """
    root = read_html(data)
    ids = [str(item.get("id")) for item in root.iter() if item.get("id")]
    links = [
        Link(str(item.get(attribute)), _line(item))
        for item in root.iter()
        for attribute in _ADDRESSES
        if item.get(attribute) and item.tag != "object"
    ]
    alternates = {
        str(item.get("hreflang")): str(item.get("href"))
        for item in root.iter("link")
        if item.get("rel") == "alternate" and item.get("hreflang")
    }
    canonical = next(
        (str(item.get("href", "")) for item in root.iter("link") if item.get("rel") == "canonical"),
        "",
    )
    identity = next(
        (str(item.get("content", "")) for item in root.iter("meta") if item.get("name") == META), ""
    )
    main = _main(root)
    files = _data_links(main)
    tables = tuple(_table(item, files) for item in main.iter("table"))
    pictures = tuple(
        Picture(
            str(item.get("src", "")),
            item.get("alt"),
            _line(item),
            bool(_NOT_CURRENT.search(" ".join(_CLASSES(item)))),
        )
        for item in main.iter("img")
    )
    lang = str(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    repeated = tuple(name for name, count in Counter(ids).items() if count > 1)
    return Page(
        file,
        name,
        lang,
        tuple(_blocks(main, lang)),
        tables,
        pictures,
        tuple(links),
        frozenset(ids),
        repeated,
        tuple(read_charts(main)),
        alternates,
        canonical,
        identity,
        read_head(root, name.count("/")),
    )


def _main(root: HtmlElement) -> HtmlElement:
    """Return the part of a page that holds its text."""
    for path in ("//main", "//*[@role='main']", "//body"):
        for item in root.xpath(path):
            return item
    return root


def _blocks(main: HtmlElement, lang: str) -> Iterator[BuiltPassage]:
    for item in main.iter(*_PASSAGES, "div"):
        if item.tag == "div" and not _LINES.intersection(str(item.get("class", "")).split()):
            continue
        if item.tag != "caption" and _IN_TABLE(item):
            continue
        if _FURNITURE(item):
            continue
        text = seen_text(item, whole=item.tag == "caption")
        if not text:
            continue
        links = tuple(
            str(link.get("href"))
            for link in item.iter("a")
            if link.get("href") and "headerlink" not in str(link.get("class", ""))
        )
        yield BuiltPassage(
            str(item.tag),
            _id(item),
            text,
            _language(_held(item, text)) or lang,
            _line(item),
            links,
            _is_marked(item, text),
            _own_text(item),
            seen_text(item, whole=item.tag == "caption", left_out=_UNSEEN(item)),
        )


def _line(item: HtmlElement) -> int:
    line = item.sourceline
    return line if isinstance(line, int) else 0


def _id(item: HtmlElement) -> str:
    """Return what a block is called in every edition: an id that no program has counted out."""
    found = str(item.get("id") or "")
    parent = item.getparent()
    if not found and parent is not None and parent.get("id") and _begins(item, parent):
        found = str(parent.get("id"))
    for target in _TARGETS(item) if not found else ():
        if not (item.text or "").strip():
            found = str(target.get("id"))
    return "" if _COUNTED.fullmatch(found) else found


def _begins(item: HtmlElement, parent: HtmlElement) -> bool:
    """Tell whether a passage is what its *parent* begins with, and bears the name of."""
    if item.tag in _HEADINGS:
        return parent.tag in ("section", "div")
    return parent.tag == "li" and parent[0] is item and not (parent.text or "").strip()


def _held(item: HtmlElement, text: str) -> HtmlElement:
    """Return what in *item* holds all of its *text* and says its language, or *item* itself."""
    for inner in _WITH_LANGUAGE(item):
        if letters(seen_text(inner, whole=True)) == letters(text):
            return inner
    return item


def _is_marked(item: HtmlElement, text: str) -> bool:
    """Tell whether the *text* of a passage is marked as waiting for its translation."""
    classes = " ".join(_CLASSES(_held(item, text)))
    return bool(_NOT_CURRENT.search(classes))


def _language(item: HtmlElement) -> str:
    found = _LANGUAGES(item)
    return str(found[-1]) if found else ""


def _own_text(item: HtmlElement, *, whole: bool = False) -> str:
    """Return what of a passage is in its own language; nothing of a listing."""
    if item.tag == "pre" or (whole and item.get("lang")):
        return ""
    return seen_text(item, whole=whole, left_out=_OF_OTHERS(item))


def seen_text(
    item: HtmlElement, *, whole: bool = False, left_out: Iterable[HtmlElement] = ()
) -> str:
    """Return what of an element readers see, without the passages in it unless it is *whole*."""
    silent = {*_SILENT(item), *left_out} if len(item) else set()
    pieces: list[str] = []

    def walk(element: HtmlElement) -> None:
        pieces.append(element.text or "")
        for child in element:
            inside = isinstance(child.tag, str) and child not in silent
            if inside and (whole or child.tag not in _HOLDERS):
                walk(child)
            pieces.append(child.tail or "")

    walk(item)
    return _SPACES.sub(" ", "".join(pieces).replace("\u00ad", "")).strip()


def _place_in_data(item: HtmlElement, prefix: str = "row-") -> int:
    """Return the number that the class of a row, or of the head of a column, ends in, or 0."""
    names = (n for n in str(item.get("class", "")).split() if n.startswith(prefix))
    return next((int(n) for n in (n.removeprefix(prefix) for n in names) if n.isdecimal()), 0)


def _data_links(main: HtmlElement) -> dict[HtmlElement, tuple[str, ...]]:
    """Return the names of files with data beside tables, by what holds both."""
    return {
        holder: tuple(href for href in map(str, _HREFS(holder)) if href.endswith(".csv"))
        for holder in _DATA_TABLES(main)
        if not _DATA_TABLES(holder)
    }


def _table(table: HtmlElement, data: Mapping[HtmlElement, tuple[str, ...]]) -> BuiltTable:
    rows = []
    own = [row for row in table.iter("tr") if _TABLE_OF(row)[0] is table]
    # Rows that each edition orders in its own way say where they stand in the data.
    for row in sorted(own, key=_place_in_data):
        cells = [cell for cell in row if cell.tag in ("th", "td")]
        rows.append(
            tuple(
                BuiltCell(
                    str(cell.tag),
                    text := seen_text(cell, whole=True),
                    (str(cell.get("colspan", "1")), str(cell.get("rowspan", "1"))),
                    _is_marked(cell, text),
                    _own_text(cell, whole=True),
                )
                for cell in cells
            )
        )
    holder = _DATA_TABLE_OF(table)
    files = data.get(holder[0], ()) if holder else ()
    heads = (cell for cell in own[0] if cell.tag in ("th", "td")) if own else ()
    columns = tuple(_place_in_data(head, "column-") for head in heads)
    return BuiltTable(str(table.get("id", "")), _line(table), tuple(rows), files, columns)
