"""Which name of a message each name in its translation means, for links by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

#: Returns the names of the source that a name of the translation may stand for.
Meanings = Callable[[str], Collection[str]]


def no_meanings(_name: str) -> Collection[str]:
    """Know of no translated titles."""
    return ()


def resolve_names(
    wanted: Iterable[str], given: Sequence[str], meanings: Meanings
) -> list[str | None]:
    """Return which of the *wanted* names each of the *given* ones means, or None for another.

    A name of the message is itself; then, a translated title is its title.  What is left was
    translated, although its target was not: the first stands for the first that is missing.
    """
    own = dict.fromkeys(wanted)
    found = [
        name if name in own else next((n for n in meanings(name) if n in own), None)
        for name in given
    ]
    missing = (name for name in own if name not in found)
    translated = dict(zip(dict.fromkeys(_unknown(given, found)), missing, strict=False))
    return [
        translated.get(name) if meant is None else meant
        for name, meant in zip(given, found, strict=True)
    ]


def _unknown(given: Sequence[str], found: Sequence[str | None]) -> Iterator[str]:
    return (name for name, meant in zip(given, found, strict=True) if meant is None)


def address_meanings(
    source: Iterable[tuple[str, str]], target: Iterable[tuple[str, str]], meanings: Meanings
) -> Meanings:
    """Return *meanings*, and those of names that links with addresses define.

    *source* and *target* are names and addresses of such links in a message and its translation.
    """
    names: dict[str, list[str]] = {}
    for name, address in source:
        names.setdefault(address, []).append(name)
    own = {name: names[address] for name, address in target if address in names}
    return lambda name: own[name] if name in own else meanings(name)
