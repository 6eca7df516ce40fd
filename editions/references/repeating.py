"""The sign by which a list of works repeats the author of the entry before: whom it stands for.

A style of CSL has ``subsequent-author-substitute="———"``; who hears an entry alone wants the name.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from editions.references.richtext import RichInline, Span, SpanKind, joined, plain

#: The attribute of ``<bibliography>`` that holds the sign.
_ATTRIBUTE = "subsequent-author-substitute"


def repeating_sign(style: bytes) -> str:
    """Return the sign of a CSL *style*; empty where it writes every author."""
    return next((str(item.get(_ATTRIBUTE)) for item in _bibliographies(style)), "")


def without_sign(style: bytes) -> bytes:
    """Return *style* so that it writes every author."""
    from lxml import etree

    for item in _bibliographies(style):
        del item.attrib[_ATTRIBUTE]
        style = etree.tostring(item.getroottree(), encoding="utf-8")
    return style


def _bibliographies(style: bytes) -> list[Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(style, parser)
    except etree.XMLSyntaxError:
        return []  # whoever formats by it says what is wrong
    return [item for item in root.iter("{*}bibliography") if item.get(_ATTRIBUTE)]


def name_author(content: tuple[RichInline, ...], whole: str, sign: str) -> tuple[RichInline, ...]:
    """Return an entry, in which *sign* stands for an author, with the author that it stands for.

    *whole* is the text of the same entry with its author.
    """
    first = content[0] if content else ""
    if not isinstance(first, str):
        return content
    shown = plain(content)
    pairs = zip(reversed(shown), reversed(whole), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    head, author = shown[: len(shown) - same], whole[: len(whole) - same]
    if not author or sign not in head or not first.startswith(head):
        return content
    return joined([Span(SpanKind.REPEATED, (head,), author), first[len(head) :], *content[1:]])
