"""The words of the desk."""

from __future__ import annotations

import re

import pytest

from editions.desk.words import desk_words

_PLACE = re.compile(r"\{\w+\}")


@pytest.mark.parametrize(
    ("locale", "save"),
    [("en_CA", "Save"), ("es_MX", "Guardar"), ("fr_CA", "Enregistrer"), ("xx", "Save")],
)
def test_words_are_in_the_language_of_the_edition(locale: str, save: str) -> None:
    assert desk_words(locale)["save"] == save


@pytest.mark.parametrize("locale", ["es", "fr"])
def test_places_are_kept(locale: str) -> None:
    english, words = desk_words("en"), desk_words(locale)
    assert {name: _PLACE.findall(text) for name, text in words.items()} == {
        name: _PLACE.findall(text) for name, text in english.items()
    }
