"""Small packages of data, one fault or one feature each."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from babel import Locale

from editions.tables.figures import Data
from editions.tables.formatting import Forms
from editions.tables.reading import read_data
from editions.tables.wording import Wording

#: Two tables: figures of one unit, and of several.
DESCRIPTION: dict[str, Any] = {
    "name": "ferries",
    "institutions": {"harbour": {"title": "Harbour Office"}},
    "units": {
        "CAD": {
            "title": "Canadian dollars",
            "amount": "C${amount}",
            "scaled": "C${scaled}",
            "header": "C$",
            "scaledHeader": "C$ {scale}",
        },
        "percent": {"title": "Per cent", "amount": "{amount} per cent", "header": "per cent"},
        "count": {"title": "Things", "amount": "{amount}", "header": "number"},
    },
    "resources": [
        {
            "name": "fares",
            "path": "fares.csv",
            "title": "Fares of the ferry",
            "notes": ["Children go free."],
            "chapter": "shore",
            "schema": {
                "primaryKey": ["key"],
                "fields": [
                    {"name": "key", "type": "string", "role": "key"},
                    {"name": "shore", "type": "string", "role": "heading", "title": "Shore"},
                    {
                        "name": "fare",
                        "type": "number",
                        "role": "number",
                        "title": "Fare",
                        "unit": "CAD",
                        "scale": "billion",
                        "period": "2009",
                        "precision": {"field": "precision"},
                        "source": "harbour",
                        "statement": {"field": "stated"},
                    },
                    {"name": "precision", "type": "string", "role": "attribute"},
                    {"name": "stated", "type": "string", "role": "attribute"},
                ],
            },
        },
        {
            "name": "traffic",
            "path": "traffic.csv",
            "title": "Traffic",
            "chapter": "crossing",
            "schema": {
                "primaryKey": ["key"],
                "fields": [
                    {"name": "key", "type": "string", "role": "key"},
                    {"name": "what", "type": "string", "role": "heading", "title": "What"},
                    {"name": "when", "type": "string", "role": "period", "title": "Period"},
                    {
                        "name": "value",
                        "type": "number",
                        "role": "number",
                        "title": "Figure",
                        "unit": {"field": "unit"},
                        "scale": {"field": "scale"},
                        "source": {"field": "source"},
                        "sameAs": {"field": "same"},
                    },
                    {
                        "name": "unit",
                        "type": "string",
                        "role": "unit",
                        "title": "Unit",
                        "of": "value",
                    },
                    {"name": "scale", "type": "string", "role": "attribute"},
                    {"name": "source", "type": "string", "role": "attribute"},
                    {"name": "same", "type": "string", "role": "attribute"},
                ],
            },
        },
    ],
}

FARES = """\
key,shore,fare,precision,stated
north,North shore,21.3,,costs {} to build
south,South shore,457,more than,
east,Total,4.85,nearly,
west,West shore,,,
"""

TRAFFIC = """\
key,what,when,value,unit,scale,source,same
cars,Cars,1999-01/2010-06,2580,count,,harbour,
growth,Growth,1994/..,12.7,percent,,mine2010,
cost,Cost,2009,,CAD,,,fares/north/fare
"""


def write_package(folder: Path, **files: str | bytes) -> Path:
    """Write the package into *folder*, some of its files (by their stems) in other words."""
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, str | bytes] = {"fares": FARES, "traffic": TRAFFIC, **files}
    description = contents.pop("datapackage", None) or json.dumps(DESCRIPTION, indent=1)
    for name, content in {**{f"{n}.csv": c for n, c in contents.items()}}.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    path = folder / "datapackage.json"
    path.write_bytes(description if isinstance(description, bytes) else description.encode())
    return path


def changed(*place: str | int, value: Any) -> str:
    """Return the description with one value changed, or added, or removed if it is None."""
    description = copy.deepcopy(DESCRIPTION)
    target: Any = description
    for step in place[:-1]:
        target = target[step]
    if value is None:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    return json.dumps(description, indent=1)


def read(folder: Path, **files: str | bytes) -> Data:
    """Write and read a package."""
    return read_data(write_package(folder, **files), folder)


def forms_of(data: Data, locale: str, words: dict[str, str] | None = None) -> Forms:
    """Return the forms of a locale; without *words* those of the original."""
    translate = (lambda message: message) if words is None else words.get
    parsed = Locale.parse(locale)
    return Forms(data, Wording(parsed, translate, parsed.language))
