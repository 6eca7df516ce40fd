"""Links and an outline that lead to elements, and to their places on the pages as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary

SECOND = ("sample-ua-2", "kitchen-sink-en-ua-2", "canada-mexico-relationship-en-fr-ua-2")


def is_element_on(pdf: pikepdf.Pdf, place: Any) -> bool:
    """Tell whether a destination leads to an element, and to the same point of a page."""
    element, *point = place.SD
    page, *same = place.D
    pages = {item.obj.objgen for item in pdf.pages}
    assert str(element.Type) == "/StructElem"
    return page.objgen in pages and point == same


@pytest.mark.parametrize("name", SECOND)
def test_every_link_leads_to_an_element(built: dict[str, Path], name: str) -> None:
    with pikepdf.open(built[name]) as pdf:
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
        links = [a for page in pdf.pages for a in page.get("/Annots", []) if "/Dest" in a]
        assert links
        assert {str(link.Dest) for link in links} <= names.keys()
        assert all(is_element_on(pdf, place) for place in names.values())


@pytest.mark.parametrize("name", SECOND)
def test_outline_leads_to_its_headings(built: dict[str, Path], name: str) -> None:
    with pikepdf.open(built[name]) as pdf:
        entries = [
            item
            for item in pdf.objects
            if isinstance(item, Dictionary) and "/Title" in item and "/A" in item
        ]
        assert len(entries) > 2
        for entry in entries:
            assert str(entry.A.S) == "/GoTo"
            assert is_element_on(pdf, entry.A)
            role = str(entry.A.SD[0].S)
            assert role == "/Title" or role[1:2] == "H"


def test_first_standard_has_places_alone(built: dict[str, Path]) -> None:
    with pikepdf.open(built["sample"]) as pdf:
        places = [place for _, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()]
        assert all(isinstance(place, pikepdf.Array) for place in places)
        assert not [item for item in pdf.objects if isinstance(item, Dictionary) and "/SD" in item]
