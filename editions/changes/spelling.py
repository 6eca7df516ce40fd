"""Spellings of one English word in several countries: ``organize`` and ``organise``."""

from __future__ import annotations

import re

#: Shorter words are other words: ``prise`` is no ``prize``, and ``four`` no ``for``.
_LEAST = 6
#: Ends of words, each by what stands for it and its like; the first that fits counts.
_ENDS = (
    (r"isation(s|al|ally)?$", r"ization\1"),
    (r"is(e|es|ed|er|ers|ing|able)$", r"iz\1"),
    (r"ys(e|es|ed|er|ers|ing)$", r"yz\1"),
    (r"our(s|ed|ing|ful|less|able|ably|ite|ites|hood|ly|er|ers)?$", r"or\1"),
    (r"tre(s|d)?$", r"ter\1"),
    (r"ence(s)?$", r"ense\1"),
    (r"ogue(s)?$", r"og\1"),
    (r"amme(s)?$", r"am\1"),
    (r"ll(ed|ing|er|ers)$", r"l\1"),
)


def spelling_key(word: str) -> str:
    """Return what is the same for all spellings of an English word."""
    folded = word.casefold()
    if len(folded) + 1 < _LEAST:
        return folded
    for end, standard in _ENDS:
        match = re.search(end, folded)
        if match:
            return folded[: match.start()] + match.expand(standard)
    return folded


def are_spellings(one: str, other: str) -> bool:
    """Tell whether two words are one English word, spelled in the ways of two countries."""
    return max(len(one), len(other)) >= _LEAST and spelling_key(one) == spelling_key(other)
