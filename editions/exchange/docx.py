"""The text of a DOCX as Word or LibreOffice saves it: its parts, paragraphs and remarks.

Tracked changes count as accepted: what was struck out is gone, what was inserted is there.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from editions.exchange.xliff import RULE, parse_xml
from editions.files.zips import ZipError, open_zip, read_member
from editions.findings import Finding, FindingsError, described
from editions.phrases import phrase

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: The same vocabulary as ISO/IEC 29500 calls it, where it is “Strict”, and as all others do.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = W.strip("{}").encode()
#: How files of an Office begin that are no ZIP: those of Word up to 2003, and encrypted ones.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How every ZIP begins.
ZIP = b"PK\x03\x04"
#: Parts of the file that are read, unpacked.
_MOST_BYTES = 50_000_000
#: What was struck out or moved away while changes were tracked; what is said a second time for
#: older programs; and what tells how a letter is read, not what it is.
_GONE = frozenset((f"{W}del", f"{W}moveFrom", f"{_MC}Fallback", f"{W}rt"))
_TEXTS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
#: What is met on its own, wherever it stands.
_COMMENT = frozenset((f"{W}comment",))
_APART = _COMMENT | {f"{W}tbl", f"{W}tr"}
#: What no catalog can hold, by the local names of its elements.
_OBJECTS = {
    "tbl": phrase("a table"),
    "drawing": "a picture",
    "pict": "a picture",
    "object": phrase("an object of another program"),
    "oMath": "a formula",
    "footnoteReference": "a footnote",
    "endnoteReference": phrase("an endnote"),
}
#: How an attribute says that a format is off.
_OFF = frozenset(("0", "false", "off", "none"))
#: What a program makes a link of by itself.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:|www\.)\S+\Z|\S+@\S+\Z", re.IGNORECASE)
#: Where the characters of fonts of symbols are, which mean something else in any other font.
_PRIVATE = range(0xE000, 0xF900)
_HEXADECIMAL = re.compile("[0-9a-fA-F]{1,8}")


@dataclass(frozen=True)
class Docx:
    """A document that came back."""

    document: etree._Element
    #: Remarks in its margin, by their ids.
    comments: Mapping[str, str]
    #: BCP 47 tag of the language of the text; may be empty.
    language: str


def open_docx(data: bytes, shown: str) -> Docx:
    """Read the parts of a DOCX.

    Raises:
        FindingsError: it is none, or too large.
    """

    def refused(message: str) -> FindingsError:
        return FindingsError([Finding(shown, 0, message, RULE)])

    def part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
        try:
            member = archive.getinfo(name)
        except KeyError:
            return None
        if member.file_size > _MOST_BYTES:
            raise refused(
                phrase(
                    "holds more than {most_bytes:,} bytes; review fewer chapters at once",
                    most_bytes=_MOST_BYTES,
                )
            )
        data = read_member(archive, member, _MOST_BYTES)
        return parse_xml(data.replace(_STRICT, _USUAL), shown)

    def related(archive: zipfile.ZipFile, name: str, kind: str, usual: str) -> str:
        """Return the part that another one names, and that some programs call differently."""
        folder, base = posixpath.split(name)
        found = part(archive, f"{folder}/_rels/{base}.rels".lstrip("/"))
        for relation in () if found is None else found.iterchildren("{*}*"):
            if relation.get("Type", "").endswith(f"/{kind}"):
                target = posixpath.join("/", folder, relation.get("Target", ""))
                return posixpath.normpath(target).lstrip("/")
        return usual

    if data.startswith(OLE):
        raise refused(
            phrase("has a password, or the form of Word up to 2003; save it as DOCX without one")
        )
    try:
        with open_zip(data) as archive:
            name = related(archive, "", "officeDocument", "word/document.xml")
            document = part(archive, name)
            comments = part(archive, related(archive, name, "comments", "word/comments.xml"))
            properties = part(archive, "docProps/core.xml")
    except ZipError as error:
        raise refused(phrase("is no DOCX that can be read: {error}", error=error)) from error
    if document is None:
        raise refused(
            phrase("is no DOCX: it holds no {name}; save it as DOCX in the program", name=name)
        )
    language = properties.findtext(f"{_DC}language") if properties is not None else None
    found = {} if comments is None else {
        comment.get(f"{W}id", ""): text_of(comment, _COMMENT)
        for comment in comments.iter(f"{W}comment")
    }  # fmt: skip
    return Docx(document, found, (language or "").strip())


def text_of(element: etree._Element, apart: frozenset[str] = _APART) -> str:
    """Return the text of a cell or comment, a line a paragraph, but for what is *apart* in it."""
    paragraphs = [child for child in standing(element, apart) if child.tag == f"{W}p"]
    return "".join(
        "".join(_texts(paragraph))
        + ("" if _goes_on(paragraph) or paragraph is paragraphs[-1] else "\n")
        for paragraph in paragraphs
    )


def standing(element: etree._Element, apart: frozenset[str] = _APART) -> Iterator[etree._Element]:
    """Yield an element and what stands in it in order, but for what is *apart*.

    That is no property, nothing that was struck out, and no part of a table in it: whoever looks
    into each row and cell reads every element once, however deep they stand in one another.
    """
    walk = etree.iterwalk(element, events=("start",))
    for _, child in walk:
        if child is not element and (
            child.tag in apart or child.tag in _GONE or str(child.tag).endswith("Pr")
        ):
            walk.skip_subtree()
        else:
            yield child


def _goes_on(paragraph: etree._Element) -> bool:
    """Tell whether the end of a paragraph was struck out, so that the next one continues it."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(child.tag in _GONE for child in mark)


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for child in standing(paragraph, _APART | {f"{W}p"}):
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}sym":
            number = _number(child)
            yield "" if number in _PRIVATE else chr(number)
        elif child.tag in _TEXTS:
            yield _TEXTS[str(child.tag)]


def _number(symbol: etree._Element) -> int:
    """Return the number of a symbol's character; a private one where there is no such character."""
    digits = symbol.get(f"{W}char", "")
    number = int(digits, 16) if _HEXADECIMAL.fullmatch(digits) else 0
    is_character = 0x20 <= number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return number if is_character else _PRIVATE[0]


def lost_object(element: etree._Element) -> str:
    """Return what stands in a cell that is no text, or an empty text."""
    for child in standing(element, frozenset()):
        name = etree.QName(child).localname
        if name in _OBJECTS:
            return _OBJECTS[name]
        if child.tag == f"{W}sym" and _number(child) in _PRIVATE:
            return phrase("a symbol of the font {font!r}", font=child.get(f"{W}font", ""))
    return ""


def lost_formats(element: etree._Element) -> Iterator[str]:
    """Yield what the formats of a cell say that no text does: words struck out, and links."""
    runs = (child for child in standing(element) if child.tag == f"{W}r")
    struck = "".join("".join(_texts(run)) for run in runs if _struck(run))
    if struck.strip():
        yield (
            phrase(
                "{struck} is struck out by its format alone, and stays; delete it, or "
                "track the change",
                struck=described(struck.strip()[:40]),
            )
        )
    for link in standing(element):
        words = "".join(_texts(link)).strip() if link.tag == f"{W}hyperlink" else ""
        if words and not _ADDRESS.match(words):
            yield phrase(
                "the link at {words} is not taken back; write it as a comment",
                words=described(words[:40]),
            )


def _struck(run: etree._Element) -> bool:
    marks = (run.find(f"{W}rPr/{W}{name}") for name in ("strike", "dstrike"))
    return any(mark is not None and mark.get(f"{W}val", "1") not in _OFF for mark in marks)
