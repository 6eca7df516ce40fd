"""A table for reviewers: what it shows, and what comes back from Word."""

from __future__ import annotations

import contextlib
import io
import time
from collections.abc import Callable
from typing import Any

import docx
import pytest
from babel import Locale
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table, _Row
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from editions.catalogs.entries import Catalog
from editions.catalogs.termbase import Termbase
from editions.changes.differences import Comparer
from editions.exchange.applying import Applied, ImportStatus, apply_returned
from editions.exchange.docx import Docx, open_docx
from editions.exchange.review import COLUMNS, ReviewLabels, write_review
from editions.exchange.review_reading import read_review, review_languages
from editions.exchange.segments import segments_of
from editions.findings import FindingsError, Severity
from tests.exchange.test_round_trip import EVERY_KIND, catalog_of

LABELS = ReviewLabels("Two Shores", "en-GB", "fr-FR")
COMPARER = Comparer(Locale("en"), Termbase([], "en"))
MARKED = 'msgid "See :term:`the isle <isle>` *now*, {n}"\nmsgstr "Voir :term:`l’île <isle>`, {n}"\n'


def export(catalog: Catalog) -> bytes:
    return write_review({"x": segments_of(catalog)}, LABELS, COMPARER)


def bring_back(catalog: Catalog, data: bytes) -> Applied:
    returned = list(read_review(open_docx(data, "x.docx"), {"x": catalog}, "x.docx", "fr-FR"))
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


def test_spaces_that_nobody_sees_are_kept() -> None:
    spaces = (" ", "  ", "\\t", "\u00a0", "\u3000")
    forms = ("{}b", "b{}", "{}b{}", "b{}c", "b ``x``{}")
    texts = [form.replace("{}", space) for form in forms for space in spaces]
    texts += ["b\\nc", "b ``x``\\n\\nc"]  # line breaks that the message has not
    entries = (f'msgid "Message {n} ``x``"\nmsgstr "{text}"\n' for n, text in enumerate(texts))
    catalog = catalog_of("\n".join(entries))
    applied = bring_back(catalog, export(catalog))
    assert (applied.texts, applied.statuses) == ({}, {ImportStatus.UNCHANGED: len(texts)})


@pytest.mark.parametrize(
    "msgstr", [" La marée. ", "La marée.  ", "La\\nmarée.", "La  marée\u00a0!", " ‹1› ", "   "]
)
def test_edges_that_nobody_touched_stay(msgstr: str) -> None:
    catalog = catalog_of(f'msgid "The tide."\nmsgstr "{msgstr}"\n')
    assert bring_back(catalog, export(catalog)).texts == {}


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


def test_table_of_somebody_else_holds_nothing() -> None:
    document = docx.Document()
    document.add_table(2, 5).rows[0].cells[0].text = "no name"
    document.add_table(1, 2)
    saved = io.BytesIO()
    document.save(saved)
    with pytest.raises(FindingsError, match="holds no row that names its message"):
        bring_back(catalog_of('msgid "New"\nmsgstr "Neuf"\n'), saved.getvalue())


TWO = 'msgid "A"\nmsgstr "Ah"\n\nmsgid "B"\nmsgstr "Bé"\n'


def remove_column(table: Table, name: str) -> None:
    at = COLUMNS.index(name)
    for row in table.rows:
        row._tr.remove(row._tr.tc_lst[at])


def add_column(table: Table) -> None:
    for row in table.rows:
        row._tr.insert(2, parse_xml(row._tr.tc_lst[0].xml))
        row.cells[0].text = ""


@pytest.mark.parametrize("changed", [*COLUMNS[1:2], *COLUMNS[3:], None])
def test_columns_may_be_removed_and_added(changed: str | None) -> None:
    def change(table: Table) -> None:
        write(table.rows[1], "Translation", "Oh")
        if changed is None:
            add_column(table)
            table.rows[0].cells[0].text, table.rows[0].cells[2].text = "Mine", "No."
        else:
            remove_column(table, changed)

    applied = edited(catalog_of(TWO), change)
    assert applied.findings == []
    assert 'msgstr "Oh"' in applied.texts["x"]


def remove_name(table: Table) -> None:
    write(table.rows[1], "No.", "1")


