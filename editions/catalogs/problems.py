"""Why a translation is not published, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SafetyProblem:
    """Why a translation is not published."""

    #: Short name of the rule.
    rule: str
    #: What is wrong, and what to do next.
    message: str
    #: Where in the translation it begins, if it stands at one place.
    start: int | None = None
    #: Message and translation that excuse it if any catalog of the language has them.
    unless: tuple[tuple[str, str], ...] = ()
