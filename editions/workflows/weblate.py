"""A check for Weblate that runs the rules while somebody types.

Weblate loads it where its settings name it::

    CHECK_LIST += ("editions.workflows.weblate.EditionsCheck",)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weblate.checks.base import TargetCheck

from editions.findings import printable
from editions.rules.examining import CatalogProblem, known_locale
from editions.rules.registry import Context
from editions.rules.single import examine_single

#: What Weblate has rules of its own for, or needs lists of words for.
SKIPPED = frozenset(("spelling",))
#: The termbase of a project, in its repository.
TERMS = "locale/terms.csv"


class EditionsCheck(TargetCheck):  # type: ignore[misc]  # Weblate has no types here
    """The rules of this package, in Weblate."""

    check_id = "editions"
    name = "Editions"
    description = "A translation breaks a rule of the publication."
    version_added = "2026.10"

    def check_single(self, source: str, target: str, unit: Any) -> bool:
        """Tell whether the rules find something in a translation."""
        return bool(problems_of(source, target, unit))

    def get_description(self, check_obj: Any) -> str:
        """Return what the rules find, in words."""
        unit = check_obj.unit
        sources, targets = unit.get_source_plurals(), unit.get_target_plurals()
        found = [
            f"{problem.message} ({problem.rule})"
            for number, target in enumerate(targets)
            for problem in problems_of(sources[min(number, len(sources) - 1)], target, unit)
        ]
        return printable("; ".join(dict.fromkeys(found))) or self.description


def problems_of(source: str, target: str, unit: Any) -> tuple[CatalogProblem, ...]:
    """Return what the rules find in the translation of a *unit* of Weblate; only of catalogs."""
    component = unit.translation.component
    if not component.file_format.startswith("po") or not target.strip():
        return ()
    locale = known_locale(unit.translation.language.code)
    if not locale:
        return ()
    terms = Path(component.full_path) / TERMS
    context = Context(
        locale,
        known_locale(component.source_language.code) or "en",
        terms if terms.is_file() else None,
        skipped=SKIPPED,
    )
    places = [place for place in unit.location.replace(",", " ").split() if place]
    return examine_single(source, target, context, places=places, name=component.name)
