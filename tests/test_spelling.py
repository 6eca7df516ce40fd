"""The translations of the publication: their words, their terms, and all other rules."""

from __future__ import annotations

import pytest

from editions.languages import Publication
from editions.rules.registry import Context, MessagePair, all_rules
from editions.rules.spelling import find_for, read_words, speller_of
from editions.workflows.check import check_publication
from tests.rules.pairs import habit_problems, make_pair

EDITIONS = ("es", "fr")


def context(project: Publication, code: str) -> Context:
    edition = project.edition(code)
    return Context(
        edition.locale, project.original.locale, project.terms, (project.spelling_list(edition),)
    )


def test_the_translations_keep_all_rules(project: Publication) -> None:
    findings, _ = check_publication(project, project.translations, cached=False, jobs=1)
    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize("code", EDITIONS)
def test_word_list_is_sorted_and_needed(project: Publication, code: str) -> None:
    path = project.spelling_list(project.edition(code))
    words = path.read_text(encoding="utf-8").splitlines()
    assert words == sorted(set(words), key=str.casefold)
    assert set(words) == read_words(path)
    dictionary = find_for(project.edition(code).locale)
    assert dictionary is not None
    assert [word for word in words if speller_of(dictionary).spells(word)] == []


@pytest.mark.parametrize(("code", "word"), [("es", "relasión"), ("fr", "relatoin")])
def test_misspelling_is_found(project: Publication, code: str, word: str) -> None:
    assert habit_problems("spelling", [("x", word)], context(project, code))


@pytest.mark.parametrize(
    ("code", "target"), [("es", "una relación mutua"), ("fr", "une liaison mutuelle")]
)
def test_another_term_is_found(project: Publication, code: str, target: str) -> None:
    check = all_rules()["term"].check_entry
    assert check is not None
    pair: MessagePair = make_pair("a bilateral relationship", target)
    assert list(check(pair, context(project, code)))
