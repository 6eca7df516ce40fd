"""Where one sentence of a message ends and the next begins, in any script.

Marks at the end of a sentence stand in abbreviations, too: what is found here is compared with the
other language before anything relies on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions.catalogs.lines import close_gaps
from editions.catalogs.markup import Inline, InlineKind, Markup

#: No word of one letter before a point ends a sentence: “M. Paz”, “the U.S. Congress”.
_NO_INITIAL = r"(?<!\A[^\W\d_])(?<![.\s(\[\"“«‘][^\W\d_])"
#: The end of a sentence with the space after it, where the next one begins with a letter or a mark
#: that opens; in scripts that are written close, there is no space.
_END = re.compile(
    rf"(?:{_NO_INITIAL}\.|[!?…؟\u06d4\u0964\u0965\u1362\u0589\u104b\u17d4])[\"”’»)]*\s+(?=([^\W\d_])|[¿¡«»‹“„\"(\ufffc])"
    r"|[。！？｡．][”’」』）]*(?=\S)"
)
#: Abbreviations, in languages that have capitals, behind which a sentence goes on: titles before
#: names, and what leads to an example or another place.  Those of one letter are known anyway.
_ABBREVIATIONS = frozenset((
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Ste", "Mgr", "Gen", "Sen", "Gov", "Rev", "Hon", "Capt",
    "Col", "Lt", "Sgt", "Sr", "Sra", "Srta", "Dra", "Profa", "Lic", "Ing", "Arq", "Gral", "EE",
    "UU", "ej", "vs", "cf", "Cf", "viz", "fig", "Fig", "núm", "Núm",
))  # fmt: skip
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_NOTES = frozenset((InlineKind.FOOTNOTE, InlineKind.CITATION))


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a *text* but the first begin; each U+FFFC is markup."""
    return [
        match.end()
        for match in _END.finditer(text)
        if not _is_small(match[1] or "") and not _is_abbreviated(text, match)
    ]


def _is_small(letter: str) -> bool:
    """Tell whether a letter begins no sentence: scripts without capitals begin with any.

    Georgian has capitals for whole words alone.
    """
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff" and letter != letter.upper()


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like the end of a sentence is that of an abbreviation."""
    word = _LAST_WORD.search(text, max(match.start() - 8, 0), match.start())
    return text[match.start()] == "." and word is not None and word[0] in _ABBREVIATIONS


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
    ends = [_behind_notes(end, markup) for end in sentence_ends(markup.masked)]
    for end in (*ends, len(markup.source)):
        if not any(inline.start < end < inline.end for inline in markup.inlines) and end > start:
            piece = markup.source[start:end]
            text = piece.rstrip()
            yield Sentence(text, piece[len(text) :])
            start = end


def _behind_notes(end: int, markup: Markup) -> int:
    """Return where a sentence ends with the notes that stand behind its point: ``Done. [#a]_``.

    A note that the next sentence begins with goes on in small letters.
    """
    at = end
    for inline in markup.inlines:
        if inline.start == at and _is_note(inline):
            at = inline.end
            while at < len(markup.masked) and markup.masked[at].isspace():
                at += 1
    return end if markup.masked[at : at + 1].islower() else at


def _is_note(inline: Inline) -> bool:
    """Tell whether a piece of markup says where a sentence comes from, or leads to a note."""
    return inline.kind in _NOTES or inline.role.startswith(("cite", "footcite"))


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
