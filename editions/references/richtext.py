"""Rich text that belongs to no writer: what stands between pandoc and docutils."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Any


class SpanKind(Enum):
    """What a span means."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    #: A link; the value is the address.
    LINK = "link"
    #: Text in another language; the value is its BCP 47 tag.
    LANGUAGE = "language"
    #: Text that waits for a translation; the value is the BCP 47 tag of its language.
    UNTRANSLATED = "untranslated"
    #: Text with a role of its own; the value names it.
    CLASS = "class"
    #: A sign in the place of the author of the entry before; the value is that author.
    REPEATED = "repeated"


@dataclass(frozen=True)
class Span:
    """A piece of text with a meaning."""

    kind: SpanKind
    content: tuple[RichInline, ...]
    value: str = ""


RichInline = str | Span


def plain(content: Iterable[RichInline]) -> str:
    """Return the letters alone."""
    return "".join(item if isinstance(item, str) else plain(item.content) for item in content)


def spoken(content: Iterable[RichInline]) -> str:
    """Return the text as it is said where nobody sees the entry before: with every author."""
    return "".join(
        item
        if isinstance(item, str)
        else item.value
        if item.kind is SpanKind.REPEATED
        else spoken(item.content)
        for item in content
    )


def joined(content: Iterable[RichInline]) -> tuple[RichInline, ...]:
    """Return *content* with neighbouring texts made one."""
    result: list[RichInline] = []
    for item in content:
        last = result[-1] if result else None
        if isinstance(item, str) and isinstance(last, str):
            result[-1] = last + item
        elif item != "":
            result.append(item)
    return tuple(result)


def to_json(content: Iterable[RichInline]) -> list[Any]:
    """Return *content* as JSON has it."""
    return [
        item if isinstance(item, str) else [item.kind.value, to_json(item.content), item.value]
        for item in content
    ]


def from_json(data: Iterable[Any]) -> tuple[RichInline, ...]:
    """Return what `to_json` was given."""
    return tuple(
        item if isinstance(item, str) else Span(SpanKind(item[0]), from_json(item[1]), item[2])
        for item in data
    )


#: Elements that need no attribute.
_ELEMENTS = {
    SpanKind.EMPHASIS: "em",
    SpanKind.STRONG: "strong",
    SpanKind.SUPERSCRIPT: "sup",
    SpanKind.SUBSCRIPT: "sub",
}


def to_html(content: Iterable[RichInline]) -> str:
    """Return *content* as HTML, for templates."""
    return "".join(_html(item) for item in content)


def _html(item: RichInline) -> str:
    if isinstance(item, str):
        return escape(item, quote=False)
    inner, value = to_html(item.content), escape(item.value)
    if item.kind is SpanKind.LINK:
        return f'<a href="{value}">{inner}</a>'
    if item.kind is SpanKind.LANGUAGE:
        return f'<span lang="{value}">{inner}</span>'
    if item.kind is SpanKind.UNTRANSLATED:
        return f'<span class="{item.kind.value}" lang="{value}">{inner}</span>'
    if item.kind is SpanKind.REPEATED:
        return f'<span class="unseen">{value}</span><span aria-hidden="true">{inner}</span>'
    if item.kind is SpanKind.CLASS:
        return f'<span class="{value}">{inner}</span>'
    name = _ELEMENTS[item.kind]
    return f"<{name}>{inner}</{name}>"
