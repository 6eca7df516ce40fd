"""Parse HTML and XML that anybody may have written, within limits of size and depth."""

from __future__ import annotations

import re

from lxml import etree, html
from lxml.html import HtmlElement

#: Tags, those that end an element included; each takes memory, however short it is.
MAX_TAGS = 500_000
#: Elements in one another; browsers take no more than 512.
MAX_DEPTH = 150
#: Attributes of one element, each of which a parser compares with all before; the text of a
#: script behind its `<` is counted, too, up to the next `>`.
MAX_ATTRIBUTES = 1_000
_CROWDED = re.compile(
    rb"<[a-zA-Z][^\s/>]*+(?:[\s/]*+(?:=[^\s/>=]*+|[^\s/>=]++)"
    rb"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+))?+){%d}" % (MAX_ATTRIBUTES + 1)
)
#: What stands before a page that is XML, too.
_PROLOG = re.compile(rb"^\s*<\?xml[^>]*\?>")


def read_html(data: bytes) -> HtmlElement:
    """Return the root of a page, without comments.

    Raises:
        ValueError: it is no page, or has too many elements, or too many in one another.
    """
    _check_tags(data)
    # Without huge_tree, whatever is nested deeper than 256 would be left out in silence.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(_PROLOG.sub(b"", data, count=1), parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError(str(error)) from error
    _check_depth(root)
    etree.strip_tags(root, etree.Comment)
    return root


def read_xml(data: bytes) -> etree._Element:
    """Return the root of an XML file, read without following anything.

    Raises:
        ValueError: it has too many elements, or too many in one another.
        XMLSyntaxError: it is no XML.
    """
    _check_tags(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    _check_depth(root)
    return root


def _check_tags(data: bytes) -> None:
    if data.count(b"<") > MAX_TAGS:
        raise ValueError(f"it has more than {MAX_TAGS:,} tags")
    if _CROWDED.search(data):
        raise ValueError(f"one of its elements has more than {MAX_ATTRIBUTES} attributes")


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} of its elements stand in one another")
