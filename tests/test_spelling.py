"""Spelling of the translations, by the dictionaries of their countries."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hunspell import Hunspell

from editions.catalogs.compiling import read_catalogs
from editions.languages import Publication
from editions.system import find_dictionary

#: Dictionary of each edition.
DICTIONARIES = {"es": "es_MX", "fr": "fr"}

#: What is not prose: places for numbers, addresses, phrases in another language, markup.
NOT_PROSE = re.compile(r"\{\w+\}|https?://\S+|\S+@\S+|www\.\S+|:lang-\w+:`[^`]*`")
WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W\d_]+)*")


@cache
def dictionary(name: str) -> Hunspell:
    path = find_dictionary(name)
    assert path is not None, f"no dictionary {name}: python3 -m editions.system test"
    return Hunspell(name, hunspell_data_dir=str(path.parent))


def is_known(word: str, name: str, names: set[str]) -> bool:
    """Tell whether a word, or each part of a compound or an elision, is known."""
    speller = dictionary(name)
    # A name of the list may begin a label.
    if (
        {word, word[:1].lower() + word[1:]} & names
        or speller.spell(word)
        or speller.spell(word.replace("’", "'"))
    ):
        return True
    parts = re.split(r"[’-]", word)
    return len(parts) > 1 and all(is_known(part, name, names) for part in parts if part)


def word_list(project: Publication, code: str) -> list[str]:
    path = project.locale / code / "words.txt"
    return path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("code", DICTIONARIES)
def test_translations_are_spelled_right(project: Publication, code: str) -> None:
    names = set(word_list(project, code))
    unknown = set()
    for catalog in read_catalogs(project.catalogs(project.edition(code)), project.root).values():
        for entry in catalog:
            for word in WORD.findall(NOT_PROSE.sub(" ", entry.msgstr)):
                if not is_known(word, DICTIONARIES[code], names):
                    unknown.add(f"{catalog.path.name}:{entry.line}: {word}")
    assert sorted(unknown) == []


@pytest.mark.parametrize("code", DICTIONARIES)
def test_word_list_is_sorted_and_needed(project: Publication, code: str) -> None:
    words = word_list(project, code)
    assert words == sorted(set(words), key=str.casefold)
    assert [word for word in words if dictionary(DICTIONARIES[code]).spell(word)] == []


@pytest.mark.parametrize(("code", "word"), [("es", "relasión"), ("fr", "relatoin")])
def test_misspelling_is_found(code: str, word: str) -> None:
    assert not is_known(word, DICTIONARIES[code], set())
