"""A table for reviewers: what it shows, and what comes back from Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from babel import Locale
from docx.oxml import OxmlElement, parse_xml
from docx.table import Table, _Row

from editions.catalogs.entries import Catalog
from editions.catalogs.termbase import Termbase
from editions.changes.differences import Comparer
from editions.exchange.applying import Applied, ImportStatus, apply_returned
from editions.exchange.review import COLUMNS, ReviewLabels, write_review
from editions.exchange.review_reading import open_review, read_review
from editions.exchange.segments import segments_of
from editions.findings import FindingsError, Severity
from tests.exchange.test_round_trip import EVERY_KIND, catalog_of

LABELS = ReviewLabels("Two Shores", "en-GB", "fr-FR")
COMPARER = Comparer(Locale("en"), Termbase([], "en"))
MARKED = 'msgid "See :term:`the isle <isle>` *now*, {n}"\nmsgstr "Voir :term:`l’île <isle>`, {n}"\n'


def export(catalog: Catalog) -> bytes:
    return write_review({"x": segments_of(catalog)}, LABELS, COMPARER)


def bring_back(catalog: Catalog, data: bytes) -> Applied:
    returned = list(read_review(open_review(data, "x.docx"), {"x": catalog}))
    return apply_returned({"x": catalog}, returned, "x.docx", lambda domain, entry: ())


def edited(catalog: Catalog, edit: Callable[[Table], None]) -> Applied:
    """Change the table as a reviewer does, and bring it back."""
    document = docx.Document(io.BytesIO(export(catalog)))
    (table,) = document.tables
    edit(table)
    saved = io.BytesIO()
    document.save(saved)
    return bring_back(catalog, saved.getvalue())


def write(row: _Row, column: str, text: str) -> None:
    row.cells[COLUMNS.index(column)].text = text


def translation(applied: Applied) -> str:
    return catalog_of(applied.texts["x"].partition("\n\n")[2]).entries[0].msgstr


def test_what_nobody_touched_changes_nothing() -> None:
    catalog = catalog_of(EVERY_KIND)
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.findings) == ({}, [])
    assert applied.statuses == {ImportStatus.UNCHANGED: 7}


def test_table_as_a_reviewer_sees_it() -> None:
    document = docx.Document(io.BytesIO(export(catalog_of(EVERY_KIND))))
    assert document.core_properties.language == "fr-FR"
    assert [p.text for p in document.paragraphs if p.style and "Heading" in str(p.style.name)] == [
        "Two Shores", "x",
    ]  # fmt: skip
    (table,) = document.tables
    head, first, second, *_ = table.rows
    assert [cell.text for cell in head.cells] == list(COLUMNS)
    assert [cell.text for cell in first.cells][1:] == [
        "One ‹1›word‹/1› & <tag>", "Un ‹1›mot‹/1› & <balise>", "current",
        "A translator's note.\n indented, and\n",
    ]  # fmt: skip
    number, *hidden = first.cells[0].paragraphs[0].runs
    assert (number.text, [run.font.hidden for run in hidden]) == ("1", [True])
    original, earlier = second.cells[1].paragraphs
    assert original.text == "Two ‹1/›"
    assert [run.text for run in earlier.runs if run.font.strike] == ["words"]
    assert [run.text for run in second.cells[3].paragraphs[0].runs] == ["outdated"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Voyez ‹1›l’île‹/1› ‹3/›", "Voyez :term:`l’île <isle>` {n}"),
        ("‹3/› ‹2›ici‹/2› ‹1›l’île‹/1›", "{n} *ici* :term:`l’île <isle>`"),
        ("‹1›l’île‹/1› ‹1›l’île‹/1› ‹3/›", ":term:`l’île <isle>` :term:`l’île <isle>` {n}"),
        ("‹1›l’île‹/1›\n‹3/›", ":term:`l’île <isle>` {n}"),
    ],
)
def test_codes_get_their_markup_back(written: str, text: str) -> None:
    applied = edited(catalog_of(MARKED), lambda table: write(table.rows[1], "Translation", written))
    assert applied.findings == []
    assert translation(applied) == text


@pytest.mark.parametrize(
    ("written", "rule", "severity"),
    [
        ("Voir l’île, ‹3/›", "import-codes", Severity.WARNING),  # the link is lost
        ("Voir ‹1›l’île‹/1›", "import-codes", Severity.WARNING),  # the place is lost
        ("Voir ‹1›l’île, ‹3/›", "import-codes", Severity.ERROR),  # half a code
        ("‹1›l’‹2›île‹/1› ici‹/2›, ‹3/›", "import-codes", Severity.ERROR),  # crossed
        ("Voir ‹9/› ‹1›l’île‹/1›, ‹3/›", "import-codes", Severity.ERROR),  # none of the message
    ],
)
def test_codes_are_guarded(written: str, rule: str, severity: Severity) -> None:
    applied = edited(catalog_of(MARKED), lambda table: write(table.rows[1], "Translation", written))
    (finding,) = applied.findings
    assert (finding.file, finding.line, finding.rule, finding.severity) == (
        "x.docx", 2, rule, severity,
    )  # fmt: skip
    assert ("fuzzy" in applied.texts.get("x", "")) == (severity is Severity.WARNING)


def test_state_and_remarks_come_back() -> None:
    catalog = catalog_of('#, fuzzy\n#| msgid "Old"\nmsgid "New"\nmsgstr "Neuf"\n')
    accepted = edited(catalog, lambda table: write(table.rows[1], "State", " Current "))
    assert "fuzzy" not in accepted.texts["x"]
    mended = edited(catalog, lambda table: write(table.rows[1], "Translation", "Nouveau"))
    assert "fuzzy" not in mended.texts["x"]
    noted = edited(catalog, lambda table: write(table.rows[1], "Comment", "Is it?\nAsk."))
    assert "# Is it?\n# Ask.\n#, fuzzy" in noted.texts["x"]
    current = catalog_of('msgid "New"\nmsgstr "Neuf"\n')
    doubted = edited(current, lambda table: write(table.rows[1], "State", "outdated"))
    assert "#, fuzzy" in doubted.texts["x"]


def test_rows_may_be_moved_removed_and_repeated() -> None:
    catalog = catalog_of('msgid "A"\nmsgstr "Ah"\n\nmsgid "B"\nmsgstr "Bé"\n')

    def move(table: Table) -> None:
        write(table.rows[1], "Translation", "Oh")
        table._tbl.append(table.rows[1]._tr)

    assert 'msgstr "Oh"' in edited(catalog, move).texts["x"]
    removed = edited(catalog, lambda table: table._tbl.remove(table.rows[1]._tr))
    assert (removed.texts, removed.findings) == ({}, [])

    def repeat(table: Table) -> None:
        copy: Any = parse_xml(table.rows[1]._tr.xml)
        table._tbl.append(copy)

    assert {f.rule for f in edited(catalog, repeat).findings} == {"import-twice"}


def test_tracked_changes_count_as_accepted() -> None:
    def track(table: Table) -> None:
        paragraph: Any = table.rows[1].cells[2].paragraphs[0]
        run = paragraph.runs[0]._r
        gone, came = OxmlElement("w:del"), OxmlElement("w:ins")
        run.addprevious(came)
        run.addprevious(gone)
        new = docx.Document().add_paragraph("Nouveau").runs[0]._r
        came.append(new)
        gone.append(run)

    applied = edited(catalog_of('msgid "New"\nmsgstr "Neuf"\n'), track)
    assert translation(applied) == "Nouveau"


def test_comments_of_the_program_come_back() -> None:
    catalog = catalog_of('msgid "New"\nmsgstr "Neuf"\n')
    document = docx.Document(io.BytesIO(export(catalog)))
    run = document.tables[0].rows[1].cells[2].paragraphs[0].runs[0]
    document.add_comment(run, text="Which one?", author="R", initials="R")
    saved = io.BytesIO()
    document.save(saved)
    assert "# Which one?\n" in bring_back(catalog, saved.getvalue()).texts["x"]


def packed(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return data.getvalue()


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 no archive", "no DOCX that can be read"),
        (b"", "no DOCX that can be read"),
        (packed(other="<a/>"), "holds no word/document.xml"),
        (packed(document="<a>"), "not well-formed"),
        (packed(document=ENTITIES), "declares entities"),
        (packed(document=f"<a>{' ' * 50_000_001}</a>"), "holds more than 50,000,000 bytes"),
    ],
)
def test_file_that_is_none_or_a_trap_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FindingsError, match=message):
        open_review(data, "x.docx")


def test_table_of_somebody_else_holds_nothing() -> None:
    document = docx.Document()
    document.add_table(2, 5).rows[0].cells[0].text = "no name"
    document.add_table(1, 2)
    saved = io.BytesIO()
    document.save(saved)
    assert list(read_review(open_review(saved.getvalue(), "x"), {})) == []
