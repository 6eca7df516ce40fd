"""Patterns of long texts: what repeats a group keeps no place to come back to for each turn.

Such places take some hundred bytes each: a line of two million letters took 260 MB.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as codes  # type: ignore[attr-defined]  # not public, and the only way
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from typing import Any

import pytest

import editions

#: What must be able to come back, and why its texts are short.
BACKTRACKING = {
    "editions.catalogs.markup._EXPLICIT",  # gives back spaces before its target
    "editions.rules.literals._KEYS",  # a name of a key may begin with that of another
}
#: Modules that want what is no dependency, or run as programs.
LEFT_OUT = {"editions.charts.vega", "editions.workflows.weblate"}
ONE_LETTER = (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY)


def repeated_groups(parsed: Any) -> Iterator[str]:
    """Yield what a parsed pattern repeats without limit, and could give back turn by turn."""
    for code, value in parsed:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, item = value
            if most is codes.MAXREPEAT and not (len(item) == 1 and item[0][0] in ONE_LETTER):
                yield str(item)
            yield from repeated_groups(item)
        elif code is codes.POSSESSIVE_REPEAT:
            yield from repeated_groups(value[2])
        elif code is codes.SUBPATTERN:
            yield from repeated_groups(value[3])
        elif code is codes.ATOMIC_GROUP:
            yield from repeated_groups(value)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from repeated_groups(branch)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from repeated_groups(value[1])


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns of the package by their full names."""
    for module in pkgutil.walk_packages(editions.__path__, "editions."):
        if module.name in LEFT_OUT or module.name.endswith(".__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value


def test_what_repeats_a_group_gives_nothing_back() -> None:
    found = {
        name
        for name, pattern in patterns()
        if any(repeated_groups(parser.parse(pattern.pattern, pattern.flags)))
    }
    assert found == BACKTRACKING


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (r"(?:ab)*", 1), (r"(?:ab)+?", 1), (r"(a|b.)*", 1), (r"(?:ab){2,}", 1),
        (r"x|(?=(?:ab)*)", 1),
        (r"(?>(?:ab)*)", 1), (r"(?:(?:ab)*c)*+", 1), (r"(?:ab)*+", 0), (r"[ab]*.+?a*", 0),
        (r"(?:ab){,9}", 0),
    ],
)  # fmt: skip
def test_repeated_groups_are_seen(pattern: str, count: int) -> None:
    assert len(list(repeated_groups(parser.parse(pattern)))) == count
