"""Compare two editions of a table: its shape, and the value of each cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import zip_longest

from babel import Locale

from editions.findings import Finding, Severity
from editions.phrases import phrase
from editions.quantities.comparing import ComparedText, compare_numbers
from editions.quantities.composing import Value
from editions.quantities.numbers import scale_words
from editions.quantities.reading import find_quantities
from editions.verification.facts import BuiltCell, BuiltTable, Page, shortened
from editions.verification.language import is_prose


def compare_page_tables(one: Page, other: Page) -> Iterator[Finding]:
    """Yield what the tables of two editions of a page do not say alike."""
    for number, (ours, theirs) in enumerate(zip_longest(one.tables, other.tables), 1):
        if ours is None or theirs is None:
            page, table = (one, ours) if theirs is None else (other, theirs)
            name = _name(table, number)
            if theirs is None:
                message = phrase(
                    "{name} of {file}:{line} is missing", name=name, file=page.file, line=table.line
                )
                yield Finding(other.file, 0, message, "missing-table")
            else:
                message = phrase("{name} is not in {file}", name=name, file=one.file)
                yield Finding(other.file, table.line, message, "extra-table")
            continue
        yield from compare_tables(one, ours, other, theirs, _name(theirs, number))


def _name(table: BuiltTable, number: int) -> str:
    return (
        phrase("the table {id!r}", id=table.id)
        if table.id
        else phrase("table {number}", number=number)
    )


def compare_tables(
    one: Page, ours: BuiltTable, other: Page, theirs: BuiltTable, name: str
) -> Iterator[Finding]:
    """Yield where two editions of a table differ in shape, or in the value of a cell."""
    theirs = _in_order_of(ours, theirs)
    place = f"{one.file}:{ours.line}"
    if ours.id != theirs.id:
        message = phrase(
            "{name} stands where {place} has {other}", name=name, place=place, other=_name(ours, 0)
        )
        yield Finding(other.file, theirs.line, message, "moved-table")
        return
    if len(ours.rows) != len(theirs.rows):
        message = phrase(
            "{name} has {number} rows, and {wanted} in {place}",
            name=name,
            number=len(theirs.rows),
            wanted=len(ours.rows),
            place=place,
        )
        yield Finding(other.file, theirs.line, message, "table-shape")
        return
    for number, (row, translated) in enumerate(zip(ours.rows, theirs.rows, strict=True), 1):
        shapes = [[(cell.kind, cell.span) for cell in cells] for cells in (row, translated)]
        if shapes[0] != shapes[1]:
            message = phrase(
                "{name}, row {number}, is divided otherwise than in {place}",
                name=name,
                number=number,
                place=place,
            )
            yield Finding(other.file, theirs.line, message, "table-shape")
    if any(_has_digit(cell.text) for row in ours.rows for cell in row):
        yield from _compare_cells(one, ours, other, theirs, name)


def _in_order_of(ours: BuiltTable, theirs: BuiltTable) -> BuiltTable:
    """Return *theirs* with its columns in the order of *ours*, where both say which is which."""
    columns = theirs.columns
    if not all(columns) or sorted(columns) != sorted(ours.columns):
        return theirs
    order = [columns.index(column) for column in ours.columns]
    rows = (tuple(row[n] for n in order) if len(row) == len(order) else row for row in theirs.rows)
    return replace(theirs, rows=tuple(rows), columns=ours.columns)


def _compare_cells(
    one: Page, ours: BuiltTable, other: Page, theirs: BuiltTable, name: str
) -> Iterator[Finding]:
    yield from _compare_units(one, ours, other, theirs, name)
    values, others = _values(ours, one.locale), _values(theirs, other.locale)
    for number, (row, translated) in enumerate(zip(ours.rows, theirs.rows, strict=True)):
        for column, (cell, its) in enumerate(zip(row, translated, strict=False)):
            if cell.is_marked or its.is_marked:
                continue
            severity: Severity | None = Severity.ERROR
            if bool(cell.text) == bool(its.text):
                if is_prose(cell.own_text) or is_prose(its.own_text):
                    severity = _prose_differs(one, cell, other, its)
                elif hold_the_same(values[number][column], others[number][column]):
                    severity = None
            if severity is not None:
                message = phrase(
                    "{name}, row {number}, column {column}: {text} for {original} of {file}:{line}",
                    name=name,
                    number=number + 1,
                    column=column + 1,
                    text=shortened(its.text),
                    original=shortened(cell.text),
                    file=one.file,
                    line=ours.line,
                )
                yield Finding(other.file, theirs.line, message, "table-cell", severity)


def _prose_differs(one: Page, cell: BuiltCell, other: Page, its: BuiltCell) -> Severity | None:
    """Return how sure it is that sentences in a cell hold other numbers; None where they do not.

    Words may say what is a number elsewhere, and text that is not translated is the original's.
    """
    if cell.text == its.text:
        return None
    texts = (ComparedText.of_text(held.text) for held in (cell, its))
    found = compare_numbers(*texts, one.locale, other.locale)
    # What is in words throughout may be the name of a number, such as "billion".
    swaps = [
        swap
        for swap in (*found.wrong, *found.doubtful)
        if _has_digit(swap.given.raw) or _has_digit(swap.wanted.raw)
    ]
    written = [q for q in (*found.missing, *found.added) if _has_digit(q.raw)]
    if not (swaps or written):
        return None
    # A page of ours has its passages by their names, and every number of them.
    is_sure = one.identity or any(swap in found.wrong for swap in swaps)
    return Severity.ERROR if is_sure else Severity.WARNING


def _compare_units(
    one: Page, ours: BuiltTable, other: Page, theirs: BuiltTable, name: str
) -> Iterator[Finding]:
    """Yield heads of columns with the same numbers, whose words make them other amounts."""
    for column, (head, its) in enumerate(zip(ours.rows[0], theirs.rows[0], strict=False)):
        scales = _scale(head.text, one.locale), _scale(its.text, other.locale)
        if scales[0] == scales[1] or its.is_marked:
            continue
        cells = [
            column_values(
                "", (row[column].text for row in table.rows[1:] if column < len(row)), loc
            )
            for table, loc in ((ours, one.locale), (theirs, other.locale))
        ]
        if any(cells[0]) and len(cells[0]) == len(cells[1]) and all(map(hold_the_same, *cells)):
            message = phrase(
                "{name}, column {column}: its unit, {text}, is not that of "
                "{file}:{line}, {original}",
                name=name,
                column=column + 1,
                text=shortened(its.text),
                file=one.file,
                line=ours.line,
                original=shortened(head.text),
            )
            yield Finding(other.file, theirs.line, message, "table-unit")


#: What a number in a cell may mean, whether its unit stands in the cell, the row or the head.
_Meanings = frozenset[object]


def _values(table: BuiltTable, locale: Locale) -> list[list[list[_Meanings]]]:
    """Return what the numbers of each cell may mean, cell by cell."""
    heads = [_scale(cell.text, locale) for cell in table.rows[0]]
    found = []
    for row in table.rows:
        scales = {_scale(cell.text, locale) for cell in row if not _has_digit(cell.text)}
        cells = []
        for column, cell in enumerate(row):
            powers = {0, heads[column] if column < len(heads) else 0, *scales}
            quantities = find_quantities(cell.text, locale)
            cells.append([_meanings(q.values, powers) for q in quantities if _has_digit(q.raw)])
        found.append(cells)
    return found


def _meanings(values: frozenset[Value], powers: set[int]) -> _Meanings:
    scaled: set[object] = {
        value * Fraction(10) ** power
        for value in values
        if isinstance(value, (int, Fraction))
        for power in powers
    }
    return frozenset(scaled | {value for value in values if isinstance(value, (str, tuple))})


def column_values(head: str, cells: Iterable[str], locale: Locale) -> list[list[_Meanings]]:
    """Return what the numbers of each of *cells* may mean, whose unit stands in *head*."""
    powers = {0, _scale(head, locale)}
    return [
        [_meanings(q.values, powers) for q in find_quantities(cell, locale) if _has_digit(q.raw)]
        for cell in cells
    ]


def hold_the_same(ours: list[_Meanings], theirs: list[_Meanings]) -> bool:
    """Tell whether each number of one cell has its equal in the other, by what they may mean."""
    left = list(theirs)
    for meanings in ours:
        same = next((found for found in left if found & meanings), None)
        if same is None:
            return False
        left.remove(same)
    return not left


def _scale(text: str, locale: Locale) -> int:
    """Return the power of ten that the words of a unit stand for: 9 for ``C$ billion``."""
    words = scale_words(locale)
    folded = text.casefold()
    found = [word for word in words if re.search(rf"\b{re.escape(word)}\b", folded)]
    return sum(words[word] for word in found) if found else 0


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
