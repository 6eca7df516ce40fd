"""Make the theme's web fonts from the publication's print fonts: fewer letters, other names.

    .venv/bin/python scripts/web_fonts.py

A web edition needs the letters of languages in Latin script, and a page asks for six faces at
most.  The licence reserves the name of the fonts for what their makers publish, so that what is
cut down here is called otherwise.  Charts are measured and drawn with the sans serif, which
the library that draws them reads uncompressed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "_static" / "fonts"
TARGET = ROOT / "editions" / "theme" / "static" / "fonts"
CHARTS = ROOT / "editions" / "charts" / "fonts"

#: Latin in general use, then marks, signs of currencies, arrows and signs of arithmetic.
LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x0192, 0x0218, 0x0219, 0x021A, 0x021B, 0x02C6, 0x02DA, 0x02DC, 0x1E9E),
    *range(0x2009, 0x2028),
    *(0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x2060),
    *(0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A)),
    *(0x20AC, 0x2116, 0x2122, 0x2153, 0x2154, 0x215B, 0x215C, 0x215D, 0x215E),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
)

#: What the style sheet asks for, and what letters with marks need.
FEATURES = ("ccmp", "locl", "kern", "mark", "mkmk", "liga", "case", "lnum", "onum", "pnum", "tnum")

#: Copyright, version and licence stay as they are; family, style and full name change.
KEPT_NAMES = (0, 5, 13, 14)


@dataclass(frozen=True)
class Face:
    """One font of the theme."""

    #: Name of the print font, without its ending.
    source: str
    #: Name under which the style sheet knows the family.
    family: str
    style: str

    @property
    def target(self) -> Path:
        """The file that the theme brings."""
        return TARGET / f"{self.family.replace(' ', '')}-{self.style}.woff2"


FACES = (
    Face("SourceSerif4-Regular", "Paper Serif", "Regular"),
    Face("SourceSerif4-It", "Paper Serif", "Italic"),
    Face("SourceSerif4-Semibold", "Paper Serif", "Semibold"),
    Face("SourceSerif4Display-Semibold", "Paper Display", "Semibold"),
    Face("SourceSans3-Regular", "Paper Sans", "Regular"),
    Face("SourceSans3-Semibold", "Paper Sans", "Semibold"),
)


def make(face: Face) -> int:
    """Write one font; return its size in bytes."""
    options = Options(
        flavor="woff2",
        layout_features=list(FEATURES),
        name_IDs=list(KEPT_NAMES),
        hinting=False,
        recalc_timestamp=False,
    )
    with TTFont(SOURCE / f"{face.source}.ttf", recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=LETTERS)
        subsetter.subset(font)
        full = f"{face.family} {face.style}"
        names = {1: full, 2: "Regular", 3: full, 4: full, 6: full.replace(" ", "")}
        for number, name in names.items():
            font["name"].setName(name, number, 3, 1, 0x409)
        if face.family == "Paper Sans":
            # What draws pictures looks for a family and a weight, and not for a file.
            font["name"].setName(face.family, 16, 3, 1, 0x409)
            font["name"].setName(face.style, 17, 3, 1, 0x409)
            font.flavor = None
            font.save(CHARTS / face.target.with_suffix(".ttf").name)
        for number in (16, 17):
            font["name"].removeNames(number)
        font.flavor = "woff2"
        font.save(face.target)
    return face.target.stat().st_size


if __name__ == "__main__":
    sizes = {face: make(face) for face in FACES}
    for face, size in sizes.items():
        sys.stdout.write(f"{face.target.name}: {size} bytes\n")
    sys.stdout.write(f"together: {sum(sizes.values())} bytes\n")
