"""Lines: amounts over time, series told apart by dashes and points as well as by colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from editions.charts.bars import point
from editions.charts.palette import DASHES, INK, SERIES, SHAPES
from editions.charts.plans import ChartPlan, Datum, years_of
from editions.charts.sketch import LEADING, SIZE, Scale, Sketch, TextBox, Values, fixed, within
from editions.charts.ticks import nice_ticks

#: Height of the field that the lines run through.
HEIGHT = 210.0
#: With more marks than these, an axis says what no number beside them does.
FEW, MANY = 14, 80
#: Room around a mark that no text enters.
CLEAR = 7.0
#: A line is solid from one period to the next one; a longer step leaves periods out.
_LONGER = 1.5


def draw_lines(plan: ChartPlan, sketch: Sketch, _interface_text: Callable[[str], str]) -> None:
    """Draw amounts over time."""
    _LineDrawing(plan, sketch).draw()


class _LineDrawing:
    def __init__(self, plan: ChartPlan, sketch: Sketch) -> None:
        self.plan = plan
        self.sketch = sketch
        self.marks = [mark for mark in plan.marks if mark.figure is not None]
        self.years = sorted({self.year(mark) for mark in plan.marks})

    def draw(self) -> None:
        """Draw title, axes, lines, points and what stands beside them."""
        sketch = self.sketch
        sketch.heading(self.plan.title)
        self.top = sketch.height + LEADING
        self.bottom = self.top + HEIGHT
        values = [mark.value(self.plan.power) for mark in self.marks]
        low, high = min(0.0, *values), max(0.0, *values)
        self.y = Scale((low, high if high > low else low + 1), (self.bottom, self.top))
        names = self.names()
        end = max((box.width for box in names), default=0.0)
        labels = self.labels(end) if len(self.marks) <= FEW else None
        if labels is None:
            self.set_places(self.amount_axis(), end + CLEAR if end else CLEAR)
        self.add_lines()
        sketch.add_text("number", labels or [])
        self.add_names(names)
        sketch.height = self.bottom
        self.time_axis()

    def year(self, mark: Datum) -> float:
        """Return the place of a mark in time."""
        if mark.period is None or mark.period.start is None:
            raise AssertionError("every mark of a line has its time")
        return years_of(mark.period.start)

    def place(self, mark: Datum) -> tuple[float, float]:
        """Return the place of a mark in the drawing."""
        return self.x.at(self.year(mark)), self.y.at(mark.value(self.plan.power))

    def of_series(self) -> Iterator[tuple[int, list[Datum]]]:
        """Yield the marks of each series, in the order of time."""
        for number in range(max(1, len(self.plan.series))):
            marks = [mark for mark in self.plan.marks if mark.series == number]
            yield number, sorted(marks, key=self.year)

    def set_places(self, before: float, after: float) -> None:
        """Let time run between two margins."""
        places = self.sketch.span(before, self.sketch.width - after)
        self.x = Scale((self.years[0], self.years[-1]), places)

    def names(self) -> list[TextBox]:
        """Return the names of series, to stand behind the ends of their lines."""
        room = self.sketch.width * 0.3
        return [TextBox(0, 0, self.sketch.lines(name, room)) for name in self.plan.series]

    def add_names(self, names: Sequence[TextBox]) -> None:
        """Write the name of each series behind its line, one below another."""
        ends = [
            (self.place(marks[-1])[1], names[number].lines, number)
            for number, all_ in self.of_series()
            if names and (marks := [mark for mark in all_ if mark.figure is not None])
        ]
        lowest = self.top
        left = self.sketch.width - max((box.width for box in names), default=0.0)
        for y, lines, number in sorted(ends):
            base = max(y + SIZE / 3, lowest)
            box = self.sketch.text(left, base, lines)
            self.sketch.add_text("series", [box])
            places = self.sketch.span(left - 16, left - 3)
            item = {"x": min(places), "x2": max(places), "y": base - SIZE / 3}
            stroke = self.stroke(number)
            self.sketch.add("key", stroke, [item], x=fixed("x"), x2={"field": "x2"}, y=fixed("y"))
            lowest = base + len(lines) * LEADING
        self.bottom = max(self.bottom, lowest - LEADING)

    def stroke(self, number: int) -> dict[str, object]:
        """Return how the line of a series is drawn."""
        dash = {"strokeDash": list(DASHES[number])} if DASHES[number] else {}
        return {"type": "rule", "stroke": SERIES[number], "strokeWidth": 2, **dash}

    def add_lines(self) -> None:
        """Draw each line, dotted thinly where it passes over periods, and its points."""
        base = [{"x": min(self.x.places), "x2": max(self.x.places), "v": 0}]
        rule = {"type": "rule", "stroke": INK, "strokeWidth": 1}
        self.sketch.add("zero", rule, base, x=fixed("x"), x2={"field": "x2"}, y=self.y("v"))
        for number, all_ in self.of_series():
            marks = [mark for mark in all_ if mark.figure is not None]
            solid, gaps = self.runs(all_)
            stroke = self.stroke(number) | {"type": "line"}
            ends = {"x": self.x("year"), "y": self.y("v"), "detail": {"field": "run"}}
            self.sketch.add("line", stroke, solid, **ends)
            thin = stroke | {"strokeWidth": 1.25, "strokeDash": [1, 4]}
            self.sketch.add("gap", thin, gaps, **ends)
            if len(self.marks) > MANY:
                continue
            for exact in (True, False):
                items = [self.item(mark) for mark in marks if mark.is_exact == exact]
                name = "dot" if exact else "inexact"
                mark = point(SERIES[number], SHAPES[number], exact=exact)
                self.sketch.add(name, mark, items, x=self.x("year"), y=self.y("v"))

    def item(self, mark: Datum, run: int = 0) -> dict[str, float]:
        """Return the record of a mark."""
        return {"year": self.year(mark), "v": mark.value(self.plan.power), "run": run}

    def runs(self, marks: Sequence[Datum]) -> tuple[Values, Values]:
        """Return the marks of solid lines, and those on either side of what is left out."""
        steps = [second - first for first, second in pairwise(self.years)]
        longest = min(steps) * _LONGER
        solid: Values = []
        gaps: Values = []
        run = 0
        stated = [number for number, mark in enumerate(marks) if mark.figure is not None]
        for place, number in enumerate(stated):
            mark, before = marks[number], marks[stated[place - 1]]
            if place and (
                number - stated[place - 1] > 1 or self.year(mark) - self.year(before) > longest
            ):
                gaps += [self.item(before, run), self.item(mark, run)]
                run += 1
            solid.append(self.item(mark, run))
        return solid, gaps

    def labels(self, end: float) -> list[TextBox] | None:
        """Return the numbers beside the marks, or None where they find no room."""
        widths = [TextBox(0, 0, (mark.number,)).width for mark in self.marks]
        before = max(widths) / 2
        self.set_places(before, max(before, end + 3 * CLEAR if end else 0.0))
        taken = [self.around(mark) for mark in self.marks]
        for _, all_ in self.of_series():
            marks = [mark for mark in all_ if mark.figure is not None]
            for first, second in pairwise(marks):
                taken += self.along(self.place(first), self.place(second))
        found: list[TextBox] = []
        for mark in self.marks:
            x, y = self.place(mark)
            choices = [
                TextBox(x, y - CLEAR - 3, (mark.number,), "center"),
                TextBox(x, y + CLEAR + SIZE, (mark.number,), "center"),
                TextBox(x + CLEAR + 2, y + SIZE / 3, (mark.number,), "left"),
                TextBox(x - CLEAR - 2, y + SIZE / 3, (mark.number,), "right"),
                TextBox(x + CLEAR, y - CLEAR, (mark.number,), "left"),
                TextBox(x - CLEAR, y - CLEAR, (mark.number,), "right"),
            ]
            edge = self.sketch.width - (end + 2 * CLEAR if end else 0)
            free = (
                box
                for box in choices
                if box.edges[0] >= 0
                and box.edges[2] <= edge
                and box.edges[3] <= self.bottom
                and not any(overlap(box.edges, area) for area in taken)
            )
            box = next(free, None)
            if box is None:
                return None
            found.append(box)
            taken.append(box.edges)
        return found

    def around(self, mark: Datum) -> tuple[float, float, float, float]:
        """Return the area of a mark."""
        x, y = self.place(mark)
        return x - 5, y - 5, x + 5, y + 5

    @staticmethod
    def along(
        start: tuple[float, float], end: tuple[float, float]
    ) -> list[tuple[float, float, float, float]]:
        """Return areas along a line."""
        steps = max(1, int(abs(end[0] - start[0]) + abs(end[1] - start[1])) // 4)
        places = [
            tuple(a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
            for step in range(steps + 1)
        ]
        return [(x - 1, y - 1, x + 1, y + 1) for x, y in places]

    def amount_axis(self) -> float:
        """Write amounts before the lines; return their room."""
        ticks = nice_ticks(*self.y.domain, 6)
        texts = [self.plan.tick(tick) for tick in ticks]
        width = max(TextBox(0, 0, (text,)).width for text in texts)
        boxes = [
            self.sketch.text(width, self.y.at(float(tick)) + SIZE / 3, (text,), "end")
            for tick, text in zip(ticks, texts, strict=True)
        ]
        self.sketch.add_text("tick", boxes)
        places = self.sketch.span(width + CLEAR, self.sketch.width)
        grid = [{"x": min(places), "x2": max(places), "v": float(tick)} for tick in ticks]
        rule = {"type": "rule", "stroke": INK, "strokeWidth": 0.5, "strokeDash": [1, 4]}
        self.sketch.add("grid", rule, grid, x=fixed("x"), x2={"field": "x2"}, y=self.y("v"))
        return width + 2 * CLEAR

    def time_axis(self) -> None:
        """Write the dates below, all of them if there is room."""
        sketch = self.sketch
        base = sketch.height + 6 + SIZE
        dates = {self.year(mark): mark.date for mark in self.plan.marks}
        boxes = [
            within(TextBox(self.x.at(year), base, (text,), "center"), sketch.width)
            for year, text in sorted(dates.items())
        ]
        spaced = [box.edges[2] + CLEAR for box in boxes]
        if any(end > box.edges[0] for end, box in zip(spaced, boxes[1:], strict=False)):
            boxes = self.some_dates(boxes, base)
        ticks = [{"x": box.x, "y": sketch.height, "y2": sketch.height + 5} for box in boxes]
        rule = {"type": "rule", "stroke": INK, "strokeWidth": 1}
        sketch.add("mark", rule, ticks, x=fixed("x"), y=fixed("y"), y2={"field": "y2"})
        sketch.add_text("date", boxes)
        sketch.height += LEADING + 8

    def some_dates(self, all_: Sequence[TextBox], base: float) -> list[TextBox]:
        """Return round years, or as many dates as there is room for."""
        if self.years[-1] - self.years[0] >= 3:
            ticks = nice_ticks(self.years[0], self.years[-1], 7)
            all_ = [
                within(
                    TextBox(self.x.at(float(tick)), base, (f"{tick:f}",), "center"),
                    self.sketch.width,
                )
                for tick in ticks
                if tick == int(tick)
            ]
        found: list[TextBox] = []
        for box in all_:
            if not any(box.meets(other) for other in found):
                found.append(box)
        return found


def overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    """Tell whether two areas, each left, top, right and bottom, have a place in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
