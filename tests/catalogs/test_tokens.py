"""The pieces of a message are the message, whatever it holds."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document
from hypothesis import given, settings
from hypothesis import strategies as st

from editions.borrowed.docutils import InlineParser, silent_reporter
from editions.catalogs.tokens import MarkupToken, cut_tokens, escaped, unescaped

#: What takes more in the source than docutils says that it does, and what goes wrong beside it.
PIECES = [
    *("|", "|_", "|__", "\\", "\\ ", "\\\n", "\\\\", "`", "``", "`_", "`__", "_`", "*", "**"),
    *(":math:`", ":x:`", "`:x:", "`:ref:", "[1]_", "[#]_", "[a b]_", "[", "]_", "_", "__"),
    *("<", ">", " <y>", " <y_>", "<z>`_", "http://e.org", "a@b.c", "http://e.org/\\_x", "://"),
    *(" ", "  ", "\n", "\t", "\u00a0", "a", "b c", "é", "x_", "x__", "(", ")", "'", "«", "»"),
    *(".", "-", "1", "\0", "\x0b", "\u2028", "\U0001f30a", "\ud800", "\\href{x}{y}"),
]
#: Texts that a parser of markup finds hard.
HARD_TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join) | st.text(max_size=30)


@settings(max_examples=400)
@given(HARD_TEXTS)
def test_the_pieces_put_together_are_the_text(text: str) -> None:
    tokens = cut_tokens(text)
    assert "".join(token.text for token in tokens) == text
    assert all(token.text for token in tokens)
    gaps = [token.node is None for token in tokens]
    assert (True, True) not in pairwise(gaps)


@settings(max_examples=400)
@given(HARD_TEXTS)
def test_the_nodes_are_those_of_docutils(text: str) -> None:
    """Watching the parser changes nothing of what it finds."""
    options: Any = get_default_settings(Parser)
    own = InlineParser(options)
    document = nodes.document(options, silent_reporter())
    found, _ = own.parse(text, document, nodes.paragraph())
    plain = InlineParser(options)
    vars(plain.inliner).pop("implicit_inline")
    vars(plain.inliner).pop("dispatch")
    assert isinstance(plain.inliner, Inliner)
    other = nodes.document(options, silent_reporter())
    wanted, _ = plain.parse(text, other, nodes.paragraph())
    assert list(map(str, found)) == list(map(str, wanted))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (r"Le |\ \ vessel|_ x", ["Le ", r"|\ \ vessel|_", " x"]),
        (r"|\ \x|_ :sup:`x`", [r"|\ \x|_", " ", ":sup:`x`"]),
        ("a |x|__ b", ["a ", "|x|__", " b"]),
        ("a `b`:role: c", ["a ", "`b`:role:", " c"]),
        (r"`a\ b <c\_>`__ d", [r"`a\ b <c\_>`__", " d"]),
        ("see http://e.org/, a@b.c", ["see ", "http://e.org/", ", ", "a@b.c"]),
        ("_`a` *b", ["_`a`", " ", "*", "b"]),
        (r"[#a\ b]_ c_", [r"[#a\ b]_ ", "c_"]),
        ("", []),
    ],
)
def test_pieces(text: str, pieces: list[str]) -> None:
    assert [token.text for token in cut_tokens(text)] == pieces


def test_text_has_no_node() -> None:
    assert cut_tokens("a b") == [MarkupToken("a b")]


def test_a_thousand_addresses_take_no_stack() -> None:
    text = "http://e.org " * 1500
    assert len(cut_tokens(text)) == 3000


@given(st.text())
def test_escaping_keeps_the_length(text: str) -> None:
    assert len(escaped(text)) == len(text)


def test_escapes_vanish_as_docutils_has_it() -> None:
    assert unescaped(escaped("a\\ b\\*\\\\c\\\td\\")) == "ab*\\c\td"


def test_the_parser_of_documents_agrees() -> None:
    """`InlineParser` reads as docutils reads a paragraph."""
    options: Any = get_default_settings(Parser)
    document = new_document("x", options)
    Parser().parse("A *b* `c`_ http://e.org d.\n\n.. _c: http://x.org\n", document)
    (paragraph,) = (p for p in document.children if isinstance(p, nodes.paragraph))
    assert [token.text for token in cut_tokens(paragraph.rawsource)] == [
        *("A ", "*b*", " ", "`c`_", " ", "http://e.org", " d."),
    ]
