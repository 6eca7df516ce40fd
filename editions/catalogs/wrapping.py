"""How a catalog breaks its strings into lines: as gettext's tools do, as Babel does, or not at all.

Every tool that saves a catalog breaks its lines again, in its own manner.  A file whose manner is
kept changes only where its words do.  gettext's is that of ``msgcat`` and Poedit: the breaks of
Unicode's annex 14 (https://www.unicode.org/reports/tr14/), as far as messages hold what it tells
apart, and lines of 79 columns with their quotes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from unicodedata import category, combining, east_asian_width

from editions.borrowed.babel import denormalize, escape, normalize

#: Columns of a line: gettext's with the quotes, Babel's by its own count.
GETTEXT_WIDTH, BABEL_WIDTH = 79, 76
#: Strings of a catalog that are looked at to learn its manner.
SAMPLE = 24

_ESCAPE = re.compile(r"\\.")
#: What takes one column a character, beside ASCII: Latin letters and the marks of their texts.
_NARROW = re.compile(r"[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u202f-\u205e\u20a0-\u20bf]*")
#: Letters between which no line is broken, or any other character.
_RUN = re.compile(r"[A-Za-z]+|.", re.DOTALL)


class Breaker(Enum):
    """Whose rules say where a string may be broken."""

    GETTEXT = "gettext"
    BABEL = "Babel"


@dataclass(frozen=True)
class Manner:
    """How strings are broken into lines."""

    breaker: Breaker = Breaker.GETTEXT
    #: Columns of a line; None breaks only after the line breaks of the text.
    width: int | None = GETTEXT_WIDTH

    def lines(self, keyword: str, text: str, prefix: str = "") -> tuple[str, ...]:
        """Return the lines of one string: ``msgid "…"``; *prefix* begins each of them."""
        if self.breaker is Breaker.BABEL:
            quoted = normalize(text, width=self.width or 0)
            if denormalize(quoted) != text:
                quoted = escape(text)
            return tuple(prefix + line for line in f"{keyword} {quoted}".split("\n"))
        # Room for the quotes; what stands before them is counted on each line.
        room = None if self.width is None else self.width - 2 - len(prefix)
        parts = [escape(part)[1:-1] for part in re.findall(r"[^\n]*\n|[^\n]+\Z", text)] or [""]
        if len(parts) == 1:
            first = None if room is None else room - len(keyword) - 1
            if len(list(_broken(parts[0], first))) == 1:
                return (f'{prefix}{keyword} "{parts[0]}"',)
        broken = (piece for part in parts for piece in _broken(part, room))
        return (f'{prefix}{keyword} ""', *(f'{prefix}"{piece}"' for piece in broken))


GETTEXT = Manner()
BABEL = Manner(Breaker.BABEL, BABEL_WIDTH)


def find_manner(strings: Iterable[tuple[str, str, tuple[str, ...]]]) -> Manner | None:
    """Return the manner of a catalog by some of its *strings*; None where they do not tell.

    A string is its keyword, its text and its lines.  Where two manners fit alike, it is gettext's.
    """
    sample = []
    widest = 0
    for string in strings:
        if len(string[2]) > 1 or _width(string[2][0]) > GETTEXT_WIDTH:
            sample.append(string)
            # A word that cannot be broken may be longer than its line.
            whole = (line for line in string[2] if " " in line.strip(' "') and line[0] == '"')
            widest = max([widest, *map(_width, whole)])
            if len(sample) == SAMPLE:
                break
    candidates = dict.fromkeys(
        (GETTEXT, BABEL, Manner(width=None), Manner(Breaker.BABEL, None), Manner(width=widest))
    )
    fits = Counter(
        manner
        for keyword, text, lines in sample
        for manner in candidates
        if manner.lines(keyword, text) == lines
    )
    if not fits:
        return None
    return max(candidates, key=lambda manner: fits[manner])


def _broken(text: str, width: int | None) -> Iterator[str]:
    """Yield an escaped *text* without line breaks in pieces of *width* columns at most.

    A piece that may not be broken is longer.
    """
    if width is None or _width(text) <= width:
        yield text
        return
    start = column = 0
    last = 0
    ascii_ = text.isascii()
    for at in (*_breaks(text), len(text)):
        length = at - last if ascii_ else _width(text[last:at])
        if last > start and column + length > width:
            yield text[start:last]
            start, column = last, 0
        column += length
        last = at
    yield text[start:]


#: Classes of line breaking, as the annex names them, of characters that their category does not
#: tell; letters and all else are AL.
_CLASSES = {
    **dict.fromkeys("!?！？", "EX"),
    **dict.fromkeys(",.:;", "IS"),
    **dict.fromkeys("/", "SY"),
    **dict.fromkeys("\"'", "QU"),
    **dict.fromkeys("$+\\±№−", "PR"),
    **dict.fromkeys("%°‰‱′″‴℃℉％￠", "PO"),
    **dict.fromkeys("-", "HY"),
    **dict.fromkeys("|\t\u00ad‐‒–᠎", "BA"),
    **dict.fromkeys("´", "BB"),
    **dict.fromkeys("—", "B2"),
    **dict.fromkeys("…․‥", "IN"),
    **dict.fromkeys("¡¿", "OP"),
    **dict.fromkeys("\u00a0\u202f\u2007‑", "GL"),
    **dict.fromkeys("\u2060\ufeff", "WJ"),
    **dict.fromkeys("\u200b", "ZW"),
    **dict.fromkeys("、。，．｡､", "CL"),
    **dict.fromkeys("ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ・：；〜゠", "NS"),
}
_BY_CATEGORY = {
    "Pd": "BA", "Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Sc": "PR", "Nd": "NU",
    "Mn": "CM", "Mc": "CM", "Me": "CM", "Cf": "CM", "Cc": "CM",
}  # fmt: skip
#: Pairs between which no line is broken, though spaces between them would let it.
_CLOSE = frozenset(
    pair
    for left, rights in {
        "AL": "AL NU HL OP IN PR PO HY BA NS QU GL",
        "HL": "AL NU HL OP IN PR PO HY BA NS QU GL",
        "NU": "AL HL NU OP IN PR PO HY BA NS QU GL",
        "ID": "IN PO HY BA NS QU GL",
        "HG": "IN PO HY BA NS QU GL",
        "IN": "IN HY BA NS QU GL",
        "OP": "",
        "CL": "PR PO HY BA NS QU GL",
        "CP": "AL HL NU PR PO HY BA NS QU GL",
        "QU": "AL HL NU OP ID HG IN PR PO HY BA NS QU GL BB B2 CM",
        "GL": "AL HL NU OP ID HG IN PR PO HY BA NS QU GL BB B2 CM",
        "NS": "HY BA NS QU GL",
        "EX": "IN HY BA NS QU GL",
        "IS": "NU HY BA NS QU GL",
        "SY": "HL NU HY BA NS QU GL",
        "PR": "AL HL NU OP ID HG HY BA NS QU GL",
        "PO": "AL HL NU OP HY BA NS QU GL",
        "HY": "NU HY BA NS QU",
        "BA": "HY BA NS QU",
        "BB": "AL HL NU OP ID HG IN PR PO HY BA NS QU GL BB B2",
        "B2": "HY BA NS QU GL B2",
        "WJ": "AL HL NU OP ID HG IN PR PO HY BA NS QU GL BB B2",
    }.items()
    for pair in ((left, right) for right in rights.split())
)
#: Classes before which no line is broken, also where spaces stand there.
_NEVER_BEFORE = frozenset(("CL", "CP", "EX", "IS", "SY", "WJ", "ZW"))
#: The same between two classes.
_NEVER_BETWEEN = frozenset((("QU", "OP"), ("CL", "NS"), ("CP", "NS"), ("B2", "B2")))


@cache
def _class_of(char: str) -> str:
    """Return the class of line breaking of a character."""
    if char in _CLASSES:
        return _CLASSES[char]
    if char in ")]":
        return "CP"
    kind = category(char)
    wide = east_asian_width(char) in "WF"
    if kind in _BY_CATEGORY and not (kind in ("Nd", "Sc") and wide):
        return _BY_CATEGORY[kind]
    if kind == "Zs" and char != " ":
        return "ID" if char == "\u3000" else "BA"
    if "\u05d0" <= char <= "\u05f2":
        return "HL"
    if "\uac00" <= char <= "\ud7a3":
        return "HG"
    return "ID" if wide else "AL"


@lru_cache(16)  # a text is tried with several widths
def _breaks(text: str) -> tuple[int, ...]:
    """Return the places where an escaped *text* may be broken, after spaces or between letters."""
    return tuple(_find_breaks(text))


def _find_breaks(text: str) -> Iterator[int]:
    inner = {match.end() - 1 for match in _ESCAPE.finditer(text)}
    if text.endswith("\\n"):
        inner.add(len(text) - 2)
    before = ""
    spaces = False
    for run in _RUN.finditer(text):
        at = run.start()
        char = text[at]
        if char == " ":
            spaces = True
            continue
        found = _class_of(char)
        if at and at not in inner and before and _may_break(before, found, spaces):
            yield at
        if found != "CM" or not before or spaces:
            before = "AL" if found == "CM" else found
        spaces = False


def _may_break(before: str, after: str, spaces: bool) -> bool:
    """Tell whether a line may end between two classes, spaces between them or not."""
    if after in _NEVER_BEFORE or before == "OP" or (before, after) in _NEVER_BETWEEN:
        return False
    if before == "ZW" or (spaces and before != "WJ"):
        return True
    return after != "CM" and (before, after) not in _CLOSE


def _width(text: str) -> int:
    """Return how many columns a terminal gives to *text*."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return sum(
        0
        if combining(char) or category(char) in ("Mn", "Me", "Cf", "Cc")
        else 2
        if east_asian_width(char) in "WF"
        else 1
        for char in text
    )
