"""Read the files that readers take along: the pages of an EPUB, the letters of a PDF."""

from __future__ import annotations

import contextlib
import json
import posixpath
import re
import subprocess
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from editions.extras import require_extra
from editions.files.identity import META
from editions.files.zips import ZipError, check_members, open_zip, read_member
from editions.phrases import phrase, told
from editions.verification.facts import Page, letters
from editions.verification.opening import MAX_PAGE
from editions.verification.pages import read_page
from editions.verification.parsing import read_xml


class UnreadableError(ValueError):
    """A file is not what its name says, or not whole."""


@dataclass(frozen=True)
class BuiltBook:
    """An EPUB."""

    #: Its pages, by their names without ending.
    pages: Mapping[str, Page]
    #: Paths of all files in it.
    files: frozenset[str]
    #: Its title and its first language, as its package has them.
    title: str
    lang: str
    #: Files that its package names and that are not in it.
    lacking: tuple[str, ...] = ()

    def holds(self, path: str) -> bool:
        """Tell whether a file is in it."""
        return path in self.files


def read_epub(data: bytes, file: str) -> BuiltBook:
    """Return what an EPUB, which findings call *file*, says.

    Raises:
        UnreadableError: it is not whole, or holds more than it may.
    """
    try:
        with open_zip(data) as book:
            check_members(book)
            members = {member.filename: member for member in book.infolist()}
            package = next((name for name in sorted(members) if name.endswith(".opf")), None)
            if package is None:
                raise UnreadableError(phrase("it has no package"))
            root = read_xml(read_member(book, members[package], MAX_PAGE))
            return BuiltBook(
                {
                    name.removesuffix(".xhtml"): read_page(
                        read_member(book, members[name], MAX_PAGE), f"{file}!{name}", name
                    )
                    for name in sorted(members)
                    if name.endswith(".xhtml")
                },
                frozenset(members),
                root.findtext(f".//{_DC}title") or "",
                root.findtext(f".//{_DC}language") or "",
                tuple(path for path in _listed(root, package) if path not in members),
            )
    except (ZipError, etree.XMLSyntaxError) as error:
        raise UnreadableError(told(error)) from error


_DC = "{http://purl.org/dc/elements/1.1/}"
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


@dataclass(frozen=True)
class PrintedBook:
    """A PDF, without its text."""

    #: BCP 47 tag of its language.
    lang: str
    title: str
    #: Titles of its bookmarks with their depth, from 0, in order.
    bookmarks: tuple[tuple[int, str], ...]
    #: Addresses on the web that it leads to.
    addresses: frozenset[str]
    #: Numbers of pages with links that lead nowhere.
    dead: tuple[int, ...]
    #: Fonts of its text that it does not bring along.
    lacking: tuple[str, ...]
    #: What viewers call each page; empty where it does not say.
    labels: tuple[str, ...]
    #: What it says to those who do not see its pictures.
    alternatives: frozenset[str]


