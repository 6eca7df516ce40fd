"""Fonts of pictures, such as colour emoji, whose glyphs WeasyPrint empties and draws itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

#: Most by which a width in a file may differ from that in a font, in thousandths of its size.
_TOLERANCE = 1


def correct_widths(pdf: Any, fonts: Iterable[Any]) -> None:
    """Let each font of pictures be as wide as the file says that it is (ISO 19005-3, 6.2.11.5).

    The file says what Pango has measured of the pictures; nothing is drawn with the font.
    """
    pictures = [font for font in fonts if font.png or font.svg or font.colr]
    streams = [item for item in pdf.objects if hasattr(item, "stream")] if pictures else []
    for font in pictures:
        wrong = dict(_wrong_widths(font))
        for stream in streams:
            if wrong and len(stream.stream) == 1 and stream.stream[0] is font.file_content:
                content = BytesIO()
                with _opened(font) as program:
                    for name, width in wrong.items():
                        program["hmtx"][name] = (width, program["hmtx"][name][1])
                    program.save(content)
                stream.stream = [content.getvalue()]
                stream.extra["Length1"] = len(stream.stream[0])


def _wrong_widths(font: Any) -> Iterator[tuple[str, int]]:
    """Yield the name of each glyph whose width is wrong, and what it should be."""
    with _opened(font) as program:
        for glyph, width in font.widths.items():
            name = program.getGlyphName(glyph)
            if abs(program["hmtx"][name][0] * 1000 / font.upem - width) > _TOLERANCE:
                yield name, round(width * font.upem / 1000)


def undrawn_letters(fonts: Iterable[Any]) -> Iterator[str]:
    """Yield the letters of fonts in layers of colours that leave no trace on the page.

    They are drawn by HarfBuzz 7 and later; before, as outlines, which most have not.
    """
    for font in fonts:
        if "COLR" in font.tables and not (font.colr or font.svg or font.png):
            with _opened(font) as program:
                for glyph, text in font.to_unicode.items():
                    if text.strip() and _is_empty(program, program.getGlyphName(glyph)):
                        yield text[0]


def _is_empty(program: TTFont, name: str) -> bool:
    """Tell whether a glyph has no outline."""
    from fontTools.pens.boundsPen import BoundsPen

    glyphs = program.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    return pen.bounds is None


def _opened(font: Any) -> TTFont:
    from fontTools.ttLib import TTFont

    return TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)
