"""Every rule says what it wants, with an example on either side."""

from __future__ import annotations

import pytest

from editions.findings import Severity
from editions.rules.registry import Rule, all_rules, register
from tests.rules.pairs import problems

RULES = list(all_rules().values())
#: Messages and translations with next to nothing in them, of which each rule may expect more.
DEGENERATE = (
    "", " ", "\n", "\u00a0", "\u200b", "\u0301", ".", "…", "-", "0", "é", "港", "\\", "\\ ",
    "``", "**", ":", "|", "_", "__", "`", "%", "{", "{}", "%s", "<", "&", "(", "«", "’", "\u202e",
    "\U0001f6a2", "|x|", ":sup:`x`", "``x``", "`x`__", "*x*", "[1]_", "x_",
)  # fmt: skip


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


@pytest.mark.parametrize("locale", ["es_MX", "ja"])
@pytest.mark.parametrize("name", [r.name for r in RULES if r.check_entry or r.check_catalog])
def test_no_rule_needs_something_to_be_there(name: str, locale: str) -> None:
    for source in DEGENERATE:
        for target in DEGENERATE[1:]:
            problems(name, source, target, locale)
