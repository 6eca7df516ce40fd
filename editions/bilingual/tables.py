"""Two editions of a table as one: its labels in both languages, the same number once."""

from __future__ import annotations

from itertools import zip_longest

from lxml.html import HtmlElement

from editions.bilingual.elements import add_class, alike, classes, remove_classes, wrap_lines
from editions.phrases import phrase
from editions.tables.views import COLUMN_NAME, ROW_NAME, UNBROKEN

#: Beginnings of the classes of a cell whose number lacks digits that others of its column have.
_LACKS = ("whole-", "short-")


class UnlikeTablesError(ValueError):
    """Two tables differ in shape."""


def rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of *table* by rows, heads first; those of tables in cells left out."""
    found = []
    for part in table:
        for row in part if part.tag in ("thead", "tbody", "tfoot") else (part,):
            if row.tag == "tr":
                found.append([cell for cell in row if cell.tag in ("th", "td")])
    return found


def paired_cells(one: HtmlElement, other: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
    """Return the cells of two editions of a table that belong together.

    Raises:
        UnlikeTablesError: they differ in rows, columns or spans.
    """
    pairs: list[tuple[HtmlElement, HtmlElement]] = []
    mine = rows(one)
    for number, (ours, theirs) in enumerate(zip_longest(mine, _matched(mine, rows(other))), 1):
        if ours is None or theirs is None:
            raise UnlikeTablesError(phrase("one ends before row {number}", number=number))
        if list(map(_shape, ours)) != list(map(_shape, theirs)):
            raise UnlikeTablesError(phrase("row {number} is divided otherwise", number=number))
        pairs += zip(ours, theirs, strict=True)
    return pairs


def _matched(
    rows: list[list[HtmlElement]], others: list[list[HtmlElement]]
) -> list[list[HtmlElement]]:
    """Return *others* in the order of *rows*, and their cells, where both have the same names."""
    ours, theirs = ([_row_name(row) for row in found] for found in (rows, others))
    if sorted(ours) == sorted(theirs):
        places = {name: place for place, name in reversed(list(enumerate(ours)))}
        others = sorted(others, key=lambda row: places[_row_name(row)])
    order = _order(*(_column_names(found) for found in (rows, others)))
    return [[row[n] for n in order] if len(row) == len(order) else row for row in others]


def _order(ours: list[str], theirs: list[str]) -> list[int]:
    """Return where each of *ours* is among *theirs*, or nothing where they do not answer."""
    if not all(ours) or sorted(ours) != sorted(theirs):
        return []
    return [theirs.index(name) for name in ours]


def _column_names(rows: list[list[HtmlElement]]) -> list[str]:
    """Return what the heads of a table of data call its columns, or empty texts."""
    return [_named(cell, COLUMN_NAME) for cell in rows[0]] if rows else []


def _row_name(row: list[HtmlElement]) -> str:
    return _named(row[0].getparent(), ROW_NAME) if row else ""


def _named(item: HtmlElement, prefix: str) -> str:
    """Return the class of *item* that names its row or column, or an empty text."""
    return next((name for name in classes(item) if name.removeprefix(prefix).isdigit()), "")


def _shape(cell: HtmlElement) -> tuple[str, str, str]:
    return str(cell.tag), str(cell.get("colspan", "1")), str(cell.get("rowspan", "1"))


def lines_to_add(cell: HtmlElement, other: HtmlElement) -> list[HtmlElement]:
    """Return the blocks of *other* that *cell* does not say already."""
    if alike(cell, other):
        return []
    wrap_lines(cell)
    wrap_lines(other)
    ours, theirs = list(cell), list(other)
    if len(ours) == len(theirs) and all(map(alike, ours, theirs)):
        return []
    for each in (cell, other):
        _align_lines(each)
    if UNBROKEN not in classes(other):
        remove_classes(cell, UNBROKEN)
    return theirs


def _align_lines(cell: HtmlElement) -> None:
    """Let the lines of *cell* be aligned as their own language asks, each for itself."""
    lacks = [name for name in classes(cell) if name.startswith(_LACKS)]
    if lacks:
        remove_classes(cell, *lacks)
        for line in cell:
            add_class(line, *lacks)
