"""What is a block, what it is called, and which belongs to which."""

from __future__ import annotations

import pytest
from lxml import html

from editions.bilingual.elements import (
    alike,
    blocks_of,
    is_container,
    is_picture,
    match,
    parse,
    serialize,
    wrap_lines,
)
from tests.bilingual.samples import main
from tests.reading import one


@pytest.mark.parametrize(
    ("markup", "wrapped"),
    [
        ("", ""),
        ("word", "<p>word</p>"),
        ("a <b>bold</b> word", "<p>a <b>bold</b> word</p>"),
        ("before<p>one</p>after <i>it</i>", "<p>before</p><p>one</p><p>after <i>it</i></p>"),
        ('<span id="x"></span><p>one</p>', '<span id="x"></span><p>one</p>'),
        ("<!-- note -->word", "<p>word</p>"),
        ('<img src="a.png" alt="">', '<img src="a.png" alt="">'),
        ('<a href="#"><img src="a.png" alt=""></a>', '<a href="#"><img src="a.png" alt=""></a>'),
        ("word<ul><li>x</li></ul>", "<p>word</p><ul><li>x</li></ul>"),
    ],
)
def test_text_beside_blocks_gets_a_paragraph(markup: str, wrapped: str) -> None:
    element = main(markup)
    wrap_lines(element)
    inner = "".join(html.tostring(child, encoding="unicode") for child in element)
    assert inner.replace("\n", "") == wrapped


@pytest.mark.parametrize(
    ("markup", "container"),
    [
        ("<section><h1>x</h1></section>", True),
        ("<div>words <b>only</b></div>", False),
        ("<div><p>x</p></div>", True),
        ('<div><img src="a" alt=""></div>', True),
        ('<div class="line-block"><div class="line">x</div></div>', False),
        ('<aside class="footnote brackets"><p>x</p></aside>', False),
        ('<div class="highlight-text"><div class="highlight"><pre>x</pre></div></div>', True),
        ("<p>x</p>", False),
        ("<table></table>", False),
        ("<ul><li>x</li></ul>", True),
    ],
)
def test_what_holds_blocks(markup: str, container: bool) -> None:
    assert is_container(main(markup)[0]) is container


def test_a_link_with_words_is_no_picture() -> None:
    assert not is_picture(main('<a href="#"><img src="a" alt=""> words</a>')[0])
    assert not is_picture(main('<a href="#"></a>')[0])


def test_names_of_blocks() -> None:
    element = main(
        '<p id="b-1">a</p><p>b</p><p>c</p><hr><span id="anchor"></span><dl><dt id="b-2">t</dt></dl>'
    )
    assert [block.name for block in blocks_of(element)] == ["b-1", "p 1", "p 2", "dl 1"]


def test_a_term_and_its_definitions_are_one() -> None:
    (element,) = main('<dl><dt id="b-1">a</dt><dd>b</dd><dd>c</dd><dt>d</dt></dl>')
    assert [(b.name, len(b.elements)) for b in blocks_of(element)] == [("b-1", 3), ("dt 1", 1)]


def test_counterparts() -> None:
    ours = blocks_of(main('<p id="b-1">a</p><aside id="id1">n</aside><p id="b-2">b</p><p>c</p>'))
    theirs = blocks_of(main('<p>c</p><p id="b-3">b</p><p id="b-1">a</p><aside id="id7">n</aside>'))
    found = match(ours, theirs)
    assert [(a.name, b.name) for a, b in found.pairs] == [
        ("b-1", "b-1"),
        ("id1", "id7"),
        ("p 1", "p 1"),
    ]
    assert [block.name for block in found.only_ours] == ["b-2"]
    assert [block.name for block in found.only_theirs] == ["b-3"]


@pytest.mark.parametrize(
    ("one_", "other", "same"),
    [
        ('<p id="a">x  y</p>', '<p id="b">x y</p>', True),
        ("<p>x</p>", "<p>y</p>", False),
        ("<p>x <b>y</b> z</p>", "<p>x <b>y</b> a</p>", False),
        ("<p>x</p>", '<p><span class="untranslated" lang="en">x</span></p>', False),
        ('<p><a href="a">x</a></p>', '<p><a href="b">x</a></p>', False),
        ("<p>x</p>", "<div>x</div>", False),
    ],
)
def test_what_says_the_same(one_: str, other: str, same: bool) -> None:
    assert alike(main(one_)[0], main(other)[0]) is same


def test_a_page_comes_back_as_it_was() -> None:
    page = '<title>É — x</title><main id="m"><p>a &lt; b\u202f%<br>c</p></main>'
    text = serialize(parse(page))
    assert text.startswith("<!DOCTYPE html>\n<html>")
    assert html.tostring(one(parse(text), "//main")) == html.tostring(one(parse(page), "//main"))
    assert "\u202f" in text


def test_places_to_break_a_line_have_no_end() -> None:
    page = "<title>x</title><p>a<wbr>b<wbr>c</p>"
    assert "<p>a<wbr>b<wbr>c</p>" in serialize(parse(page))
