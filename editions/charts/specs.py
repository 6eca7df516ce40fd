"""A specification of an editor's own: Vega-Lite, with the data and the words of a table.

Each row of the table is a record.  A number is counted as the head of its column says, a period is
a year with its fraction, and whatever readers see stands under the name of the field with
``_text`` behind it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from editions.charts.drawing import draw
from editions.charts.keeping import drawn_once
from editions.charts.making import NARROW, Drawings
from editions.charts.plans import ChartError, years_of
from editions.charts.sketch import CONFIG, WIDTH
from editions.files.json import parse_json
from editions.files.reading import read_text
from editions.findings import shortened
from editions.tables.figures import Table
from editions.tables.formatting import Forms
from editions.tables.periods import parse_period
from editions.tables.views import Cell, make_view

RULE = "chart"
#: What would bring data from elsewhere, lead there, or leave some out by chance.
_REFUSED = frozenset({"url", "href", "data", "datasets", "usermeta", "sample"})
#: What would draw something else each time.
_CHANCE = re.compile(r"\b(now|random|sample\w*)\s*\(")
#: What readers would see, and no catalog has; a title names a column.
_WORDS = frozenset({"subtitle", "description", "labelExpr", "tooltip"})


def read_specification(path: Path, shown: str, table: Table, forms: Forms) -> dict[str, Any]:
    """Return the specification in the file at *path*, its data and titles those of *table*.

    Raises:
        FindingsError: the file cannot be read, or is not JSON.
        ChartError: it holds what a chart of the table may not.
    """
    content, _lines = parse_json(read_text(path, shown, RULE), shown, RULE)
    if not isinstance(content, dict):
        raise ChartError(f"{shown}: expected a specification of Vega-Lite, an object in JSON")
    view = make_view(table, forms)
    titles = {
        head.field.name: " ".join(filter(None, (head.label.text, head.unit.text)))
        for head in view.heads
    }
    filled = _filled(content, titles, shown)
    assert isinstance(filled, dict)  # noqa: S101  # as the content is
    values = [
        {name: value for cell in cells for name, value in _record(cell, row.cells, forms).items()}
        for row, cells in zip(table.rows, view.rows, strict=True)
    ]
    config = {**_mapping(filled.get("config")), **CONFIG}
    return {**filled, "data": {"values": values}, "config": config, "background": None}


def draw_specification(specification: dict[str, Any], locale: str) -> Drawings:
    """Return the drawings of a specification, in two widths unless it has one of its own.

    Raises:
        DrawingError: Vega-Lite does not understand it.
    """

    def drawn() -> list[str]:
        fit = {"type": "fit", "contains": "padding"}
        own = {"autosize": fit, "padding": 0, **specification}
        return [draw({"width": width, **own}) for width in (WIDTH, NARROW)]

    content = json.dumps(specification, ensure_ascii=False, sort_keys=True)
    return Drawings(*drawn_once((content, locale, WIDTH, NARROW), drawn))


def _filled(value: object, titles: Mapping[str, str], shown: str) -> object:
    """Return a part of a specification with the titles of columns for their names."""
    if isinstance(value, list):
        return [_filled(item, titles, shown) for item in value]
    if isinstance(value, str) and (chance := _CHANCE.search(value)):
        raise ChartError(f"{shown}: '{chance[0]})' is refused; the same data give the same drawing")
    if not isinstance(value, dict):
        return value
    found: dict[str, object] = {}
    for name, item in value.items():
        if name in _REFUSED:
            raise ChartError(f"{shown}: {name!r} is refused; the data are those of the table")
        is_text = isinstance(item, (str, list)) and bool(item)
        is_lines = name == "title" and isinstance(item, list)
        if (name in _WORDS and is_text) or (name == "text" and is_text) or is_lines:
            raise ChartError(
                f"{shown}: {name!r} holds words that are in no catalog; show a field of the"
                " table, and say the rest with ':caption:', ':alt:' and ':notes:'"
            )
        if name == "title" and isinstance(item, str):
            if item not in titles:
                raise ChartError(
                    f"{shown}: the title {shortened(item)!r} is no column of the table;"
                    f" its columns are {', '.join(titles)}"
                )
            found[name] = titles[item]
        else:
            found[name] = _filled(item, titles, shown)
    return found


def _record(cell: Cell, cells: Mapping[str, str], forms: Forms) -> dict[str, Any]:
    """Return the fields of a record that a cell makes."""
    name = cell.field.name
    found: dict[str, Any] = {f"{name}_text": cell.label.text}
    if cell.field.role == "number":
        found[name] = float(forms.shown_value(cell.figure)[0]) if cell.figure else None
    elif cell.field.role == "period" or cell.field.type == "year":
        period = parse_period(cells[name]) if cells[name] else None
        found[name] = years_of(period.start) if period and period.start else None
    else:
        found[name] = cell.label.text
    return found


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
