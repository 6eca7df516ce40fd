"""Style sheets of an EPUB and their fonts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from editions.epub.styles import adapt_styles, cut_font, loaded_files

FONT = Path(__file__).parents[2] / "editions/theme/static/fonts/PaperSans-Regular.woff2"

LOADED = {
    "plain": ("p { background: url(a.png) }", {"s/a.png"}),
    "quoted": ("p { background: url('../a%20b.png') }", {"a b.png"}),
    "import": ('@import "more.css";', {"s/more.css"}),
    "import as address": ("@import url(more.css) print;", {"s/more.css"}),
    "font": ("@font-face { src: local('A'), url(\"f/a.woff2\") format('woff2') }", {"s/f/a.woff2"}),
    "inside": ("@media print { p { background: url(a.png?v=1#x) } }", {"s/a.png"}),
    "elsewhere": ("p { background: url(https://x.org/a.png), url(data:,) }", set()),
    "text alone": ("p::before { content: 'url(a.png)' } a[href='b.css'] {}", set()),
}


@pytest.mark.parametrize(("style", "names"), LOADED.values(), ids=LOADED)
def test_files_that_a_style_sheet_loads(style: str, names: set[str]) -> None:
    assert loaded_files("s/x.css", style.encode()) == names
    assert loaded_files("s/x.svg", style.encode()) == set()


FACE = b'@font-face { font-family: A; src: url("f/a.woff2") format("woff2"); }\np { color: red }'


def test_fonts_get_their_new_names() -> None:
    text = adapt_styles(FACE, {"s/f/a.woff2": "s/f/a.ttf"}, "s/x.css").decode()
    assert 'src: url("f/a.ttf");' in text
    assert "p { color: red }" in text


def test_face_without_its_font_is_left_out() -> None:
    text = adapt_styles(FACE, {"s/f/a.woff2": ""}, "s/x.css").decode()
    assert text.strip() == "p { color: red }"


def test_style_sheet_without_fonts_stays() -> None:
    style = b"/* a */ @media print { p { margin: 0 } }"
    assert adapt_styles(style, {}, "x.css") == style


def letters(data: bytes) -> set[int]:
    with TTFont(BytesIO(data)) as font:
        return set(font.getBestCmap())


def with_permission(bits: int) -> bytes:
    buffer = BytesIO()
    with TTFont(FONT, recalcTimestamp=False) as font:
        font["OS/2"].fsType = bits
        font.save(buffer)
    return buffer.getvalue()


def test_font_keeps_the_letters_of_the_book() -> None:
    cut = cut_font(FONT.read_bytes(), set("Café"))
    assert cut is not None
    end, data = cut
    assert end == ".ttf"
    assert letters(data) == {ord(letter) for letter in "Café"}
    assert cut_font(FONT.read_bytes(), set("éfaC")) == cut


@pytest.mark.parametrize(
    ("bits", "embedded", "whole"),
    [
        (0, True, False),
        (0x0004, True, False),
        (0x0008, True, False),
        (0x0100, True, True),
        (2, False, False),
    ],
)
def test_licence_in_the_font_is_kept(bits: int, embedded: bool, whole: bool) -> None:
    cut = cut_font(with_permission(bits), set("a"))
    assert (cut is not None) is embedded
    if cut is not None:
        assert (len(letters(cut[1])) > 100) is whole
