"""Bars, parts of bars, dots and ranges: one row for each thing, its name above its marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from editions.catalogs.patterns import fill
from editions.charts.palette import INK, INSIDE, SERIES, SHAPES
from editions.charts.plans import ChartPlan, Datum
from editions.charts.sketch import (
    CAPITALS,
    LEADING,
    SIZE,
    Scale,
    Sketch,
    TextBox,
    Values,
    fixed,
    within,
)
from editions.charts.ticks import nice_ticks

#: Height of a bar, of one of several, and what is left free below a row.
THICK, THIN, GAP = 16.0, 15.0, 12.0
#: Between a mark and its number.
SPACE = 6.0
#: A drawing leaves at least this part of its width to its bars; else numbers stand above them.
LEAST = 0.4


def draw_bars(plan: ChartPlan, sketch: Sketch, interface_text: Callable[[str], str]) -> None:
    """Draw a plan of one of the kinds of this module."""
    _BarDrawing(plan, sketch, interface_text).draw()


class _BarDrawing:
    def __init__(
        self, plan: ChartPlan, sketch: Sketch, interface_text: Callable[[str], str]
    ) -> None:
        self.plan = plan
        self.sketch = sketch
        # Before a mark that one of several names.
        self.pattern = interface_text("{name}: {value}")
        self.bars: Values = []
        self.names: list[TextBox] = []
        #: Numbers that stand above their marks.
        self.stated: list[TextBox] = []

    def draw(self) -> None:
        """Draw title, legend, rows and axis."""
        sketch, plan = self.sketch, self.plan
        sketch.heading(plan.title)
        if plan.kind == "stacked-bars":
            self.legend()
        scale = self.scale()
        for bundle in plan.bundles:
            self.row(bundle)
        sketch.height -= GAP
        self.add_base(scale)
        self.add_marks(scale)
        sketch.add_text("label", self.names)
        sketch.add_text("number", self.stated)
        self.add_numbers(scale)
        if plan.kind == "stacked-bars":
            self.axis(scale)

    def words(self, mark: Datum) -> str:
        """Return what stands beside a mark."""
        if not self.plan.series or self.plan.kind in ("ranges", "stacked-bars"):
            return mark.number
        return fill(self.pattern, {"name": self.plan.series[mark.series], "value": mark.number})

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the greatest amount, zero among them where bars begin there."""
        if self.plan.kind == "stacked-bars":
            return 0.0, max(sum(self.value(mark) for mark in b) for b in self.plan.bundles)
        values = [self.value(mark) for mark in self.plan.marks if mark.figure is not None]
        return min(0.0, *values), max(0.0, *values)

    def value(self, mark: Datum) -> float:
        """Return the amount of a mark."""
        return mark.value(self.plan.power)

    def scale(self) -> Scale:
        """Return the scale, with room for the numbers at either end."""
        low, high = self.limits
        if low == high:
            high = 1.0
        width = self.sketch.width
        self.above = False
        before = after = 0.0
        if self.plan.kind == "stacked-bars":
            after = self.room([mark for bundle in self.plan.bundles for mark in bundle[-1:]]) / 2
        else:
            marks = self.plan.marks
            ranges = self.plan.kind == "ranges"
            before = self.room([m for m in marks if self.value(m) < 0 or (ranges and not m.series)])
            after = self.room([m for m in marks if self.value(m) >= 0])
            self.above = width - before - after < LEAST * width
            if self.above:
                points = self.plan.kind in ("dots", "ranges")
                # The stroke of an outline reaches beyond it.
                before, after = (SPACE, SPACE) if points else (0.0, 1.0)
        return Scale((low, high), self.sketch.span(before, width - after))

    def room(self, marks: Sequence[Datum]) -> float:
        """Return the width of the longest number of *marks*."""
        boxes = [TextBox(0, 0, (self.words(mark),)) for mark in marks]
        return max((box.width + 2 * SPACE for box in boxes), default=0.0)

    def row(self, bundle: Sequence[Datum]) -> None:
        """Draw a name and its marks."""
        sketch = self.sketch
        lines = sketch.lines(bundle[0].category)
        self.names.append(sketch.text(0, sketch.height + SIZE, lines))
        sketch.height += len(lines) * LEADING + 3
        together = self.plan.kind in ("stacked-bars", "ranges")
        height = THIN if len(bundle) > 1 and not together else THICK
        start = 0.0
        if self.above and together:
            self.write_above(f"{bundle[0].number} – {bundle[-1].number}")
        for mark in bundle:
            if self.above and not together:
                self.write_above(self.words(mark))
            top = sketch.height
            end = start + self.value(mark) if self.plan.kind == "stacked-bars" else self.value(mark)
            item = {
                "start": start,
                "end": end,
                "top": top + 1,
                "bottom": top + height - 1,
                "middle": top + height / 2,
                "series": mark.series,
                "exact": mark.is_exact,
                "stated": mark.figure is not None,
                "base": top + height / 2 + SIZE * CAPITALS / 2,
                "text": "" if self.above else self.words(mark),
            }
            self.bars.append(item)
            if self.plan.kind == "stacked-bars":
                start = end
            if not together:
                sketch.height += height + 1
        sketch.height += GAP + (height if together else 0)

    def write_above(self, text: str) -> None:
        """Write a number in lines of its own."""
        lines = self.sketch.lines(text)
        self.stated.append(self.sketch.text(0, self.sketch.height + SIZE - 1, lines))
        self.sketch.height += len(lines) * LEADING

    def add_base(self, scale: Scale) -> None:
        """Draw where amounts begin, beside each mark."""
        lines = [
            {"v": 0, "top": item["top"] - 2, "bottom": item["bottom"] + 2} for item in self.bars
        ]
        mark = {"type": "rule", "stroke": INK, "strokeWidth": 1}
        self.sketch.add("zero", mark, lines, x=scale("v"), y=fixed("top"), y2={"field": "bottom"})

    def add_marks(self, scale: Scale) -> None:
        """Draw the marks, in the colours of their series."""
        stated = [bar for bar in self.bars if bar["stated"]]
        if self.plan.kind == "ranges":
            self.add_ranges(scale, stated)
        elif self.plan.kind == "dots":
            rule = {"type": "rule", "stroke": INK, "strokeWidth": 0.75, "strokeDash": [1, 3]}
            ends = {"x": scale("end"), "x2": {"field": "start"}, "y": fixed("middle")}
            self.sketch.add("lead", rule, stated, **ends)
            self.add_points(scale, stated)
        else:
            for number, colour in enumerate(SERIES):
                for exact in (True, False):
                    bars = [b for b in stated if b["series"] == number and b["exact"] == exact]
                    self.sketch.add(
                        "bar" if exact else "inexact",
                        rectangle(colour, exact=exact),
                        bars,
                        x=scale("end"),
                        x2={"field": "start"},
                        y=fixed("top"),
                        y2={"field": "bottom"},
                    )

    def add_points(self, scale: Scale, items: Values) -> None:
        """Draw points, hollow where the number is not exact."""
        for number, colour in enumerate(SERIES):
            for exact in (True, False):
                found = [i for i in items if i["series"] == number and i["exact"] == exact]
                mark = point(colour, SHAPES[number], exact=exact)
                name = "dot" if exact else "inexact"
                self.sketch.add(name, mark, found, x=scale("end"), y=fixed("middle"))

    def add_ranges(self, scale: Scale, stated: Values) -> None:
        """Draw lines from the lower to the higher of two amounts."""
        spans = [
            {"low": low["end"], "high": high["end"], "middle": low["middle"]}
            for low, high in zip(self.bars[::2], self.bars[1::2], strict=True)
            if low["stated"] and high["stated"]
        ]
        rule = {"type": "rule", "stroke": SERIES[0], "strokeWidth": 4}
        ends = {"x": scale("low"), "x2": {"field": "high"}, "y": fixed("middle")}
        self.sketch.add("range", rule, spans, **ends)
        self.add_points(scale, [item | {"series": 0} for item in stated])

    def add_numbers(self, scale: Scale) -> None:
        """Write the numbers at the ends of their marks."""
        ranges = self.plan.kind == "ranges"
        if self.plan.kind == "stacked-bars":
            self.add_parts(scale)
            return
        for before in (True, False):
            items = [
                item
                for item in self.bars
                if item["text"]
                and before == ((ranges and not item["series"]) or (item["end"] < 0 and not ranges))
            ]
            right = before != self.sketch.mirrored
            space = SPACE + (4 if self.plan.kind in ("dots", "ranges") else 0)
            mark = {
                "type": "text",
                "align": "right" if right else "left",
                "dx": -space if right else space,
            }
            text = {"field": "text"}
            self.sketch.add("number", mark, items, x=scale("end"), y=fixed("base"), text=text)

    def add_parts(self, scale: Scale) -> None:
        """Write the numbers of parts into them, where they find room."""
        unit = abs(scale.at(1.0) - scale.at(0.0))
        items = [
            item | {"centre": (item["start"] + item["end"]) / 2}
            for item in self.bars
            if TextBox(0, 0, (item["text"],)).width + 6 < (item["end"] - item["start"]) * unit
        ]
        text = {"field": "text"}
        for number, ink in enumerate(INSIDE):
            mark = {"type": "text", "align": "center", "fill": ink}
            found = [item for item in items if item["series"] == number]
            self.sketch.add("number", mark, found, x=scale("centre"), y=fixed("base"), text=text)

    def legend(self) -> None:
        """Write the names of series beside their colours."""
        sketch = self.sketch
        boxes = []
        for number, name in enumerate(self.plan.series):
            lines = sketch.lines(name, sketch.width - 20)
            top = sketch.height
            edges = sketch.span(0, 12)
            item = {"left": min(edges), "right": max(edges), "top": top + 3, "bottom": top + 15}
            sketch.add(
                "swatch",
                rectangle(SERIES[number], exact=True),
                [item],
                x=fixed("left"),
                x2={"field": "right"},
                y=fixed("top"),
                y2={"field": "bottom"},
            )
            boxes.append(sketch.text(20, top + SIZE, lines))
            sketch.height += len(lines) * LEADING
        sketch.add_text("legend", boxes)
        sketch.height += 8

    def axis(self, scale: Scale) -> None:
        """Write amounts below the bars."""
        sketch = self.sketch
        sketch.height += 4
        boxes: list[TextBox] = []
        for tick in nice_ticks(*scale.domain, 5):
            place = scale.at(float(tick)), sketch.height + SIZE
            box = within(TextBox(*place, (self.plan.tick(tick),), "center"), sketch.width)
            if not any(box.meets(other) for other in boxes):
                boxes.append(box)
        sketch.add_text("tick", boxes)
        sketch.height += LEADING


def rectangle(colour: str, *, exact: bool) -> dict[str, Any]:
    """Return a bar: full, or an outline where its number is not exact."""
    if exact:
        return {"type": "rect", "fill": colour}
    return {
        "type": "rect",
        "filled": False,
        "stroke": colour,
        "strokeWidth": 2,
        "strokeDash": [4, 2],
    }


def point(colour: str, shape: str, *, exact: bool) -> dict[str, Any]:
    """Return a point: full, or hollow where its number is not exact."""
    mark = {"type": "point", "shape": shape, "size": 64, "filled": exact, "opacity": 1}
    if exact:
        return mark | {"fill": colour}
    return mark | {"stroke": colour, "strokeWidth": 2}
