"""The room that text takes in the font of charts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

#: The folder of the fonts that charts are measured and drawn with.
FONTS = Path(__file__).with_name("fonts")
#: Their family, as the theme's style sheet and the publication's call it.
FAMILY = "Paper Sans"
#: What `FONTS` holds for a document that is printed: a style sheet and the files that it names.
PRINTED_FONTS = ("charts.css", "PaperSans-Regular.ttf", "PaperSans-Semibold.ttf")

#: Width of a letter that the font has not, as part of its size: of scripts that are set in
#: squares, and of others.
_SQUARE, _OTHER = 1.0, 0.7
#: A reader's own font may be wider than ours.
_ALLOWANCE = 1.04
#: Spaces at which a line may end; others hold words together.
_BREAK = re.compile(r"[ \t\n]+")


def width_of(text: str, size: float, *, semibold: bool = False) -> float:
    """Return the width of *text* in a font of *size*, in its unit."""
    widths = _advances("Semibold" if semibold else "Regular")
    ems = sum(widths.get(ord(char)) or _width_elsewhere(char) for char in text)
    return ems * size * _ALLOWANCE


def wrapped(text: str, room: float, size: float, *, semibold: bool = False) -> list[str]:
    """Return *text* in lines that are no wider than *room*.

    A word that is wider is broken where it has to be.
    """
    lines = [""]
    for word in _BREAK.split(text.strip()):
        joined = f"{lines[-1]} {word}".lstrip()
        if width_of(joined, size, semibold=semibold) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for char in word:
            if lines[-1] and width_of(lines[-1] + char, size, semibold=semibold) > room:
                lines.append("")
            lines[-1] += char
    return lines


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter of *text* is of a script that runs from right to left."""
    kinds = map(unicodedata.bidirectional, text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def _width_elsewhere(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) == "Cf":
        return 0.0
    return _SQUARE if unicodedata.east_asian_width(char) in "WF" else _OTHER


@cache
def _advances(style: str) -> dict[int, float]:
    """Return the widths of the font's letters, as parts of its size."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / f"PaperSans-{style}.ttf", lazy=True) as font:
        metrics, size = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[name][0] / size for code, name in font.getBestCmap().items()}
