"""How rules join the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from editions.findings import Severity
from editions.rules import registry
from editions.rules.registry import Context, Habit, Pair, Usage, habit_rule


@pytest.fixture(autouse=True)
def empty_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what a test registers to itself."""
    monkeypatch.setattr(registry, "_RULES", {})


def judge(choice: str, ways: Mapping[str, Usage], context: Context) -> Mapping[str, str]:
    return {way: f"{choice}: {way}" for way, usage in ways.items() if usage.count < 2}


def test_a_habit_rule_has_its_judge() -> None:
    @habit_rule("colours", Severity.WARNING, judge)
    def find_colours(pair: Pair, context: Context) -> Iterator[Habit]:
        """Colours are chosen once.

        Bad: msgid "red" msgstr "vert"
        Good: msgid "red" msgstr "rouge"
        """
        yield Habit("colour", pair.target)

    rule = registry._RULES["colours"]
    assert rule.check_habit is find_colours
    assert rule.judge is judge
    assert rule.check_entry is None
    assert rule.check_catalog is None
    assert rule.summary == "Colours are chosen once."


def test_a_docstring_needs_examples() -> None:
    with pytest.raises(ValueError, match="wants one sentence, 'Bad:' and 'Good:'"):
        registry.register("colours", Severity.WARNING, "Colours are chosen once.")
