"""Spelling of what the references say in Spanish and French."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from editions.languages import Publication
from editions.references.reading import read_references
from tests.test_spelling import DICTIONARIES, WORD, is_known, word_list


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


@pytest.mark.parametrize("code", DICTIONARIES)
def test_references_are_spelled_right(project: Publication, code: str) -> None:
    assert project.references is not None
    references = read_references(project.references, project.root, project.editions)
    fields = [entry.fields for entry in references.entries]
    original = [*texts([references.names, fields], "en"), *(str(f["title"]) for f in fields)]
    names = {word for text in original for word in WORD.findall(text) if not word.islower()}
    known = {*word_list(project, code), *names}
    found = list(texts([references.names, fields], code))
    assert len(found) > 50
    unknown = {word for text in found for word in WORD.findall(text)
               if not is_known(word, DICTIONARIES[code], known)}  # fmt: skip
    assert sorted(unknown) == []
