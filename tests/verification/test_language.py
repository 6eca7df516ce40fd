"""Sentences in the language of another edition are found, and others are left in peace."""

from __future__ import annotations

import pytest

from editions.verification.comparing import check_language
from editions.verification.language import TELLING, Identifier, telling_sentences
from editions.verification.pages import read_page
from tests.verification.examples import block, page

THREE = Identifier(["en", "es", "fr"])
ENGLISH = "The keepers of the lamp lived here with their families for years."
SPANISH = "Los guardianes de la lámpara vivieron aquí con sus familias muchos años."
FRENCH = "Les gardiens de la lampe ont vécu ici avec leurs familles pendant des années."


@pytest.mark.parametrize(("own", "text"), [("en", ENGLISH), ("es", SPANISH), ("fr", FRENCH)])
def test_a_sentence_is_foreign_wherever_it_is_not_at_home(own: str, text: str) -> None:
    for language in ("en", "es", "fr"):
        found = [name for _, name in THREE.foreign_sentences(text, language)]
        assert found == ([] if language == own else [own])


def test_one_sentence_of_several_is_found() -> None:
    (found,) = THREE.foreign_sentences(f"{FRENCH} {ENGLISH} {FRENCH}", "fr")
    assert found == (ENGLISH, "en")


@pytest.mark.parametrize(
    "text",
    [
        "Transport for London",
        "C. D. Howe Institute, Toronto, 2009, pp. 12–40, ISBN 978-0-88806-000-0",
        "1 200 / 3 400 / 5 600 / 7 800 / 9 000 / 11 200 / 13 400",
        "OK",
        "",
    ],
)
def test_names_and_figures_tell_no_language(text: str) -> None:
    assert list(THREE.foreign_sentences(text, "fr")) == []


def test_what_the_identifier_does_not_know_is_passed_over() -> None:
    assert list(Identifier(["en", "xx"]).foreign_sentences(ENGLISH, "xx")) == []
    assert list(Identifier(["en", "fr"]).foreign_sentences(SPANISH, "es")) == []


def test_sentences_are_cut_where_they_end_and_short_ones_go_with_the_next() -> None:
    text = "Non. Les gardiens de la lampe vivaient ici avec leurs enfants. Ils sont partis."
    (found,) = telling_sentences(text)
    assert found.startswith("Non. Les gardiens")
    assert all(len(part) >= TELLING for part in telling_sentences(f"{FRENCH} {FRENCH}"))


def test_marked_phrases_code_and_what_is_not_current_are_left_out() -> None:
    markup = (
        f"<html lang='fr'><body><p>{FRENCH}<span lang='en'>{ENGLISH}</span></p>"
        f"<p lang='en'>{ENGLISH}</p><p><code>{ENGLISH}</code></p><pre>{ENGLISH}</pre>"
        f"<p class='untranslated'>{ENGLISH}</p></body></html>"
    )
    assert list(check_language(read_page(markup.encode(), "fr/a.html", "a.html"), THREE)) == []
    (finding,) = check_language(page(block(ENGLISH)), THREE)
    assert (finding.file, finding.line, finding.rule) == ("fr/a.html", 7, "other-language")
    assert "'en'" in finding.message
