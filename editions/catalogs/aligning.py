"""Which sentences of a translation stand for which of its message, by their lengths.

W. A. Gale and K. W. Church, A Program for Aligning Sentences in Bilingual Corpora, Computational
Linguistics 19 (1993), https://aclanthology.org/J93-1004/: the length of a sentence tells the length
of its translation, and most sentences are translated by one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

#: How much the length of a translation varies for each letter of the message, squared.
_VARIANCE = 6.8
#: How likely so many sentences are translated by so many, as found by Gale and Church.
_LIKELY = {
    (1, 1): 0.89,
    (1, 0): 0.00495,
    (0, 1): 0.00495,
    (2, 1): 0.0445,
    (1, 2): 0.0445,
    (2, 2): 0.011,
}


def are_paired(source: Sequence[int], target: Sequence[int]) -> bool:
    """Tell whether sentences of these lengths, in letters, most likely stand for one another."""
    if len(source) != len(target):
        return False
    return len(source) < 2 or _cheapest(source, target) == [(1, 1)] * len(source)


def _cheapest(source: Sequence[int], target: Sequence[int]) -> list[tuple[int, int]]:
    """Return how many sentences of each side go together, from the beginning."""
    ratio = sum(target) / max(sum(source), 1)
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            if i or j:
                best[i, j] = min(
                    (
                        best[i - a, j - b][0] + _cost(source[i - a : i], target[j - b : j], ratio),
                        (a, b),
                    )
                    for a, b in _LIKELY
                    if (i - a, j - b) in best
                )
    steps = []
    at = (len(source), len(target))
    while at != (0, 0):
        step = best[at][1]
        steps.append(step)
        at = (at[0] - step[0], at[1] - step[1])
    return steps[::-1]


def _cost(source: Sequence[int], target: Sequence[int], ratio: float) -> float:
    """Return how unlikely it is that sentences stand for one another: the negative logarithm."""
    length, other = sum(source), sum(target)
    mean = (length + other / ratio) / 2 if ratio else length
    delta = abs(other - length * ratio) / math.sqrt(max(mean, 1) * _VARIANCE)
    # Both tails of the normal distribution; never 0, whose logarithm there is not.
    chance = max(math.erfc(delta / math.sqrt(2)), 1e-300)
    return -math.log(chance) - math.log(_LIKELY[len(source), len(target)])
