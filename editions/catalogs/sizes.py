"""How much a catalog may hold: what is larger than any text is not read.

docutils takes a time that grows with the length of a message and with its marks, and each piece of
markup takes memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editions.catalogs.problems import SafetyProblem
from editions.phrases import phrase

#: Longest message that is read at all, in characters.
LONGEST = 20_000
#: A translation is at most so many times as long as its message, and a few words more.
LENGTH_FACTOR, LENGTH_EXTRA = 6, 300
#: The same for characters that begin markup: docutils takes a time that grows with the square
#: of their number.
MARKS_FACTOR, MARKS_EXTRA = 4, 200
_MARKS = "*`|_<:@"
#: The same for those that Markdown has besides: each may be searched for its end.
_BRACKETS = "[]{}$~!&"
#: Longest run of letters, digits and marks without a space; for the same reason.
LONGEST_RUN = 2_000
_LONG = 40
_LONG_WORD = re.compile(rf"[!-~]{{{_LONG},}}")
_BLANKS = re.compile(rf"[ \n]{{{_LONG},}}")
_RUN = re.compile(rf"(?<![!-~])[!-~]{{{LONGEST_RUN + 1}}}")

#: A catalog that takes longer to read is no text: some five seconds.
MAX_WORK = 200_000_000
#: Marks in the texts of a catalog: three times those of the largest that anybody publishes.
MAX_MARKS = 500_000


@dataclass
class Effort:
    """What reading a catalog has taken so far."""

    #: In the unit of `reading_work`.
    work: int = 0
    #: Marks in what was read.
    marks: int = 0

    def add(self, *texts: str) -> bool:
        """Count *texts*, and tell whether they may still be read."""
        for text in texts:
            self.work += reading_work(text)
            self.marks += _count_marks(text) + _count_marks(text, _BRACKETS)
        return self.work <= MAX_WORK and self.marks <= MAX_MARKS


def reading_work(text: str) -> int:
    """Return how long docutils may take for *text*, in a unit of its own.

    Each mark may be searched for its end through the whole text, and each letter of a long
    run for the beginning of an address: some 40 million to the second.  Each blank of a long run
    may be the first before a target, which is found out eight times as fast.
    """
    work = _count_marks(text) * len(text)
    if len(text) < _LONG:
        return work
    work += sum(len(run) ** 2 for run in _BLANKS.findall(text)) // 8
    if max(map(len, text.split()), default=0) < _LONG:
        return work
    return work + sum(len(run) ** 2 for run in _LONG_WORD.findall(text))


def size_problems(msgid: str, msgstr: str) -> Iterator[SafetyProblem]:
    """Yield why *msgstr* is too large to be read at all."""
    if len(msgstr) <= MARKS_EXTRA:
        return  # too short to hold too much of anything
    most = min(LENGTH_FACTOR * len(msgid) + LENGTH_EXTRA, max(LONGEST, 2 * len(msgid)))
    if len(msgstr) > most:
        message = phrase(
            "the translation has {number:,} characters for the message's "
            "{wanted:,}; at most {most:,} are published",
            number=len(msgstr),
            wanted=len(msgid),
            most=most,
        )
        yield SafetyProblem("unsafe-length", message)
    for kind in (_MARKS, _BRACKETS):
        marks = _count_marks(msgstr, kind)
        most = MARKS_FACTOR * _count_marks(msgid, kind) + MARKS_EXTRA
        if marks > most:
            message = phrase(
                "the translation holds {marks:,} marks such as {kind!r} and {other!r}; "
                "at most {most:,} may",
                marks=marks,
                kind=kind[0],
                other=kind[1],
                most=most,
            )
            yield SafetyProblem("unsafe-length", message)
    if len(msgstr) > LONGEST_RUN and _RUN.search(msgstr) and not _RUN.search(msgid):
        message = phrase(
            "more than {longest_run:,} characters stand without a space; part them",
            longest_run=LONGEST_RUN,
        )
        yield SafetyProblem("unsafe-length", message)


def is_unreadable(msgid: str) -> bool:
    """Tell whether a message is one that no source can have, and reading it takes too long."""
    return len(msgid) > LONGEST or is_all_markup(msgid) or bool(_RUN.search(msgid))


def is_all_markup(text: str) -> bool:
    """Tell whether a text holds more marks than a message can have."""
    return _count_marks(text) > LONGEST // 10


def _count_marks(text: str, marks: str = _MARKS) -> int:
    return sum(map(text.count, marks))
