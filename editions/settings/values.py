"""Read the values of settings: what each kind may be, and what is said of all else.

Each function returns the value in the form of `Settings`, or raises `UnexpectedValueError`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from editions.findings import described
from editions.languages import Edition
from editions.phrases import phrase

#: All pairs or none, each translation with the original, what their number asks for, or pairs of
#: codes.
Pairs = bool | Literal["", "original"] | tuple[tuple[str, str], ...]

#: What a text stands for; "0" and "1" are how ``sphinx-build -D`` writes a switch.
_PAIRS: Mapping[str, Pairs] = {"": "", "original": "original", "0": False, "1": True}

#: Address of a page, or of a folder of pages, and not half the name of a machine.
_PLACE = re.compile(r"https?://[^/]*/.*", re.DOTALL)


class UnexpectedValueError(Exception):
    """A value that a setting cannot take."""

    def __init__(self, value: object, *, held: bool = False, why: str = "") -> None:
        super().__init__(value)
        #: What is wrong, as it is shown.
        self.shown = (
            phrase("it holds {value}", value=described(value))
            if held
            else phrase("it is {value}", value=described(value))
        )
        if why:
            self.shown = phrase("{problem}, {why}", problem=self.shown, why=why)


def read_text(value: object, pattern: str = "(?s:.*)") -> str:
    """Return a text that *pattern* matches as a whole."""
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise UnexpectedValueError(value)
    return value


def read_day(value: object) -> str:
    """Return a day of the calendar as ISO 8601 writes it, 2026-11-27, or nothing."""
    day = read_text(value, r"([0-9]{4}-[0-9]{2}-[0-9]{2})?")
    try:
        return day and date.fromisoformat(day).isoformat()
    except ValueError:
        raise UnexpectedValueError(value, why=phrase("which is no day")) from None


def read_path(value: object, *, held: bool = False) -> str:
    """Return a path as text; a `Path` is one, bytes are none."""
    name = os.fspath(value) if isinstance(value, (str, os.PathLike)) else None
    if not isinstance(name, str) or "\0" in name:
        raise UnexpectedValueError(value, held=held)
    return name


def read_listed(value: object, kinds: tuple[type, ...] = (list, tuple)) -> Iterable[object]:
    """Return the members of what is of one of *kinds*."""
    if not isinstance(value, kinds):
        raise UnexpectedValueError(value)
    return value  # type: ignore[return-value]  # every kind that is asked for can be iterated


def read_paths(value: object) -> tuple[str, ...]:
    """Return a list of paths as text."""
    return tuple(read_path(item, held=True) for item in read_listed(value))


def read_roles(value: object) -> frozenset[str]:
    """Return the names of roles, whose order is no matter."""
    names = list(read_listed(value, (list, tuple, set, frozenset)))
    for name in names:
        if not isinstance(name, str) or not name.strip(" :"):
            raise UnexpectedValueError(name, held=True)
    return frozenset(map(str, names))


def read_editions(value: object) -> tuple[Edition, ...]:
    """Return editions, no code twice."""
    editions: dict[str, Edition] = {}
    for item in read_listed(value):
        if not isinstance(item, Edition):
            raise UnexpectedValueError(item, held=True)
        place = item.code.casefold()  # of its folder, on systems that pass over capital letters
        if place in editions:
            raise UnexpectedValueError(item.code, held=True, why=phrase("which is declared twice"))
        editions[place] = item
    return tuple(editions.values())


def read_pairs(value: object) -> Pairs:
    """Return which editions are set side by side: a choice of `Pairs`, or pairs of codes."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _PAIRS:
        return _PAIRS[value]
    pairs = []
    for item in read_listed(value):
        names = tuple(item) if isinstance(item, (list, tuple)) else ()
        if len(names) != 2 or not all(isinstance(name, str) for name in names):
            raise UnexpectedValueError(item, held=True)
        pairs.append((names[0], names[1]))
    return tuple(pairs)


def read_counterparts(value: object) -> Mapping[str, tuple[str, ...]]:
    """Return addresses, each with those that may stand in its place."""
    if not isinstance(value, dict):
        raise UnexpectedValueError(value)
    found = {}
    for begin, others in value.items():
        others = (others,) if isinstance(others, str) else others
        addresses = (begin, *others) if isinstance(others, (list, tuple)) else (begin, others)
        for address in addresses:
            if not isinstance(address, str) or not _PLACE.fullmatch(address):
                raise UnexpectedValueError(address, held=True)
        found[begin] = tuple(others)
    return found


def read_switch(value: object) -> bool:
    """Return what is on or off; a number is neither."""
    if not isinstance(value, bool):
        raise UnexpectedValueError(value)
    return value


def read_depth(value: object) -> int:
    """Return how many levels of headings are meant."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 6:
        raise UnexpectedValueError(value)
    return value
