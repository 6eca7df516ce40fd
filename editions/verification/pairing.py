"""Which blocks of two editions of a page belong together, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from editions.verification.aligning import PassageKey, aligned
from editions.verification.facts import BuiltPassage


@dataclass
class Pairing:
    """Which blocks of two pages belong together."""

    pairs: list[tuple[BuiltPassage, BuiltPassage]] = field(default_factory=list)
    #: Blocks of each page that the other has not.
    missing: list[BuiltPassage] = field(default_factory=list)
    extra: list[BuiltPassage] = field(default_factory=list)
    #: Blocks that the other page has at another place.
    moved: list[tuple[BuiltPassage, BuiltPassage]] = field(default_factory=list)
    #: How sure it is that pairs belong together, in per cent.
    certainty: int = 100


def pair_blocks(one: Sequence[BuiltPassage], other: Sequence[BuiltPassage]) -> Pairing:
    """Pair the blocks of two pages by their ids, and what has none by its place among the rest.

    It is sure by ids, or because both pages have the same blocks in the same order.
    """
    pairing = Pairing()
    places = aligned(_keys(one), _keys(other))
    pairing.pairs = [(one[a], other[b]) for a, b in places]
    left, right = (set(range(len(blocks))) for blocks in (one, other))
    left -= {a for a, _ in places}
    right -= {b for _, b in places}
    is_sorted_anew = False
    known = {other[b].id: b for b in sorted(right) if other[b].id}
    for block in (one[a] for a in sorted(left)):
        its = known.pop(block.id, None) if block.id else None
        if its is None:
            pairing.missing.append(block)
        else:
            right.remove(its)
            theirs = other[its]
            pairing.pairs.append((block, theirs))
            if block.is_sorted:
                is_sorted_anew |= not block.is_work
            elif block.kind == theirs.kind:
                pairing.moved.append((block, theirs))
    pairing.extra = [other[b] for b in sorted(right)]
    named = [block for block in (*one, *other) if block.id]
    has_ids = bool(named) and len(named) * 2 >= len(one) + len(other)
    # Where terms stand in another order, what defines them does, and has no id of its own.
    is_loose = is_sorted_anew and len(named) < len(one) + len(other)
    if is_loose or (not has_ids and (pairing.missing or pairing.extra)):
        pairing.certainty = min(99, 200 * len(pairing.pairs) // (len(one) + len(other)))
    return pairing


def _keys(blocks: Sequence[BuiltPassage]) -> list[PassageKey]:
    return [(*block.key, block.kind) for block in blocks]
