"""Sentences compared with the data, in the original and in a translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.catalogs.reading import read_catalog
from editions.findings import Finding
from editions.tables.statements import Paragraph, check_translation, find_statements
from tests.tables.packages import FARES, changed, forms_of, read
from tests.tables.test_formatting import ES, FR
from tests.tables.test_messages import HEADER

USD = {
    "title": "US dollars", "amount": "US${amount}", "scaled": "US${scaled}",
    "header": "US$", "scaledHeader": "US$ {scale}",
}  # fmt: skip
SENTENCE = "The North shore costs C$21.3\u00a0billion to build."


def differences(folder: Path, sentence: str) -> list[Finding]:
    forms = forms_of(read(folder), "en_CA")
    _, findings = find_statements(forms, {"shore": [Paragraph(sentence, "source/shore.rst", 7)]})
    return findings


@pytest.mark.parametrize(
    "sentence",
    [SENTENCE, "It costs\nC$21.3 billion to build.", "It costs 21.3 billion to build.",
     "It costs 21,300 million to build.", "It costs 21,300,000,000 to build."],
)  # fmt: skip
def test_sentence_that_agrees(tmp_path: Path, sentence: str) -> None:
    assert differences(tmp_path, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("It costs C$21.4 billion to build.", "C$21.4 billion"),
        ("It costs C$21.3 million to build.", "C$21.3 million"),
        ("It costs US$21.3 billion to build.", "US$21.3 billion"),
        ("It costs 21.3 to build.", "21.3"),
        ("It costs much to build.", "much"),
        ("It costs 3 or 21.3 billion to build.", "3 or 21.3 billion"),
    ],
)
def test_sentence_that_differs(tmp_path: Path, sentence: str, said: str) -> None:
    (finding,) = differences(tmp_path, sentence)
    assert (finding.file, finding.line, finding.rule) == ("source/shore.rst", 7, "figure-differs")
    assert finding.message.startswith(f"the sentence says {said!r}, but fares.csv:2 has 'C$21.3")


def test_sentence_that_is_gone(tmp_path: Path) -> None:
    (finding,) = differences(tmp_path, "The North shore is dear.")
    assert (finding.file, finding.line, finding.column) == ("fares.csv", 2, 5)
    assert finding.rule == "figure-not-stated"


def test_sentence_that_moved_to_another_document(tmp_path: Path) -> None:
    forms = forms_of(read(tmp_path), "en_CA")
    other = {
        "shore": [Paragraph("Nothing.", "a.rst", 1)],
        "isle": [Paragraph(SENTENCE, "b.rst", 1)],
    }
    (finding,) = find_statements(forms, other)[1]
    assert finding.rule == "figure-not-stated"
    assert "stand in 'isle', not in 'shore'" in finding.message
    assert "'chapter'" in finding.message


def test_document_that_is_not_there_is_named_where_the_data_name_it(tmp_path: Path) -> None:
    forms = forms_of(read(tmp_path), "en_CA")
    (finding,) = find_statements(forms, {"shores": [Paragraph("Nothing.", "a.rst", 1)]})[1]
    assert "there is no document 'shore'; is it 'shores'?" in finding.message
    assert (finding.file, finding.line) == (
        "datapackage.json",
        forms.data.tables["fares"].resource.line,
    )


def test_wrong_document_in_a_table_is_reported_at_its_cell(tmp_path: Path) -> None:
    column = changed("resources", 0, "chapter", value={"field": "shore"})
    forms = forms_of(read(tmp_path, datapackage=column), "en_CA")
    (finding,) = find_statements(forms, {"South shore": []})[1]
    assert (finding.file, finding.line, finding.column) == ("fares.csv", 2, 2)
    assert "there is no document 'North shore'; is it 'South shore'?" in finding.message
    assert "in the column 'shore'" in finding.message


@pytest.mark.parametrize(
    ("locale", "words", "translation", "problem"),
    [
        ("es_MX", ES, "Cuesta 21,300\u00a0millones de dólares canadienses.", ""),
        ("es_MX", ES, "Cuesta 21,300 millones de dólares canadienses.", ""),
        ("es_MX", ES, "De dólares canadienses, 21,300\u00a0millones.", ""),
        ("es_MX", ES, "Cuesta 21.3 mil millones de dólares.", ""),
        ("es_MX", ES, "Cuesta 21.3\u00a0millones de dólares canadienses.", "found it nowhere"),
        ("es_MX", ES, "Cuesta 21,400\u00a0millones de dólares canadienses.", "found it nowhere"),
        ("es_MX", ES, "Cuesta 21.300\u00a0millones de dólares canadienses.", "found it nowhere"),
        ("es_MX", ES, "Cuesta 21,300\u00a0millones de dólares estadounidenses.",
         "got '21,300 millones de dólares estadounidenses'"),
        ("fr_CA", FR, "Elle coûte 21,3\u00a0milliards de dollars canadiens.", ""),
        ("fr_CA", FR, "Elle coûte 21,3\u00a0billions de dollars canadiens.", "found it nowhere"),
        ("fr_CA", FR, "Elle coûte 21.3\u00a0milliards de dollars canadiens.", "found it nowhere"),
    ],
)  # fmt: skip
def test_translation_is_compared_by_its_locale(
    tmp_path: Path, locale: str, words: dict[str, str], translation: str, problem: str
) -> None:
    data = read(tmp_path, datapackage=changed("units", "USD", value=USD))
    paragraphs = {"shore": [Paragraph(SENTENCE, "source/shore.rst", 7)]}
    statements, _ = find_statements(forms_of(data, "en_CA"), paragraphs)
    path = tmp_path / "shore.po"
    path.write_text(f'{HEADER}\nmsgid "{SENTENCE}"\nmsgstr "{translation}"\n', encoding="utf-8")
    words = {
        **words,
        "US${amount}": "{amount} USD",
        "US${scaled}": "{scaled} de dólares estadounidenses",
    }
    catalogs = {"shore": read_catalog(path, tmp_path)}
    found = list(check_translation(statements, forms_of(data, locale, words), catalogs, tmp_path))
    assert [(f.file, f.line) for f in found] == ([("shore.po", 4)] if problem else [])
    assert all(problem in finding.message for finding in found)


@pytest.mark.parametrize(("length", "found"), [(60, True), (61, False)])
def test_what_stands_for_a_number_is_short(tmp_path: Path, length: int, found: bool) -> None:
    said = "x" * length
    (finding,) = differences(tmp_path, f"It costs {said} to build.")
    assert finding.rule == ("figure-differs" if found else "figure-not-stated")


def test_statement_without_an_end_goes_as_far_as_its_number(tmp_path: Path) -> None:
    fares = FARES.replace("costs {} to build", "costs {}")
    forms = forms_of(read(tmp_path, fares=fares), "en_CA")

    def found(sentence: str) -> list[str]:
        paragraphs = {"shore": [Paragraph("Nothing.", "a.rst", 1), Paragraph(sentence, "a.rst", 2)]}
        return [finding.message for finding in find_statements(forms, paragraphs)[1]]

    assert found("It costs 21.3 billion or more, in 2010.") == []
    (message,) = found("It costs 22 billion or more, in 2010.")
    assert "says '22 billion'" in message


def test_statement_names_figure_paragraph_and_place(tmp_path: Path) -> None:
    paragraph = Paragraph(SENTENCE, "source/shore.rst", 7)
    (statement,), findings = find_statements(
        forms_of(read(tmp_path), "en_CA"), {"shore": [paragraph], "other": []}
    )
    assert findings == []
    assert (statement.paragraph, statement.document, statement.place) == (
        paragraph, "shore", "fares.csv:2",
    )  # fmt: skip
