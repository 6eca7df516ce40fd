"""Compare what an edition says on the web with its book, its PDF and its half of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from editions.findings import Finding
from editions.verification.books import PrintedText
from editions.verification.facts import BuiltPassage, Page, address_parts, letters, shortened

_FILES = (".zip", ".csv", ".svg", ".png", ".bib", ".ris", ".json", ".pdf", ".epub")
#: A passage of fewer letters is found anywhere.
_FEW = 12


def compare_book(
    pages: Mapping[str, Page], book: Mapping[str, Page], file: str
) -> Iterator[Finding]:
    """Yield what the *book*, an EPUB, does not say as the *pages* on the web do, page by page."""
    for name, page in pages.items():
        chapter = book.get(name)
        if chapter is None:
            yield Finding(file, 0, f"the page {name!r} of {page.file} is missing", "format-page")
            continue
        known = {block.id: block for block in chapter.blocks if block.id}
        texts = {letters(block.text) for block in chapter.blocks}
        for block in page.blocks:
            if _is_of_the_web(block):
                continue
            theirs = known.get(block.id) if block.id else None
            if theirs is not None and letters(theirs.text) != letters(block.text):
                message = (
                    f"{shortened(theirs.text)} stands for {shortened(block.text)} of"
                    f" {page.file}:{block.line}"
                )
                yield Finding(chapter.file, theirs.line, message, "format-differs")
            elif theirs is None and letters(block.text) not in texts:
                message = f"{shortened(block.text)} of {page.file}:{block.line} is missing"
                yield Finding(chapter.file, 0, message, "format-missing")
        yield from _compare_values(page, chapter)


def _compare_values(page: Page, chapter: Page) -> Iterator[Finding]:
    """Yield tables of a page whose cells the chapter of a book has otherwise."""
    others = {table.id: table for table in chapter.tables if table.id}
    for table in page.tables:
        theirs = others.get(table.id)
        if not table.id:
            continue
        if theirs is None:
            message = f"the table {table.id!r} of {page.file}:{table.line} is missing"
            yield Finding(chapter.file, 0, message, "format-missing")
            continue
        rows = [[[letters(c.text) for c in row] for row in t.rows] for t in (table, theirs)]
        if rows[0] != rows[1]:
            message = f"the table {table.id!r} is not that of {page.file}:{table.line}"
            yield Finding(chapter.file, theirs.line, message, "format-differs")


def compare_print(
    pages: Iterable[Page], printed: PrintedText, file: str, *, ordered: bool
) -> Iterator[Finding]:
    """Yield what a PDF does not print of *pages*, and, where it is *ordered*, in another order.

    Short passages and tables' cells are looked for, but may stand anywhere.
    """
    for page in pages:
        place = 0
        for block in page.blocks:
            text = letters(block.printed or block.text)
            if len(text) < _FEW or _is_of_the_web(block):
                continue
            if not ordered:
                if not printed.holds(text):
                    message = f"{shortened(block.text)} of {page.file}:{block.line} is missing"
                    yield Finding(file, 0, message, "format-missing")
                continue
            end = printed.find(text, place)
            if end is not None:
                place = max(end - len(text), 0)
            elif printed.find(text) is None:
                message = f"{shortened(block.text)} of {page.file}:{block.line} is missing"
                yield Finding(file, 0, message, "format-missing")
            elif block.id and block.kind == "p":
                message = f"{shortened(block.text)} of {page.file}:{block.line} stands too early"
                yield Finding(file, 0, message, "format-order")


def _is_of_the_web(block: BuiltPassage) -> bool:
    """Tell whether a passage does nothing but offer files, which paper cannot."""
    paths = [address_parts(address).path for address in block.links]
    return bool(paths) and all(path.endswith(_FILES) for path in paths)


def compare_halves(pair: Page, halves: Iterable[Page]) -> Iterator[Finding]:
    """Yield what a page in two languages does not say of the pages that it is made of."""
    texts = {letters(block.text) for block in pair.blocks}
    captions = [letters(block.text) for block in pair.blocks if block.kind == "caption"]
    for page in halves:
        for block in page.blocks:
            text = letters(block.text)
            if not text or text in texts:
                continue
            if block.kind == "caption" and any(text in caption for caption in captions):
                continue  # both languages stand in one
            message = f"{shortened(block.text)} of {page.file}:{block.line} is missing"
            yield Finding(pair.file, 0, message, "format-missing")
