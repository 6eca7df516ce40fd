"""Links and an outline that lead to structure elements, as PDF/UA-2 wants (ISO 14289-2, 8.8).

Each keeps the place on its page, beside the element, for programs that know no more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pydyf


def lead_names_to_elements(pdf: Any, element_of: Callable[[str], Any]) -> None:
    """Let named destinations, which links lead to, name elements, too.

    *element_of* returns the object of the element with an id.
    """
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for place in range(0, len(names), 2):
        page = names[place + 1]
        names[place + 1] = _both(page, element_of(names[place].string))


def lead_outline_to_elements(pdf: Any, elements: Sequence[Any]) -> None:
    """Let the entries of the outline, in their order, lead to *elements*."""
    entries = [
        item
        for item in pdf.objects
        if isinstance(item, pydyf.Dictionary) and "Title" in item and "Dest" in item
    ]
    for entry, element in zip(entries, elements, strict=True):
        action = _both(entry.pop("Dest"), element)
        entry["A"] = pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", **action})


def _both(page: Any, element: Any) -> Any:
    """Return a destination on *page*, an array, that is one of *element*, too."""
    return pydyf.Dictionary({"D": page, "SD": pydyf.Array([element.reference, *page[1:]])})
