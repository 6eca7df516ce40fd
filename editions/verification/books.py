"""Read the files that readers take along: the pages of an EPUB, the letters of a PDF."""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate

from lxml import etree

from editions.extras import require_extra
from editions.files.identity import META
from editions.verification.facts import Page, letters
from editions.verification.pages import read_page


class UnreadableError(ValueError):
    """A file is not what its name says, or not whole."""


def read_epub(data: bytes, file: str) -> dict[str, Page]:
    """Return the pages of an EPUB by their names without ending.

    Raises:
        UnreadableError: it is not whole.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            broken = book.testzip()
            if broken is not None:
                raise UnreadableError(f"{broken} in it is broken")
            return {
                name.removesuffix(".xhtml"): read_page(book.read(name), f"{file}!{name}", name)
                for name in sorted(book.namelist())
                if name.endswith(".xhtml")
            }
    except (zipfile.BadZipFile, EOFError, ValueError, OSError) as error:
        raise UnreadableError(str(error)) from error


_METADATA = re.compile(rb"/Type\s*/Metadata\b[^>]*>>\s*stream\r?\n")
_VERSION = re.compile(rb"<xmpMM:VersionID>([^<]*)</xmpMM:VersionID>")
#: The largest metadata of a PDF that are read, in bytes.
_LARGEST = 1_000_000


class PrintedText:
    """The letters of a PDF in the order in which they are read, and where its pages end."""

    #: How many letters a running head, a page number and notes may put between two pages.
    BETWEEN = 400
    #: Letters of a piece of text that is looked for by itself, and per cent that must be there.
    PIECE, SHARE = 16, 70

    def __init__(self, pages: Iterator[str]) -> None:
        streams = [letters(text) for text in pages]
        self.stream = "".join(streams)
        self.ends = list(accumulate(map(len, streams)))
        #: How many pages it has.
        self.pages = len(streams)

    def find(self, text: str, start: int = 0) -> int | None:
        """Return where *text*, folded letters, ends after *start*; None where it is not.

        It may go on from one page to the next, and to those that follow.
        """
        place = self.stream.find(text, start)
        if place >= 0:
            return place + len(text)
        for end in self.ends:
            if end > start and (found := self._across(text, start, end)) is not None:
                return found
        return None

    def holds(self, text: str) -> bool:
        """Tell whether most pieces of *text* are somewhere, as in columns that go on overleaf."""
        pieces = [text[at : at + self.PIECE] for at in range(0, len(text), self.PIECE)]
        whole = [piece for piece in pieces if len(piece) == self.PIECE] or pieces
        found = sum(piece in self.stream for piece in whole)
        return found * 100 >= len(whole) * self.SHARE

    def _across(self, text: str, start: int, end: int) -> int | None:
        """Return where *text* ends after the page that ends at *end*, if it begins before."""
        before = self.stream[max(start, end - len(text) - self.BETWEEN) : end]
        after = self.stream[end : end + len(text) + self.BETWEEN]
        low, high = 0, len(text)
        while low < high:  # the longest beginning that the page has
            middle = (low + high + 1) // 2
            if text[:middle] in before:
                low = middle
            else:
                high = middle - 1
        following = next((other for other in self.ends if other > end), end)
        for length in range(low, max(0, low - 12), -1):
            rest = text[length:]
            place = after.find(rest)
            if place >= 0:
                return end + place + len(rest)
            if len(rest) > following - end - self.BETWEEN > 0:  # it fills the page that follows
                found = self._across(rest, end, following)
                if found is not None:
                    return found
        return None


def pdf_identity(data: bytes) -> str:
    """Return the identity, or the two of them, that a PDF bears; an empty one for none."""
    for found in _METADATA.finditer(data):
        stream = data[found.end() :]
        with contextlib.suppress(zlib.error):  # it may not be packed
            stream = zlib.decompressobj().decompress(stream, _LARGEST)
        version = _VERSION.search(stream[:_LARGEST])
        if version:
            return version[1].decode("ascii", "replace")
    return ""


def epub_identity(data: bytes) -> str:
    """Return the identity that an EPUB bears; an empty one for none.

    Raises:
        UnreadableError: it is not whole.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            for name in book.namelist():
                if name.endswith(".opf"):
                    package = etree.fromstring(book.read(name))
                    for item in package.iter("{*}meta"):
                        if item.get("name") == META:
                            return str(item.get("content", ""))
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise UnreadableError(str(error)) from error
    return ""


def read_pdf(data: bytes) -> PrintedText:
    """Return the text of a PDF.

    Raises:
        UnreadableError: it is not whole.
        MissingExtraError: what reads it is not installed.
    """
    require_extra("pdf", "reading PDF files")
    import pypdfium2

    if b"%%EOF" not in data[-1024:]:
        raise UnreadableError("it has no end")
    try:
        document = pypdfium2.PdfDocument(data)
        return PrintedText(page.get_textpage().get_text_bounded() for page in document)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(str(error)) from error