def split_cell(table: Table) -> None:
    cell = table.rows[1]._tr.tc_lst[2]
    cell.addnext(parse_xml(cell.xml))


def merge_cells(table: Table) -> None:
    table.rows[1].cells[2].merge(table.rows[1].cells[3])


def merge_rows(table: Table) -> None:
    table.rows[1].cells[2].merge(table.rows[2].cells[2])


def merge_names(table: Table) -> None:
    table.rows[1].cells[0].merge(table.rows[2].cells[0])


def name_language(table: Table) -> None:
    paragraph = table.rows[1].cells[0].paragraphs[0]
    paragraph.runs[-1].text = paragraph.runs[-1].text.replace("fr-FR", "pt-BR")


def symbol(font: str, char: str) -> Any:
    found = OxmlElement("w:sym")
    found.set(qn("w:font"), font)
    found.set(qn("w:char"), char)
    return found


def put_in(name: str) -> Callable[[Table], None]:
    def put(table: Table) -> None:
        element = symbol("Wingdings", "F0E0") if name == "w:sym" else OxmlElement(name)
        table.rows[1].cells[2].paragraphs[0].runs[0]._r.append(element)

    return put


@pytest.mark.parametrize(
    ("edit", "lines", "message"),
    [
        (remove_name, [2], "does not say which message 'Ah' translates"),
        (split_cell, [2], "has 6 cells, where its table has 5"),
        (merge_cells, [2], "has 4 cells, where its table has 5"),
        (merge_rows, [2, 3], "is merged with that of another row"),
        (merge_names, [2, 2, 3], ""),
        (name_language, [2], "the row is of a table for pt-BR, not for fr-FR"),
        (put_in("w:sym"), [2], "holds a symbol of the font 'Wingdings'"),
        (put_in("w:drawing"), [2], "holds a picture"),
        (put_in("w:footnoteReference"), [2], "holds a footnote"),
    ],
)
def test_row_that_cannot_be_read_is_reported(
    edit: Callable[[Table], None], lines: list[int], message: str
) -> None:
    applied = edited(catalog_of(TWO), edit)
    assert [(f.line, f.rule) for f in applied.findings] == [(line, "import-row") for line in lines]
    assert all(message in f.message for f in applied.findings)
    assert applied.texts == {}


def test_row_of_two_messages_is_reported_for_both() -> None:
    first, second, _ = edited(catalog_of(TWO), merge_names).findings
    assert first.message == second.message
    assert first.message.startswith("the row names 2 messages")


def test_names_that_are_all_gone_are_reported() -> None:
    def remove(table: Table) -> None:
        for row in table.rows[1:]:
            write(row, "No.", "1")

    with pytest.raises(FindingsError, match=r"x\.docx: holds no row that names its message"):
        edited(catalog_of(TWO), remove)


def test_rows_know_their_language_whatever_the_program_says() -> None:
    document = docx.Document(io.BytesIO(export(catalog_of(TWO))))
    document.core_properties.language = "en-US"  # as after a form that does not hold it
    saved = io.BytesIO()
    document.save(saved)
    assert review_languages(open_docx(saved.getvalue(), "x.docx")) == {"fr-FR"}


def test_messages_outside_of_a_table_are_reported() -> None:
    def take_out(table: Table) -> None:
        paragraph = table.rows[1].cells[0].paragraphs[0]._p
        table._tbl.addprevious(paragraph)  # as a large table becomes in Word's form before 2007

    applied = edited(catalog_of(TWO), take_out)
    assert "1 messages stand outside of a table" in applied.findings[-1].message
    assert applied.texts == {}


def strike(table: Table) -> None:
    paragraph = table.rows[1].cells[2].paragraphs[0]
    paragraph.add_run(" hors").font.strike = True


def add_link(table: Table) -> None:
    run = table.rows[1].cells[2].paragraphs[0].runs[0]._r
    link = OxmlElement("w:hyperlink")
    run.addprevious(link)
    link.append(run)


def change_original(table: Table) -> None:
    write(table.rows[1], "Original", "An A")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (strike, "'hors' is struck out by its format alone"),
        (add_link, "the link at 'Ah' is not taken back"),
        (change_original, "the original was changed, which changes nothing"),
    ],
)
def test_what_is_not_taken_back_is_reported(edit: Callable[[Table], None], message: str) -> None:
    (finding,) = edited(catalog_of(TWO), edit).findings
    assert (finding.line, finding.severity) == (2, Severity.WARNING)
    assert message in finding.message


