"""A timeline: events from above to below, each tied to its place in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from editions.charts.palette import INK, SERIES
from editions.charts.plans import ChartPlan, Datum, end_of, years_of
from editions.charts.sketch import CAPITALS, LEADING, SIZE, Scale, Sketch, TextBox, fixed
from editions.charts.ticks import nice_ticks

#: Between the years and the line of time, from there to the texts, and between two of these.
BESIDE, LEAD, GAP = 12.0, 40.0, 8.0
#: Half the width of the line that a span of time has on the axis.
THICK = 5.0


@dataclass(frozen=True)
class Event:
    """One event."""

    mark: Datum
    #: When it begins and ends, in years; a date is a span of its own length.
    start: float
    end: float
    date: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of its text."""
        return (len(self.date) + len(self.words)) * LEADING


def draw_timeline(plan: ChartPlan, sketch: Sketch, _interface_text: Callable[[str], str]) -> None:
    """Draw events, the earliest above."""
    latest = max(_span(mark)[1] for mark in plan.marks)
    earliest = min(_span(mark)[0] for mark in plan.marks)
    low, high = float(int(earliest)), float(-int(-latest // 1))
    ticks = [tick for tick in nice_ticks(low, high, 12) if tick == int(tick)]
    years = TextBox(0, 0, tuple(f"{tick:f}" for tick in ticks) or ("2000",)).width
    line = years + BESIDE
    left = line + LEAD
    events = []
    for mark in sorted(plan.marks, key=lambda mark: _span(mark)):
        room = sketch.width - left
        date = sketch.lines(mark.date, room, semibold=True)
        events.append(Event(mark, *_span(mark), date, sketch.lines(mark.category, room)))
    height = sum(event.height + GAP for event in events) - GAP
    scale = Scale((low, high), (SIZE / 2, max(height, SIZE * len(ticks) * 1.5) - SIZE / 2))
    _add_axis(sketch, scale, line, ticks, years)
    _add_events(sketch, scale, line, left, events)
    sketch.height = max(height, scale.places[1] + SIZE / 2) + 2


def _span(mark: Datum) -> tuple[float, float]:
    """Return when an event begins and ends; what has no end is drawn as its beginning."""
    if mark.period is None or mark.period.start is None:
        raise AssertionError("every event has its time")
    start = mark.period.start
    return years_of(start), end_of(mark.period.end or start)


def _add_axis(
    sketch: Sketch, scale: Scale, line: float, ticks: list[Decimal], years: float
) -> None:
    """Draw the line of time and its years."""
    x = sketch.place(line)
    rule = {"type": "rule", "stroke": INK, "strokeWidth": 1}
    ends = {"x": fixed("x"), "y": fixed("y"), "y2": {"field": "y2"}}
    sketch.add("axis", rule, [{"x": x, "y": scale.places[0], "y2": scale.places[1]}], **ends)
    half = SIZE * CAPITALS / 2
    boxes = [
        sketch.text(years, scale.at(float(tick)) + half, (f"{tick:f}",), "end") for tick in ticks
    ]
    sketch.add_text("tick", boxes)
    marks = [{"x": x - 4, "x2": x + 4, "y": scale.at(float(tick))} for tick in ticks]
    sketch.add("mark", rule, marks, x=fixed("x"), x2={"field": "x2"}, y=fixed("y"))


def _add_events(
    sketch: Sketch, scale: Scale, line: float, left: float, events: list[Event]
) -> None:
    """Draw events on the line, their texts beside it, and what leads from one to the other."""
    x = sketch.place(line)
    corner = sketch.place(left - 12)
    dates: list[TextBox] = []
    words: list[TextBox] = []
    leads = []
    spans = []
    y = 0.0
    for number, event in enumerate(events):
        dates.append(sketch.text(left, y + SIZE, event.date, semibold=True))
        below = y + SIZE + len(event.date) * LEADING
        words.append(sketch.text(left, below, event.words))
        middle = y + SIZE - SIZE * CAPITALS / 2
        spans.append({"start": event.start, "end": event.end, "x": x})
        for place, (at, height) in enumerate(
            ((x, scale.at(event.start)), (corner, middle), (sketch.place(left - 4), middle))
        ):
            leads.append({"x": at, "y": height, "event": number, "order": place})
        y += event.height + GAP
    thin = {"type": "line", "stroke": INK, "strokeWidth": 0.75}
    path = {"detail": {"field": "event"}, "order": {"field": "order"}}
    sketch.add("lead", thin, leads, x=fixed("x"), y=fixed("y"), **path)
    thick = {"type": "rule", "stroke": SERIES[0], "strokeWidth": THICK}
    sketch.add("span", thick, spans, x=fixed("x"), y=scale("start"), y2={"field": "end"})
    point = {"type": "point", "shape": "circle", "size": 56, "fill": SERIES[0], "opacity": 1}
    sketch.add("event", point, spans, x=fixed("x"), y=scale("start"))
    sketch.add_text("date", dates)
    sketch.add_text("label", words)
