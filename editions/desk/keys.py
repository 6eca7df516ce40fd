"""What a keyboard lacks and a translation needs: spaces and marks of a country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from editions.rules.conventions import NARROW_NO_BREAK, NO_BREAK, conventions


@dataclass(frozen=True)
class Insertion:
    """A text that a key puts into the translation, around what is selected."""

    #: Names its label among the words of the desk.
    name: str
    before: str
    after: str = ""
    #: The key that inserts it after the key for insertions; empty for none.
    key: str = ""


def insertions(locale: str) -> Iterator[Insertion]:
    """Yield what translators into *locale* insert."""
    known = conventions(locale)
    yield Insertion("no-break-space", NO_BREAK, key=" ")
    spaces = [*known.before.values(), *known.after.values()]
    if any(NARROW_NO_BREAK in accepted for accepted in spaces):
        yield Insertion("narrow-no-break-space", NARROW_NO_BREAK, key="n")
    keys = iter("qQ")
    for pair in known.quotes:
        before, after = pair[0], pair[1]
        yield Insertion(
            "quotes",
            before + _space(known.after.get(before, frozenset())),
            _space(known.before.get(after, frozenset())) + after,
            next(keys, ""),
        )
    if known.apostrophe:
        yield Insertion("apostrophe", known.apostrophe, key="'")
    for mark in known.openers.values():
        yield Insertion("mark", mark)
    yield Insertion("dash", "–", key="-")
    yield Insertion("dash", "—")


def _space(accepted: frozenset[str]) -> str:
    """Return the space that is wanted among the *accepted* ones; nothing where none need be."""
    wanted = (space for space in (NO_BREAK, NARROW_NO_BREAK) if space in accepted)
    return "" if "" in accepted else next(wanted, "")
