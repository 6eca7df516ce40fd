"""The termbase: sorted, free of duplicates, complete."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

TERMS = Path(__file__).parent.parent / "locale" / "terms.csv"
FIELDS = ["en", "es", "fr", "kind", "en_forms", "es_forms", "fr_forms", "note"]
KINDS = {"institution", "program", "treaty", "document", "office", "place", "company", "concept"}
SEPARATOR = " | "


@pytest.fixture(scope="module")
def terms() -> list[dict[str, str]]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        rows = list(reader)
        assert reader.fieldnames == FIELDS
    return rows


def test_file_is_plain() -> None:
    data = TERMS.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")


def test_there_are_enough(terms: list[dict[str, str]]) -> None:
    assert len(terms) >= 120


def test_sorted_by_the_english_term(terms: list[dict[str, str]]) -> None:
    names = [term["en"].casefold() for term in terms]
    assert names == sorted(names)


def test_no_term_stands_twice(terms: list[dict[str, str]]) -> None:
    counts = Counter(term["en"].casefold() for term in terms)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_term_is_whole(terms: list[dict[str, str]]) -> None:
    for term in terms:
        assert set(term) == set(FIELDS), term
        assert all(term[field] for field in ("en", "es", "fr", "kind", "note")), term
        assert term["kind"] in KINDS, term


def test_cells_are_clean(terms: list[dict[str, str]]) -> None:
    for term in terms:
        for field, cell in term.items():
            assert cell == cell.strip(), (term["en"], field)
            assert "'" not in cell, (term["en"], field)
            assert "  " not in cell, (term["en"], field)


def test_forms_stand_once_and_apart(terms: list[dict[str, str]]) -> None:
    for term in terms:
        for code in ("en", "es", "fr"):
            cell = term[f"{code}_forms"]
            forms = cell.split(SEPARATOR) if cell else []
            assert all(form.strip() == form and form for form in forms), term
            everything = [term[code], *forms]
            assert len(everything) == len(set(everything)), (term["en"], code)
