"""Translations made for one test, and what rules say of them."""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.entries import Catalog, Entry
from editions.rules.registry import Context, Pair, Problem, all_rules


def make_pair(source: str, target: str) -> Pair:
    """Return a message and its translation, alone in their catalog."""
    entry = Entry(1, source, (target,))
    return Pair(entry, Catalog(Path("x.po"), {}, (), (entry,)))


def problems(rule: str, source: str, target: str, locale: str = "fr_CA") -> list[Problem]:
    """Return what one rule on single translations finds."""
    check = all_rules()[rule].check_entry
    assert check is not None
    return list(check(make_pair(source, target), Context(locale)))


def rules_broken(source: str, target: str, locale: str) -> set[str]:
    """Return the names of all rules on single translations that find something."""
    return {name for name, rule in all_rules().items() if rule.check_entry} & {
        name
        for name, rule in all_rules().items()
        if rule.check_entry and list(rule.check_entry(make_pair(source, target), Context(locale)))
    }
