"""How rules join the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from editions.findings import Severity
from editions.rules import registry
from editions.rules.registry import Context, Convention, MessagePair, Usage, convention_rule


@pytest.fixture(autouse=True)
def empty_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test registers to itself."""
    monkeypatch.setattr(registry, "_RULES", {})


def evaluate(choice: str, variants: Mapping[str, Usage], context: Context) -> Mapping[str, str]:
    return {
        variant: f"{choice}: {variant}" for variant, usage in variants.items() if usage.count < 2
    }


def test_a_convention_rule_has_its_evaluation() -> None:
    @convention_rule("colours", Severity.WARNING, evaluate)
    def find_colours(pair: MessagePair, context: Context) -> Iterator[Convention]:
        """Colours are chosen once.

        Bad: msgid "red" msgstr "vert"
        Good: msgid "red" msgstr "rouge"
        """
        yield Convention("colour", pair.target)

    rule = registry._RULES["colours"]
    assert rule.check_convention is find_colours
    assert rule.evaluate is evaluate
    assert rule.check_entry is None
    assert rule.check_catalog is None
    assert rule.summary == "Colours are chosen once."


def test_a_docstring_needs_examples() -> None:
    with pytest.raises(ValueError, match="wants one sentence, 'Bad:' and 'Good:'"):
        registry.register("colours", Severity.WARNING, "Colours are chosen once.")
