"""Every rule says what it wants, with an example on either side."""

from __future__ import annotations

import pytest

from editions.findings import Severity
from editions.rules.registry import Rule, all_rules, register

RULES = list(all_rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_explain_themselves(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.bad != rule.good
    assert not (rule.check_entry and rule.check_catalog)


@pytest.mark.parametrize(
    ("name", "doc"),
    [
        ("po-syntax", "It holds.\n\nBad: a\nGood: b\n"),
        ("No Name", "It holds.\n\nBad: a\nGood: b\n"),
        ("a-rule", "It holds.\n\nBad: a\n"),
        ("a-rule", "It holds\n\nBad: a\nGood: b\n"),
        ("a-rule", None),
    ],
)
def test_what_is_no_rule_is_refused(name: str, doc: str | None) -> None:
    with pytest.raises(ValueError, match=name):
        register(name, Severity.ERROR, doc)
