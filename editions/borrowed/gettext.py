"""Python's gettext, which keeps every catalog that it has read."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

PYTHON = BorrowedLibrary("Python", ("3.11", "3.12", "3.13", "3.14"))

#: Catalogs by file, kept for ever, even when the file has changed.
_KEPT = BorrowedPart(PYTHON, "gettext:_translations", "read a catalog that has changed", dict)

PARTS = (_KEPT,)


def forget_catalogs() -> None:
    """Have every catalog read anew."""
    _KEPT.get().clear()


def known_words(translations: NullTranslations | None) -> Iterator[tuple[str, str]]:
    """Yield every message of a catalog, and of those behind it, with its translation.

    gettext has no other way to ask for all of them.
    """
    for known in parts_of(translations):
        for message, word in contents(known).items():
            yield (message[0] if isinstance(message, tuple) else message), str(word)


def contents(translations: NullTranslations) -> dict[Any, str]:
    """Return what a catalog itself holds, without those behind it."""
    return getattr(translations, "_catalog", {})


def parts_of(translations: NullTranslations | None) -> Iterator[NullTranslations]:
    """Yield a catalog and those behind it, each alone."""
    known: Any = translations
    while known is not None:
        alone = copy.copy(known)
        alone._fallback = None
        yield alone
        known = PYTHON.attribute(known, "_fallback", "tell the words of a project from Sphinx's")
