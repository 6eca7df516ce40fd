"""Works as one edition shows them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editions.languages import Edition
from editions.references.works import (
    Author,
    DeclaredWork,
    Localized,
    References,
    Work,
    choose,
    localize,
    same_language,
)
from tests.references.samples import EDITIONS, EN, ES, FR

NAMES: dict[str, Localized] = {"bank": {"en": "Bank", "fr": "Banque"}, "rome": "Roma"}


def shown(edition: Edition, **fields: Any) -> Work:
    given = {"type": "report", "language": "fr-CA", "title": "Un titre"}
    given |= {name.replace("_", "-"): value for name, value in fields.items()}
    entry = DeclaredWork("w", 1, given)
    return localize(entry, NAMES, edition, EN)


def test_work_in_another_language_keeps_its_title_beside_a_translation() -> None:
    work = shown(EN, title_translation={"en": "A title"}, URL="http://e.org", accessed="2010")
    assert (work.language, work.foreign, work.title) == ("fr-CA", True, "Un titre")
    assert (work.title_translation, work.url, work.accessed) == (
        "A title", "http://e.org", "2010",
    )  # fmt: skip
    own = shown(FR, title_translation={"en": "A title", "fr": "x"})
    assert (own.foreign, own.title, own.title_translation) == (False, "Un titre", "")


def test_variant_stands_for_the_work() -> None:
    fields: dict[str, Any] = {
        "title_short": {"en": "Short", "fr": "Court"}, "URL": "http://e.org/fr", "accessed": "2010",
        "variant": {"en": {"title": "Its own", "URL": "http://e.org/en"}},
        "container_title": "Tout", "container_title_translation": {"en": "All"},
    }  # fmt: skip
    work = shown(EN, **fields)
    assert (work.title, work.language, work.foreign) == ("Its own", EN.lang, False)
    assert (work.url, work.accessed, work.title_short) == ("http://e.org/en", "", "")
    assert (work.container, work.container_translation) == ("All", "")
    other = shown(ES, **fields)
    assert (other.title, other.url, other.foreign) == ("Un titre", "http://e.org/fr", True)
    assert (other.container, other.container_translation) == ("Tout", "")
    assert shown(FR, **fields).title_short == "Court"


def test_translation_of_a_container_is_for_other_languages() -> None:
    fields: dict[str, Any] = {
        "container_title": "Tout", "container_title_translation": {"en": "All", "fr": "x"}
    }  # fmt: skip
    assert shown(EN, **fields).container_translation == "All"
    assert shown(FR, **fields).container_translation == ""


def test_what_has_no_form_yet_stands_in_the_original_s() -> None:
    work = shown(
        ES,
        title={"en": "A", "fr": "B"},
        genre={"en": "Report"},
        author=["bank", {"family": "Hall", "given": "Ann"}, {"family": "Plato"}],
        publisher="bank",
        publisher_place="rome",
    )
    assert (work.title, work.genre, work.publisher, work.publisher_place) == (
        "A", "Report", "Bank", "Roma",
    )  # fmt: skip
    assert work.untranslated == {"title", "genre", "author", "publisher"}
    assert work.original == "en-CA"
    assert [author.inverted for author in work.authors] == ["Bank", "Hall, Ann", "Plato"]
    assert shown(FR, publisher="bank").untranslated == frozenset()


def test_works_stand_in_the_order_of_the_file() -> None:
    entries = tuple(
        DeclaredWork(key, 1, {"type": "book", "title": {"en": key}, "language": "en"})
        for key in "ba"
    )
    references = References(Path(), {}, entries, EDITIONS)
    assert [work.key for work in references.works(ES)] == ["b", "a"]
    assert references.publication_work(ES) is None
    own = References(Path(), {}, (), EDITIONS, entries[0]).publication_work(ES)
    assert own is not None
    assert own.title == "b"


@pytest.mark.parametrize(
    ("tag", "same"), [("fr", True), ("FR-be", True), ("fra", False), ("en-CA", False)]
)
def test_languages_are_compared_whatever_the_country(tag: str, same: bool) -> None:
    assert same_language(tag, FR) is same


def test_form_of_an_edition() -> None:
    assert choose("x", "en") == "x"
    assert choose({"fr": "y"}, "fr") == "y"
    assert choose({"fr": "y"}, "en") == ""


def test_literal_author_is_written_as_it_is() -> None:
    assert Author("a", "b", "The Bank").inverted == "The Bank"
    assert Author(given="Ann").inverted == "Ann"
