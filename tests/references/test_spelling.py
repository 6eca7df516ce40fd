"""Spelling of what the references say in Spanish and French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from editions.languages import Publication
from editions.references.reading import read_references
from editions.rules.lexicon import WORD
from editions.rules.spelling import find_for, read_words, speller_of


def texts(value: object, code: str) -> Iterator[str]:
    """Yield every text of an edition, wherever it stands."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key == code and isinstance(part, str):
                yield part
            else:
                yield from texts(part, code)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part, code)


@pytest.mark.parametrize("code", ["es", "fr"])
def test_references_are_spelled_right(project: Publication, code: str) -> None:
    assert project.references is not None
    references = read_references(project.references, project.root, project.editions)
    fields = [entry.fields for entry in references.entries]
    original = [*texts([references.names, fields], "en"), *(str(f["title"]) for f in fields)]
    names = {word for text in original for word in WORD.findall(text) if not word.islower()}
    edition = project.edition(code)
    known = {*read_words(project.spelling_list(edition)), *names}
    dictionary = find_for(edition.locale)
    assert dictionary is not None
    speller = speller_of(dictionary)
    found = list(texts([references.names, fields], code))
    assert len(found) > 50
    words = {word for text in found for word in WORD.findall(text)}
    forms = {word: {word, word[:1].lower() + word[1:], *re.split("[’-]", word)} for word in words}
    unknown = [
        word for word in words if not speller.knows(word) and not forms[word].intersection(known)
    ]
    assert sorted(unknown) == []
