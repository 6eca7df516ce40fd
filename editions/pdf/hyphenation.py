"""Where a word may be broken at the end of a line, beyond what style sheets can say.

CSS has limits for most of this (``hyphenate-limit-lines``, ``hyphenate-limit-last``); WeasyPrint
knows only those of a word's own letters.
"""

from __future__ import annotations

import re
from functools import cache

from babel.core import get_global

from editions.borrowed.weasyprint_lines import BreakingPoint

#: Lines in a row that may end with a hyphen.
MOST_IN_A_ROW = 2
#: Words behind a number that may belong to it: 4,850 millones de dólares canadienses.
_OF_AMOUNT = 4
#: Words between a number and what is counted or dated by it are no longer: 9 ``de`` diciembre.
_SHORT = 3
#: Letters or digits of a region: ``CA``, ``419``.
_REGION = 3
#: Ends what a number belongs to.
_ENDS = re.compile(r"[,.;:!?)\]»”—–]$")
#: Quotes that open and those that close.
_OPENING, _CLOSING = '“‘«‹„"', '”’»›"'
#: A closing quote ends a word, but for the marks of its sentence.
_CLOSED = re.compile(rf"[{_CLOSING}][.,;:!?)]*$")
_DIGIT = re.compile(r"\d")
#: Where a part of a word may begin that is a name: l’Amérique, Basse-Californie, (Mexique.
_PARTS = re.compile(r"[’'‘\-‑/(\[«“¿¡—–]+")


def may_break(point: BreakingPoint) -> bool:
    """Tell whether the word at *point* may be broken there.

    It may not in three lines in a row, at the end of a page, where it is the last word of its
    paragraph, where it is a name, has a hyphen of its own or stands in quotes by itself, or where
    it belongs to an amount or a date.
    """
    if point.ends_page or point.broken_before >= MOST_IN_A_ROW:
        return False
    before, after = point.before.split(), point.after.split()
    if len(after) < 2 or not before:
        return False
    word = before.pop() + after.pop(0)
    if "-" in word or _is_name(word) or _is_quoted(word, before, after):
        return False
    return not (_is_counted(before) or _is_dated(after))


@cache
def patterns_of(tag: str) -> str:
    """Return the tag of the language whose patterns break words in the language of *tag*.

    It is what CLDR puts before it, or the language of the most people: Pyphen takes the first of
    its regions, so that Canadian English would be broken as British is: ``import-ant``.
    """
    language, *others = tag.replace("-", "_").split("_")
    region = others[-1] if others else ""
    if len(others) > 1 or len(region) > _REGION:  # a script, which has patterns of its own
        return tag
    above = get_global("parent_exceptions").get(f"{language}_{region}")
    if above:
        return str(above)
    likely = str(get_global("likely_subtags").get(language, "")).rpartition("_")[2]
    return f"{language}_{likely}" if likely else tag


def _is_name(word: str) -> bool:
    """Tell whether a part of a word begins with a capital."""
    return any(part[:1].isupper() for part in _PARTS.split(word))


def _is_quoted(word: str, before: list[str], after: list[str]) -> bool:
    """Tell whether a word stands in quotes by itself: “about”, « environ ».

    *before* and *after* are what stands around it, with the quotes where spaces part them from it.
    """
    opens = word[:1] in _OPENING or (before and before[-1] in _OPENING)
    closes = _CLOSED.search(word) or (after and after[0][:1] in _CLOSING)
    return bool(opens and closes)


def _is_counted(before: list[str]) -> bool:
    """Tell whether the word that follows *before* belongs to a number there."""
    for distance, token in enumerate(reversed(before[-_OF_AMOUNT:])):
        if _ENDS.search(token) and (distance or not _DIGIT.search(token)):
            return False
        if _DIGIT.search(token):
            return True
    return False


def _is_dated(after: list[str]) -> bool:
    """Tell whether a number follows at once, or behind a short word: July 2009, julio de 2009."""
    if after and len(after[0]) <= _SHORT and after[0].isalpha():
        after = after[1:]
    return bool(after) and bool(_DIGIT.match(after[0]))
