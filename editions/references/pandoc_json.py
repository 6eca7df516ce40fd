"""Works in pandoc's JSON: a document that cites them all, and pandoc's answer to it.

Works are the metadata of an otherwise empty document, so that no text is ever read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from editions.languages import Edition
from editions.phrases import phrase
from editions.references.pandoc import FormattingError
from editions.references.richtext import RichInline, Span, SpanKind, joined, plain
from editions.references.works import Author, FormattedWork, Work

#: Version of pandoc's JSON that is written here; pandoc reads earlier ones of the same major.
_API = [1, 23, 1]

#: Class of the translation of a title, in its brackets.
_TRANSLATED_TITLE = "title-translation"

#: Class of what waits for a translation, on its way through pandoc.
_UNTRANSLATED = SpanKind.UNTRANSLATED.value

_QUOTES = {"“": "”", "‘": "’", "«": "»"}
#: What people type inside of guillemets; the style has its own.
_SPACES = " \u00a0\u202f\u2009"


def make_document(works: Sequence[Work], edition: Edition) -> dict[str, Any]:
    """Return pandoc's JSON of a document that cites every work twice and lists them all."""
    paragraphs = [
        {"t": "Para", "c": [_cite(work.key, mode)]}
        for work in works
        for mode in ("NormalCitation", "SuppressAuthor")
    ]
    return {
        "pandoc-api-version": _API,
        "meta": {
            "lang": _string(edition.lang),
            "references": {"t": "MetaList", "c": [_reference(*item) for item in enumerate(works)]},
        },
        "blocks": paragraphs,
    }


def _reference(position: int, work: Work) -> dict[str, Any]:
    """Return a work as pandoc's metadata, in the names of CSL.

    CSL has no name for the translation of a title: ``original-title`` and ``reviewed-title``
    carry those of the title and of the container.  ``annote`` carries the order.
    """
    fields: dict[str, Any] = {
        "id": _string(work.key),
        "type": _string(work.type),
        "title": _title(work.title, work),
        "annote": _string(_order_key(position, work.issued)),
    }
    for field, people in (("author", work.authors), ("editor", work.editors)):
        if people:
            named = [_author(field, person, work) for person in people]
            fields[field] = {"t": "MetaList", "c": named}
    if work.title_short:
        fields["title-short"] = _title(work.title_short, work)
    if work.title_translation:
        fields["original-title"] = _translation(work.title_translation)
    if work.container:
        fields["container-title"] = _title(work.container, work)
    if work.container_translation:
        fields["reviewed-title"] = _translation(work.container_translation)
    fields |= {name: _marked(name, value, work) for name, value in work.variables.items() if value}
    strings = {"issued": work.issued, "accessed": work.accessed, "URL": work.url}
    fields |= {name: _string(value) for name, value in strings.items() if value}
    return _map(fields)


def _author(field: str, author: Author, work: Work) -> dict[str, Any]:
    if author.literal:
        return _map({"literal": _marked(field, author.literal, work)})
    parts = {"family": author.family, "given": author.given}
    return _map({name: _text(value) for name, value in parts.items() if value})


def _marked(field: str, text: str, work: Work) -> dict[str, Any]:
    """Return a text in the language of the edition, or marked where it waits for one."""
    if field not in work.untranslated:
        return _text(text)
    attributes = ["", [_UNTRANSLATED], [["lang", work.original]]]
    return {"t": "MetaInlines", "c": [{"t": "Span", "c": [attributes, _inlines(text)]}]}


def _order_key(position: int, issued: str) -> str:
    """Return digits that order works of one author: by date, what lacks one after what has it."""
    year, month, day = (*issued.split("-"), "", "", "")[:3]
    return f"{year or '9999'}{month or '99'}{day or '99'}{position:06}"


def _map(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"t": "MetaMap", "c": dict(fields)}


def _string(text: str) -> dict[str, Any]:
    return {"t": "MetaString", "c": text}


def _text(text: str) -> dict[str, Any]:
    return {"t": "MetaInlines", "c": _inlines(text)}


def _title(text: str, work: Work) -> dict[str, Any]:
    """Return a title in the language of the work."""
    inlines = _inlines(text)
    if work.foreign:
        inlines = [{"t": "Span", "c": [["", [], [["lang", work.language]]], inlines]}]
    return {"t": "MetaInlines", "c": inlines}


def _translation(text: str) -> dict[str, Any]:
    span = {"t": "Span", "c": [["", [_TRANSLATED_TITLE], []], _inlines(f"[{text}]")]}
    return {"t": "MetaInlines", "c": [span]}


