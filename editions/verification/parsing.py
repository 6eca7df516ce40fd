"""Parse HTML and XML that anybody may have written, within limits of size and depth."""

from __future__ import annotations

import bisect
import re

from lxml import etree, html
from lxml.html import HtmlElement

from editions.phrases import phrase, told

#: Tags, those that end an element included; each takes memory, however short it is.
MAX_TAGS = 500_000
#: Elements in one another; browsers take no more than 512.
MAX_DEPTH = 150
#: Attributes of one element, each of which a parser compares with all before.
MAX_ATTRIBUTES = 1_000
TOO_MANY = phrase(
    "one of its elements has more than {max_attributes} attributes", max_attributes=MAX_ATTRIBUTES
)
#: Bytes that are read as tags, three times those of the largest page: tags may begin in others.
MAX_READ = 60_000_000
_BEGIN = re.compile(rb"<(?=[a-zA-Z])")
#: As many attributes as a tag may have, and whether there are more.  A space is what HTML takes
#: for one; Python's ``\s`` is a character more.
_TAG = re.compile(
    rb"<[^ \t\n\f\r/>]*+(?:[ \t\n\f\r/]*+(?:=[^ \t\n\f\r/>=]*+|[^ \t\n\f\r/>=]++)"
    rb"(?:[ \t\n\f\r]*+=[ \t\n\f\r]*+"
    rb"(?:\"[^\"]*+\"|'[^']*+'|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+))?+){0,%d}+"
    rb"[ \t\n\f\r/]*+(?P<more>[^>])?+" % MAX_ATTRIBUTES
)
#: Elements whose text holds no tags.
_RAW = re.compile(rb"<(script|style)\b[^>]*+(?:>.*?(?=</\1|\Z))?+", re.DOTALL | re.IGNORECASE)
#: What stands before a page that is XML, too.
_PROLOG = re.compile(rb"^\s*<\?xml[^>]*\?>")


def read_html(data: bytes) -> HtmlElement:
    """Return the root of a page, without comments.

    Raises:
        ValueError: it is no page, or has too many elements, or too many in one another.
    """
    data = _checked(data)
    # Without huge_tree, whatever is nested deeper than 256 would be left out in silence.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(_PROLOG.sub(b"", data, count=1), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(told(error)) from error
    _check_depth(root)
    etree.strip_tags(root, etree.Comment)
    return root


def read_xml(data: bytes) -> etree._Element:
    """Return the root of an XML file, read without following anything.

    Raises:
        ValueError: it has too many elements, or too many in one another.
        XMLSyntaxError: it is no XML.
    """
    data = _checked(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    _check_depth(root)
    return root


def _checked(data: bytes) -> bytes:
    """Return a page whose tags can be read in a time that grows with its length.

    What only looks like a tag with too many attributes, in a script, loses its ``<``: whoever
    takes it for a tag after all, as in a comment that a script begins in, finds none.
    """
    if data.count(b"<") > MAX_TAGS:
        raise ValueError(phrase("it has more than {max_tags:,} tags", max_tags=MAX_TAGS))
    crowded = _crowded(data)
    if not crowded:
        return data
    raw = [match.span() for match in _RAW.finditer(data)]
    rest = bytearray(data)
    for at in crowded:
        before = bisect.bisect(raw, (at,)) - 1
        if before < 0 or at >= raw[before][1]:
            raise ValueError(TOO_MANY)
        rest[at : at + 1] = b" "
    if _crowded(bytes(rest)):
        raise ValueError(TOO_MANY)
    return bytes(rest)


def _crowded(data: bytes) -> list[int]:
    """Return where what may be a tag with too many attributes begins."""
    found = []
    read = 0
    for begin in _BEGIN.finditer(data):
        tag = _TAG.match(data, begin.start())
        assert tag is not None  # noqa: S101  # whatever begins so is one
        read += len(tag[0])
        if read > MAX_READ:
            raise ValueError(phrase("too many of its tags begin in one another"))
        if tag["more"]:
            found.append(begin.start())
    return found


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise ValueError(
                phrase(
                    "more than {max_depth} of its elements stand in one another",
                    max_depth=MAX_DEPTH,
                )
            )
