"""How two states of a file differ, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: Lines of a difference that are shown, and lines around each change.
_MOST_LINES = 200
_AROUND = 2


@dataclass(frozen=True)
class DiffLine:
    """A line of two states of a file."""

    text: str
    #: ``-`` for a line of the earlier state, ``+`` for one of the later, a space for both, and
    #: ``…`` where lines are left out.
    sign: str


def difference(old: str, new: str) -> tuple[DiffLine, ...]:
    """Return how two states of a file differ, with a few lines around each change."""
    found = list(changed_lines(old.splitlines(), new.splitlines()))
    if len(found) > _MOST_LINES:
        return (*found[:_MOST_LINES], DiffLine("", "…"))
    return tuple(found)


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[DiffLine]:
    """Yield the lines that differ, in their order, with a few around them."""
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            yield DiffLine("", "…")
        for name, old_from, old_to, new_from, new_to in group:
            if name == "equal":
                yield from (DiffLine(line, " ") for line in old[old_from:old_to])
            else:
                yield from (DiffLine(line, "-") for line in old[old_from:old_to])
                yield from (DiffLine(line, "+") for line in new[new_from:new_to])
