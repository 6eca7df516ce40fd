"""Pictures in an EPUB are what their names say, and drawings run nothing and load nothing."""

from __future__ import annotations

import pytest

from editions.epub.drawings import is_picture, packed_picture, true_names

PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff\xe0..."
WEBP = b"RIFF\0\0\0\0WEBP..."
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def test_pictures_bear_the_names_of_their_kinds() -> None:
    files = {
        "a.png": JPEG,
        "a.jpg": JPEG,
        "b.jpeg": JPEG,
        "c.PNG": PNG,
        "d.jpg": WEBP,
        "e.png": SVG,
        "f/g.gif": PNG,
        "f.css": b"",
    }
    assert true_names(files) == {
        "a.png": "a-.jpg",
        "d.jpg": "d.webp",
        "e.png": "e.svg",
        "f/g.gif": "f/g.png",
    }


def test_pictures_are_known_by_their_names() -> None:
    assert is_picture("a/b.JPG")
    assert is_picture("a.svg")
    assert not is_picture("a.css")
    assert not is_picture("a")


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"<html/>", b"<svg><g></svg>", b"<svg xmlns='http://example.org/'/>", b"GIF"],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="PNG, JPEG, GIF, WebP or well-formed SVG"):
        packed_picture(data)


def test_pictures_of_dots_stay() -> None:
    for data in (PNG, JPEG, WEBP, b"GIF89a..."):
        assert packed_picture(data) is data


def drawing(content: str, attributes: str = "", before: str = "") -> str:
    """Return what of a drawing with *content* is packed."""
    source = (
        f'{before}<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{content}</svg>'
    )
    text = packed_picture(source.encode()).decode()
    return text[text.index(">", text.index("<svg")) + 1 :].removesuffix("</svg>")


CONTENTS = {
    "script": ("a<script>b()</script>c", "ac"),
    "handler": ('<rect onclick="x()"/>', "<rect/>"),
    "picture elsewhere": ('<image xlink:href="https://example.org/a.png"/>', ""),
    "picture beside": ('<image href="a.png"/>', ""),
    "data": ('<image href="data:,a"/>', '<image href="data:,a"/>'),
    "part of the drawing": ('<g id="a"/><use href="#a"/>', '<g id="a"/><use href="#a"/>'),
    "part that is not there": (
        '<use href="#a"/><a href="#b">c</a><g fill="url(#d)"/>',
        "<a>c</a><g/>",
    ),
    "colour": ('<g fill="#abc" stroke="#0099ff"/>', '<g fill="#abc" stroke="#0099ff"/>'),
    "link": ('<a href="https://example.org/">a</a>', '<a href="https://example.org/">a</a>'),
    "link to a page": ('<a href="a.html">a</a>', "<a>a</a>"),
    "link to a script": ('<a href="javascript:x()">a</a>', "<a>a</a>"),
    "number as a name": (
        '<g id="1"/><g fill="url(#1)" style="fill: url(#1)"/><use href="#1"/>',
        '<g id="id-1"/><g fill="url(#id-1)" style="fill: url(#id-1)"/><use href="#id-1"/>',
    ),
    "name with a space": ('<g id="a b:c"/>', '<g id="id-a-b-c"/>'),
    "name twice": ('<g id="a"/><g id="a"/>', '<g id="a"/><g/>'),
    "colour elsewhere": ('<g fill="url(https://example.org/#a)"/>', "<g/>"),
    "style that loads": (
        "<style>@import 'a.css'; a { b: c }</style>",
        "<style> a { b: c }</style>",
    ),
    "title with markup": ("<title>a <b>b</b></title>", "<title>a b</title>"),
}


@pytest.mark.parametrize(("content", "left"), CONTENTS.values(), ids=CONTENTS)
def test_drawings_hold_what_an_epub_may(content: str, left: str) -> None:
    assert drawing(content) == left


def test_html_in_a_drawing_is_html() -> None:
    made = drawing("<foreignObject><p>a<div>b</div></p></foreignObject>")
    assert "http://www.w3.org/1999/xhtml" in made
    assert "<html:div" in made
    assert ">a<" in made
    assert ">b<" in made


def test_entities_of_a_drawing_are_written_out() -> None:
    types = '<!DOCTYPE svg [<!ENTITY ns "http://example.org/">]>'
    made = drawing('<n:g xmlns:n="&ns;"/>', before=types)
    assert made == '<n:g xmlns:n="http://example.org/"/>'


def test_drawing_without_a_namespace_gets_it() -> None:
    assert b'xmlns="http://www.w3.org/2000/svg"' in packed_picture(b"<svg><g/></svg>").replace(
        b"xmlns:ns0", b"xmlns"
    )
