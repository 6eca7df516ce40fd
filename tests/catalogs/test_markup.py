"""What a message says of its markup: what readers see of it, and what of that is prose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx.util.docutils import ReferenceRole

from editions.catalogs.markup import OBJECT, InlineKind, Markup, role_inline
from editions.catalogs.restructuredtext import parse_rst
from editions.catalogs.tokens import cut_tokens, escaped, unescaped
from tests.catalogs.test_tokens import HARD_TEXTS


@pytest.mark.parametrize(
    ("text", "masked", "plain"),
    [
        ("a *b* c", "a #b# c", "a b c"),
        ("a ``b`` c", "a ##### c", "a # c"),
        ("a :ref:`b c <d>` e", "a ######b c##### e", "a b c e"),
        ("a :ref:`d` e", "a ######## e", "a # e"),
        ("a `b <http://e>`_ c", "a #b############# c", "a b c"),
        ("XIX\\ :sup:`e`", "XIX########e#", "XIXe"),
        ("a \\*b\\* c", "a #*b#* c", "a *b* c"),
        ("2*x*3 *x*", "2*x*3 #x#", "2*x*3 x"),
        ("a *b c", "a *b c", "a *b c"),
    ],
)
def test_prose_is_told_from_markup(text: str, masked: str, plain: str) -> None:
    markup = parse_rst(text)
    assert markup.masked == masked.replace("#", OBJECT)
    assert markup.plain == plain.replace("#", OBJECT)
    assert len(markup.masked) == len(text)


@given(HARD_TEXTS)
def test_what_is_shown_is_what_docutils_makes_of_it(text: str) -> None:
    wanted = "".join(
        token.node.astext() if token.node is not None else unescaped(escaped(token.text))
        for token in cut_tokens(text)
        if not isinstance(token.node, nodes.footnote_reference)
    )
    inlines = parse_rst(text).inlines
    # Roles are not run, and notes are numbered later.
    bare = (
        replace(i, text="") if i.kind in (InlineKind.ROLE, InlineKind.FOOTNOTE) else i
        for i in inlines
    )
    assert Markup(text, tuple(bare)).shown == wanted


@given(st.text("<> a\n\0", min_size=1))
def test_targets_are_those_that_roles_of_sphinx_find(text: str) -> None:
    """Of several brackets, too: another target could be hidden behind that of the message."""
    inline = role_inline("ref", text, 0, 0, len(text))
    found = ReferenceRole.explicit_title_re.fullmatch(text)
    assert inline.explicit is (found is not None)
    if found is not None:
        assert (inline.text, inline.target) == (unescaped(found[1]), unescaped(found[2]))
        assert inline.prose == found.span(1)


def test_targets_of_long_texts_are_found_at_once() -> None:
    for text in (" " * 50_000 + "<a>", "a" + " <" * 50_000 + "a>", "a" + " \0<" * 50_000):
        role_inline("ref", text, 0, 0, len(text))