def test_address_that_the_program_made_a_link_is_none_of_the_reviewer() -> None:
    def write_address(table: Table) -> None:
        write(table.rows[1], "Translation", "https://host.example/a")
        add_link(table)

    assert edited(catalog_of(TWO), write_address).findings == []


def test_comment_at_no_message_is_reported() -> None:
    catalog = catalog_of(TWO)
    document = docx.Document(io.BytesIO(export(catalog)))
    document.add_comment(document.paragraphs[1].runs[0], text="All good", author="R", initials="R")
    saved = io.BytesIO()
    document.save(saved)
    (finding,) = bring_back(catalog, saved.getvalue()).findings
    assert "the comment 'All good' is at no message" in finding.message


def test_state_that_is_none_is_reported_and_keeps_nothing_back() -> None:
    def write_state(table: Table) -> None:
        write(table.rows[1], "State", "OK")
        write(table.rows[1], "Translation", "Oh")
        write(table.rows[2], "State", " Outdated.\n")

    applied = edited(catalog_of(TWO), write_state)
    (finding,) = applied.findings
    assert (finding.line, finding.severity) == (2, Severity.WARNING)
    assert "the state 'OK' is not known" in finding.message
    assert 'msgstr "Oh"' in applied.texts["x"]
    assert '#, fuzzy\nmsgid "B"' in applied.texts["x"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("‹ 1 ›l’île‹\u00a0/1\u00a0› ‹3/›", ":term:`l’île <isle>` {n}"),
        ("<1>l’île</1> <3/>", ":term:`l’île <isle>` {n}"),
        ("‹Voir› ‹1›l’île‹/1› ‹3/›", "‹Voir› :term:`l’île <isle>` {n}"),
    ],
)
def test_codes_that_were_typed_are_known(written: str, text: str) -> None:
    applied = edited(catalog_of(MARKED), lambda table: write(table.rows[1], "Translation", written))
    assert applied.findings == []
    assert translation(applied) == text


@pytest.mark.parametrize("written", ["1›l’île‹/1› ‹3/›", "‹1l’île‹/1› ‹3/›", "‹1›l’île /1› ‹3/›"])
def test_half_a_mark_of_a_code_is_reported(written: str) -> None:
    applied = edited(catalog_of(MARKED), lambda table: write(table.rows[1], "Translation", written))
    (finding,) = applied.findings
    assert (finding.line, finding.rule, applied.texts) == (2, "import-codes", {})


def test_what_looks_like_a_code_and_is_none_stays() -> None:
    plain = catalog_of('msgid "Type <1> or 2›"\nmsgstr "Tapez <1> ou 2›"\n')
    text = "Écrivez <1> ou 2›"
    applied = edited(plain, lambda table: write(table.rows[1], "Translation", text))
    assert (translation(applied), applied.findings) == (text, [])


