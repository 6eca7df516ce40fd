"""One translation that stands in no catalog is examined by the rules all the same."""

from __future__ import annotations

import pytest

from editions.rules.registry import Context
from editions.rules.single import examine_single

CONTEXT = Context("fr_CA", skipped=frozenset(("spelling",)))


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("It cost 12 dollars.", "Il a coûté 21 dollars.", "numbers"),
        ("See :ref:`shore`.", "Voir :ref:`isle`.", "references"),
        ("See `it <https://a.example>`_.", "`Ici <javascript:x()>`_.", "unsafe-link"),
        ("The tide is out.", "La mer est basse.", ""),
    ],
)
def test_rules_are_run(source: str, target: str, rule: str) -> None:
    found = {problem.rule for problem in examine_single(source, target, CONTEXT)}
    assert (rule in found) if rule else not found


def test_places_say_the_markup() -> None:
    found = examine_single("`a`", "`b`", CONTEXT, places=["a.md:1", "bad\nplace"])
    assert not {problem.rule for problem in found} & {"po-syntax"}


def test_text_that_no_catalog_can_hold_is_a_problem_and_no_crash() -> None:
    assert examine_single("a", "b\ud800\x00", CONTEXT)
