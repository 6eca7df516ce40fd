"""Compare what an edition says on the web with its book, its PDF and its half of a pair."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.books import BuiltBook, PrintedText
from editions.verification.charts import are_as_long
from editions.verification.facts import (
    BuiltChart,
    BuiltPassage,
    Page,
    address_parts,
    letters,
    shortened,
)
from editions.verification.heads import check_stated
from editions.verification.linking import check_links
from editions.verification.pictures import picture_name

_FILES = (".zip", ".csv", ".svg", ".png", ".bib", ".ris", ".json", ".pdf", ".epub")
#: A passage of fewer letters is found anywhere.
_FEW = 12


def compare_book(pages: Mapping[str, Page], book: BuiltBook, file: str) -> Iterator[Finding]:
    """Yield what the *book*, an EPUB, does not say as the *pages* on the web do, page by page."""
    for name, page in pages.items():
        chapter = book.pages.get(name)
        if chapter is None:
            yield Finding(
                file,
                0,
                phrase("the page {name!r} of {file} is missing", name=name, file=page.file),
                "format-page",
            )
            continue
        if chapter.lang != page.lang:
            message = phrase(
                "it says that it is in {lang!r}, and {file} in {original!r}",
                lang=chapter.lang,
                file=page.file,
                original=page.lang,
            )
            yield Finding(chapter.file, 1, message, "page-language")
        yield from _compare_passages(page, chapter)
        yield from _compare_values(page, chapter)
        yield from _compare_shown(page, chapter)
    for name in book.lacking:
        yield Finding(
            file, 0, phrase("{name}, which it lists, is not in it", name=name), "missing-file"
        )
    yield from _check_contents(pages, book)
    for page in list(pages.values())[:1]:
        yield from check_stated(page, file, book.lang, book.title)
    yield from check_links({f"{name}.xhtml": page for name, page in book.pages.items()}, book.holds)


def _check_contents(pages: Mapping[str, Page], book: BuiltBook) -> Iterator[Finding]:
    """Yield chapters that the contents of a book do not name as they are called."""
    contents = book.pages.get("nav")
    for name, page in pages.items() if contents else ():
        heading = next((block.text for block in page.blocks if block.kind == "h1"), "")
        links = contents.head.navigation if contents else ()
        named = next((link.text for link in links if link.address == f"{name}.xhtml"), "")
        if heading and name in book.pages and letters(heading) != letters(named):
            message = phrase(
                "it does not name {heading} of {file}", heading=shortened(heading), file=page.file
            )
            yield Finding(book.pages["nav"].file, 0, message, "navigation")


def _compare_passages(page: Page, chapter: Page) -> Iterator[Finding]:
    """Yield passages of a page that the chapter of a book lacks, or has otherwise or elsewhere."""
    known = {block.id: block for block in chapter.blocks if block.id}
    same = {letters(block.text): block for block in chapter.blocks if not block.id}
    texts = Counter(letters(block.text) for block in chapter.blocks)
    known_texts = frozenset(texts)
    places = {id(block): place for place, block in enumerate(chapter.blocks)}
    last = -1
    for block in page.blocks:
        text = letters(block.text)
        theirs = known.get(block.id) if block.id else None
        texts[letters(theirs.text) if theirs else text] -= 1
        if _is_of_the_web(block):
            continue
        place = f"{page.file}:{block.line}"
        if theirs is None:
            if text not in known_texts:
                message = phrase(
                    "{text} of {place} is missing", text=shortened(block.text), place=place
                )
                yield Finding(chapter.file, 0, message, "format-missing")
            yield from _compare_targets(block, same.get(text, block), chapter, place)
            continue
        if letters(theirs.text) != text:
            message = phrase(
                "{text} stands for {original} of {place}",
                text=shortened(theirs.text),
                original=shortened(block.text),
                place=place,
            )
            yield Finding(chapter.file, theirs.line, message, "format-differs")
        yield from _compare_targets(block, theirs, chapter, place)
        if places[id(theirs)] < last:
            message = phrase(
                "{text} stands at another place than in {place}",
                text=shortened(theirs.text),
                place=place,
            )
            yield Finding(chapter.file, theirs.line, message, "format-order")
        last = places[id(theirs)]
    for block in chapter.blocks:
        if texts[letters(block.text)] > 0:
            texts[letters(block.text)] -= 1
            message = phrase("{text} is not in {file}", text=shortened(block.text), file=page.file)
            yield Finding(chapter.file, block.line, message, "format-extra")


def _compare_targets(
    block: BuiltPassage, theirs: BuiltPassage, chapter: Page, place: str
) -> Iterator[Finding]:
    if _targets(block) != _targets(theirs):
        message = phrase(
            "the links of {text} are not those of {place}", text=shortened(theirs.text), place=place
        )
        yield Finding(chapter.file, theirs.line, message, "links-differ")


def _targets(block: BuiltPassage) -> list[str]:
    """Return where the links of a passage lead, whatever pages are called in their format."""
    return [re.sub(r"\.xhtml(?=$|#)", ".html", link) for link in block.links]


def _compare_shown(page: Page, chapter: Page) -> Iterator[Finding]:
    """Yield pictures and charts of a page that the chapter of a book has otherwise."""
    pictures, shown = (
        [(picture_name(one, picture), picture.alternative) for picture in one.pictures]
        for one in (page, chapter)
    )
    if pictures != shown:
        message = phrase(
            "its pictures, or what is said of them, are not those of {file}", file=page.file
        )
        yield Finding(chapter.file, 0, message, "format-differs")
    drawn = {chart.id: chart for chart in chapter.charts}
    for chart in page.charts:
        its = drawn.get(chart.id)
        if its is None or not _is_drawn(chart, its):
            message = phrase(
                "the chart {id!r} is not that of {file}:{line}",
                id=chart.id,
                file=page.file,
                line=chart.line,
            )
            yield Finding(chapter.file, its.line if its else 0, message, "format-differs")


def _is_drawn(chart: BuiltChart, other: BuiltChart) -> bool:
    same = [
        [letters(text) for text in (*one.words, *one.numbers, *one.labels)]
        for one in (chart, other)
    ]
    return same[0] == same[1] and chart.marks == other.marks and are_as_long(chart, other)


def _compare_values(page: Page, chapter: Page) -> Iterator[Finding]:
    """Yield tables of a page whose cells the chapter of a book has otherwise."""
    others = {table.id: table for table in chapter.tables if table.id}
    for table in page.tables:
        theirs = others.get(table.id)
        if not table.id:
            continue
        if theirs is None:
            message = phrase(
                "the table {id!r} of {file}:{line} is missing",
                id=table.id,
                file=page.file,
                line=table.line,
            )
            yield Finding(chapter.file, 0, message, "format-missing")
            continue
        rows = [[[letters(c.text) for c in row] for row in t.rows] for t in (table, theirs)]
        if rows[0] != rows[1]:
            message = phrase(
                "the table {id!r} is not that of {file}:{line}",
                id=table.id,
                file=page.file,
                line=table.line,
            )
            yield Finding(chapter.file, theirs.line, message, "format-differs")


def compare_print(pages: Iterable[Page], printed: PrintedText, file: str) -> Iterator[Finding]:
    """Yield what a PDF does not print of *pages*, or in another order.

    Short passages are passed over.
    """
    for page in pages:
        place = 0
        for block in page.blocks:
            text = letters(block.printed or block.text)
            if len(text) < _FEW or _is_of_the_web(block):
                continue
            end = printed.find(text, place)
            if end is not None:
                place = max(end - len(text), 0)
            elif printed.find(text) is None:
                message = phrase(
                    "{text} of {file}:{line} is missing",
                    text=shortened(block.text),
                    file=page.file,
                    line=block.line,
                )
                yield Finding(file, 0, message, "format-missing")
            elif block.id and block.kind == "p" and not (block.is_work and printed.columns):
                message = phrase(
                    "{text} of {file}:{line} stands too early",
                    text=shortened(block.text),
                    file=page.file,
                    line=block.line,
                )
                yield Finding(file, 0, message, "format-order")


def compare_printed_tables(
    pages: Iterable[Page], printed: PrintedText, file: str
) -> Iterator[Finding]:
    """Yield rows of the tables of *pages* that a PDF does not print, cell after cell."""
    for page, table in ((one, table) for one in pages for table in one.tables):
        for number, row in enumerate(table.rows, 1):
            text = "".join(letters(cell.text) for cell in row)
            if len(text) >= _FEW and printed.find(text) is None:
                name = phrase("the table {id!r}", id=table.id) if table.id else phrase("a table")
                message = phrase(
                    "row {number} of {name} of {file}:{line} is missing: {text}",
                    number=number,
                    name=name,
                    file=page.file,
                    line=table.line,
                    text=shortened(" | ".join(cell.text for cell in row)),
                )
                yield Finding(file, 0, message, "format-missing")


def _is_of_the_web(block: BuiltPassage) -> bool:
    """Tell whether a passage does nothing but offer files, which paper cannot."""
    paths = [address_parts(address).path for address in block.links]
    return bool(paths) and all(path.endswith(_FILES) for path in paths)


def compare_halves(pair: Page, halves: Iterable[Page]) -> Iterator[Finding]:
    """Yield what a page in two languages does not say of the pages that it is made of."""
    texts = {letters(block.text) for block in pair.blocks}
    captions = [letters(block.text) for block in pair.blocks if block.kind == "caption"]
    known: set[str] = set()
    for page in halves:
        order = [letters(block.text) for block in page.blocks]
        known.update(order)
        for text, block in zip(order, page.blocks, strict=True):
            if not text or text in texts:
                continue
            if block.kind == "caption" and any(text in caption for caption in captions):
                continue  # both languages stand in one
            message = phrase(
                "{text} of {file}:{line} is missing",
                text=shortened(block.text),
                file=page.file,
                line=block.line,
            )
            yield Finding(pair.file, 0, message, "format-missing")
        yield from _compare_order(pair, page, order)
    for block in pair.blocks:
        text = letters(block.text)
        if text not in known and block.kind != "caption":
            message = phrase(
                "{text} is in none of the pages that it is made of", text=shortened(block.text)
            )
            yield Finding(pair.file, block.line, message, "format-extra")


def _compare_order(pair: Page, page: Page, order: Sequence[str]) -> Iterator[Finding]:
    """Yield the passages of a pair that stand in another order than in *page*, one of its own.

    Works stand as the first language sorts them.
    """
    works = {letters(block.text) for block in page.blocks if block.is_work}
    once = {text for text, count in Counter(order).items() if count == 1 and text not in works}
    places = {text: place for place, text in enumerate(order) if text in once}
    last = -1
    for block in pair.blocks:
        place = places.get(letters(block.text))
        if place is None or block.lang.partition("-")[0] != page.lang.partition("-")[0]:
            continue
        if place < last:
            message = phrase(
                "{text} stands at another place than in {file}",
                text=shortened(block.text),
                file=page.file,
            )
            yield Finding(pair.file, block.line, message, "format-order")
        last = place
