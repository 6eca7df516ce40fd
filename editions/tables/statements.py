"""Compare the figures that sentences state with the data, in the original and in translations.

A row of the data quotes the words of its chapter around the figure, ``{}`` in the place of
the number.  The original is compared at that very place.  A translation may turn its sentence
round, so there the paragraph must hold the number, in the unit of the data, in any place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from babel import Locale

from editions.catalogs.entries import Catalog
from editions.findings import Finding, quoted, shown_path
from editions.phrases import phrase
from editions.quantities.numbers import find_numbers, scaled
from editions.tables.figures import Figure, Row, Table
from editions.tables.formatting import Forms

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    """A message of a document, with its place."""

    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Statement:
    """A figure, and the paragraph that states it."""

    figure: Figure
    paragraph: Paragraph
    #: The document that the paragraph stands in.
    document: str
    #: Where the data have the figure, ``file:line``.
    place: str


def find_statements(
    forms: Forms, documents: Mapping[str, Sequence[Paragraph]]
) -> tuple[list[Statement], list[Finding]]:
    """Find each figure in the original, and what differs there.

    *forms* are those of the original; *documents* its paragraphs by the name of the document.
    """
    statements: list[Statement] = []
    findings: list[Finding] = []
    for table in forms.data.tables.values():
        for row in table.rows:
            document = table.resource.chapter.of(row.cells)
            for name, figure in row.figures.items():
                # A figure that is repeated is compared where it stands first.
                if not figure.statement or not row.cells[name]:
                    continue
                place = f"{table.resource.shown}:{row.line}"
                found = _search(figure.statement, documents.get(document, ()), forms.wording.locale)
                if found is None:
                    findings.append(_not_stated(table, row, name, figure, documents, forms))
                    continue
                paragraph, said = found
                if not _agrees(said, figure, forms):
                    message = phrase(
                        "the sentence says {said}, but {place} has {text}; correct the one that "
                        "is wrong",
                        said=quoted(said),
                        place=place,
                        text=quoted(forms.amount(figure).text),
                    )
                    findings.append(
                        Finding(paragraph.file, paragraph.line, message, "figure-differs")
                    )
                statements.append(Statement(figure, paragraph, document, place))
    return statements, list(dict.fromkeys(findings))


def _search(
    statement: str, paragraphs: Sequence[Paragraph], locale: Locale
) -> tuple[Paragraph, str] | None:
    """Return the paragraph with the words of *statement*, and what stands for its number."""
    before, _, after = (_pattern(part) for part in statement.partition("{}"))
    # Nothing after the number: as far as the first number goes.
    number = ".{1,60}?" if after else ".{1,60}"
    pattern = re.compile(f"{before}(?P<number>{number}){after}", re.DOTALL)
    for paragraph in paragraphs:
        match = pattern.search(paragraph.text)
        if match:
            said = match["number"]
            first = None if after else next(find_numbers(said, locale), None)
            return paragraph, said[: first.end] if first else said
    return None


def _pattern(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in re.split(r"\s+", text))


def _agrees(said: str, figure: Figure, forms: Forms) -> bool:
    """Tell whether *said* is the figure, as a number alone or with its unit."""
    numbers = list(find_numbers(said, forms.wording.locale))
    if len(numbers) != 1 or numbers[0].value != scaled(figure.value, figure.power):
        return False
    alone = (numbers[0].start, numbers[0].end) == (0, len(said))
    return alone or _folded(said) == _folded(forms.amount(figure).text)


def _folded(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _not_stated(
    table: Table,
    row: Row,
    name: str,
    figure: Figure,
    documents: Mapping[str, Sequence[Paragraph]],
    forms: Forms,
) -> Finding:
    """Return the finding on words that do not stand where the data say, and what to do about it."""
    resource = table.resource
    fields = [field.name for field in resource.fields]
    document = resource.chapter.of(row.cells)
    rule = "figure-not-stated"
    others = (
        other
        for other, paragraphs in documents.items()
        if other != document and _search(figure.statement, paragraphs, forms.wording.locale)
    )
    other = next(others, None)
    if document in documents and other is None:
        field = resource.field(name)
        column = field.statement.field if field else None
        message = phrase(
            "expected the words {statement} in the document {document!r}, found none;"
            " quote what the sentence says now",
            statement=quoted(figure.statement),
            document=document,
        )
        at = fields.index(column or name) + 1
        return Finding(resource.shown, row.line, message, rule, column=at)
    if document in documents:
        problem = phrase(
            "the words {statement} stand in {other!r}, not in {document!r}",
            statement=quoted(figure.statement),
            other=other,
            document=document,
        )
    elif near := other or next(iter(get_close_matches(document, documents, 1)), None):
        problem = phrase(
            "there is no document {document!r}; is it {near!r}?", document=document, near=near
        )
    else:
        problem = phrase("there is no document {document!r}", document=document)
    chapter = resource.chapter.field
    if chapter is not None:
        message = phrase(
            "{problem}; write it in the column {chapter!r}", problem=problem, chapter=chapter
        )
        return Finding(resource.shown, row.line, message, rule, column=fields.index(chapter) + 1)
    message = phrase(
        "{problem}; 'chapter' says the document of all rows, or {{\"field\": …}} of each",
        problem=problem,
    )
    return Finding(forms.data.package.shown, resource.line, message, rule)


def check_translation(
    statements: Sequence[Statement], forms: Forms, catalogs: Mapping[str, Catalog], root: Path
) -> Iterator[Finding]:
    """Find figures that the translated paragraphs do not state, or state in another unit.

    *forms* are those of the translation, *catalogs* its catalogs by document.
    """
    for statement in statements:
        catalog = catalogs.get(statement.document)
        if catalog is None:
            continue
        entry = next((e for e in catalog if e.usable and e.msgid == statement.paragraph.text), None)
        if entry is None:
            continue  # what has no translation is another check's
        message = _difference(entry.msgstr, statement, forms)
        if message:
            shown = shown_path(catalog.path, root)
            yield Finding(shown, entry.line, message, "figure-differs")


def _difference(text: str, statement: Statement, forms: Forms) -> str:
    """Return how a translated paragraph differs from the data, or nothing."""
    figure = statement.figure
    wanted = forms.amount(figure).text
    value = scaled(figure.value, figure.power)
    if all(found.value != value for found in find_numbers(text, forms.wording.locale)):
        return phrase(
            "expected {wanted} as in {place}, found it nowhere in the translation",
            wanted=quoted(wanted),
            place=statement.place,
        )
    folded = _folded(text)
    if _folded(wanted) in folded:
        return ""
    for unit in forms.data.package.units.values():
        if unit.name == figure.unit or (figure.power and unit.scaled is None):
            continue
        other = _folded(forms.amount(replace(figure, unit=unit.name)).text)
        if other != _folded(forms.digits(figure)) and other in folded:
            return phrase(
                "expected {wanted} as in {place}, got {other}",
                wanted=quoted(wanted),
                place=statement.place,
                other=quoted(other),
            )
    return ""
