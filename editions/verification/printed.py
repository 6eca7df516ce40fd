"""What a PDF is beside its text: its language and title, bookmarks, links, fonts, page labels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from urllib.parse import unquote

from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.books import PrintedBook, PrintedText
from editions.verification.facts import BuiltPassage, Page, address_parts, letters, shortened
from editions.verification.heads import check_stated

#: How many pages a printed number may be missing on, of those that have a label, in per cent.
_UNNUMBERED = 20


def check_printed(
    pages: Mapping[str, Page], book: PrintedBook, printed: PrintedText, file: str
) -> Iterator[Finding]:
    """Yield what a PDF does not have as the *pages* of an edition on the web have it."""
    for first in list(pages.values())[:1] if not printed.columns else ():
        yield from check_stated(first, file, book.lang, book.title)
    alternatives = [*map(letters, book.alternatives)]
    titles = [letters(title) for _, title in book.bookmarks]
    for page in pages.values():
        for block in page.blocks:
            if block.kind == "h1" and not _is_marked_by(titles, block, printed):
                message = phrase(
                    "no bookmark leads to {text} of {file}:{line}",
                    text=shortened(block.text),
                    file=page.file,
                    line=block.line,
                )
                yield Finding(file, 0, message, "bookmarks")
            for link in block.links if printed.find(letters(block.printed)) is not None else ():
                if address_parts(link).netloc and link not in book.addresses:
                    message = phrase(
                        "no link leads to {link!r}, as in {file}:{line}",
                        link=link,
                        file=page.file,
                        line=block.line,
                    )
                    yield Finding(file, 0, message, "links-differ")
        words = [(item.line, item.alternative or "") for item in page.pictures]
        if printed.columns:  # a picture stands there once, for both
            words.clear()
        words += [(chart.line, text) for chart in page.charts for text in chart.words]
        for line, text in words:
            if not any(letters(text) in said for said in alternatives):
                message = phrase(
                    "no picture has the words {text} of {file}:{line}",
                    text=shortened(text),
                    file=page.file,
                    line=line,
                )
                yield Finding(file, 0, message, "alternative-text")


def _is_marked_by(titles: Sequence[str], block: BuiltPassage, printed: PrintedText) -> bool:
    """Tell whether one of the bookmarks is that of a heading, or of two in *columns*."""
    text = letters(block.text)
    return any(text in title if printed.columns else text == title for title in titles)


def check_form(
    book: PrintedBook,
    printed: PrintedText,
    file: str,
    languages: Sequence[str],
    known: Collection[str],
) -> Iterator[Finding]:
    """Yield what is wrong with a PDF whatever it says: dead links, lost fonts, false labels.

    Its editions are in *languages*, and lead to the addresses that are *known*.
    """
    if book.lang not in languages[:1]:
        message = phrase(
            "it says that it is in {lang!r}, and its edition is in {edition!r}",
            lang=book.lang,
            edition=languages[0],
        )
        yield Finding(file, 0, message, "page-language")
    pages = set(map(unquote, known))
    for address in sorted(a for a in book.addresses if unquote(a) not in pages):
        message = phrase(
            "it leads to {address!r}, and no page of its edition does", address=address
        )
        yield Finding(file, 0, message, "links-differ")
    for number in book.dead:
        yield Finding(
            file, 0, phrase("a link on page {number} leads nowhere", number=number), "dead-link"
        )
    for name in book.lacking:
        yield Finding(file, 0, phrase("the font {name!r} is not in it", name=name), "fonts")
    numbered = [(number, label) for number, label in enumerate(book.labels) if label.isdecimal()]
    wrong = [(number, label) for number, label in numbered if label not in printed.numbers(number)]
    if len(wrong) * 100 > len(numbered) * _UNNUMBERED:
        number, label = wrong[0]
        message = phrase(
            "page {number} is called {label!r}, and prints no such number",
            number=number + 1,
            label=label,
        )
        yield Finding(file, 0, message, "page-labels")


def compare_printed(one: PrintedBook, file: str, other: PrintedBook, its: str) -> Iterator[Finding]:
    """Yield that *other*, the PDF *its* of another edition, has not the parts of *one*."""
    kinds = ({label.isdecimal() for label in book.labels if label} for book in (one, other))
    if len({frozenset(kind) for kind in kinds}) > 1:
        message = phrase("its pages are not called as those of {file} are: 'ii', '2'", file=file)
        yield Finding(its, 0, message, "page-labels")
    ours, theirs = ([depth for depth, _ in book.bookmarks] for book in (one, other))
    if ours != theirs:
        counts = phrase(
            "{number} bookmarks, and {file} {wanted}",
            number=len(theirs),
            file=file,
            wanted=len(ours),
        )
        message = phrase("its bookmarks are not as many, or not as deep: {counts}", counts=counts)
        yield Finding(its, 0, message, "bookmarks")
