"""A table as an edition shows it: heads and cells in its language, numbers ready to align."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from editions.phrases import phrase
from editions.quantities.numbers import decimals
from editions.tables.descriptor import Field
from editions.tables.figures import Figure, Row, Table
from editions.tables.formatting import Forms, Label
from editions.tables.wording import HEAD_WITH_PERIOD, NOT_STATED

#: A table with more rows than this may be printed on more than one page.
LONG = 12
#: No column counts as longer than this, in characters.
WIDEST = 40
#: Characters of a cell, and of all columns together, whose cells are not broken.
_SHORT, _ROOM = 28, 72
#: Begins the class that names a row of a table whose editions order it differently.
ROW_NAME = "row-"
#: As much for a column, in the class of its head.
COLUMN_NAME = "column-"
#: The class of a cell that stays on one line in print.
UNBROKEN = "unbroken"


class ViewError(ValueError):
    """The table has no such column."""


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    field: Field
    label: Label
    #: The unit of all its numbers, in brackets; empty where they differ or there are none.
    unit: Label
    #: What the column is called in every edition, where editions order them differently; or empty.
    name: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell."""

    field: Field
    label: Label
    #: The number, or None for a text or an empty cell.
    figure: Figure | None = None
    #: Digits after the decimal mark that the cell has, and that the longest of its column has.
    places: tuple[int, int] = (0, 0)
    empty: bool = False


@dataclass(frozen=True)
class View:
    """A table in one edition."""

    table: Table
    caption: Label
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: What each row is called in every edition, where editions order them differently; or empty.
    names: tuple[str, ...]
    notes: tuple[Label, ...]


def make_view(
    table: Table, forms: Forms, columns: Sequence[str] = (), order: Sequence[str] = ()
) -> View:
    """Return *table* as the edition of *forms* shows it.

    *columns* are the fields to show, by default all visible ones, and of names in several
    languages the edition's own first; *order* the fields to sort by, one with a ``-`` before it
    downwards, the order of the file by default.  A text for translators is sorted by as readers
    of the edition see it.

    Raises:
        ViewError: a field is not one of the table's.
    """
    resource = table.resource
    fields = [find_field(table, name) for name in columns]
    named = not fields and sum(f.role == "name" for f in resource.fields) > 1
    fields = fields or _own_language_first(
        [f for f in resource.fields if f.visible], forms.wording.code
    )
    rows = ordered_rows(table, forms, order)
    translated = any(is_message(find_field(table, name.removeprefix("-"))) for name in order)
    places = {field.name: _most_places(rows, field, forms) for field in fields}
    return View(
        table,
        forms.label(resource.caption.text),
        tuple(_head(table, field, forms, named=named) for field in fields),
        tuple(tuple(_cell(row, f, forms, places[f.name]) for f in fields) for row in rows),
        tuple(f"{ROW_NAME}{row.line}" for row in rows) if translated else (),
        tuple(forms.label(note.text) for note in resource.notes),
    )


def _own_language_first(fields: list[Field], code: str) -> list[Field]:
    """Return *fields* with names in the language of the edition *code* before the other names."""
    names = (f for f in fields if f.role == "name")
    ordered = iter(sorted(names, key=lambda name: name.language != code))
    return [next(ordered) if field.role == "name" else field for field in fields]


def ordered_rows(table: Table, forms: Forms, order: Sequence[str]) -> list[Row]:
    """Return the rows of *table* sorted by the fields in *order*, as `make_view` has them.

    Raises:
        ViewError: a field is not one of the table's.
    """
    rows = list(table.rows)
    for name in reversed(order):
        field = find_field(table, name.removeprefix("-"))
        rows = _sorted_rows(rows, field, forms, reverse=name.startswith("-"))
    return rows


def find_field(table: Table, name: str) -> Field:
    """Return the field called *name*.

    Raises:
        ViewError: the table has none.
    """
    field = table.resource.field(name)
    if field is None:
        known = ", ".join(field.name for field in table.resource.fields)
        raise ViewError(
            phrase(
                "table {name!r} has no column {column!r}; its columns are {known}",
                name=table.resource.name,
                column=name,
                known=known,
            )
        )
    return field


def row_classes(number: int, count: int) -> list[str]:
    """Return what keeps the first and the last two rows of a long table together in print.

    Classes, since CSS would count the rows anew for every row.
    """
    if count <= LONG:
        return []
    return ["keep-next"] if number < 2 else ["keep-previous"] if number >= count - 2 else []


