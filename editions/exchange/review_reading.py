"""Read a reviewer's table as Word or LibreOffice saves it; see `editions.exchange.review`.

Tracked changes count as accepted: what was struck out is gone, what was inserted is there.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from editions.catalogs.entries import Catalog
from editions.exchange.guards import torn_codes
from editions.exchange.review import COLUMNS, entries_by_id, fill_codes
from editions.exchange.segments import Returned
from editions.exchange.xliff import RULE, parse_xml
from editions.findings import Finding, FindingsError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NAME = re.compile(r"(?P<domain>\S+)#(?P<id>[0-9a-f]{12}\.\d\.[0-9a-f]{8})")
#: Parts of the file that are read, unpacked.
_MOST_BYTES = 50_000_000
#: What a file that is none, or was spoiled or encrypted, may raise.
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError
)  # fmt: skip
#: What was struck out or moved away while changes were tracked.
_GONE = frozenset((f"{_W}del", f"{_W}moveFrom"))
_TEXTS = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "\u00ad",
}


@dataclass(frozen=True)
class ReviewFile:
    """A table that came back."""

    document: etree._Element
    #: Comments of the program, by their ids.
    comments: Mapping[str, str]
    #: BCP 47 tag of the language of the translations; may be empty.
    language: str


def open_review(data: bytes, shown: str) -> ReviewFile:
    """Read the parts of a DOCX.

    Raises:
        FindingsError: it is none, or too large.
    """

    def refused(message: str) -> FindingsError:
        return FindingsError([Finding(shown, 0, message, RULE)])

    def part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
        try:
            info = archive.getinfo(name)
        except KeyError:
            return None
        if info.file_size > _MOST_BYTES:
            raise refused(f"holds more than {_MOST_BYTES:,} bytes; review fewer chapters at once")
        with archive.open(info) as file:
            return parse_xml(file.read(_MOST_BYTES + 1), shown)

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            document = part(archive, "word/document.xml")
            comments = part(archive, "word/comments.xml")
            properties = part(archive, "docProps/core.xml")
    except _UNREADABLE as error:
        raise refused(f"is no DOCX that can be read: {error}") from error
    if document is None:
        raise refused("is no DOCX: it holds no word/document.xml")
    language = properties.findtext(f"{_DC}language") if properties is not None else None
    found = {} if comments is None else {
        comment.get(f"{_W}id", ""): _lines(comment) for comment in comments.iter(f"{_W}comment")
    }  # fmt: skip
    return ReviewFile(document, found, (language or "").strip())


def read_review(file: ReviewFile, catalogs: Mapping[str, Catalog]) -> Iterator[Returned]:
    """Yield the messages of a table, in order; codes are those of *catalogs*.

    ``line`` is the number of the row in the whole file, heads included.
    """
    entries = entries_by_id(catalogs)
    for number, row in enumerate(file.document.iter(f"{_W}tr"), 1):
        cells = row.findall(f"{_W}tc")
        match = _NAME.search(_lines(cells[0])) if len(cells) == len(COLUMNS) else None
        if match is None:
            continue
        _, _, target, state, note = map(_lines, cells)
        name = match["id"]
        entry = entries.get((match["domain"], name.partition(".")[0]))
        form = int(name.split(".")[1])
        source, problem = "", ""
        if entry is not None and form < len(entry.msgstrs):
            plural = entry.msgid_plural if form else None
            source = entry.msgid if plural is None else plural
            if "\n" not in source:
                target = " ".join(filter(None, target.split("\n")))
            try:
                target, codes = fill_codes(target, entry, form)
                problem = torn_codes(codes)
            except LookupError as error:
                problem = str(error.args[0])
        fuzzy = {"current": False, "outdated": True}.get(state.strip().casefold())
        if fuzzy and entry is not None and entry.fuzzy and target not in entry.msgstrs:
            fuzzy = None  # it was so, and somebody has worked on it
        ids = (mark.get(f"{_W}id", "") for mark in row.iter(f"{_W}commentReference"))
        remarks = (note, *(file.comments.get(id_, "") for id_ in ids))
        comments = tuple(line for remark in remarks for line in remark.splitlines() if line.strip())
        yield Returned(
            match["domain"],
            name,
            source,
            target.strip(" ") or None,
            fuzzy,
            comments,
            number,
            problem,
        )


def _lines(element: etree._Element) -> str:
    """Return the text of a cell or comment, a line a paragraph."""
    return "\n".join("".join(_texts(p)) for p in element.iter(f"{_W}p"))


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _TEXTS:
            yield _TEXTS[str(child.tag)]
        else:
            yield from _texts(child)