def _inlines(text: str) -> list[Any]:
    """Return text as pandoc's words, its quotations as quotations, which may be nested."""
    inlines: list[Any] = []
    start = 0
    for match in re.finditer(r"[“«]|(?<!\w)‘", text):
        if match.start() < start:
            continue
        end = _closing(text, match.start())
        if end < 0:
            continue
        kind = "SingleQuote" if match[0] == "‘" else "DoubleQuote"
        inner = text[match.end() : end].strip(_SPACES)
        inlines += _words(text[start : match.start()])
        inlines.append({"t": "Quoted", "c": [{"t": kind}, _inlines(inner)]})
        start = end + 1
    return inlines + _words(text[start:])


def _closing(text: str, start: int) -> int:
    """Return where the quotation that opens at *start* closes, or -1."""
    opening, closing = text[start], _QUOTES[text[start]]
    depth = 0
    for index in range(start, len(text)):
        if text[index] == opening:
            depth += 1
        elif text[index] == closing:
            inside_word = closing == "’" and text[index + 1 : index + 2].isalnum()
            depth -= not inside_word
            if depth == 0:
                return index
    return -1


def _words(text: str) -> list[Any]:
    inlines: list[Any] = []
    for part in re.split(r"([ \t\n]+)", text):
        if part.strip(" \t\n"):
            inlines.append({"t": "Str", "c": part})
        elif part:
            inlines.append({"t": "Space"})
    return inlines


def _cite(key: str, mode: str) -> dict[str, Any]:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": mode},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": key}]]}


def read_document(document: Mapping[str, Any], count: int) -> tuple[FormattedWork, ...]:
    """Return the works that pandoc has formatted in answer to `make_document`.

    Raises:
        FormattingError: the answer does not hold *count* works.
    """
    try:
        *paragraphs, listed = document["blocks"]
        labels: dict[str, list[str]] = {}
        for paragraph in paragraphs:
            (cite,) = paragraph["c"]
            ((citation, *_), content) = cite["c"]
            labels.setdefault(citation["citationId"], []).append(plain(_read(content)))
        formatted = []
        for block in listed["c"][1]:
            (identifier, _classes, _pairs), (paragraph, *_) = block["c"]
            key = identifier.removeprefix("ref-")
            label, date = labels[key]
            if (bare := _bare(label)) != label:
                label, date = bare, _bare(date)
            author = label.removesuffix(date).rstrip(" ,\u00a0")
            content = joined(_read(paragraph["c"]))
            formatted.append(FormattedWork(key, content, label, author, _bare(date)))
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise FormattingError(
            phrase("pandoc answers in a form that is not known: {error!r}", error=error)
        ) from error
    if len(formatted) != count:
        raise FormattingError(
            phrase(
                "pandoc has formatted {number} of {count} works", number=len(formatted), count=count
            )
        )
    return tuple(formatted)


def _bare(label: str) -> str:
    """Return a citation without the parentheses around it: the roles put their own.

    Parentheses of a part of it stay.
    """
    inner = label[1:-1]
    whole = label.startswith("(") and label.endswith(")")
    return inner if whole and inner.find("(") <= inner.find(")") else label


_KINDS = {
    "Emph": SpanKind.EMPHASIS,
    "Strong": SpanKind.STRONG,
    "Superscript": SpanKind.SUPERSCRIPT,
    "Subscript": SpanKind.SUBSCRIPT,
}


def _read(inlines: Iterable[Mapping[str, Any]]) -> tuple[RichInline, ...]:
    """Return pandoc's inlines as rich text."""
    return joined(part for inline in inlines for part in _read_one(inline))


def _read_one(inline: Mapping[str, Any]) -> tuple[RichInline, ...]:
    name, content = inline["t"], inline.get("c")
    if name == "Str":
        return (str(content),)
    if name in ("Space", "SoftBreak", "LineBreak"):
        return (" ",)
    if name in _KINDS:
        return (Span(_KINDS[name], _read(content or ())),)
    if content is None:
        raise ValueError(name)
    if name == "Link":
        _attributes, text, (address, *_) = content
        return (Span(SpanKind.LINK, _read(text), address),)
    if name == "Span":
        (_identifier, classes, pairs), text = content
        spans = _read(text)
        for language in (value for key, value in pairs if key == "lang"):
            kind = SpanKind.UNTRANSLATED if _UNTRANSLATED in classes else SpanKind.LANGUAGE
            spans = (Span(kind, spans, language),)
        if _TRANSLATED_TITLE in classes:
            spans = (Span(SpanKind.CLASS, spans, _TRANSLATED_TITLE),)
        return spans
    if name in ("SmallCaps", "Underline", "Strikeout"):
        return _read(content)
    raise ValueError(name)
