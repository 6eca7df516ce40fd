"""Read the files that readers take along: the pages of an EPUB, the letters of a PDF."""

from __future__ import annotations

import contextlib
import json
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path

from lxml import etree

from editions.extras import require_extra
from editions.files.identity import META
from editions.files.zips import ZipError, check_members, open_zip, read_member
from editions.verification.facts import Page, letters
from editions.verification.opening import MAX_PAGE
from editions.verification.pages import read_page
from editions.verification.parsing import read_xml


class UnreadableError(ValueError):
    """A file is not what its name says, or not whole."""


def read_epub(data: bytes, file: str) -> dict[str, Page]:
    """Return the pages of an EPUB by their names without ending.

    Raises:
        UnreadableError: it is not whole, or holds more than it may.
    """
    try:
        with open_zip(data) as book:
            check_members(book)
            return {
                member.filename.removesuffix(".xhtml"): read_page(
                    read_member(book, member, MAX_PAGE),
                    f"{file}!{member.filename}",
                    member.filename,
                )
                for member in sorted(book.infolist(), key=lambda member: member.filename)
                if member.filename.endswith(".xhtml")
            }
    except ZipError as error:
        raise UnreadableError(str(error)) from error


_METADATA = re.compile(rb"/Type\s*/Metadata\b[^>]{0,400}>>\s{0,9}stream\r?\n")
_VERSION = re.compile(rb"<xmpMM:VersionID>([^<]*)</xmpMM:VersionID>")
#: The largest metadata of a PDF that are read, in bytes; in how many places they may be.
_LARGEST, _PLACES = 1_000_000, 20
#: Reads a PDF in a process of its own, within limits.
_READER = Path(__file__).with_name("pdf_text.py")
#: What it may take: address space in bytes, and seconds, one more for so many bytes.
_MEMORY, _SECONDS, _BYTES_A_SECOND = 550_000_000, 4, 200_000
#: Pages and letters of one PDF.
MAX_PRINTED_PAGES, MAX_LETTERS = 5_000, 20_000_000


class PrintedText:
    """The letters of a PDF in the order in which they are read, and where its pages end."""

    #: How many letters a running head, a page number and notes may put between two pages.
    BETWEEN = 400
    #: Letters of a piece of text that is looked for by itself, and per cent that must be there.
    PIECE, SHARE = 16, 70
    #: Most pages that one passage fills.
    FILLED = 100

    def __init__(self, pages: Iterator[str]) -> None:
        streams = [letters(text) for text in pages]
        self.stream = "".join(streams)
        self.ends = sorted(set(accumulate(map(len, streams))))
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

    def _across(self, text: str, start: int, end: int, pages: int = 0) -> int | None:
        """Return where *text* ends after the page that ends at *end*, if it begins before.

        *pages* are how many it has filled.
        """
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
            fills = len(rest) > following - end - self.BETWEEN > 0  # the page that follows
            if fills and pages < self.FILLED:
                found = self._across(rest, end, following, pages + 1)
                if found is not None:
                    return found
        return None


def pdf_identity(data: bytes) -> str:
    """Return the identity, or the two of them, that a PDF bears; an empty one for none."""
    for found in islice(_METADATA.finditer(data), _PLACES):
        stream = data[found.end() : found.end() + _LARGEST]
        with contextlib.suppress(zlib.error):  # it may not be packed
            stream = zlib.decompressobj().decompress(stream, _LARGEST)
        version = _VERSION.search(stream)
        if version:
            return version[1].decode("ascii", "replace")
    return ""


def epub_identity(data: bytes) -> str:
    """Return the identity that an EPUB bears; an empty one for none.

    Raises:
        UnreadableError: it is not whole.
    """
    try:
        with open_zip(data) as book:
            for member in book.infolist():
                if member.filename.endswith(".opf"):
                    package = read_xml(read_member(book, member, MAX_PAGE))
                    for item in package.iter("{*}meta"):
                        if item.get("name") == META:
                            return str(item.get("content", ""))
    except (ZipError, etree.XMLSyntaxError) as error:
        raise UnreadableError(str(error)) from error
    return ""


def read_pdf(data: bytes) -> PrintedText:
    """Return the text of a PDF.

    Raises:
        UnreadableError: it is not whole.
        MissingExtraError: what reads it is not installed.
    """
    require_extra("pdf", "reading PDF files")
    if b"%%EOF" not in data[-1024:]:
        raise UnreadableError("it has no end")
    seconds = _SECONDS + len(data) // _BYTES_A_SECOND
    limits = (_MEMORY + 2 * len(data), seconds, MAX_PRINTED_PAGES, MAX_LETTERS)
    # -P: nothing beside the script is taken for a module of the library's.
    command = [sys.executable, "-P", str(_READER), *map(str, limits)]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableError("to read it takes too much time or memory") from None
    if "error" in answer:
        raise UnreadableError(answer["error"])
    return PrintedText(iter(answer["pages"]))
