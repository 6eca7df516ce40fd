"""What a schema cannot say of references."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from editions.findings import Severity
from editions.languages import Edition
from editions.references.checks import (
    DataProblem,
    check_entries,
    fold,
    is_date,
    url_problem,
)
from editions.references.works import DeclaredWork, Localized, References
from tests.references.samples import EDITIONS, EN, ES

ARTICLE: Mapping[str, Any] = {
    "type": "article-newspaper",
    "language": "fr-FR",
    "title": "Un titre",
    "title-translation": {"en": "A title", "es": "Un título"},
    "container-title": "Le Quai",
}


def problems(
    *works: Mapping[str, Any],
    names: Mapping[str, Localized] | None = None,
    editions: tuple[Edition, ...] = EDITIONS,
    publication: Mapping[str, Any] | None = None,
) -> list[DataProblem]:
    entries = tuple(DeclaredWork(f"w{n}", 10 * n, fields) for n, fields in enumerate(works, 1))
    own = DeclaredWork("own", 1, publication) if publication else None
    return list(check_entries(References(Path(), names or {}, entries, editions, own), editions))


def rules(found: list[DataProblem]) -> list[tuple[str, tuple[str | int, ...]]]:
    return [(problem.rule, problem.path[1:]) for problem in found]


@pytest.mark.parametrize("kind", ["article-journal", "article-newspaper"])
def test_name_of_a_journal_stays_what_it_is(kind: str) -> None:
    assert problems({**ARTICLE, "type": kind}) == []


def test_title_of_another_container_is_translated() -> None:
    chapter = {**ARTICLE, "type": "chapter"}
    found = problems(chapter)
    assert rules(found) == [("missing-translation", (0, "container-title"))] * 2
    assert [problem.severity for problem in found] == [Severity.WARNING] * 2
    given = {"en": "The Quay"}
    (finding,) = problems({**chapter, "container-title-translation": given})
    assert finding.path == ("references", 0, "container-title-translation")
    assert "for es;" in finding.message
    given = {"en": "The Quay", "es": "El muelle"}
    assert problems({**chapter, "container-title-translation": given}) == []


def test_title_with_a_form_a_language_does_not_hide_the_container() -> None:
    chapter = {**ARTICLE, "type": "chapter", "title": {"en": "A", "es": "B", "fr": "C"}}
    assert rules(problems(chapter)) == [("missing-translation", (0, "container-title"))] * 2


def test_variant_stands_for_the_title_and_for_nothing_else() -> None:
    variant = {"en": {"title": "A title", "URL": "http://example.org/en"}}
    work = {**ARTICLE, "title-translation": {"es": "Un título"}, "variant": variant}
    assert problems(work) == []
    assert rules(problems({**work, "type": "chapter"})) == [
        ("missing-translation", (0, "container-title")),
        ("missing-translation", (0, "container-title")),
    ]
    own = problems({**work, "variant": {**variant, "fr": {"title": "Le même"}}})
    assert rules(own) == [("needless-translation", (0, "variant"))]
    assert rules(problems({**work, "variant": {**variant, "de": {"title": "Ein"}}})) == [
        ("unknown-language", (0, "variant", "de"))
    ]


def test_dates_and_addresses_of_variants_are_read_too() -> None:
    variant = {"en": {"title": "A", "accessed": "2010-02-30", "URL": "http://example.org/a."}}
    assert rules(problems({**ARTICLE, "variant": variant, "issued": "2010-13"})) == [
        ("date", (0, "issued")),
        ("date", (0, "variant", "en", "accessed")),
        ("url", (0, "variant", "en", "URL")),
    ]


def test_genre_in_one_text_is_for_one_language() -> None:
    work = {"type": "report", "title": {"en": "A", "es": "B", "fr": "C"}, "genre": "Report"}
    assert rules(problems(work)) == [("missing-translation", (0, "genre"))]
    assert problems({**work, "title": {"en": "A"}}, editions=(EN,)) == []
    assert rules(problems({**work, "title": {"en": "A"}}, editions=(EN, ES))) == [
        ("missing-translation", (0, "title")),
        ("missing-translation", (0, "genre")),
    ]


def test_names_are_declared_and_used() -> None:
    names: dict[str, Localized] = {"bank": "Bank", "rome": {"en": "Rome"}, "idle": "x"}
    work = {**ARTICLE, "publisher": "bank", "event-place": "oslo",
            "author": ["bank", {"family": "Hall"}, "nobody"]}  # fmt: skip
    found = problems(work, names=names, publication={**ARTICLE, "publisher-place": "rome",
                                                     "title": "Autre"})  # fmt: skip
    assert [(p.rule, p.path, p.severity) for p in found] == [
        ("missing-translation", ("names", "rome"), Severity.WARNING),
        ("unknown-name", ("references", 0, "event-place"), Severity.ERROR),
        ("unknown-name", ("references", 0, "author"), Severity.ERROR),
        ("unused-name", ("names", "idle"), Severity.WARNING),
    ]


def test_doubles_name_the_first() -> None:
    web = {**ARTICLE, "URL": "http://example.org/a", "issued": "2009"}
    found = problems(web, {**web, "URL": "http://example.org/a/", "title": "UN: titre!"})
    assert [(problem.rule, problem.path) for problem in found] == [
        ("duplicate-work", ("references", 1)),
        ("duplicate-url", ("references", 1, "URL")),
    ]
    assert all("'w1' (line 10)" in problem.message for problem in found)
    assert all(problem.severity is Severity.WARNING for problem in found)
    assert problems(web, {**web, "URL": "http://example.org/b", "issued": "2010"}) == []


@pytest.mark.parametrize(
    ("text", "good"),
    [("2009", True), ("2009-12", True), ("2009-12-31", True), ("2009-13", False),
     ("2009-02-29", False), ("2008-02-29", True), ("0000", False)],
)  # fmt: skip
def test_days_of_the_calendar(text: str, good: bool) -> None:
    assert is_date(text) is good


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("http://example.org/(a)", ""),
        ("http://example.org:80/a", ""),
        ("http://example.org/a;", "ends in ';'"),
        ("http://example.org/(a))", "bracket"),
        ("http://example/a", "the web cannot know"),
        ("http://-example.org/", "the web cannot know"),
        ("http://example.org:99999/", "is no address"),
    ],
)
def test_addresses(url: str, problem: str) -> None:
    found = url_problem(url)
    assert (bool(found), problem in found) == (bool(problem), True)


def test_titles_are_compared_by_letters_and_digits() -> None:
    assert fold("Été: N° 1 (a)") == "étén1a"
