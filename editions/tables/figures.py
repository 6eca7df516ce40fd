"""Tables of data as they have been read: rows, figures, and where each of these is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from editions.findings import described
from editions.phrases import phrase
from editions.tables.descriptor import Institution, Package, Resource


@dataclass(frozen=True)
class Figure:
    """One number, with all that its data say of it."""

    #: As the data write it: 21.3.
    value: Decimal
    unit: str
    #: The power of ten that the value is counted in: 9 for billions.
    power: int
    period: str
    precision: str
    #: Name of an institution or key of the bibliography; may be empty.
    source: str
    #: The words of the chapter that state the figure; may be empty.
    statement: str


@dataclass(frozen=True)
class Row:
    """One row of a table."""

    #: Line of the file where it begins, from 1.
    line: int
    key: str
    #: Cells by the name of the field, as the file has them.
    cells: Mapping[str, str]
    #: Numbers by the name of the field; none for an empty cell.
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Table:
    """A table, read and checked."""

    resource: Resource
    rows: tuple[Row, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Row]:
        """The rows by their keys."""
        return {row.key: row for row in self.rows}

    @property
    def chapters(self) -> tuple[str, ...]:
        """The documents that state the figures, in order."""
        return tuple(filter(None, dict.fromkeys(map(self.resource.chapter.of, self._cells))))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the figures come from, in order."""
        names = [figure.source for row in self.rows for figure in row.figures.values()]
        names += map(self.resource.source.of, self._cells)
        return tuple(filter(None, dict.fromkeys(names)))

    @property
    def _cells(self) -> Iterator[Mapping[str, str]]:
        return (row.cells for row in self.rows)


@dataclass(frozen=True)
class Data:
    """All the tables of a publication."""

    package: Package
    #: By name, in the order of the description.
    tables: Mapping[str, Table]

    def institution(self, source: str) -> Institution | None:
        """Return the institution that *source* names, or None for a key of the bibliography."""
        return self.package.institutions.get(source)

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that the tables are made of."""
        return (self.package.path, *(t.resource.path for t in self.tables.values()))


def find_figure(address: str, tables: Mapping[str, Table]) -> Figure:
    """Return the figure at *address*, ``table/row/column``.

    Raises:
        LookupError: there is none; the text says what there is.
    """
    parts = address.split("/")
    if len(parts) != 3:
        raise LookupError(
            phrase("expected table/row/column, got {address}", address=described(address))
        )
    name, row_key, column = parts
    table = tables.get(name)
    if table is None:
        raise LookupError(
            phrase(
                "there is no table {name!r}; the tables are {tables}",
                name=name,
                tables=some(tables),
            )
        )
    row = table.by_key.get(row_key)
    if row is None:
        keys = some(table.by_key)
        raise LookupError(
            phrase(
                "table {name!r} has no row {row_key!r}; its rows are {keys}",
                name=name,
                row_key=row_key,
                keys=keys,
            )
        )
    if column not in row.figures:
        columns = ", ".join(row.figures) or "none"
        raise LookupError(
            phrase(
                "row {row_key!r} of table {name!r} has no figure {column!r}; its figures "
                "are {columns}",
                row_key=row_key,
                name=name,
                column=column,
                columns=columns,
            )
        )
    return row.figures[column]


def some(names: Iterable[str], most: int = 12) -> str:
    """Return *names* as a list, the first of them where there are many."""
    everything = list(names)
    return ", ".join(everything[:most]) + (", …" if len(everything) > most else "")
