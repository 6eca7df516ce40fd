"""Rich text, as letters, JSON and HTML."""

from __future__ import annotations

import json

import pytest

from editions.references.richtext import Span, SpanKind, from_json, joined, plain, to_html, to_json

TEXT = (
    "a <b> ",
    Span(SpanKind.EMPHASIS, ("in ", Span(SpanKind.LANGUAGE, ("fr",), "fr-CA"))),
    Span(SpanKind.LINK, ("x",), 'http://e.org/?a=1&b="'),
)


def test_letters_alone() -> None:
    assert plain(TEXT) == "a <b> in frx"


def test_json_brings_back_what_it_was_given() -> None:
    assert from_json(json.loads(json.dumps(to_json(TEXT)))) == TEXT


def test_neighbouring_texts_are_one() -> None:
    span = Span(SpanKind.STRONG, ())
    assert joined(["", "a", "", "b", span, "c", "d", span]) == ("ab", span, "cd", span)
    assert joined([]) == ()


@pytest.mark.parametrize(
    ("kind", "html"),
    [
        (SpanKind.EMPHASIS, "<em>a&lt;</em>"),
        (SpanKind.STRONG, "<strong>a&lt;</strong>"),
        (SpanKind.SUPERSCRIPT, "<sup>a&lt;</sup>"),
        (SpanKind.SUBSCRIPT, "<sub>a&lt;</sub>"),
        (SpanKind.LINK, '<a href="&quot;v&quot;">a&lt;</a>'),
        (SpanKind.LANGUAGE, '<span lang="&quot;v&quot;">a&lt;</span>'),
        (SpanKind.UNTRANSLATED, '<span class="untranslated" lang="&quot;v&quot;">a&lt;</span>'),
        (SpanKind.CLASS, '<span class="&quot;v&quot;">a&lt;</span>'),
        (
            SpanKind.REPEATED,
            '<span class="unseen">&quot;v&quot;</span><span aria-hidden="true">a&lt;</span>',
        ),
    ],
)
def test_html(kind: SpanKind, html: str) -> None:
    assert to_html([Span(kind, ('a<"',), '"v"')]) == html.replace("a&lt;", 'a&lt;"')
