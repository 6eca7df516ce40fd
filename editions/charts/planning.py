"""Choose what a chart shows: columns of a table as marks; or say why it cannot be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from editions.charts.palette import SERIES
from editions.charts.plans import ChartError, ChartPlan, Datum
from editions.findings import shortened
from editions.tables.descriptor import Field
from editions.tables.figures import Row, Table, some
from editions.tables.formatting import Forms, Label
from editions.tables.periods import Period, parse_period
from editions.tables.views import Cell, Head, View, find_field, make_view, ordered_rows

#: Every kind of chart, by what it is for.
KINDS = {
    "bars": "amounts, as lengths",
    "stacked-bars": "amounts and the parts that they are made of",
    "dots": "amounts, as places on a line",
    "ranges": "the lowest and the highest of something",
    "lines": "amounts over time",
    "timeline": "events and their dates",
}
#: More marks than these nobody can compare or read.
MOST_MARKS = {"lines": 2000, "timeline": 60}
MOST_ROWS = 60


@dataclass(frozen=True)
class ChartOptions:
    """What an editor says of a chart; what is empty is chosen."""

    kind: str = ""
    #: Fields along the horizontal and the vertical.
    x: tuple[str, ...] = ()
    y: tuple[str, ...] = ()
    #: The field that tells series apart.
    group: str = ""
    #: Fields to sort by, one with a ``-`` before it downwards.
    order: tuple[str, ...] = ()
    #: Keys of the rows to draw; all if empty.
    rows: tuple[str, ...] = ()


def make_plan(table: Table, forms: Forms, options: ChartOptions) -> ChartPlan:
    """Return *table* as the chart that *options* ask for.

    Raises:
        ChartError: it cannot be drawn so; the text says why, and what can.
        ViewError: a field is not one of the table's.
    """
    return _Planner(table, forms, options).plan()


def _is_period(field: Field) -> bool:
    return field.role == "period" or field.type == "year"


class _Planner:
    """Chooses what the options leave open, and finds what does not go together."""

    def __init__(self, table: Table, forms: Forms, options: ChartOptions) -> None:
        self.name = table.resource.name
        self.table = self.chosen(table, forms, options)
        self.forms = forms
        self.options = options
        self.fields = table.resource.fields
        self.untranslated: set[str] = set()

    @staticmethod
    def chosen(table: Table, forms: Forms, options: ChartOptions) -> Table:
        """Return the table with the rows that are asked for, in their order."""
        lost = [key for key in options.rows if key not in table.by_key]
        if lost:
            raise ChartError(
                f"table {table.resource.name!r} has no row {lost[0]!r};"
                f" its rows are {some(table.by_key)}"
            )
        rows = ordered_rows(table, forms, options.order)
        wanted = [row for row in rows if not options.rows or row.key in options.rows]
        if not wanted:
            raise ChartError(f"table {table.resource.name!r} has no rows to draw")
        return replace(table, rows=tuple(wanted))

    def plan(self) -> ChartPlan:
        """Return the chart."""
        kind = self.options.kind or self.kind()
        if kind not in KINDS:
            raise ChartError(f"expected a kind of chart ({', '.join(KINDS)}), got {kind!r}")
        if kind == "timeline":
            return self.timeline()
        if kind == "lines":
            return self.amounts(kind, self.options.y, self.period_field(self.options.x))
        return self.amounts(kind, self.options.x, self.category_field())

    def kind(self) -> str:
        """Return the kind that suits the table."""
        dated = [f for f in self.fields if _is_period(f) and f.visible]
        if not any(f.role == "number" for f in self.fields):
            if not dated:
                self.numbers(())
            return "timeline"
        along = [find_field(self.table, name) for name in self.options.x]
        if any(map(_is_period, along)):
            return "lines"
        times = {row.cells[f.name] for f in dated[:1] for row in self.table.rows}
        is_over_time = bool(dated) and dated[0].role == "heading" and len(times) > 1
        return "lines" if is_over_time and not along else "bars"

    def numbers(self, names: Sequence[str]) -> list[Field]:
        """Return the fields called *names*, all of numbers; the first such by default."""
        fields = [find_field(self.table, name) for name in names]
        for field in fields:
            if field.role != "number":
                raise ChartError(f"column {field.name!r} of table {self.name!r} has no numbers")
        fields = fields or [f for f in self.fields if f.role == "number"][:1]
        if not fields:
            raise ChartError(
                f"table {self.name!r} has no column of numbers; a timeline draws its periods,"
                " if it has any"
            )
        return fields

    def category_field(self) -> Field:
        """Return the field that says what a mark is of."""
        if len(self.options.y) > 1:
            raise ChartError("expected one column for 'y', which names the marks")
        if self.options.y:
            return find_field(self.table, self.options.y[0])
        headings = (f for f in self.fields if f.role == "heading")
        found = next(headings, None) or next((f for f in self.fields if f.visible), None)
        if found is None:
            raise ChartError(f"table {self.name!r} has no column that names its rows; give ':y:'")
        return found

    def period_field(self, names: Sequence[str]) -> Field:
        """Return the field of periods, called as *names* say."""
        if len(names) > 1:
            raise ChartError("expected one column for 'x', that of the periods")
        fields = [find_field(self.table, name) for name in names] or list(self.fields)
        found = next((f for f in fields if _is_period(f)), None)
        if found is None:
            holder = f"column {names[0]!r} of table" if names else "table"
            raise ChartError(f"{holder} {self.name!r} holds no periods, which the kind needs")
        return found

    def period(self, row: Row, field: Field) -> Period:
        """Return when something was, which must be a date or a span of the calendar."""
        text = row.cells[field.name]
        place = f"{self.table.resource.shown}:{row.line}"
        if not text:
            raise ChartError(
                f"the row {row.key!r} ({place}) has no period; fill the cell {field.name!r}, or"
                " leave the row out with ':rows:'"
            )
        period = parse_period(text)
        if period.start is None:
            raise ChartError(
                f"the row {row.key!r} ({place}) is of every year, which has no place in time;"
                " leave it out with ':rows:'"
            )
        return period

    def label(self, cell: Cell) -> str:
        """Return the text of a cell."""
        return self.noted(cell.label)

    def noted(self, label: Label) -> str:
        """Return the text of a label, and remember if it has no translation."""
        if not label.translated:
            self.untranslated.add(label.text)
        return label.text

    def view(self, fields: Sequence[Field]) -> View:
        """Return the columns as the edition shows them in a table."""
        return make_view(self.table, self.forms, [field.name for field in fields])

    def timeline(self) -> ChartPlan:
        """Return a chart of events."""
        dated = self.period_field(self.options.x)
        named = self.category_field()
        if self.options.group:
            raise ChartError("a timeline has no groups; leave ':group:' out")
        if named is dated:
            raise ChartError(f"column {named.name!r} cannot be both the event and its date")
        view = self.view([named, dated])
        marks = [
            Datum(
                row, self.label(cells[0]), 0, None, "", self.period(row, dated), cells[1].label.text
            )
            for row, cells in zip(self.table.rows, view.rows, strict=True)
        ]
        return self.made("timeline", marks, view)

    def amounts(self, kind: str, names: Sequence[str], along: Field) -> ChartPlan:
        """Return a chart of numbers, *along* what they are of."""
        numbers = self.numbers(names)
        if kind == "ranges" and len(numbers) != 2:
            raise ChartError("a range has two ends: name two columns of numbers with ':x:'")
        group = find_field(self.table, self.options.group) if self.options.group else None
        if group is not None and len(numbers) > 1:
            raise ChartError("expected several columns of numbers or ':group:', got both")
        view = self.view([along, *numbers, *([group] if group else [])])
        heads = view.heads[1 : len(numbers) + 1]
        power, title = self.measure(heads, numbers)
        series = self.series(view, heads, group)
        marks = []
        for row, cells in zip(self.table.rows, view.rows, strict=True):
            of_group = series.index(self.label(cells[-1])) if group else 0
            for number, field in enumerate(numbers):
                cell = cells[number + 1]
                text = self.label(cell)
                if cell.figure is not None and not title:
                    text = self.noted(self.forms.value(cell.figure))
                marks.append(
                    Datum(
                        row,
                        self.label(cells[0]),
                        of_group + number,
                        row.figures.get(field.name),
                        text,
                        self.period(row, along) if kind == "lines" else None,
                        cells[0].label.text,
                    )
                )
        if group or kind == "lines":
            self.refuse_repetitions(marks)
        made = self.made(kind, marks, view)
        return replace(
            made, title=title, series=tuple(series), power=power, is_grouped=group is not None
        )

    def measure(self, heads: Sequence[Head], numbers: Sequence[Field]) -> tuple[int, str]:
        """Return the power of ten in which the numbers are counted, and what they are."""
        figures = [
            figure
            for row in self.table.rows
            for field in numbers
            if (figure := row.figures.get(field.name))
        ]
        if not figures:
            raise ChartError(f"no row of {self.name!r} has a number in {numbers[0].name!r}")
        units = list(dict.fromkeys(figure.unit for figure in figures))
        if len(units) > 1:
            raise ChartError(
                f"the numbers are in {' and in '.join(units)}, which no axis measures together;"
                " choose rows of one unit with ':rows:', or another column"
            )
        power = max(self.forms.shown_value(figure)[1] for figure in figures)
        if len({head.unit for head in heads}) > 1 or not heads[0].unit.text:
            return power, ""
        own = [self.noted(heads[0].label)] if len(heads) == 1 else []
        return power, " ".join([*own, self.noted(heads[0].unit)])

    def series(self, view: View, heads: Sequence[Head], group: Field | None) -> list[str]:
        """Return the names of the series."""
        if group is not None:
            names = [self.label(cells[-1]) for cells in view.rows]
        else:
            names = [self.noted(head.label) for head in heads] if len(heads) > 1 else []
        names = list(dict.fromkeys(names))
        if len(names) > len(SERIES):
            raise ChartError(
                f"{len(names)} series are more than can be told apart ({len(SERIES)} at most);"
                " choose rows with ':rows:'"
            )
        return names

    def refuse_repetitions(self, marks: Sequence[Datum]) -> None:
        """Refuse two numbers at one place."""
        seen: dict[tuple[str, int], Datum] = {}
        for mark in marks:
            other = seen.setdefault((mark.category, mark.series), mark)
            if other is not mark:
                raise ChartError(
                    f"the rows {other.row.key!r} and {mark.row.key!r} are both of"
                    f" {shortened(mark.category)!r}; tell them apart with"
                    f" {'another ' if self.options.group else ''}':group:'"
                )

    def made(self, kind: str, marks: Sequence[Datum], view: View) -> ChartPlan:
        """Return the chart, if it can be read."""
        most = MOST_MARKS.get(kind, MOST_ROWS)
        if len(marks) > most:
            raise ChartError(
                f"{len(marks)} marks are more than a reader can compare in this kind of chart"
                f" ({most} at most); choose rows with ':rows:'"
                + ("" if kind in ("lines", "timeline") else ", or another ':kind:'")
            )
        if kind == "stacked-bars":
            self.refuse_parts(marks)
        if kind == "lines" and len({mark.category for mark in marks if mark.figure}) < 2:
            raise ChartError("a line needs two periods at least; draw ':kind: bars'")
        return ChartPlan(
            kind=kind,
            table=self.table,
            caption=view.caption,
            title="",
            series=(),
            marks=tuple(marks),
            is_grouped=False,
            power=0,
            untranslated=frozenset(self.untranslated),
            forms=self.forms,
        )

    def refuse_parts(self, marks: Sequence[Datum]) -> None:
        """Refuse what cannot be a part of a whole."""
        for mark in marks:
            if mark.figure is None or mark.figure.value < 0:
                what = "no number" if mark.figure is None else "a negative number"
                raise ChartError(
                    f"the row {mark.row.key!r} has {what}, which is no part of a whole;"
                    " leave it out with ':rows:', or draw ':kind: bars'"
                )
