"""Read CSV files by their description: typed rows, or every problem with its row and column."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from editions.files.reading import MAX_FINDINGS, limited, read_text
from editions.findings import Finding, FindingsError, described
from editions.phrases import phrase, told
from editions.tables.cells import cell_problems, figure_problem, text_problems
from editions.tables.descriptor import (
    ATTRIBUTES,
    SCALES,
    Field,
    Package,
    Resource,
    read_package,
)
from editions.tables.figures import Data, Figure, Row, Table, find_figure

RULE = "data"

#: Cells of one table; each takes memory, however short it is.
MAX_CELLS = 300_000


def read_data(path: Path, root: Path) -> Data:
    """Read the description at *path* and every table in it; *root* is the project's folder.

    Raises:
        FindingsError: something is wrong; names every problem of every table.
    """
    package = read_package(path, root)
    findings: list[Finding] = []
    tables = {}
    for resource in package.resources:
        try:
            tables[resource.name] = read_table(resource, package)
        except FindingsError as error:
            findings.extend(error.findings)
    if not findings:
        tables = {name: repeat_figures(table, tables, findings) for name, table in tables.items()}
    if findings:
        raise FindingsError(findings)
    return Data(package, tables)


def repeat_figures(table: Table, tables: Mapping[str, Table], findings: list[Finding]) -> Table:
    """Put into empty cells the figures of other tables that they repeat."""
    resource = table.resource
    fields = [f for f in resource.fields if f.same_as.value or f.same_as.field]
    if not fields:
        return table
    rows = []
    for row in table.rows:
        figures = dict(row.figures)
        for field in fields:
            address = field.same_as.of(row.cells)
            if not address:
                continue
            column = [f.name for f in resource.fields].index(field.same_as.field or field.name) + 1
            try:
                figure = find_figure(address, tables)
            except LookupError as error:
                message = told(error)
            else:
                message = ""
                if field.name in figures:
                    message = phrase(
                        "expected an empty cell {name!r}, since the row repeats {address}",
                        name=field.name,
                        address=address,
                    )
                figures[field.name] = replace(figure, period=field.period.of(row.cells))
            if message:
                findings.append(Finding(resource.shown, row.line, message, RULE, column=column))
        rows.append(replace(row, figures=figures))
    return replace(table, rows=tuple(rows))


def read_table(resource: Resource, package: Package) -> Table:
    """Read one table.

    Raises:
        FindingsError: the file or a cell in it is wrong; names every problem.
    """
    if not os.path.lexists(resource.path):
        message = phrase(
            "the file {shown} is missing; add it, or remove the table {name!r}",
            shown=resource.shown,
            name=resource.name,
        )
        raise FindingsError([Finding(package.shown, resource.line, message, RULE)])
    reader = _TableReader(resource, package)
    rows = tuple(reader.read(read_text(resource.path, resource.shown, RULE)))
    if reader.findings:
        raise FindingsError(limited(reader.findings))
    return Table(resource, rows)


class _TableReader:
    """Reads one file and notes every problem."""

    def __init__(self, resource: Resource, package: Package) -> None:
        self.resource = resource
        self.package = package
        self.findings: list[Finding] = []
        self.columns = {field.name: n for n, field in enumerate(resource.fields, 1)}
        #: Values seen so far in the fields that must not repeat one, with their lines.
        self.seen: dict[str, dict[str, int]] = {
            field.name: {}
            for field in resource.fields
            if field.name == resource.key or field.constraints.get("unique")
        }

    def note(self, line: int, column: str | int, message: str) -> None:
        """Note a problem in a cell; *column* is the name of its field, or 0 for the whole row."""
        number = self.columns[column] if isinstance(column, str) else column
        self.findings.append(Finding(self.resource.shown, line, message, RULE, column=number))

    def read(self, text: str) -> Iterator[Row]:
        """Yield the rows that can be read."""
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        start = 1
        try:
            for cells in lines:
                line, start = start, lines.line_num + 1
                if lines.line_num * len(self.columns) > MAX_CELLS:
                    self.note(
                        line,
                        0,
                        phrase(
                            "the table has more than {max_cells:,} cells; split it",
                            max_cells=MAX_CELLS,
                        ),
                    )
                    return
                if len(self.findings) > MAX_FINDINGS:
                    return
                if line == 1:
                    if not self.check_head(cells):
                        return
                elif len(cells) != len(self.columns):
                    counts = phrase(
                        "expected {number} cells, got {found}",
                        number=len(self.columns),
                        found=len(cells),
                    )
                    self.note(
                        line,
                        0,
                        phrase(
                            "{counts}; is a comma missing, or a cell not in quotes?", counts=counts
                        ),
                    )
                else:
                    yield self.row(line, dict(zip(self.columns, cells, strict=True)))
        except csv.Error as error:
            self.note(lines.line_num, 0, phrase("not well-formed CSV: {error}", error=error))
        if start == 1:
            self.note(
                1,
                0,
                phrase(
                    "expected the head {columns}, got an empty file", columns=",".join(self.columns)
                ),
            )

    def check_head(self, cells: list[str]) -> bool:
        """Compare the names in the first line with the description."""
        wanted = list(self.columns)
        unknown = [(n, name) for n, name in enumerate(cells, 1) if name not in self.columns]
        present = set(cells)
        missing = [name for name in wanted if name not in present]
        for column, name in unknown[: MAX_FINDINGS + 1]:
            self.note(
                1,
                column,
                phrase(
                    "expected a field of {shown}, got {name}",
                    shown=self.package.shown,
                    name=described(name),
                ),
            )
        if missing:
            self.note(
                1,
                0,
                phrase(
                    "expected the columns {missing}, which are missing", missing=", ".join(missing)
                ),
            )
        if not unknown and not missing and cells != wanted:
            self.note(
                1, 0, phrase("expected the columns in the order {wanted}", wanted=", ".join(wanted))
            )
        return cells == wanted

    def row(self, line: int, cells: dict[str, str]) -> Row:
        """Check one row and return it."""
        before = len(self.findings)
        for field in self.resource.fields:
            self.check_cell(line, field, cells[field.name])
        figures = {}
        if len(self.findings) == before:
            for field in self.resource.fields:
                if field.role == "number" and cells[field.name]:
                    figure = self.figure(line, field, cells)
                    if figure is not None:
                        figures[field.name] = figure
        return Row(line, cells[self.resource.key], cells, figures)

    def check_cell(self, line: int, field: Field, cell: str) -> None:
        """Check one cell by its field's type and constraints."""
        is_key = field.name == self.resource.key
        if not cell:
            if is_key or field.constraints.get("required"):
                self.note(line, field.name, phrase("expected a value, got an empty cell"))
            return
        readable = True
        for problem in text_problems(cell):
            self.note(line, field.name, problem)
            readable = False
        if not readable:
            return
        for problem in cell_problems(field, cell, is_key=is_key):
            self.note(line, field.name, problem)
        seen = self.seen.get(field.name)
        if seen is not None:
            if cell in seen:
                message = phrase(
                    "expected a value that no other row has, got {cell} as in line {first}",
                    cell=described(cell),
                    first=seen[cell],
                )
                self.note(line, field.name, message)
            seen.setdefault(cell, line)

    def figure(self, line: int, field: Field, cells: Mapping[str, str]) -> Figure | None:
        """Return a number with its attributes, or None where one of them is wrong."""
        before = len(self.findings)
        values = {}
        for name in ATTRIBUTES:
            attribute = getattr(field, name)
            values[name] = attribute.of(cells)
            problem = figure_problem(name, values[name], self.package)
            if problem:
                self.note(line, attribute.field or field.name, problem)
        if len(self.findings) > before:
            return None
        power = SCALES[values["scale"]]
        if power and self.package.units[values["unit"]].scaled is None:
            message = phrase(
                "unit {unit!r} has no pattern 'scaled' in {file}, so its numbers cannot be in"
                " {scale}s",
                unit=values["unit"],
                file=self.package.shown,
                scale=values["scale"],
            )
            self.note(line, field.name, message)
            return None
        return Figure(
            value=Decimal(cells[field.name]),
            unit=values["unit"],
            power=power,
            period=values["period"],
            precision=values["precision"],
            source=values["source"],
            statement=values["statement"],
        )
