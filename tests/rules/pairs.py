"""Translations made for one test, and what rules say of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from editions.catalogs.entries import Catalog, Entry
from editions.rules.registry import Context, MessagePair, Problem, Usage, all_rules


def make_pair(source: str, target: str) -> MessagePair:
    """Return a message and its translation, alone in their catalog."""
    entry = Entry(1, source, (target,))
    return MessagePair(entry, Catalog(Path("x.po"), {}, (entry,)))


def make_catalog(texts: Iterable[tuple[str, str]]) -> list[MessagePair]:
    """Return messages and their translations, in one catalog, ten lines apart."""
    entries = tuple(Entry(10 * n, source, (target,)) for n, (source, target) in enumerate(texts, 1))
    catalog = Catalog(Path("x.po"), {}, entries)
    return [MessagePair(entry, catalog) for entry in entries]


def catalog_problems(
    rule: str, texts: Iterable[tuple[str, str]], locale: str = "fr_CA"
) -> dict[str, str]:
    """Return what one rule on catalogs finds, by translation."""
    check = all_rules()[rule].check_catalog
    assert check is not None
    found = check(make_catalog(texts), Context(locale))
    return {problem.pair.target: problem.message for problem in found if problem.pair}


def habit_problems(
    rule: str, texts: Iterable[tuple[str, str]], context: Context
) -> list[tuple[str, str]]:
    """Return what one rule on habits finds in catalogs: translations and what is wrong."""
    check, evaluate = all_rules()[rule].check_convention, all_rules()[rule].evaluate
    assert check is not None
    assert evaluate is not None
    found = [
        (convention, pair) for pair in make_catalog(texts) for convention in check(pair, context)
    ]
    usage: dict[str, dict[str, Usage]] = defaultdict(dict)
    for convention, pair in found:
        variants = usage[convention.choice]
        first = f"{pair.catalog.path}:{pair.entry.line}"
        before = variants.get(convention.variant, Usage(0, first))
        variants[convention.variant] = Usage(before.count + 1, before.first)
    verdicts = {choice: evaluate(choice, variants, context) for choice, variants in usage.items()}
    return [
        (pair.target, verdicts[convention.choice][convention.variant])
        for convention, pair in found
        if not convention.sound and convention.variant in verdicts[convention.choice]
    ]


def problems(rule: str, source: str, target: str, locale: str = "fr_CA") -> list[Problem]:
    """Return what one rule finds in a catalog of one translation."""
    found = all_rules()[rule]
    pair, context = make_pair(source, target), Context(locale)
    if found.check_catalog:
        return list(found.check_catalog([pair], context))
    assert found.check_entry is not None
    return list(found.check_entry(pair, context))


def rules_broken(source: str, target: str, locale: str) -> set[str]:
    """Return the names of all rules that find something in a catalog of one translation."""
    return {
        name
        for name, rule in all_rules().items()
        if (rule.check_entry or rule.check_catalog) and problems(name, source, target, locale)
    }
