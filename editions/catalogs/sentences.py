"""Where one sentence of a message ends and the next begins, in any script.

Marks at the end of a sentence stand in abbreviations, too: what is found here is compared with the
other language before anything relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions.catalogs.lines import close_gaps
from editions.catalogs.markup import Markup

#: The end of a sentence, with the space after it.
_END = re.compile(r"(?<![.\s]\w)[.!?…][\"”»)]*\s+(?=[A-ZÀ-Þ¿¡«“\"(\ufffc])")
#: The same in scripts that have no capitals, or no spaces.
_CASELESS_END = re.compile(
    r"(?<![.\s]\w)[.!?…؟۔।॥።][\"”’»)]*\s+(?=([^\W\d_]))|[。！？｡．][”’」』）]*(?=\S)"
)


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a *text* but the first begin; each U+FFFC is markup."""
    ends = {match.end() for match in _END.finditer(text)}
    if not text.isascii():
        for match in _CASELESS_END.finditer(text):
            letter = match[1]
            if not letter or letter.lower() == letter.upper():
                ends.add(match.end())
    return sorted(ends)


@dataclass(frozen=True)
class Sentence:
    """One sentence of a message, as it is written."""

    text: str
    #: The space between it and the next one.
    gap: str = ""

    @property
    def key(self) -> str:
        """What is the same for two sentences that differ in the ends of their lines alone."""
        return close_gaps(" ".join(self.text.split()))


def split_sentences(markup: Markup) -> tuple[Sentence, ...]:
    """Return the sentences of a message; with the gaps between them they are the message.

    No piece of markup is cut.
    """
    return tuple(_sentences(markup))


def _sentences(markup: Markup) -> Iterator[Sentence]:
    start = 0
    for end in (*sentence_ends(markup.masked), len(markup.source)):
        if not any(inline.start < end < inline.end for inline in markup.inlines):
            piece = markup.source[start:end]
            text = piece.rstrip()
            yield Sentence(text, piece[len(text) :])
            start = end


def join_sentences(sentences: list[Sentence]) -> str:
    """Return *sentences* as a text; one that has no gap and is not the last is given a space.

    Scripts that are written close have none.
    """
    text = ""
    for sentence in sentences:
        if text and not text[-1].isspace():
            joined = f"{text} {sentence.text}"
            text = text if _are_close(joined, len(text)) else f"{text} "
        text += sentence.text + sentence.gap
    return text.rstrip(" \t") if sentences else ""


def _are_close(text: str, space: int) -> bool:
    """Tell whether the *space* in a text stands between letters that are written close."""
    around = text[max(space - 1, 0) : space + 2]
    return len(close_gaps(around)) < len(around)
