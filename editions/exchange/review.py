"""A table for reviewers in Word or LibreOffice: written as DOCX, and read back.

A row is a message: its number, the original, the translation, its state, and a comment.  Markup
stands there as codes, ``‹1›the isle‹/1›``, and the name of the message as hidden text, with the
language, which programs forget when they save a file in another form.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.syntax import Syntax, syntax_of
from editions.changes.differences import Comparer, DiffPiece, Side
from editions.exchange.codes import Code, CodeLetters, Piece, renumber, split_codes
from editions.exchange.segments import Segment, message_id
from editions.extras import require_extra
from editions.phrases import phrase

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

COLUMNS = ("No.", "Original", "Translation", "State", "Comment")
#: Widths of the columns, in millimetres of a page of A4 on its side.
_WIDTHS = (12, 88, 88, 20, 49)
#: A code, also with the spaces that some programs put within quotation marks.
_CODE = re.compile(r"‹\s*(?P<close>/?)\s*(?P<number>\d{1,4})\s*(?P<alone>/?)\s*›")
#: The same as somebody types it on a keyboard without these marks.
_TYPED = re.compile(r"<\s*(?P<close>/?)\s*(?P<number>\d{1,4})\s*(?P<alone>/?)\s*>")
#: What is left of a code of which one mark was deleted.
_HALF = re.compile(r"‹\s*/?\s*\d{1,4}|\d\s*/?\s*›")
_GREY, _RED, _GREEN = "7F7F7F", "B00000", "006000"

HELP = (
    "Edit the column “Translation”; write remarks into “Comment”, or as comments of your program."
    "  Changes may be tracked.  Keep codes such as ‹1› and ‹/1› around the words that they stand"
    " around, and the order of rows as you like.  To accept a translation that is “outdated” as it"
    " is, write “current” in its place.  What is struck out in an original was in the message that"
    " the translation was made for; what is underlined is new."
)


@dataclass(frozen=True)
class ReviewLabels:
    """What a table is about."""

    title: str
    #: BCP 47 tags of the two languages.
    source_lang: str
    target_lang: str


def write_review(
    files: Mapping[str, Iterable[Segment]], labels: ReviewLabels, comparer: Comparer
) -> bytes:
    """Return a DOCX with the segments of each catalog.

    Raises:
        MissingExtraError: python-docx is not installed.
        ValueError: a message holds what XML cannot: a control character.
    """
    require_extra("review", phrase("a table for reviewers (DOCX)"))
    import docx

    document = docx.Document()
    document.core_properties.title = labels.title
    document.core_properties.language = labels.target_lang
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _lay_out(document)
    document.add_heading(labels.title, 1)
    document.add_paragraph(HELP)
    for domain, segments in files.items():
        document.add_heading(domain, 2)
        _add_table(document, domain, list(segments), labels, comparer)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _lay_out(document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    (section,) = document.sections
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(15)
    font: Any = document.styles["Normal"]
    font.font.size = Pt(10)


def _add_table(
    document: Document,
    domain: str,
    segments: Sequence[Segment],
    labels: ReviewLabels,
    comparer: Comparer,
) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(1 + len(segments), len(COLUMNS), "Table Grid")
    table.autofit = False
    head, *rows = table.rows
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # python-docx has no name for it
    for cell, title in zip(head.cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(title).bold = True
    for number, (row, segment) in enumerate(zip(rows, segments, strict=True), 1):
        cells = row.cells
        _run(cells[0].paragraphs[0], str(number))
        name = f" {domain}#{segment.id}@{labels.target_lang}"
        _run(cells[0].paragraphs[0], name, hidden=True)
        _add_original(cells[1], segment, labels.source_lang, comparer)
        syntax = syntax_of(segment.references)
        source = split_codes(segment.source, syntax)
        target = renumber(split_codes(segment.target, syntax), source)
        _add_pieces(cells[2].paragraphs[0], target, labels.target_lang)
        _run(cells[3].paragraphs[0], segment.state)
        _run(cells[4].paragraphs[0], "\n".join(segment.comments))
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _add_original(cell: _Cell, segment: Segment, lang: str, comparer: Comparer) -> None:
    syntax = syntax_of(segment.references)
    _add_pieces(cell.paragraphs[0], split_codes(segment.source, syntax), lang)
    if segment.previous is not None and segment.state == "outdated":
        difference = comparer.compare(segment.previous, segment.source, syntax)
        _add_difference(cell.add_paragraph(), difference.pieces, lang)


def _add_pieces(paragraph: Paragraph, pieces: Iterable[Piece], lang: str) -> None:
    for piece in pieces:
        if isinstance(piece, Code):
            _run(paragraph, _shown(piece), lang="zxx", colour=_GREY)  # no language: no spelling
        else:
            _run(paragraph, piece, lang=lang)


def shown_text(text: str, syntax: Syntax) -> str:
    """Return a message as a table shows it, its markup as codes."""
    pieces = split_codes(text, syntax)
    return "".join(_shown(piece) if isinstance(piece, Code) else piece for piece in pieces)


def _shown(code: Code) -> str:
    marks = {"open": ("", ""), "close": ("/", ""), "alone": ("", "/")}
    before, after = marks[code.kind]
    return f"‹{before}{code.number}{after}›"


def _add_difference(paragraph: Paragraph, pieces: Iterable[DiffPiece], lang: str) -> None:
    for piece in pieces:
        run = _run(
            paragraph,
            piece.text,
            lang=lang,
            colour={Side.OLD: _RED, Side.NEW: _GREEN}.get(piece.side, _GREY),
        )
        run.font.strike = piece.side is Side.OLD or None
        run.font.underline = piece.side is Side.NEW or None


def _run(
    paragraph: Paragraph, text: str, *, lang: str = "", colour: str = "", hidden: bool = False
) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    run = paragraph.add_run(text)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)
    if hidden:
        run.font.hidden = True
    if lang:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), lang)
        run._r.get_or_add_rPr().append(mark)  # python-docx has no name for it
    return run


def fill_codes(
    text: str, entry: Entry, form: int, letters: CodeLetters
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a translation from a table with its markup, and its codes in order.

    A code is written as the standing translation has it, else as the message has it.

    Raises:
        LookupError: the message has no such code, something is left of one, or the codes make too
            many *letters*.
    """
    syntax = syntax_of(entry.references)
    message = entry.msgid if not form or entry.msgid_plural is None else entry.msgid_plural
    source = split_codes(message, syntax)
    standing = renumber(split_codes(entry.msgstrs[form], syntax), source)
    known = {
        (piece.kind, str(piece.number)): piece.text
        for piece in (*source, *standing)
        if isinstance(piece, Code)
    }
    codes: list[tuple[str, str]] = []

    def written(match: re.Match[str]) -> str:
        kind = "close" if match["close"] else "alone" if match["alone"] else "open"
        code = (kind, match["number"])
        if code not in known:
            raise LookupError(
                phrase(
                    "the message has no code {code}; keep the codes of the message", code=match[0]
                )
            )
        codes.append(code)
        return letters.take(known[code])

    if known and not any(_TYPED.search(own) for own in (message, *entry.msgstrs)):
        text = _TYPED.sub(r"‹\g<close>\g<number>\g<alone>›", text)
    parts = _CODE.split(text)[:: _CODE.groups + 1]
    half = next(filter(None, map(_HALF.search, parts)), None)
    if half and not any(half[0] in own for own in (message, *entry.msgstrs)):
        raise LookupError(
            phrase(
                "a mark of the code at {code} is missing; write ‹1› and ‹/1› whole", code=half[0]
            )
        )
    return _CODE.sub(written, text), tuple(codes)


def entries_by_id(catalogs: Mapping[str, Catalog]) -> dict[tuple[str, str], Entry]:
    """Return the entries of catalogs by their names in tables: catalog and message."""
    return {
        (domain, message_id(entry)): entry
        for domain, catalog in catalogs.items()
        for entry in catalog
    }
