"""The model that tells languages."""

from __future__ import annotations

import pytest

from editions.rules import identifying
from editions.rules.identifying import identifier_among


@pytest.mark.parametrize(
    ("text", "language"),
    [("a level playing field for all", "en"), ("des règles du jeu équitables", "fr")],
)
def test_a_phrase_is_told(text: str, language: str) -> None:
    model = identifier_among(("en", "fr"))
    assert model is not None
    found, probability = model.classify(text)
    assert (str(found), probability > 0.99) == (language, True)


@pytest.mark.parametrize("languages", [("en", "xx"), ("en", "en"), ()])
def test_nothing_is_told_where_there_is_no_choice(languages: tuple[str, ...]) -> None:
    assert identifier_among(languages) is None


def test_nothing_is_told_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identifying, "missing_packages", lambda extra: ["py3langid"])
    assert identifier_among.__wrapped__(("en", "fr")) is None
