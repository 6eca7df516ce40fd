"""What a country's keyboard lacks."""

from __future__ import annotations

import pytest

from editions.desk.keys import insertions


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("fr_CA", ["\u00a0", "\u202f", "«\u00a0|\u00a0»", "’", "–", "—"]),
        ("es_MX", ["\u00a0", "“|”", "«|»", "¿", "¡", "–", "—"]),
        ("xx", ["\u00a0", "–", "—"]),
    ],
)
def test_insertions_are_those_of_the_locale(locale: str, texts: list[str]) -> None:
    found = list(insertions(locale))
    assert [i.before + (f"|{i.after}" if i.after else "") for i in found] == texts
    keys = [insertion.key for insertion in found if insertion.key]
    assert len(keys) == len(set(keys))
