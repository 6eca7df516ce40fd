"""The parts of a DOCX, and the text of its paragraphs."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from editions.exchange.docx import OLE, W, lost_object, open_docx, text_of
from editions.findings import FindingsError

ENTITIES = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def packed(**parts: str) -> bytes:
    """Return an archive; the names of its parts have ``__`` for ``/``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 no archive", "no DOCX that can be read"),
        (b"", "no DOCX that can be read"),
        (OLE + b"\0" * 600, "has a password, or the form of Word up to 2003; save it as DOCX"),
    ],
)
def test_file_that_is_none_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(FindingsError, match=message):
        open_docx(data, "x.docx")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word__other.xml": "<a/>"}, "holds no word/document.xml; save it as DOCX"),
        ({"content.xml": "<a/>", "mimetype": "odt"}, "save it as DOCX"),
        ({"word__document.xml": "<a>"}, "not well-formed"),
        ({"word__document.xml": ENTITIES}, "declares entities"),
    ],
)
def test_archive_of_something_else_is_refused(parts: dict[str, str], message: str) -> None:
    with pytest.raises(FindingsError, match=message):
        open_docx(packed(**parts), "x.docx")


def test_archive_that_unpacks_to_too_much_is_refused() -> None:
    data = packed(**{"word__document.xml": f"<a>{' ' * 50_000_001}</a>"})
    with pytest.raises(FindingsError, match="holds more than 50,000,000 bytes"):
        open_docx(data, "x.docx")


def relations(*pairs: tuple[str, str]) -> str:
    found = "".join(f'<Relationship Type="{TYPES}/{t}" Target="{n}"/>' for t, n in pairs)
    return f'<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


@pytest.mark.parametrize("target", ["other/comments9.xml", "/word/other/comments9.xml"])
def test_parts_may_have_other_names_and_the_strict_vocabulary(target: str) -> None:
    data = packed(**{
        "_rels__.rels": relations(("officeDocument", "/word/document2.xml")),
        "word__document2.xml": f'<a xmlns:w="{STRICT}"><w:p><w:r><w:t>Bé</w:t></w:r></w:p></a>',
        "word___rels__document2.xml.rels": relations(("styles", "s.xml"), ("comments", target)),
        "word__other__comments9.xml": (
            f'<a xmlns:w="{STRICT}"><w:comment w:id="3"><w:p><w:t>Ah</w:t></w:p></w:comment></a>'
        ),
    })  # fmt: skip
    file = open_docx(data, "x.docx")
    assert (text_of(file.document), file.comments, file.language) == ("Bé", {"3": "Ah"}, "")


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/></w:r>", "a\tb\n\u2011"),
        ("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r>", "a"),
        ("<w:hyperlink><w:r><w:instrText>X</w:instrText><w:t>a</w:t></w:r></w:hyperlink>", "a"),
        ("<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>"
         "<w:moveFrom><w:r><w:t>c</w:t></w:r></w:moveFrom><w:moveTo><w:t>d</w:t></w:moveTo>", "ad"),
        ("<w:r><m:AlternateContent><m:Choice><w:t>a</w:t></m:Choice><m:Fallback><w:t>a</w:t>"
         "</m:Fallback></m:AlternateContent></w:r>", "a"),
        ('<w:r><w:sym w:char="F0E0"/><w:sym w:char="2014"/><w:sym w:char="x"/></w:r>', "\u2014"),
        (
            "<w:r>"
            + "".join(f'<w:sym w:char="{n}"/>' for n in ("-5", "D800", "0", "9" * 5000, "1_0"))
            + "</w:r>",
            "",
        ),
        ("<!-- a --><w:r><w:t/></w:r>", ""),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(inner: str, text: str) -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = f'<a xmlns:w="{W.strip("{}")}" xmlns:m="{space}"><w:p>{inner}</w:p></a>'
    assert text_of(etree.fromstring(xml)) == text


def test_table_in_a_cell_is_met_on_its_own() -> None:
    row = "<w:tbl><w:tr><w:tc><w:p><w:t>b</w:t></w:p></w:tc></w:tr></w:tbl>"
    xml = f'<a xmlns:w="{W.strip("{}")}"><w:p><w:t>a</w:t></w:p>{row}<w:p/></a>'
    cell = etree.fromstring(xml)
    assert (text_of(cell), lost_object(cell)) == ("a\n", "a table")


@pytest.mark.parametrize("beside", ["<!-- Type='x' -->", "<?x Type='/officeDocument'?>"])
def test_what_is_no_relation_is_passed_over(beside: str) -> None:
    data = packed(**{"_rels__.rels": f"<r>{beside}</r>", "word__document.xml": "<a/>"})
    assert open_docx(data, "x.docx").document.tag == "a"


def test_table_in_a_comment_is_part_of_it() -> None:
    table = "<w:tbl><w:tr><w:tc><w:p><w:t>b</w:t></w:p></w:tc></w:tr></w:tbl>"
    space = W.strip("{}")
    comments = f'<a xmlns:w="{space}"><w:comment w:id="1">{table}</w:comment></a>'
    data = packed(**{"word__document.xml": "<a/>", "word__comments.xml": comments})
    assert open_docx(data, "x.docx").comments == {"1": "b"}
