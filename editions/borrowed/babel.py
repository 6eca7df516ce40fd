"""Babel's handling of strings in catalogs, and the plurals that it knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from babel import Locale

from editions.borrowed.parts import BorrowedLibrary, BorrowedPart

BABEL = BorrowedLibrary("Babel", ("2.13", "2.14", "2.15", "2.16", "2.17", "2.18", "2.19"), "babel")

_POFILE = "babel.messages.pofile"
_USE = "write and read strings in catalogs as other tools do"
_ESCAPE = BorrowedPart(BABEL, f"{_POFILE}:escape", _USE, parameters=("string",))
_NORMALIZE = BorrowedPart(
    BABEL, f"{_POFILE}:normalize", _USE, parameters=("string", "prefix", "width")
)
_DENORMALIZE = BorrowedPart(BABEL, f"{_POFILE}:denormalize", _USE, parameters=("string",))
_PLURAL = BorrowedPart(BABEL, "babel.messages.plurals:get_plural", "write a new catalog's header")

PARTS = (_ESCAPE, _NORMALIZE, _DENORMALIZE, _PLURAL)

#: Returns a text as it stands in quotes in a catalog.
escape: Callable[[str], str] = _ESCAPE.get()
#: Returns a text as it stands in a catalog, on as many lines as it needs.
normalize: Callable[..., str] = _NORMALIZE.get()
#: Returns what stands in a catalog as a text.
denormalize: Callable[[str], str] = _DENORMALIZE.get()
#: Returns the plurals of a language; the result has ``plural_forms``.
get_plural: Callable[[Locale], Any] = _PLURAL.get()
