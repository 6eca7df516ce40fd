"""Read a drawing back: where its marks are, and what room its texts take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from fontTools.ttLib import TTFont
from lxml import etree

from editions.charts.measuring import FONTS

SVG = "{http://www.w3.org/2000/svg}"
_TOKENS = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Shape:
    """A mark or a line of text."""

    #: The layer that it belongs to.
    layer: str
    #: Left, top, right, bottom.
    box: tuple[float, float, float, float]
    text: str = ""
    fill: str = ""
    stroke: str = ""
    #: All lines of the text whose first one it is.
    whole: str = ""

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def size(drawing: str) -> tuple[float, float]:
    """Return the width and the height of a drawing."""
    _, _, width, height = etree.fromstring(drawing).get("viewBox", "").split()
    return float(width), float(height)


def shapes(drawing: str, *layers: str) -> list[Shape]:
    """Return the marks of a drawing, or of some of its layers."""
    root = etree.fromstring(drawing)
    found = [shape for layer in root.iter(f"{SVG}g") for shape in _layer(layer, root)]
    return [shape for shape in found if not layers or shape.layer in layers]


def texts(drawing: str, *layers: str) -> list[str]:
    """Return the texts of a drawing, those of several lines as one, in order."""
    return [shape.whole for shape in shapes(drawing, *layers) if shape.whole]


def overlapping(drawing: str) -> list[tuple[str, str]]:
    """Return the texts that cover one another, or run out of the drawing."""
    width, height = size(drawing)
    lines = [shape for shape in shapes(drawing) if shape.text]
    pairs = [
        (one.text, other.text)
        for one, other in combinations(lines, 2)
        if one.box[0] < other.box[2] - 0.1
        and other.box[0] < one.box[2] - 0.1
        and one.box[1] < other.box[3] - 0.1
        and other.box[1] < one.box[3] - 0.1
    ]
    outside = [
        (line.text, "the edge")
        for line in lines
        if min(line.box[:2]) < -0.5 or line.box[2] > width + 0.5 or line.box[3] > height + 0.5
    ]
    return pairs + outside


def _layer(layer: etree._Element, root: etree._Element) -> list[Shape]:
    name = layer.get("class", "")
    found: list[Shape] = []
    for mark in layer:
        said = {str(k): str(v) for item in (root, layer, mark) for k, v in item.attrib.items()}
        colours = {"fill": said.get("fill", ""), "stroke": said.get("stroke", "")}
        if mark.tag == f"{SVG}text":
            found += _lines(name, mark, said)
        elif mark.tag == f"{SVG}circle":
            x, y, r = (float(mark.get(key, "0")) for key in ("cx", "cy", "r"))
            found.append(Shape(name, (x - r, y - r, x + r, y + r), **colours))
        else:
            for points in _paths(mark.get("d", "")):
                dx, dy = _moved(mark)
                xs, ys = [x + dx for x, _ in points], [y + dy for _, y in points]
                found.append(Shape(name, (min(xs), min(ys), max(xs), max(ys)), **colours))
    return found


def _moved(mark: etree._Element) -> tuple[float, float]:
    numbers = re.findall(r"-?[\d.]+", mark.get("transform", ""))
    return (float(numbers[0]), float(numbers[1])) if numbers else (0.0, 0.0)


def _lines(layer: str, text: etree._Element, said: dict[str, str]) -> list[Shape]:
    dx, dy = _moved(text)
    x, y = float(said.get("x", "0")) + dx, float(said.get("y", "0")) + dy
    height = float(said["font-size"].removesuffix("px"))
    parts = list(text) or [text]
    whole = " ".join((part.text or "").strip() for part in parts)
    found = []
    for number, part in enumerate(parts):
        y += float(part.get("dy", "0")) if number else 0
        words = part.text or ""
        width = advance(words, said.get("font-weight") == "600") * height
        anchor = said.get("text-anchor", "start")
        if said.get("direction") == "rtl":
            anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width
        box = (left, y - 0.75 * height, left + width, y + 0.22 * height)
        fill = said.get("fill", "")
        found.append(Shape(layer, box, words, whole="" if number else whole, fill=fill))
    return found


def advance(words: str, semibold: bool = False) -> float:
    """Return the width of *words* in the font, as part of its size."""
    widths = _widths("Semibold" if semibold else "Regular")
    return sum(widths.get(ord(char), 0.6) for char in words)


@cache
def _widths(style: str) -> dict[int, float]:
    with TTFont(FONTS / f"PaperSans-{style}.ttf") as font:
        return {code: font["hmtx"][name][0] / 1000 for code, name in font.getBestCmap().items()}


def _paths(data: str) -> list[list[tuple[float, float]]]:
    """Return the corners of each piece of a path of straight lines; of arcs, their ends."""
    tokens = _TOKENS.findall(data)
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    counts = {"M": 2, "L": 2, "l": 2, "h": 1, "H": 1, "v": 1, "V": 1, "Z": 0, "A": 7}
    place, command = 0, "M"
    while place < len(tokens):
        if tokens[place].isalpha():
            command = tokens[place]
            place += 1
        numbers = [float(token) for token in tokens[place : place + counts[command]]]
        place += counts[command]
        if command == "M":
            x, y = numbers
            found.append([])
        elif command in "LA":
            x, y = numbers[-2:]
        elif command == "l":
            x, y = x + numbers[0], y + numbers[1]
        elif command in "hH":
            x = numbers[0] + (x if command == "h" else 0)
        elif command in "vV":
            y = numbers[0] + (y if command == "v" else 0)
        if command != "Z":
            found[-1].append((x, y))
    return found
