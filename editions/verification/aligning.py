"""Align what two pages are called, block by block, in a time that does not run away."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

PassageKey = tuple[str, ...]
Places = list[tuple[int, int]]

#: Steps that the search for the longest runs may take: pairs of equal blocks, for each block.
MAX_STEPS = 50_000_000


def aligned(ours: Sequence[PassageKey], theirs: Sequence[PassageKey]) -> Places:
    """Return the places of blocks that belong together, in the order of both.

    The longest common runs first; of pages that would take too long, what stands once in both,
    and what goes on from there.
    """
    counts = Counter(theirs)
    steps = sum(counts[key] for key in ours) * min(len(ours), len(theirs))
    if steps > MAX_STEPS:
        return _anchored(ours, theirs)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return [(a + n, b + n) for a, b, length in matcher.get_matching_blocks() for n in range(length)]


def _common(
    ours: Sequence[PassageKey],
    theirs: Sequence[PassageKey],
    mine: tuple[int, int],
    its: tuple[int, int],
) -> tuple[int, int]:
    """Return how many keys are the same at the beginning and at the end of two ranges."""
    length = min(mine[1] - mine[0], its[1] - its[0])
    first = 0
    while first < length and ours[mine[0] + first] == theirs[its[0] + first]:
        first += 1
    last = 0
    while last < length - first and ours[mine[1] - last - 1] == theirs[its[1] - last - 1]:
        last += 1
    return first, last


def _anchored(ours: Sequence[PassageKey], theirs: Sequence[PassageKey]) -> Places:
    """Return the longest rising run of what stands once in both, and its neighbours."""
    once = [{key for key, n in Counter(keys).items() if n == 1} for keys in (ours, theirs)]
    at = {key: b for b, key in enumerate(theirs) if key in once[1]}
    pairs = [(a, at[key]) for a, key in enumerate(ours) if key in once[0] and key in at]
    found: Places = []
    begin = (-1, -1)
    for end in (*_rising(pairs), (len(ours), len(theirs))):
        gaps = [(begin[side] + 1, end[side]) for side in (0, 1)]
        first, last = _common(ours, theirs, gaps[0], gaps[1])
        found += ((gaps[0][0] + n, gaps[1][0] + n) for n in range(first))
        found += ((gaps[0][1] - n, gaps[1][1] - n) for n in range(last, 0, -1))
        found += [end] if end[0] < len(ours) else []
        begin = end
    return found


def _rising(pairs: Places) -> Places:
    """Return the longest run of *pairs*, sorted by their first, whose second rise, too."""
    ends: list[int] = []
    chosen: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        before.append(chosen[length - 1] if length else -1)
        chosen[length : length + 1] = [number]
    run: Places = []
    number = chosen[-1] if chosen else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]
