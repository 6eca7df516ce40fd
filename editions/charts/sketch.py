"""A drawing in the making: layers of a Vega-Lite specification, text placed by its size.

Vega-Lite scales amounts and times and draws the marks; where lines of text stand is settled
here, so that none of them covers another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from editions.charts.measuring import FAMILY, width_of, wrapped
from editions.charts.palette import INK

#: The width of a drawing that is as wide as a column of text, in its own unit.
WIDTH = 560.0
#: Size of letters, and from one line to the next.
SIZE, LEADING = 13.0, 17.0
#: Height of capitals, as a part of the size.
CAPITALS = 0.66

#: Data of a layer: one record a mark.
Values = list[dict[str, Any]]

#: What Vega-Lite adds to no drawing of ours.
CONFIG = {
    "aria": False,
    "font": FAMILY,
    "view": {"stroke": None},
    "text": {"fontSize": SIZE, "lineHeight": LEADING, "fill": INK, "baseline": "alphabetic"},
}


@dataclass(frozen=True)
class Scale:
    """How amounts, or years, become places of the drawing."""

    domain: tuple[float, float]
    places: tuple[float, float]

    def __call__(self, name: str) -> dict[str, Any]:
        """Return the encoding of a field that holds amounts."""
        domain, places = list(self.domain), list(self.places)
        scale = {"type": "linear", "domain": domain, "range": places, "nice": False, "zero": False}
        return {"field": name, "type": "quantitative", "scale": scale, "axis": None}

    def at(self, value: float) -> float:
        """Return the place of an amount."""
        (low, high), (first, last) = self.domain, self.places
        return first + (last - first) * (value - low) / (high - low)


@dataclass(frozen=True)
class TextBox:
    """Lines of text at a place of the drawing."""

    #: Where the first line is set: its left end, middle or right end, and its base.
    x: float
    y: float
    lines: tuple[str, ...]
    align: Literal["left", "center", "right"] = "left"
    semibold: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max(width_of(line, SIZE, semibold=self.semibold) for line in self.lines)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        left = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * self.width
        top = self.y - SIZE
        return left, top, left + self.width, top + len(self.lines) * LEADING

    def meets(self, other: TextBox) -> bool:
        """Tell whether two boxes cover the same place."""
        (left, top, right, bottom), its = self.edges, other.edges
        return left < its[2] and its[0] < right and top < its[3] and its[1] < bottom


@dataclass
class Sketch:
    """A specification that grows downwards."""

    width: float = WIDTH
    #: Time and amounts run from right to left.
    mirrored: bool = False
    height: float = 0.0
    layers: list[dict[str, Any]] = field(default_factory=list)

    def place(self, x: float) -> float:
        """Return where *x*, counted from where lines begin, is from the left."""
        return self.width - x if self.mirrored else x

    def span(self, start: float, end: float) -> tuple[float, float]:
        """Return a range of places, from where lines begin."""
        return self.place(start), self.place(end)

    def lines(self, text: str, room: float = 0.0, *, semibold: bool = False) -> tuple[str, ...]:
        """Return *text* in lines that have *room*, or the whole width."""
        return tuple(wrapped(text, room or self.width, SIZE, semibold=semibold))

    def text(
        self, x: float, y: float, lines: tuple[str, ...], align: str = "start", **style: bool
    ) -> TextBox:
        """Return text at a place counted from where lines begin: its start, middle or end."""
        sides = {"start": "left", "center": "center", "end": "right"}
        if self.mirrored:
            sides |= {"start": "right", "end": "left"}
        return TextBox(self.place(x), y, lines, sides[align], **style)  # type: ignore[arg-type]

    def heading(self, text: str) -> None:
        """Write what is measured at the top."""
        if text:
            lines = self.lines(text)
            self.add_text("title", [self.text(0, self.height + SIZE, lines)])
            self.height += len(lines) * LEADING + 6

    def add(self, name: str, mark: Mapping[str, Any], values: Values, **encoding: Any) -> None:
        """Add a layer, unless it would be empty; readers of the drawing find it by its *name*."""
        if values:
            # Vega wants each layer to have a name of its own.
            name = f"{name}_{len(self.layers)}"
            layer = {"name": name, "data": {"values": values}, "mark": mark, "encoding": encoding}
            self.layers.append(layer)

    def add_text(self, name: str, boxes: Iterable[TextBox]) -> None:
        """Add text."""
        kinds: dict[tuple[str, bool], list[TextBox]] = {}
        for box in boxes:
            kinds.setdefault((box.align, box.semibold), []).append(box)
        for (align, semibold), members in kinds.items():
            mark = {"type": "text", "align": align} | ({"fontWeight": 600} if semibold else {})
            values = [{"x": round(b.x, 2), "y": round(b.y, 2), "t": list(b.lines)} for b in members]
            self.add(name, mark, values, x=fixed("x"), y=fixed("y"), text={"field": "t"})

    def specification(self) -> dict[str, Any]:
        """Return the whole as Vega-Lite knows it."""
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "width": self.width,
            "height": round(self.height, 2),
            "padding": 0,
            "autosize": "none",
            "background": None,
            "config": CONFIG,
            "layer": self.layers,
        }


def fixed(name: str) -> dict[str, Any]:
    """Return the encoding of a field that holds places of the drawing."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def within(box: TextBox, width: float) -> TextBox:
    """Return *box*, moved so far that it is not cut at either side of a drawing."""
    left, _, right, _ = box.edges
    return replace(box, x=box.x + max(0.0, -left) - max(0.0, right - width))
