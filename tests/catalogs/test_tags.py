"""Tags are found as a parser of HTML finds them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinyhtml5.tokenizer import HTMLTokenizer, Token

from editions.catalogs.restructuredtext import parse_rst
from editions.catalogs.tags import FoundTag, active_tags, find_tags, tag_problems

PIECES = [
    *("<", "</", "<b", "<img", "<image", "<IMG", ">", "/", "/>", " ", "\t", "\n", "\f", "`", "\\"),
    *("=", "'", '"', "src=x", "onerror=y", "onclick", "<1", "é", "\u00a0", "x", "&", "-", "1"),
]


def as_tinyhtml5(text: str) -> set[tuple[str, frozenset[str]]]:
    """Return the start tags of a text, with the names of those attributes that have a value."""
    tokens = HTMLTokenizer(text)
    return {
        (token["name"], frozenset(name for name, value in token["data"].items() if value))
        for token in tokens
        if token["type"] in (Token.START_TAG, Token.EMPTY_TAG)
    }


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_whatever_a_parser_finds_is_found(text: str) -> None:
    found = list(find_tags(text))
    names = {tag.name for tag in found}
    valued = {name for tag in found for name, _ in tag.attributes}
    for name, attributes in as_tinyhtml5(text):
        assert name in names
        assert attributes <= valued


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (
            "<image <1 src=x onerror=y>",
            [FoundTag("image", frozenset({("src", "x"), ("onerror", "y")}))],
        ),
        ("<b ` onmouseover=y>", [FoundTag("b", frozenset({("onmouseover", "y")}))]),
        ("<b/</ onfocus=y>", [FoundTag("b", frozenset({("onfocus", "y")}))]),
        ("<b onclick = 'y z'", [FoundTag("b", frozenset({("onclick", "y z")}))]),
        ("</B>", [FoundTag("b")]),
        ("a < b, 1 <2, <é>, <>", []),
        ("<nom-de-fichier>", [FoundTag("nom-de-fichier")]),
    ],
)
def test_tags(text: str, tags: list[FoundTag]) -> None:
    assert list(find_tags(text)) == tags


@pytest.mark.parametrize(
    "text", ["<script", "<x y=z>", "<b x = y", "<IFRAME>", "</textarea>", "<plaintext>", "<b\nx=y>"]
)
def test_what_acts(text: str) -> None:
    assert active_tags(f"la {text} mer")


@pytest.mark.parametrize("text", ["<b>", "<nom>", "a <b et c", "<y>", "<name=value>", "<section>"])
def test_what_does_not(text: str) -> None:
    assert not active_tags(f"la {text} mer")


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("The tide", ":guilabel:`<&img src=x onerror=y>`"),
        ("The tide", ":menuselection:`<&script>`"),
        ("The tide", ":menuselection:`<b --> onclick=x>`"),
        ("The tide", ":samp:`<scr{i}pt>`"),
        ("The tide", ":file:`<{iframe}>`"),
        ("The tide", ":guilabel:`<&`\\ :strong:`script`"),
        ("The :index:`tide`", "<:index:`!script`"),
        ("The tide", "<*if*\\ ``rame``"),
        ("The tide", "<!-- "),
        ("The tide", "<![CDATA["),
        ("The tide", "<?php x"),
        ("The tide", "<b ` onmouseover=alert(1)>"),
        ("The <b> tide", "<b onclick=x>"),
    ],
)
def test_html_that_a_translation_adds(msgid: str, msgstr: str) -> None:
    assert list(tag_problems(parse_rst(msgid), parse_rst(msgstr)))


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("If a <b, then c = 3", "Si a <b, alors c = 3"),
        ("``<input type=text>`` fields", "champs ``<input type=text>``"),
        ("See <script> tags", "Les balises </script> et <script>"),
        ("Press <Enter>", "Appuyer sur <Entrée>"),
        ("The file <name>", "Le fichier <nom>"),
        ("A :ref:`b <c>`", "Un :ref:`b <c>`"),
    ],
)
def test_html_of_the_message_may_stand(msgid: str, msgstr: str) -> None:
    found = list(tag_problems(parse_rst(msgid), parse_rst(msgstr)))
    assert [problem for problem in found if "/script" not in problem.message] == []


@pytest.mark.parametrize("piece", ["<a ", "<a b=c ", "<a b='", "<a =", "<a \"='", "<a/"])
def test_tags_without_an_end_are_read_once(piece: str) -> None:
    began = time.process_time()
    assert list(find_tags(piece * 10_000))
    assert time.process_time() - began < 2