def as_word_writes(table: Table) -> None:
    """Cut a translation into the pieces that Word makes of it, without a change of its text."""
    cell = table.rows[1].cells[2]
    paragraph = cell.paragraphs[0]
    properties = parse_xml(
        f'<w:pPr {nsdecls("w")}><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
        '<w:rPr><w:ins w:id="9" w:author="R"/></w:rPr></w:pPr>'
    )
    paragraph._p.insert(0, properties)
    for run in list(paragraph.runs):
        for letter in reversed(run.text):
            copy: Any = parse_xml(run._r.xml)
            copy.text = letter
            run._r.addnext(copy)
        mark: Any = OxmlElement("w:proofErr")
        mark.set(qn("w:type"), "spellStart")
        run._r.addprevious(mark)
        run._r.getparent().remove(run._r)
    first: Any = paragraph.runs[0]._r
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    first.addprevious(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="_GoBack"/>'))
    first.addprevious(control)
    control[1].append(first)
    # The whole cell, and the row, within a control of its own.
    for element in (cell._tc, table.rows[1]._tr):
        outer = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        element.addprevious(outer)
        outer[0].append(element)


def test_what_word_does_to_a_cell_changes_nothing() -> None:
    catalog = catalog_of(MARKED + '\nmsgid "B"\nmsgstr "Prix : 5\u202f% non\u2011stop"\n')
    applied = edited(catalog, as_word_writes)
    assert (applied.texts, applied.findings) == ({}, [])
    assert applied.statuses == {ImportStatus.UNCHANGED: 2}


def test_ends_of_paragraphs_that_were_struck_out_join_what_they_parted() -> None:
    def strike(table: Table) -> None:
        cell = table.rows[1].cells[2]
        cell.text = "Neu"
        cell.paragraphs[0]._p.insert(
            0, parse_xml(f'<w:pPr {nsdecls("w")}><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>')
        )
        cell.add_paragraph("ve")
        cell.add_paragraph("ici")

    applied = edited(catalog_of('msgid "New"\nmsgstr "Neuf"\n'), strike)
    assert translation(applied) == "Neuve ici"


def test_row_that_was_struck_out_stays_as_it_is() -> None:
    def strike(table: Table) -> None:
        write(table.rows[1], "Translation", "Oh")
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    applied = edited(catalog_of(TWO), strike)
    assert (applied.texts, applied.findings) == ({}, [])


def test_symbols_that_every_font_has_are_text() -> None:
    def put(table: Table) -> None:
        table.rows[1].cells[2].paragraphs[0].runs[0]._r.append(symbol("Arial", "20AC"))

    assert 'msgstr "Ah€"' in edited(catalog_of(TWO), put).texts["x"]


#: What may stand in what: a file that no program writes has it in any order.
PARTS = (
    "tbl",
    "tr",
    "tc",
    "p",
    "r",
    "t",
    "sdt",
    "sdtContent",
    "del",
    "hyperlink",
    "commentReference",
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 6) -> str:
    """Return elements in one another, some of which hold the name of a message."""
    name = draw(st.sampled_from(PARTS))
    text = draw(st.sampled_from(["", NAME, "Translation", "No.", "a", "<?a b?>", "<!-- -->"]))
    inner = draw(st.lists(trees(depth - 1), max_size=3)) if depth else []
    return f"<w:{name}>{text}{''.join(inner)}</w:{name}>"


NAME = f"x#{next(iter(segments_of(catalog_of(MARKED)))).id}"


def document(inner: str) -> Docx:
    return Docx(etree.fromstring(f"<w:body {nsdecls('w')}>{inner}</w:body>"), {}, "fr-FR")


@given(trees())
def test_whatever_a_document_holds_is_a_row_or_a_finding(inner: str) -> None:
    catalog = catalog_of(MARKED)
    with contextlib.suppress(FindingsError):
        for row in read_review(document(inner), {"x": catalog}, "x.docx", "fr-FR"):
            assert row.domain in ("", "x")


def test_row_outside_of_a_table_is_one_of_ours() -> None:
    texts = (NAME, "See", "Voir", "current", "")
    cells = "".join(f"<w:tc><w:p><w:t>{text}</w:t></w:p></w:tc>" for text in texts)
    catalog = catalog_of(MARKED)
    (row,) = read_review(document(f"<w:tr>{cells}</w:tr>"), {"x": catalog}, "x.docx", "fr-FR")
    assert row.id == NAME.partition("#")[2]


def test_tables_in_one_another_are_read_once() -> None:
    """Each row and cell around them would read all of them again."""
    cells = "".join(f"<w:tc><w:p><w:t>{text}</w:t></w:p></w:tc>" for text in (NAME, *"abcd"))
    around, end = "<w:tbl><w:tr><w:tc>" * 70, "</w:tc></w:tr></w:tbl>" * 70
    table = f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 200}</w:tbl>"
    file, catalog = document(f"{around}{table}{end}"), {"x": catalog_of(MARKED)}
    began = time.process_time()
    assert len(list(read_review(file, catalog, "x.docx", "fr-FR"))) == 200
    assert time.process_time() - began < 2


def test_table_in_a_comment_is_said_to_be_lost() -> None:
    def put(table: Table) -> None:
        write(table.rows[1], "Translation", "Vu")
        table.rows[1].cells[COLUMNS.index("Comment")].add_table(1, 1)

    applied = edited(catalog_of('msgid "Seen"\nmsgstr ""\n'), put)
    assert "the comment holds a table" in str(applied.findings)
