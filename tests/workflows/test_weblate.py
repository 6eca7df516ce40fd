"""The check for Weblate, with the little of Weblate that it uses.

A real Weblate ran it, see `docs/weblate.md`; it is too large to be installed for the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest


class TargetCheck:
    """Stands for Weblate's own."""


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("weblate", "weblate.checks", "weblate.checks.base"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    sys.modules["weblate.checks.base"].TargetCheck = TargetCheck  # type: ignore[attr-defined]
    yield import_module("editions.workflows.weblate").EditionsCheck()
    sys.modules.pop("editions.workflows.weblate")


def unit(folder: Path, source: str, target: str, **changes: str) -> SimpleNamespace:
    component = SimpleNamespace(
        file_format=changes.get("format", "po"),
        full_path=str(folder),
        name="shore",
        source_language=SimpleNamespace(code="en_CA"),
    )
    language = SimpleNamespace(code=changes.get("language", "fr_CA"))
    return SimpleNamespace(
        translation=SimpleNamespace(component=component, language=language),
        location="source/shore.rst, source/a.rst:2",
        get_source_plurals=lambda: [source],
        get_target_plurals=lambda: [target],
    )


def test_rules_speak_in_weblate(check: Any, tmp_path: Path) -> None:
    source, target = "The neap tide costs 12 dollars.", "La marée coûte 21 dollars."
    wrong = unit(tmp_path, source, target)
    assert check.check_single(source, target, wrong)
    said = check.get_description(SimpleNamespace(unit=wrong))
    assert "(numbers)" in said
    assert "(term)" not in said
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale/terms.csv").write_text("en,fr_CA\nneap tide,morte-eau\n", "utf-8")
    assert "(term)" in check.get_description(SimpleNamespace(unit=wrong))


@pytest.mark.parametrize(
    ("target", "changes"),
    [
        ("La mer.", {}),
        ("", {}),
        ("<b>", {"format": "xliff"}),  # of catalogs alone
        ("21", {"language": "no language"}),
    ],
)
def test_what_is_right_or_no_matter_of_ours(
    check: Any, tmp_path: Path, target: str, changes: dict[str, str]
) -> None:
    found = unit(tmp_path, "The sea.", target, **changes)
    assert not check.check_single("The sea.", target, found)
    assert check.get_description(SimpleNamespace(unit=found)) == check.description
