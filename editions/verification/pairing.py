"""Which blocks of two editions of a page belong together, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

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
    matcher = SequenceMatcher(None, _keys(one), _keys(other), autojunk=False)
    left: list[BuiltPassage] = []
    right: list[BuiltPassage] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairing.pairs += zip(one[a:b], other[c:d], strict=True)
        else:
            left += one[a:b]
            right += other[c:d]
    known = {block.id: block for block in right if block.id}
    for block in left:
        theirs = known.pop(block.id, None) if block.id else None
        if theirs is None:
            pairing.missing.append(block)
        else:
            right.remove(theirs)
            pairing.pairs.append((block, theirs))
            if block.kind == theirs.kind and not block.is_work:
                pairing.moved.append((block, theirs))
    pairing.extra = right
    named = [block for block in (*one, *other) if block.id]
    has_ids = bool(named) and len(named) * 2 >= len(one) + len(other)
    if not has_ids and (pairing.missing or pairing.extra):
        pairing.certainty = min(99, 200 * len(pairing.pairs) // (len(one) + len(other)))
    return pairing


def _keys(blocks: Sequence[BuiltPassage]) -> list[tuple[str, ...]]:
    return [(*block.key, block.kind) for block in blocks]
