"""The reference of the guides is what the code says."""

from __future__ import annotations

import pytest
from reference import DIRECTIVES, FOLDER, PAGES, ROLES, pages, registered

from editions.arguments.verbs import VERBS
from editions.rules.registry import all_rules
from editions.settings.declarations import SETTINGS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_has_it(name: str) -> None:
    """Where this fails, ``make guides`` writes it anew."""
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name]


def test_no_page_is_there_that_nothing_writes() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} - {"index.md"} == set(PAGES)


def test_everything_is_listed() -> None:
    written = pages()
    assert all(f"\n### {name}\n" in written["rules.md"] for name in all_rules())
    assert all(f"\n| `{name}` | " in written["settings.md"] for name in SETTINGS)
    assert written["commands.md"].count("\n## editions ") >= len(VERBS)


def test_nothing_is_described_that_is_not_there() -> None:
    directives, roles = registered()
    assert set(DIRECTIVES) == set(directives)
    assert set(ROLES) == roles
    for name, options in directives.items():
        assert set(DIRECTIVES[name][1]) == set(options)
