"""A table of every kind of figure, and its charts."""

from __future__ import annotations

import gettext
import json
from pathlib import Path
from typing import Any

from editions.charts.making import sketch_of
from editions.charts.planning import ChartOptions, make_plan
from editions.charts.plans import ChartPlan
from editions.tables.figures import Data
from tests.tables.packages import DESCRIPTION, forms_of, read

#: Columns of the table: name, type, role, title, and what else is said of numbers.
FIELDS: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("key", "string", "key", "", {}),
    ("good", "string", "heading", "Good", {}),
    ("when", "string", "period", "Period", {}),
    ("sort", "string", "text", "Sort", {}),
    ("sold", "number", "number", "Sold", {
        "unit": "CAD", "scale": "million", "precision": {"field": "precision"},
        "source": "harbour"}),
    ("kept", "number", "number", "Kept", {"unit": "CAD", "scale": "million"}),
    ("share", "number", "number", "Share", {"unit": "percent"}),
    ("precision", "string", "attribute", "", {}),
)  # fmt: skip
HEAD = ",".join(name for name, *_ in FIELDS)

#: Three goods, two years; one number is not exact, and one not stated.
GOODS = """\
apples-2008,Apples,2008,fruit,40,12,10,
apples-2010,Apples,2010,fruit,60,15,12.5,more than
fish-2008,Fish,2008,food,20,4,5,
fish-2010,Fish,2010,food,,6,6,
"""

WORDS = gettext.NullTranslations()


def goods(folder: Path, rows: str = GOODS) -> Data:
    """Return the data, of the table ``goods`` alone."""
    fields = [
        {"name": name, "type": kind, "role": role, **({"title": title} if title else {}), **more}
        for name, kind, role, title, more in FIELDS
    ]
    resource = {
        "name": "goods",
        "path": "goods.csv",
        "title": "Goods of the island",
        "schema": {"primaryKey": ["key"], "fields": fields},
    }
    description = json.dumps({**DESCRIPTION, "resources": [resource]})
    return read(folder, datapackage=description, goods=f"{HEAD}\n{rows}")


def plan_of(
    folder: Path,
    options: ChartOptions,
    rows: str = GOODS,
    locale: str = "en_CA",
    words: dict[str, str] | None = None,
) -> ChartPlan:
    """Return a chart of the table."""
    data = goods(folder, rows)
    return make_plan(data.tables["goods"], forms_of(data, locale, words), options)


def specification(made: ChartPlan, width: float = 560.0, direction: str = "ltr") -> dict[str, Any]:
    """Return what is given to the library."""
    return sketch_of(made, width, WORDS, direction).specification()
