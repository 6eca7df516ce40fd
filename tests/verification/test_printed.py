"""What a PDF is beside its text, changed without a builder."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from editions.verification.books import (
    PrintedBook,
    PrintedText,
    UnreadableError,
    read_pdf,
    read_printed,
)
from editions.verification.facts import letters
from editions.verification.printed import check_form, check_printed, compare_printed
from editions.verification.site import BuiltSite, read_site

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def good(site: Path) -> BuiltSite:
    return read_site(site)


@pytest.fixture(scope="module")
def data(site: Path) -> bytes:
    (path,) = (path for path in (site / "downloads").glob("*-fr.pdf") if "en-" not in path.name
               and "es-" not in path.name)  # fmt: skip
    return path.read_bytes()


@pytest.fixture(scope="module")
def printed(data: bytes) -> PrintedText:
    return read_pdf(data)


def notes_of(pdf: pikepdf.Pdf) -> list[Any]:
    return [note for page in pdf.pages for note in page.get("/Annots", ())]


def other_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("es-MX")


def other_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Something else"


def lost_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[4]


def english_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[4].title = "An economic relation"


def counted_from_the_cover(pdf: pikepdf.Pdf) -> None:
    decimal = pikepdf.Dictionary(S=pikepdf.Name.D)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, decimal]))


def dead_link(pdf: pikepdf.Pdf) -> None:
    next(note for note in notes_of(pdf) if "/Dest" in note).Dest = pikepdf.String("nowhere")


def other_address(pdf: pikepdf.Pdf) -> None:
    note = next(n for n in notes_of(pdf) if n.get("/A", {}).get("/S") == "/URI")
    note.A.URI = pikepdf.String("http://example.org/")


def lost_font(pdf: pikepdf.Pdf) -> None:
    font = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/FontFile2" in o)
    del font["/FontFile2"]


def other_alternative(pdf: pikepdf.Pdf) -> None:
    elements = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary))
    next(o for o in elements if "/Alt" in o and "/S" in o).Alt = pikepdf.String("Nothing")


CHANGES: dict[str, tuple[Change, str]] = {
    "another language": (other_language, "page-language"),
    "another title": (other_title, "page-title"),
    "a lost bookmark": (lost_bookmark, "bookmarks"),
    "a bookmark in English": (english_bookmark, "bookmarks"),
    "pages counted from the cover": (counted_from_the_cover, "page-labels"),
    "a dead link": (dead_link, "dead-link"),
    "a link to elsewhere": (other_address, "links-differ"),
    "a lost font": (lost_font, "fonts"),
    "another alternative text": (other_alternative, "alternative-text"),
}


def changed(data: bytes, change: Change) -> PrintedBook:
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(target)
    return read_printed(target.getvalue())[1]


def rules(good: BuiltSite, book: PrintedBook, printed: PrintedText) -> set[str]:
    pages = good.documents("fr")
    known = {link.address for page in good.edition("fr").values() for link in page.links}
    found = [*check_printed(pages, book, printed, "it.pdf")]
    found += check_form(book, printed, "it.pdf", ["fr-CA"], known)
    return {finding.rule for finding in found}


def test_a_good_file_has_no_finding(good: BuiltSite, data: bytes, printed: PrintedText) -> None:
    assert rules(good, read_printed(data)[1], printed) == set()


@pytest.mark.parametrize("name", CHANGES)
def test_a_defect_is_found(good: BuiltSite, data: bytes, printed: PrintedText, name: str) -> None:
    change, rule = CHANGES[name]
    assert rules(good, changed(data, change), printed) == {rule}


def test_editions_have_the_same_parts(data: bytes) -> None:
    def without_labels(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.PageLabels

    one = read_printed(data)[1]
    assert list(compare_printed(one, "en.pdf", one, "fr.pdf")) == []
    for change, rule in ((lost_bookmark, "bookmarks"), (without_labels, "page-labels")):
        other = changed(data, change)
        found = list(compare_printed(one, "en.pdf", other, "fr.pdf"))
        assert [(f.rule, f.file) for f in found] == [(rule, "fr.pdf")]


def test_what_is_no_pdf_is_said() -> None:
    with pytest.raises(UnreadableError):
        read_printed(b"%PDF-1.7 and nothing more")


def test_a_passage_of_columns_goes_on_overleaf() -> None:
    """Behind its first part stands the other language, at the foot of the page."""
    pages = ["The ferry carries cars over the", "Le bac prend des voitures " * 30]
    over = ["long water. " + "Il passe une eau longue. " * 30]
    text = "theferrycarriescarsoverthelongwater"
    assert PrintedText(iter([" ".join(pages), *over]), columns=True).find(text) is not None
    assert PrintedText(iter([" ".join(pages), *over])).find(text) is None
    wrong = ["short water. " + "Il passe une eau longue. " * 30]
    assert PrintedText(iter([" ".join(pages), *wrong]), columns=True).find(text) is None


@pytest.mark.parametrize("filled", [1, 3])
def test_a_passage_of_columns_fills_pages(filled: int) -> None:
    ours, theirs = (
        [f"{word}{number} " * 40 for number in range(filled + 2)] for word in ("ferry", "bac")
    )
    text = letters("".join(ours))
    pages = [f"Ferries {one} Bacs {other}" for one, other in zip(ours, theirs, strict=True)]
    assert PrintedText(iter(pages), columns=True).find(text) is not None
    pages[1] = pages[1].replace("ferry1 ", "", 1)
    assert PrintedText(iter(pages), columns=True).find(text) is None


def test_a_text_of_many_pages_that_is_not_there_is_soon_given_up() -> None:
    pages = ["tide " * 120] * 60
    assert PrintedText(iter(pages)).find("tide" * 800 + "ebb") is None  # 12 ways to go on each page
    assert PrintedText(iter([*pages, "ebb"])).find("tide" * 800 + "ebb") is not None
