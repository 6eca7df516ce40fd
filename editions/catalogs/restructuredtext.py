"""The inline markup of a message in reStructuredText, as docutils' own inline parser finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from docutils import nodes

from editions.borrowed.docutils import BEFORE_MARKUP, match_quotes
from editions.catalogs.keeping import kept
from editions.catalogs.markup import MOST_KEPT, Inline, InlineKind, Markup, role_inline
from editions.catalogs.tokens import (
    Interpreted,
    MarkupToken,
    cut_tokens,
    end_pattern,
    escaped,
)

#: Without any of these, a text holds no markup: the quick way out for most messages.
_MAY_HOLD = re.compile(r"[*`|\\@]|_(?![^\W_])|:(?=[^\s\d])")
#: The address of a link apart from its text, as docutils finds it.
_EMBEDDED = re.compile(r"(?:[ \n]+|^)<(?!\s)(?:[^<>]|\x00[<>])+(?<![\s\x00])>\Z")


def normal_name(text: str) -> str:
    """Return a name as docutils compares names: of links, targets, notes and citations."""
    return nodes.fully_normalize_name(text)


@kept(Markup.weight, MOST_KEPT)
def parse_rst(text: str) -> Markup:
    """Return the inline markup of a message."""
    if not _MAY_HOLD.search(text):
        return Markup(text)
    found = _simple(text)
    return exact_rst(text) if found is None else Markup(text, tuple(found))


@kept(Markup.weight, MOST_KEPT)
def exact_rst(text: str) -> Markup:
    """Return the inline markup of a message as docutils itself reads it, without a short cut.

    A build asks several times: Sphinx has most translations read twice.
    """
    return Markup(text, tuple(_inlines(cut_tokens(text))))


@cache
def _simple_pattern() -> re.Pattern[str]:
    """Return what markup looks like that cannot be read in two ways."""

    # docutils' own look behind comes first there, and keeps the search from being quick.
    def mark(text: str) -> str:
        return rf"{text}(?:(?<=^{text})|(?<=[\s{BEFORE_MARKUP}]{text}))"

    single, double = r"\*", r"\*\*"
    role = r"(?P<role>(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*):"
    return re.compile(
        rf"(?:{mark('``')}(?P<literal>[^\s`](?:[^`]*[^\s`])?)``"
        rf"|{mark(':')}{role}`(?P<text>[^\s`](?:[^`]*[^\s`])?)`(?!_|:\w)"
        rf"|{mark(double)}(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*\*"
        rf"|{mark(single)}(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*)"
        rf"{end_pattern()}"
    )


def _simple(text: str) -> list[Inline] | None:
    """Return the markup of a text where all of it is simple, or None.

    Most messages are; docutils, which decides in all other cases, takes twenty times as long.
    """
    if "\\" in text or "\0" in text:
        return None
    found: list[Inline] = []
    at = 0
    for match in _simple_pattern().finditer(text):
        start, end = match.span()
        if _MAY_HOLD.search(text, at, start):
            return None
        mark = 1 if match["emphasis"] else 2
        if match["text"] is None and start and match_quotes(text[start - 1], text[start + mark]):
            return None
        if match["literal"]:
            found.append(Inline(InlineKind.LITERAL, start, end, match["literal"]))
        elif match["text"]:
            role = match["role"].lower()
            found.append(role_inline(role, match["text"], match.start("text"), start, end))
        else:
            kind = InlineKind.EMPHASIS if match["emphasis"] else InlineKind.STRONG
            prose = (start + mark, end - mark)
            found.append(Inline(kind, start, end, text[slice(*prose)], prose=prose))
        at = end
    return None if _MAY_HOLD.search(text, at) else found


def _inlines(tokens: list[MarkupToken]) -> Iterator[Inline]:
    """Yield the markup among *tokens*, each piece with its place in the text."""
    at = 0
    for token in tokens:
        if token.node is not None:
            yield _inline(token.node, token.text, at)
        at += len(token.text)


def _inline(node: nodes.Element, raw: str, at: int) -> Inline:
    """Return what *node* is; it is written *raw*, and begins at *at*."""
    end = at + len(raw)
    if isinstance(node, Interpreted):
        begin = at + raw.index("`") + 1
        return role_inline(str(node["role"]).lower(), str(node["escaped"]), begin, at, end)
    if isinstance(node, nodes.problematic):
        message = str(node["message"])
        return Inline(InlineKind.PROBLEM, at, end, raw, message=message, prose=(at, end))
    shown = node.astext()
    if isinstance(node, nodes.literal):
        return Inline(InlineKind.LITERAL, at, end, shown)
    if isinstance(node, nodes.emphasis):
        return Inline(InlineKind.EMPHASIS, at, end, shown, prose=(at + 1, end - 1))
    if isinstance(node, nodes.strong):
        return Inline(InlineKind.STRONG, at, end, shown, prose=(at + 2, end - 2))
    if isinstance(node, nodes.substitution_reference):
        return Inline(InlineKind.SUBSTITUTION, at, end, shown)
    if isinstance(node, nodes.citation_reference):
        return Inline(InlineKind.CITATION, at, end, raw[1:-2])
    if isinstance(node, nodes.footnote_reference):
        return Inline(InlineKind.FOOTNOTE, at, end, raw[1:-2])
    if isinstance(node, nodes.target):
        return Inline(InlineKind.TARGET, at, end, shown, prose=(at + 2, end - 1))
    return _link(node, raw, at, end)


def _link(node: nodes.Element, raw: str, at: int, end: int) -> Inline:
    shown = node.astext()
    if node.children and isinstance(node.children[0], nodes.substitution_reference):
        text = node.children[0].astext()
        anonymous = "anonymous" in node
        name = str(node.get("refname", ""))
        return Inline(InlineKind.SUBSTITUTION, at, end, text, anonymous=anonymous, name=name)
    uri = node.get("refuri")
    if uri is not None and "name" not in node:
        return Inline(InlineKind.URL, at, end, shown, target=str(uri))
    anonymous = raw.endswith("__")
    if not raw.startswith("`"):
        prose = (at, end - (2 if anonymous else 1))
        return Inline(
            InlineKind.LINK,
            at,
            end,
            shown,
            target=shown,
            anonymous=anonymous,
            name=str(node.get("refname", "")),
            prose=prose,
        )
    inner_end = end - (3 if anonymous else 2)
    embedded = _EMBEDDED.search(escaped(raw)[1 : inner_end - at])
    prose = (at + 1, at + 1 + embedded.start() if embedded else inner_end)
    target = str(uri) if uri is not None else str(node.get("refname", shown))
    return Inline(
        InlineKind.LINK,
        at,
        end,
        shown,
        target=target,
        explicit=embedded is not None,
        anonymous=anonymous,
        name=str(node.get("refname", "")),
        prose=prose,
    )
