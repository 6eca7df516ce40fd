"""Which tests each of several test processes runs first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")

#: Tests that take long, or wait for something that does: begun last, one would keep the other
#: processors waiting.
EARLY = "early"


def early_file(item: pytest.Item) -> Path | None:
    """Return the file of a test that is marked `EARLY`, and nothing for any other."""
    return None if item.get_closest_marker(EARLY) is None else item.path


def in_order(items: Iterable[T], count: int, early: Callable[[T], Hashable | None]) -> Iterator[T]:
    """Yield *items* so that each of *count* processes begins with some that are early.

    Each gets as many items as the others, those that follow one another, at first; later, one that
    has none left takes from another's end.  *early* gives what stays together, where an item is.
    """
    groups: dict[Hashable, list[T]] = {}
    late: deque[T] = deque()
    for item in items:
        group = early(item)
        (late if group is None else groups.setdefault(group, [])).append(item)
    begun = list(groups.values())
    size = (sum(map(len, begun)) + len(late)) // count
    for number in range(count):
        first = [item for group in begun[number::count] for item in group]
        yield from first
        rest = len(late) if number == count - 1 else size - len(first)
        for _ in range(min(rest, len(late))):
            yield late.popleft()
