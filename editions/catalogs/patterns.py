"""Patterns: messages with places in braces, such as ``about {number}``, that a program fills."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\{(\w+)\}")


def has_words(pattern: str) -> bool:
    """Tell whether there is anything in *pattern* to translate: ``{amount}`` has nothing."""
    return any(char.isalpha() or char == "$" for char in _PLACE.sub("", pattern))


def fill(pattern: str, parts: dict[str, str]) -> str:
    """Put *parts* into the places of *pattern*; nothing else in it, or in them, has a meaning."""
    return _PLACE.sub(lambda place: parts.get(place[1], place[0]), pattern)