def column_widths(view: View) -> list[int]:
    """Return the length of the longest cell of each column, in characters, within reason."""
    heads = [max(map(len, head.label.text.split()), default=0) for head in view.heads]
    longest = zip(_longest_cells(view), heads, strict=True)
    return [min(max(cell, head, 4), WIDEST) for cell, head in longest]


def unbroken_columns(view: View) -> list[bool]:
    """Tell of each column whether its cells stay on one line: short ones, while there is room.

    Else, a long text in one column leaves so little to the others that each name in them is
    broken, and rows are higher than what they say.
    """
    longest = _longest_cells(view)
    unbroken, room = [False] * len(longest), _ROOM
    for length, place in sorted(zip(longest, range(len(longest)), strict=True)):
        room -= length
        unbroken[place] = room >= 0 and length <= _SHORT
    return unbroken


def _longest_cells(view: View) -> list[int]:
    """Return the width of the longest cell of each column; a square letter takes two."""
    columns = zip(*view.rows, strict=True)
    widths = [max(_width(cell.label.text) for cell in column) for column in columns]
    return widths or [0] * len(view.heads)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _sorted_rows(rows: list[Row], field: Field, forms: Forms, *, reverse: bool) -> list[Row]:
    """Sort by one field; rows without a value stand last either way."""

    def value(row: Row) -> tuple[Decimal, str]:
        if field.type == "string":
            text = row.cells[field.name]
            return Decimal(0), _folded(forms.label(text).text) if is_message(field) else text
        figure = row.figures.get(field.name)
        number = Decimal(row.cells[field.name])
        return (number if figure is None else number.scaleb(figure.power)), ""

    full = [row for row in rows if row.cells[field.name]]
    empty = [row for row in rows if not row.cells[field.name]]
    return sorted(full, key=value, reverse=reverse) + empty


def _folded(text: str) -> str:
    """Return *text* as words are ordered: without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _most_places(rows: Sequence[Row], field: Field, forms: Forms) -> int:
    figures = (row.figures.get(field.name) for row in rows)
    return max((decimals(forms.shown_value(f)[0]) for f in figures if f is not None), default=0)


def _head(table: Table, field: Field, forms: Forms, *, named: bool) -> Head:
    name = f"{COLUMN_NAME}{table.resource.fields.index(field) + 1}" if named else ""
    label = forms.label(field.title.text) if field.title else Label(field.name)
    if field.role == "number" and field.period.value:
        text = forms.wording.text(
            HEAD_WITH_PERIOD, title=label.text, period=forms.period(field.period.value)
        )
        label = Label(text, label.translated)
    units = {(f.unit, f.power) for row in table.rows if (f := row.figures.get(field.name))}
    shown_elsewhere = any(f.of == field.name for f in table.resource.fields)
    if len(units) != 1 or shown_elsewhere:
        return Head(field, label, Label(""), name)
    code, power = next(iter(units))
    unit = forms.unit_head(forms.data.package.units[code], power)
    return Head(field, label, Label(f"({unit.text})", unit.translated), name)


def _cell(row: Row, field: Field, forms: Forms, places: int) -> Cell:
    text = row.cells[field.name]
    if field.role == "number":
        return _number_cell(row, field, forms, places)
    if field.role == "unit":
        figure = row.figures.get(field.of)
        if figure is not None:
            return Cell(field, forms.unit_beside(figure))
    if not text:
        return _empty(field, forms)
    if field.role == "period" or field.type == "year":
        return Cell(field, Label(forms.period(text)))
    if is_message(field):
        return Cell(field, forms.label(text))
    return Cell(field, Label(text))


def _empty(field: Field, forms: Forms) -> Cell:
    return Cell(field, Label(forms.wording.text(NOT_STATED)), empty=True)


def _number_cell(row: Row, field: Field, forms: Forms, places: int) -> Cell:
    figure = row.figures.get(field.name)
    if figure is None:
        return _empty(field, forms)
    text = forms.qualified(forms.digits(figure), figure)
    own = decimals(forms.shown_value(figure)[0])
    return Cell(field, Label(text), figure, (own, places))


def is_message(field: Field) -> bool:
    """Tell whether the cells of *field* are texts for translators."""
    return field.role in ("heading", "text") and field.type == "string"
