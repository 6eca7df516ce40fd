"""One message, one translation."""

from __future__ import annotations

from editions.rules.registry import Context
from tests.rules.pairs import habit_problems

SOURCE = "See the next chapter for all of it."


def found(*targets: str, source: str = SOURCE) -> list[tuple[str, str]]:
    return habit_problems("inconsistent", [(source, target) for target in targets], Context("es"))


def test_the_rarer_translation_is_reported_with_a_place_of_the_other() -> None:
    usual = "Véase todo en el siguiente capítulo."
    ((target, message),) = found(usual, "Vea el próximo capítulo.", usual)
    assert target == "Vea el próximo capítulo."
    assert message == "another translation stands in x.po:10 and 1 more place; translate alike"


def test_spaces_marks_and_capitals_do_not_count() -> None:
    assert found("Véase todo\u00a0: aquí", "véase todo: Aquí.") == []


def test_short_messages_may_be_two_things() -> None:
    assert found("Total", "En total", source="Total") == []
