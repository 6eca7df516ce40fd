"""Elements as they stand in a file, to either standard: one page in both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from editions.pdf.standards import DROPPED, PDF2
from tests.pdf.damage import elements, first


@pytest.fixture(params=["sample", "sample-ua-2"])
def pdf(request: pytest.FixtureRequest, built: dict[str, Path]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(built[request.param]) as pdf:
        yield pdf


def is_second(pdf: pikepdf.Pdf) -> bool:
    return pdf.pdf_version == "2.0"


def test_roles_are_known_to_the_standard(pdf: pikepdf.Pdf) -> None:
    title = first(pdf, "Title")
    if not is_second(pdf):
        assert dict(pdf.Root.StructTreeRoot.RoleMap.items()) == {"/Title": Name.P}
        assert "/NS" not in title
        return
    (namespace,) = pdf.Root.StructTreeRoot.Namespaces
    assert str(namespace.NS) == PDF2
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.StructElem:
            dropped = str(item.S).removeprefix("/") in DROPPED
            assert ("/NS" in item) is not dropped
            assert dropped or item.NS.objgen == namespace.objgen


def test_each_list_says_how_it_is_counted(pdf: pikepdf.Pdf) -> None:
    found = [str(item.A.ListNumbering) for item in elements(pdf, "L")]
    definitions = "/Description" if is_second(pdf) else "/None"
    assert sorted(found) == sorted(["/Disc", "/Decimal", definitions])
    assert {str(item.A.O) for item in elements(pdf, "L")} == {"/List"}


def test_notes_and_contents_name_what_they_refer_to(pdf: pikepdf.Pdf) -> None:
    if not is_second(pdf):
        assert not [item for item in pdf.objects if isinstance(item, Dictionary) and "/Ref" in item]
        return
    note = first(pdf, "FENote")
    assert (str(note.A.O), str(note.A.NoteType)) == ("/FENote", "/Footnote")
    (reference,) = note.Ref
    assert str(reference.S) == "/Reference"
    assert [item.objgen for item in reference.Ref] == [note.objgen]
    targets = [item.Ref[0] for item in elements(pdf, "TOCI")]
    assert [str(item.S) for item in targets] == ["/H1", "/H2"]


def test_abbreviation_has_its_long_form(pdf: pikepdf.Pdf) -> None:
    assert [str(item.E) for item in elements(pdf, "Span") if "/E" in item] == ["European Union"]
