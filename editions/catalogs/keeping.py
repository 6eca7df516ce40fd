"""Keep what was read, of one weight in all: a catalog may hold a hundred thousand messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
Kept = TypeVar("Kept")


class KeptFunction(Generic[P, Kept]):
    """A function that keeps its last results, as `functools.lru_cache` does, by their weight.

    There are two generations: what is asked for moves to the younger one, and when that weighs
    half of what may be kept, the older one goes as a whole.  Arguments must be hashable.
    """

    def __init__(
        self, function: Callable[P, Kept], weigh: Callable[[Kept], int], most: int
    ) -> None:
        self.function = function
        #: Returns about how many bytes a result takes.
        self.weigh = weigh
        #: Bytes that all of them may take.
        self.most = most
        self.cache_clear()
        update_wrapper(self, function)

    def cache_clear(self) -> None:
        """Forget all results."""
        self.young: dict[object, Kept] = {}
        self.old: dict[object, Kept] = {}
        #: Weight of the younger generation.
        self.weight = 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Kept:
        """Return what the function returns, or has returned."""
        key = (args, *sorted(kwargs.items())) if kwargs else args
        if key in self.young:
            return self.young[key]
        value = self.old[key] if key in self.old else self.function(*args, **kwargs)
        self.weight += self.weigh(value)
        if self.weight > self.most // 2:
            self.young, self.old, self.weight = {}, self.young, self.weigh(value)
        self.young[key] = value
        return value


def kept(
    weigh: Callable[[Kept], int], most: int
) -> Callable[[Callable[P, Kept]], KeptFunction[P, Kept]]:
    """Let a function keep results that weigh at most *most* together, by *weigh*."""
    return lambda function: KeptFunction(function, weigh, most)
