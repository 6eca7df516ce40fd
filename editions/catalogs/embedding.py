"""What a translation in Markdown may embed: the tags, pictures and attributes of its message.

Tags of HTML go into pages as they are, a picture is copied into the site, and attributes give
names and classes, and may lead a link elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.problems import SafetyProblem
from editions.findings import quoted
from editions.phrases import phrase

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^>]*?)/?>\Z", re.DOTALL)
_ATTRIBUTE = re.compile(
    r"""(?<!\s)\s+(?P<name>[a-zA-Z_:][\w:.-]*)(?:\s*=\s*(?P<value>[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
)
#: Elements that have no end.
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "source", "wbr"))
#: Elements that a translation may add, without attributes: they only set words apart.
_HARMLESS_NAMES = """
    abbr b bdi br cite code del dfn em i ins kbd mark q s samp small strong sub sup u var wbr
"""
_HARMLESS = frozenset(_HARMLESS_NAMES.split())
#: Attributes that are written for readers.
_READ = frozenset(("alt", "aria-label", "placeholder", "title"))
#: The attribute that leads elsewhere is judged as any other address.
_LEADING = {"a": "href"}


@dataclass(frozen=True)
class Tag:
    """A tag of HTML."""

    name: str
    #: Names and values of the attributes, but for those that readers read.
    attributes: frozenset[tuple[str, str]] = frozenset()
    is_end: bool = False
    #: Where a link leads.
    address: str = ""

    @property
    def is_harmless(self) -> bool:
        """Whether it does nothing but set words apart."""
        return self.name in _HARMLESS and not self.attributes


@lru_cache(maxsize=1024)
def read_tag(text: str) -> Tag | None:
    """Return the tag that a *text* is, or None for a comment and all else."""
    match = _TAG.match(text)
    if match is None:
        return None
    name = match["name"].lower()
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE.finditer(match["rest"]):
        value = found["value"] or ""
        value = value[1:-1] if value[:1] in ("'", '"') else value
        attributes.setdefault(found["name"].lower(), unescape(value))  # browsers take the first
    address = attributes.pop(_LEADING.get(name, ""), "")
    kept = frozenset((k, v) for k, v in attributes.items() if k not in _READ)
    return Tag(name, kept, bool(match["end"]), address)


def tag_addresses(markup: Markup) -> Iterator[str]:
    """Yield where the links in tags of HTML lead."""
    for inline in markup.of(InlineKind.HTML):
        tag = read_tag(inline.text)
        if tag is not None and tag.address:
            yield tag.address


def embedded_problems(wanted: Markup, found: Markup) -> Iterator[SafetyProblem]:
    """Yield what *found*, a translation of *wanted*, embeds that its message does not."""
    yield from _tag_problems(wanted, found)
    pictures = {inline.target for inline in wanted.of(InlineKind.IMAGE)}
    for inline in found.of(InlineKind.IMAGE):
        if inline.target not in pictures:
            message = phrase(
                "the picture {target} is not in the message; keep its own",
                target=quoted(inline.target[:60]),
            )
            yield SafetyProblem("unsafe-target", message, inline.start)
    left = Counter(inline.text for inline in wanted.of(InlineKind.ATTRIBUTES))
    for inline in found.of(InlineKind.ATTRIBUTES):
        left[inline.text] -= 1
        if left[inline.text] < 0:
            message = phrase(
                "{text} is not in the message, or too often; leave it out", text=inline.text[:60]
            )
            yield SafetyProblem("unsafe-name", message, inline.start)


def _tag_problems(wanted: Markup, found: Markup) -> Iterator[SafetyProblem]:
    if InlineKind.HTML not in found.kinds:
        return
    own = [inline.text for inline in wanted.of(InlineKind.HTML)]
    known = {_without_address(read_tag(text)) or text for text in own}
    for inline in found.of(InlineKind.HTML):
        tag = _without_address(read_tag(inline.text))
        if (tag or inline.text) not in known and not (tag and tag.is_harmless):
            message = phrase(
                "{text} is not in the message; write text without HTML",
                text=quoted(inline.text[:40]),
            )
            yield SafetyProblem("unsafe-html", message, inline.start)
            return
    given = list(found.of(InlineKind.HTML))
    unpaired = _unpaired(given)
    if unpaired and sorted(own) != sorted(inline.text for inline in given):
        message = phrase(
            "{text} has no counterpart; tags begin and end in pairs",
            text=quoted(unpaired.text[:40]),
        )
        yield SafetyProblem("unsafe-html", message, unpaired.start)


def _without_address(tag: Tag | None) -> Tag | None:
    return None if tag is None else Tag(tag.name, tag.attributes, tag.is_end)


def _unpaired(tags: list[Inline]) -> Inline | None:
    """Return the first tag that ends nothing, or ends something else, or is not ended."""
    opened: list[tuple[str, Inline]] = []
    for inline in tags:
        tag = read_tag(inline.text)
        if tag is None or tag.name in _VOID:
            continue
        if not tag.is_end:
            opened.append((tag.name, inline))
        elif not opened or opened.pop()[0] != tag.name:
            return inline
    return opened[0][1] if opened else None
