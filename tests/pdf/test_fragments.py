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
    "a name that is no text": ("<p>a/caf\udce9</p>", "<p>a/caf\ufffd</p>", ()),
}


@pytest.mark.parametrize(("source", "after", "lost"), RAW.values(), ids=RAW)
def test_raw_html_is_printable(source: str, after: str, lost: tuple[str, ...]) -> None:
    made = printable_raw(source)
    assert made.markup.replace("\n", "") == after
    assert made.lost == lost


#: Raw HTML that is no whole by itself, and what is printed of it.
PIECES = {
    "an end alone": ("</div>", ""),
    "ends alone": ("</div></section></td>", ""),
    "a beginning alone": ('<div class="k">', '<div class="k"></div>'),
    "beginnings in a table": ("<table><tr><td>a", "<table><tr><td>a</td></tr></table>"),
    "an end before text": ("</div><p>a</p>", "<p>a</p>"),
    "a page": (
        "<!DOCTYPE html><html><head><title>t</title></head><body>a</body></html><p>b</p>",
        "a<p>b</p>",
    ),
    "the end of a page": ("a</body></html>b", "ab"),
    "a comment without an end": ("a<!-- b", "a"),
    "a field without an end": ("<textarea>a", "a"),
    "a style without an end": ("a<style>b {", "a"),
    "a script without an end": ("a<script>b()", "a"),
    "a program of old": ("<plaintext>a", "a"),
    "a tag without an end": ("a<a href='b", "a"),
    "text": ("a &lt; b", "a &lt; b"),
}


@pytest.mark.parametrize(("source", "after"), PIECES.values(), ids=PIECES)
def test_piece_of_html_takes_nothing_from_what_follows_it(source: str, after: str) -> None:
    piece = printable_raw(source).markup
    assert piece == after
    around = "<section><p>A</p>{}<p>B</p></section><section><p>C</p></section>"
    made = printable_fragment(around.format(piece), set(), lambda address: address).markup
    assert made == around.format(after)


@pytest.mark.parametrize("source", [source for source, _after in PIECES.values()])
def test_piece_that_an_extension_writes_ends_no_other_part(source: str) -> None:
    if any(sign in source for sign in ("<!--", "<textarea", "<style", "<script", "<plain", "='b")):
        return  # what follows is its text, as in a browser
    around = f"<section><p>A</p>{source}<p>B</p></section><section><p>C</p></section>"
    made = printable_fragment(around, set(), lambda address: address).markup
    assert "<p>B</p>" in made
    assert "<p>C</p>" in made
    assert "</body>" not in made


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
