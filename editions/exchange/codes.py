"""Markup in a message that a translator's tool must not touch, as protected codes.

``See :term:`the isle <isle>` `` is the text ``See ``, a code that opens, ``the isle``, and a
code that closes; a reference without words of its own is one code.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from editions.catalogs.markup import Inline, InlineKind
from editions.catalogs.syntax import RST, Syntax
from editions.exchange.guards import PLACE
from editions.phrases import phrase


@dataclass(frozen=True)
class Code:
    """A piece of markup."""

    text: str
    #: ``open`` and ``close`` come in pairs, ``alone`` does not.
    kind: str = "alone"
    #: The same for both of a pair.
    number: int = 0


Piece = str | Code

#: Letters of all codes in the texts of one file: a code may be long, and stand often.
MAX_LETTERS = 10_000_000


@dataclass
class CodeLetters:
    """Counts what the codes of a file make of its texts, which no size of the file tells."""

    left: int = MAX_LETTERS

    def take(self, code: str) -> str:
        """Return a code that is put into a text.

        Raises:
            LookupError: the codes of the file have more letters than they may.
        """
        self.left -= len(code)
        if self.left < 0:
            raise LookupError(
                phrase(
                    "the codes of the file make more than {most:,} letters; import fewer messages"
                    " at once",
                    most=MAX_LETTERS,
                )
            )
        return code


def split_codes(text: str, syntax: Syntax = RST) -> tuple[Piece, ...]:
    """Return *text* as pieces of text and codes; joined they are *text* again."""
    pieces: list[Piece] = []
    found = syntax.parse(text).inlines
    inlines = [i for i in found if i.kind is not InlineKind.ATTRIBUTES]
    inlines.sort(key=lambda inline: inline.start)
    _split(pieces, text, (0, len(text)), inlines, 0)
    return tuple(pieces)


def _split(
    pieces: list[Piece], text: str, place: tuple[int, int], inlines: Sequence[Inline], number: int
) -> int:
    """Append a part of *text* with the markup in it, also within other markup.

    Return the number of the last code.
    """
    at, last = place
    starts = [inline.start for inline in inlines]
    for index, inline in enumerate(inlines, 1):
        if inline.start < at or inline.end > last:
            continue  # within other markup, or outside of this
        number = _add_text(pieces, text[at : inline.start], number)
        begin, end = _words(inline, text)
        number += 1
        if begin < end:
            own = number
            pieces.append(Code(text[inline.start : begin], "open", own))
            inner = inlines[index : bisect_left(starts, end, index)]
            number = _split(pieces, text, (begin, end), inner, number)
            pieces.append(Code(text[end : inline.end], "close", own))
        else:
            pieces.append(Code(text[inline.start : inline.end], "alone", number))
        at = inline.end
    return _add_text(pieces, text[at:last], number)


def _words(inline: Inline, text: str) -> tuple[int, int]:
    """Return where the words in a piece of markup begin and end; the same place for none."""
    begin, end = inline.prose
    if inline.kind is InlineKind.PROBLEM:
        return inline.end, inline.end
    if inline.kind is InlineKind.ROLE and not inline.explicit and begin == end:
        # The text is a key, as in :ref:`isle`, unless words stand around it: :cite:`see a, 12`.
        inner = text.find("`", inline.start, inline.end) + 1
        if inner and " " in text[inner : inline.end - 1]:
            return inner, inline.end - 1
    return begin, end


def _add_text(pieces: list[Piece], text: str, number: int) -> int:
    """Append *text*, its places as codes; return the number of the last code."""
    at = 0
    for match in PLACE.finditer(text):
        if match.start() > at:
            pieces.append(text[at : match.start()])
        number += 1
        pieces.append(Code(match[0], "alone", number))
        at = match.end()
    if at < len(text):
        pieces.append(text[at:])
    return number


def renumber(target: Sequence[Piece], source: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a translation, its codes numbered as those of the message."""
    free: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    last = 0
    for number, signature in _signatures(source).items():
        free[signature].append(number)
        last = max(last, number)
    numbers: dict[int, int] = {}
    signatures = _signatures(target)
    for code in _heads(target):
        if matching := free[signatures[code.number]]:
            numbers[code.number] = matching.popleft()
        else:
            last += 1
            numbers[code.number] = last
    return tuple(
        piece if isinstance(piece, str) else Code(piece.text, piece.kind, numbers[piece.number])
        for piece in target
    )


def _heads(pieces: Sequence[Piece]) -> Iterator[Code]:
    return (p for p in pieces if isinstance(p, Code) and p.kind != "close")


def _signatures(pieces: Iterable[Piece]) -> dict[int, tuple[str, ...]]:
    """Return the texts of each code and its other half, by their number."""
    found: dict[int, list[str]] = defaultdict(list)
    for piece in pieces:
        if isinstance(piece, Code):
            found[piece.number].append(piece.text)
    return {number: tuple(texts) for number, texts in found.items()}
