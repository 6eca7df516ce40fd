"""Fonts of pictures: widths that agree, and letters that nothing has drawn."""

from __future__ import annotations

from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pydyf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from editions.pdf.fonts import correct_widths, undrawn_letters


def font(**properties: Any) -> Any:
    """Return what WeasyPrint keeps of a font with an empty glyph, 1, and a square, 2."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    empty = TTGlyphPen(None).glyph()
    builder = FontBuilder(2000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "face", "square"])
    builder.setupGlyf({".notdef": empty, "face": empty, "square": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (0, 0), "face": (2490, 7), "square": (1000, 0)})
    builder.setupHorizontalHeader()
    builder.setupCharacterMap({0x1F642: "face", 0x25A0: "square"})
    builder.setupMaxp()
    builder.setupPost()
    content = BytesIO()
    builder.font.save(content)
    values = {"png": False, "svg": False, "colr": False, "tables": ["glyf"], "index": 0}
    values |= {"upem": 2000, "widths": {}, "to_unicode": {1: "🙂", 2: "■"}}
    return SimpleNamespace(file_content=content.getvalue(), **{**values, **properties})


def embedded(made: Any) -> tuple[Any, Any]:
    """Return a file with a font in it, and the stream of the font."""
    stream = pydyf.Stream([made.file_content], {"Length1": len(made.file_content)})
    return SimpleNamespace(objects=[pydyf.Dictionary(), pydyf.Stream([b"q", b"Q"]), stream]), stream


@pytest.mark.parametrize(("width", "expected"), [(0, 0), (1300, 2600), (1245.5, 2490)])
def test_font_of_pictures_is_as_wide_as_the_file_says(width: float, expected: int) -> None:
    made = font(png=True, widths={1: width, 2: 500})
    pdf, stream = embedded(made)
    correct_widths(pdf, [made])
    (content,) = stream.stream
    metrics = TTFont(BytesIO(content))["hmtx"]
    assert metrics["face"] == (expected, 7)
    assert metrics["square"] == (1000, 0)
    assert stream.extra["Length1"] == len(content)


def test_font_of_outlines_keeps_its_widths() -> None:
    made = font(widths={2: 700})
    pdf, stream = embedded(made)
    correct_widths(pdf, [made])
    assert stream.stream == [made.file_content]


@pytest.mark.parametrize(
    ("properties", "letters"),
    [
        ({"tables": ["glyf", "COLR"]}, ["🙂"]),
        ({"tables": ["glyf", "COLR"], "colr": True}, []),
        ({"tables": ["glyf", "COLR"], "svg": True}, []),
        ({"tables": ["glyf"]}, []),
        ({"tables": ["glyf", "COLR"], "to_unicode": {1: " "}}, []),
    ],
)
def test_letter_that_nothing_has_drawn_is_named(
    properties: dict[str, Any], letters: list[str]
) -> None:
    assert list(undrawn_letters([font(**properties)])) == letters