class PrintedText:
    """The letters of a PDF in the order in which they are read, and where its pages end."""

    #: How many letters a running head, a page number and notes may put between two pages.
    BETWEEN = 400
    #: Most pages that one passage fills.
    FILLED = 100

    def __init__(self, pages: Iterator[str], *, columns: bool = False) -> None:
        """Take the text of each page; in *columns*, a second language stands between two pages."""
        texts = list(pages)
        self._edges = [_numbers_at_edges(text) for text in texts]
        streams = [letters(text) for text in texts]
        self.stream = "".join(streams)
        self.ends = sorted(set(accumulate(map(len, streams))))
        #: How many pages it has.
        self.pages = len(streams)
        self.columns = columns
        self._between = max(map(len, streams), default=0) if columns else self.BETWEEN

    def numbers(self, page: int) -> frozenset[str]:
        """Return the numbers that stand by themselves at the top or the foot of a page, from 0."""
        return self._edges[page]

    def find(self, text: str, start: int = 0) -> int | None:
        """Return where *text*, folded letters, ends after *start*; None where it is not.

        It may go on from one page to the next, and to those that follow.
        """
        place = self.stream.find(text, start)
        if place >= 0:
            return place + len(text)
        vain: set[tuple[int, int]] = set()
        for end in self.ends:
            if end > start and (found := self._across(text, start, end, vain)) is not None:
                return found
        return None

    def _across(
        self, text: str, start: int, end: int, vain: set[tuple[int, int]], pages: int = 0
    ) -> int | None:
        """Return where *text* ends after the page that ends at *end*, if it begins before.

        *pages* are how many it has filled; in *vain* are the lengths of ends of the text that have
        been looked for already, and the ends of the pages.
        """
        before = self.stream[max(start, end - len(text) - self._between) : end]
        after = self.stream[end : end + len(text) + self._between]
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
            fills = len(rest) > self._least(following - end) > 0  # the page that follows
            if fills and pages < self.FILLED and (len(rest), following) not in vain:
                found = self._across(rest, end, following, vain, pages + 1)
                if found is not None:
                    return found
                vain.add((len(rest), following))
        return None

    def _least(self, page: int) -> int:
        """Return how many letters a passage that fills a page of *page* letters has there.

        Of two languages in columns, one is never so much shorter that it takes less than a third.
        """
        return page // 3 if self.columns else page - self._between


def _listed(package: etree._Element, name: str) -> Iterator[str]:
    """Yield the paths of the files that the *package* at the path *name* lists."""
    for item in package.iter("{*}item"):
        address = unquote(item.get("href", ""))
        if "://" not in address:
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _numbers_at_edges(text: str) -> frozenset[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = " ".join((*lines[:2], *lines[-2:])).split()
    return frozenset(word for word in words if word.isdecimal())


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
        raise UnreadableError(told(error)) from error
    return ""


def read_pdf(data: bytes, *, columns: bool = False) -> PrintedText:
    """Return the text of a PDF, which may be in two languages, in *columns*.

    Raises:
        UnreadableError: it is not whole.
        MissingExtraError: what reads it is not installed.
    """
    return PrintedText(iter(_ask_reader(data)["pages"]), columns=columns)


def read_printed(data: bytes, *, columns: bool = False) -> tuple[PrintedText, PrintedBook]:
    """Return the text of a PDF, as `read_pdf` does, and what it is beside it."""
    answer = _ask_reader(data)
    found = answer["book"]
    book = PrintedBook(
        found["lang"],
        found["title"],
        tuple((int(depth), str(title)) for depth, title in found["bookmarks"]),
        frozenset(found["addresses"]),
        tuple(found["dead"]),
        tuple(found["lacking"]),
        tuple(found["labels"]),
        frozenset(found["alternatives"]),
    )
    return PrintedText(iter(answer["pages"]), columns=columns), book


#: What the process that reads a PDF says where it stops.
_TOO_MUCH = {
    "pages": phrase("it has more than {number:,} pages", number=MAX_PRINTED_PAGES),
    "letters": phrase("it has more than {number:,} letters", number=MAX_LETTERS),
    "memory": phrase("to read it takes too much memory"),
}


def _ask_reader(data: bytes) -> Any:
    require_extra("pdf", phrase("reading PDF files"))
    if b"%%EOF" not in data[-1024:]:
        raise UnreadableError(phrase("it has no end"))
    seconds = _SECONDS + len(data) // _BYTES_A_SECOND
    limits = (_MEMORY + 2 * len(data), seconds, MAX_PRINTED_PAGES, MAX_LETTERS)
    # -P: nothing beside the script is taken for a module of the library's.
    command = [sys.executable, "-P", str(_READER), *map(str, limits)]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnreadableError(phrase("to read it takes too much time or memory")) from None
    if "error" in answer:
        raise UnreadableError(_TOO_MUCH.get(answer["error"], answer["error"]))
    return answer
