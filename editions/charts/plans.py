"""A chart, ready to be drawn: its marks, in the words and numbers of an edition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from editions.quantities.numbers import format_number
from editions.tables.figures import Figure, Row, Table
from editions.tables.formatting import Forms, Label
from editions.tables.periods import Period, Point


class ChartError(ValueError):
    """The table cannot be drawn as it is asked for."""


@dataclass(frozen=True)
class Datum:
    """One figure or event of a chart."""

    #: The row that it is of.
    row: Row
    #: What it is of, as readers see it.
    category: str
    #: Which series it belongs to, counted from 0.
    series: int
    #: None for an event, and where the data state no number.
    figure: Figure | None
    #: The number as it stands beside the mark, with its unit where the title names none.
    number: str
    period: Period | None = None
    #: The period as readers see it.
    date: str = ""

    @property
    def is_exact(self) -> bool:
        """Its source gives the number as it is, and not about or above it."""
        return self.figure is None or not self.figure.precision

    def value(self, power: int) -> float:
        """Return the number, counted in a *power* of ten."""
        if self.figure is None:
            return 0.0
        return float(self.figure.value.scaleb(self.figure.power - power))


@dataclass(frozen=True)
class ChartPlan:
    """A chart, ready to be drawn."""

    kind: str
    table: Table
    caption: Label
    #: What is measured, with its unit; empty for events, and where each number has its own.
    title: str
    #: Names of series; none where there is but one.
    series: tuple[str, ...]
    marks: tuple[Datum, ...]
    #: Rows belong together that are of one thing and of several series.
    is_grouped: bool
    #: The power of ten in which the axis counts.
    power: int
    #: Texts for which the edition has no translation.
    untranslated: frozenset[str]
    forms: Forms

    @property
    def names_unit(self) -> bool:
        """The title says in what unit the numbers are, and they do not."""
        return bool(self.title)

    @property
    def bundles(self) -> list[list[Datum]]:
        """The marks by what they are of, from top to bottom: a row each, or a group of rows."""
        found: dict[str, list[Datum]] = {}
        for mark in self.marks:
            found.setdefault(mark.category if self.is_grouped else mark.row.key, []).append(mark)
        return list(found.values())

    @property
    def content(self) -> tuple[object, ...]:
        """All that its drawing depends on."""
        marks = [
            (d.row.key, d.category, d.series, d.number, d.value(self.power), d.is_exact, d.period,
             d.date)
            for d in self.marks
        ]  # fmt: skip
        locale = str(self.forms.wording.locale)
        words = sorted(self.untranslated)
        own = (self.kind, self.title, self.series, self.is_grouped, self.power)
        return (*own, locale, words, marks)

    def tick(self, value: Decimal) -> str:
        """Return the text of a place on the axis."""
        figures = (mark.figure for mark in self.marks if mark.figure is not None)
        figure = replace(next(figures), value=value, power=self.power, precision="")
        if self.names_unit:
            return format_number(value, self.forms.wording.locale)
        return self.forms.amount(figure).text


def years_of(point: Point) -> float:
    """Return the beginning of a point in time in years."""
    return _years(point.start)


def end_of(point: Point) -> float:
    """Return the end of a point in time in years."""
    lengths = {"decade": 10.0, "year": 1.0, "first": 0.5, "second": 0.5, "month": 1 / 12}
    return years_of(point) + lengths.get(point.kind, 1 / 365)


def _years(day: date) -> float:
    start = date(day.year, 1, 1)
    length = 366 if (date(day.year, 12, 31) - start).days == 365 else 365
    return day.year + (day - start).days / length
