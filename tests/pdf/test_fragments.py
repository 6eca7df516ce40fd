"""Other people's HTML, made printable."""

from __future__ import annotations

import pytest

from editions.pdf.fragments import printable_fragment, printable_raw

RAW = {
    "words": ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>", ()),
    "looks": ('<p align="center" style="color: red" class="k">a</p>', '<p class="k">a</p>', ()),
    "handler": ('<p onclick="x()">a</p>', "<p>a</p>", ()),
    "script and style": ("a<script>b</script><style>c</style>d", "ad", ()),
    "heading": ("<h2>a</h2>", '<p class="rubric">a</p>', ()),
    "drawing with a title": ("a<svg><title>b</title><path/></svg>c", "abc", ("svg",)),
    "icon": ('a<svg aria-hidden="true"><path/></svg>c', "ac", ()),
    "element of nobody": ("<my-own>a</my-own>b", "ab", ()),
    "item in no list": ("<li>a</li>", "<div>a</div>", ()),
    "empty language": ('<p lang="">a</p><p lang="fr">b</p>', '<p>a</p><p lang="fr">b</p>', ()),
    "comment": ("a<!-- b -->c", "ac", ()),
}


@pytest.mark.parametrize(("source", "after", "lost"), RAW.values(), ids=RAW)
def test_raw_html_is_printable(source: str, after: str, lost: tuple[str, ...]) -> None:
    made = printable_raw(source)
    assert made.markup.replace("\n", "") == after
    assert made.lost == lost


def test_pictures_know_their_place() -> None:
    made = printable_raw('<img src="a.png" alt="x">', "index.rst:3")
    assert made.markup == '<img src="a.png" alt="x" data-source="index.rst:3">'


FRAGMENTS = {
    "picture at hand": ('<img src="../a.png">', '<img src="a.png" alt="">'),
    "link in the document": ('<a href="#here">a</a>', '<a href="#here">a</a>'),
    "link in the fragment": (
        '<a href="#b">a</a><p id="b">c</p>',
        '<a href="#b">a</a><p id="b">c</p>',
    ),
    "link to nowhere": ('<a href="#gone">a</a>', "<a>a</a>"),
    "link to a page": ('<a href="other.html">a</a>', "<a>a</a>"),
    "link to a script": ('<a href="javascript:x()">a</a>', "<a>a</a>"),
    "link": ('<a href="https://e.org">a</a>', '<a href="https://e.org">a</a>'),
    "id twice": ('<p id="b">a</p><p id="b">c</p>', '<p id="b">a</p><p>c</p>'),
    "what loads": (
        '<link rel="stylesheet" href="x.css"><p style="background: url(x)">a</p>',
        "<p>a</p>",
    ),
    "icon": ('<svg aria-hidden="true"></svg>a<svg></svg>b', "ab"),
}


@pytest.mark.parametrize(("source", "after"), FRAGMENTS.values(), ids=FRAGMENTS)
def test_fragments_are_printable(source: str, after: str) -> None:
    made = printable_fragment(source, {"here"}, lambda address: address.removeprefix("../"))
    assert made.markup.replace("\n", "").replace("</p>", "") == after.replace("</p>", "")
    assert made.lost == ()


def test_lost_pictures_leave_their_words() -> None:
    source = '<p data-source="a.rst:7"><img src="b.png" alt="B"></p><img src="c.png">'
    made = printable_fragment(source, set(), lambda _address: "")
    assert "B" in made.markup
    assert "<img" not in made.markup
    assert made.lost == ("b.png", "c.png")
    assert made.places == ("a.rst:7", "")
