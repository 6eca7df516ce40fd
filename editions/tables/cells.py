"""What is wrong with a cell of a CSV file, by the description of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from editions.findings import described
from editions.phrases import phrase, told
from editions.tables.descriptor import Field, Package, attribute_problem
from editions.tables.forms import compile_form
from editions.tables.periods import PeriodError, parse_period

#: What a cell may look like by the type of its field, and how it is called.
_TYPES = {
    "number": (re.compile(r"-?\d{1,40}(\.\d{1,40})?", re.ASCII), phrase("a number such as 21.3")),
    "integer": (re.compile(r"-?\d{1,40}", re.ASCII), phrase("a whole number such as 2580")),
    "year": (re.compile(r"\d{4}", re.ASCII), phrase("a year such as 2009")),
}
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*")
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]*")
#: Characters that no cell needs: controls, and marks that turn the direction of text.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def text_problems(cell: str) -> Iterator[str]:
    """Yield why a cell is no text that can be read at all."""
    if cell != cell.strip():
        yield phrase("expected no space at either end, got {cell}", cell=described(cell))
    elif control := _CONTROL.search(cell):
        yield phrase("expected text, got the control character {control!r}", control=control[0])


def cell_problems(field: Field, cell: str, *, is_key: bool) -> Iterator[str]:
    """Yield what is wrong with a cell that holds text."""
    yield from _type_problems(field, cell)
    yield from _constraint_problems(field, cell)
    if is_key and not _KEY.fullmatch(cell):
        yield phrase("expected a key such as 'united-states', got {cell}", cell=described(cell))


def figure_problem(name: str, value: str, package: Package) -> str:
    """Return what is wrong with an attribute of a number, or an empty text."""
    if name == "period" and value:
        return _period_problem(value)
    if name == "source" and value and not _REFERENCE.fullmatch(value):
        wanted = phrase("an institution or a key of the bibliography")
        return phrase("expected {wanted}, got {values}", wanted=wanted, values=described(value))
    if name == "statement" and value and value.count("{}") != 1:
        return phrase(
            "expected one {{}} in the place of the number, got {values}", values=described(value)
        )
    return attribute_problem(name, value, package)


def _type_problems(field: Field, cell: str) -> Iterator[str]:
    pattern, name = _TYPES.get(field.type, (None, ""))
    if pattern is not None and not pattern.fullmatch(cell):
        yield phrase("expected {name}, got {cell}", name=name, cell=described(cell))
    if field.role == "period" and (problem := _period_problem(cell)):
        yield problem


def _period_problem(text: str) -> str:
    try:
        parse_period(text)
    except PeriodError as error:
        return told(error)
    return ""


def _constraint_problems(field: Field, cell: str) -> Iterator[str]:
    limits = field.constraints
    if "enum" in limits and cell not in map(str, limits["enum"]):
        yield phrase(
            "expected one of {enum}, got {cell}",
            enum=", ".join(map(str, limits["enum"])),
            cell=described(cell),
        )
    if "pattern" in limits and not compile_form(limits["pattern"]).fullmatch(cell):
        yield phrase(
            "expected the form {pattern}, got {cell}",
            pattern=limits["pattern"],
            cell=described(cell),
        )
    if field.type != "string" and _TYPES[field.type][0].fullmatch(cell):
        if "minimum" in limits and Decimal(cell) < Decimal(str(limits["minimum"])):
            yield phrase(
                "expected at least {minimum}, got {cell}",
                minimum=limits["minimum"],
                cell=described(cell),
            )
        if "maximum" in limits and Decimal(cell) > Decimal(str(limits["maximum"])):
            yield phrase(
                "expected at most {maximum}, got {cell}",
                maximum=limits["maximum"],
                cell=described(cell),
            )
