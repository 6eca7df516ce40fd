"""Inline markup is found as docutils finds it, and nothing of it runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from editions.catalogs import restructuredtext
from editions.catalogs.markup import Inline, InlineKind, Markup
from editions.catalogs.restructuredtext import exact_rst, parse_rst
from editions.catalogs.tokens import escaped, unescaped
from tests.catalogs.test_tokens import HARD_TEXTS


def only(text: str) -> Inline:
    (inline,) = parse_rst(text).inlines
    return inline


@pytest.mark.parametrize(
    ("text", "kind", "role", "shown", "target"),
    [
        ("a *b c* d", InlineKind.EMPHASIS, "", "b c", ""),
        ("a **b** d", InlineKind.STRONG, "", "b", ""),
        ("a ``b\\c`` d", InlineKind.LITERAL, "", "b\\c", ""),
        ("a :func:`~os.path` d", InlineKind.ROLE, "func", "~os.path", "~os.path"),
        ("a :REF:`the title <tar-get>` d", InlineKind.ROLE, "ref", "the title", "tar-get"),
        ("a `x`:role: d", InlineKind.ROLE, "role", "x", "x"),
        ("a `x` d", InlineKind.ROLE, "", "x", "x"),
        (":samp:`{x} <y>`", InlineKind.ROLE, "samp", "{x} <y>", "{x} <y>"),
        ("a |b| d", InlineKind.SUBSTITUTION, "", "b", ""),
        ("a |b|_ d", InlineKind.SUBSTITUTION, "", "b", ""),
        ("a [1]_ d", InlineKind.FOOTNOTE, "", "1", ""),
        ("a [#]_ d", InlineKind.FOOTNOTE, "", "#", ""),
        ("a [#note]_ d", InlineKind.FOOTNOTE, "", "#note", ""),
        ("a [*]_ d", InlineKind.FOOTNOTE, "", "*", ""),
        ("a [CIT2000]_ d", InlineKind.CITATION, "", "CIT2000", ""),
        ("a `b <http://e.org/c_d>`_ d", InlineKind.LINK, "", "b", "http://e.org/c_d"),
        ("a `b <http://e.org/>`__ d", InlineKind.LINK, "", "b", "http://e.org/"),
        ("a `b <other_>`_ d", InlineKind.LINK, "", "b", "other"),
        ("a `<http://e.org/>`_ d", InlineKind.LINK, "", "http://e.org/", "http://e.org/"),
        ("a `Some Title`_ d", InlineKind.LINK, "", "Some Title", "some title"),
        ("a name_ d", InlineKind.LINK, "", "name", "name"),
        ("a http://e.org/b. D", InlineKind.URL, "", "http://e.org/b", "http://e.org/b"),
        ("a me@e.org d", InlineKind.URL, "", "me@e.org", "mailto:me@e.org"),
        ("a _`b` d", InlineKind.TARGET, "", "b", ""),
    ],
)
def test_kinds(text: str, kind: InlineKind, role: str, shown: str, target: str) -> None:
    inline = only(text)
    assert (inline.kind, inline.role, inline.text, inline.target) == (kind, role, shown, target)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a *b", "*", "emphasis"),
        ("a **b", "**", "strong"),
        ("a ``b", "``", "literal"),
        ("a `b", "`", "interpreted"),
        ("l’``b``s", None, ""),
        ("a |b", "|", "substitution"),
        (":a:`b`:c: d", ":a:`b`:c:", "Multiple roles"),
        (":a:`b`_ d", ":a:`b`_", "Mismatch"),
    ],
)
def test_problems(text: str, at: str | None, message: str) -> None:
    problems = list(parse_rst(text).of(InlineKind.PROBLEM))
    if at is None:
        at = "``"
        message = "literal"
    assert [text[p.start : p.end] for p in problems] == [at]
    assert message in problems[0].message
    assert "WARNING" not in problems[0].message


@pytest.mark.parametrize(
    "text",
    ["Plain text, 10:30.", "a_b_c", "2 * 3 * 4", "(*)", "\\*a\\*", "50 % & co", "A: b", ""],
)
def test_plain_text_has_no_markup(text: str) -> None:
    assert parse_rst(text).inlines == ()


def test_roles_do_not_run(tmp_path: object) -> None:
    inline = only(":raw:`<script>` ")
    assert (inline.role, inline.text) == ("raw", "<script>")


def test_text_without_markup_is_kept() -> None:
    assert parse_rst("a b") == Markup("a b")


PIECES = [
    *("``", "`", "*", "**", ":x:`", ":ref:`", "`_", "`__", ":", "_", "|", "[1]_", "<y>", "\\"),
    *(
        " ",
        "  ",
        "a",
        "b c",
        "é",
        "(",
        ")",
        "'",
        "«",
        "»",
        "\u00a0",
        "-",
        ".",
        "\n",
        "1",
        "http://e.org",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_the_quick_way_finds_what_docutils_finds(text: str) -> None:
    quick = restructuredtext._simple(text)
    assert quick is None or tuple(quick) == exact_rst(text).inlines


#: How each kind of markup is written.
FORMS = {
    InlineKind.LITERAL: r"``.+``",
    InlineKind.EMPHASIS: r"\*.+\*",
    InlineKind.STRONG: r"\*\*.+\*\*",
    InlineKind.SUBSTITUTION: r"\|.+\|_{0,2}",
    InlineKind.FOOTNOTE: r"\[[^\]]+\]_",
    InlineKind.CITATION: r"\[[^\]]+\]_",
    InlineKind.LINK: r"(`.+`|\w[^\s`]*\w|\w)__?",
    InlineKind.URL: r"[^\s`<>]+|[^\s<>@]+@[^\s`<>]+",  # mail may have backquotes (RFC 5322, atext)
    InlineKind.TARGET: r"_`.+`",
    InlineKind.PROBLEM: r".+",
}


@example("||`a@b.c")
@given(HARD_TEXTS)
def test_every_piece_is_written_as_markup_of_its_kind_is(text: str) -> None:
    """Places that are one character off would fail here."""
    parsed = parse_rst(text)
    at = 0
    for inline in parsed.inlines:
        assert at <= inline.start < inline.end <= len(text)
        begin, end = inline.prose
        assert (begin, end) == (0, 0) or inline.start <= begin <= end <= inline.end
        at = inline.end
        form = FORMS.get(inline.kind, r"(:[^\s`]+:)?`.+`(:[^\s`]+:)?")
        assert re.fullmatch(form, parsed.written(inline), re.DOTALL), inline
    assert len(parsed.masked) == len(text)


@given(HARD_TEXTS)
def test_prose_is_what_readers_see(text: str) -> None:
    for inline in parse_rst(text).inlines:
        begin, end = inline.prose
        if begin < end and inline.kind is not InlineKind.PROBLEM:
            assert unescaped(escaped(text)[begin:end]) == inline.text


def test_most_messages_take_the_quick_way() -> None:
    for text in ("The ``a`` and *b*.", "See :func:`~a.b` or :ref:`c <d>`: **e**.", "(``x``)"):
        assert restructuredtext._simple(text) is not None
    for text in ("a\\*b *c*", "`a`_", "see http://e.org *a*", "'*'a*", "a ``b``c"):
        assert restructuredtext._simple(text) is None


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("See _`a b` here", "a b"),
        ("See *a* here", "a"),
        ("See **a** here", "a"),
        ("See a_ here", "a"),
        ("See a__ here", "a"),
        ("See `a b`_ here", "a b"),
        ("See `a b`__ here", "a b"),
        ("See `a b <http://e.org>`_ here", "a b"),
        ("See `a b <http://e.org>`__ here", "a b"),
        ("See `a b  <c_>`__ here", "a b"),
        ("See `<http://e.org>`_ here", ""),
    ],
)
def test_words_of_markup_are_found_where_they_stand(text: str, prose: str) -> None:
    (inline,) = parse_rst(text).inlines
    assert text[slice(*inline.prose)] == prose
    assert (inline.start, text[inline.end :]) == (4, " here")
