"""Patterns of long texts keep no place to come back to for each turn of a group.

Such places take some hundred bytes each: a line of two million letters took 260 MB.  Before Python
3.11.5, what repeats a group possessively stands wrong where the group fails behind its first
letter, so that each looks ahead, or is tried here.
"""

from __future__ import annotations

import random
import re
import tracemalloc

import pytest

from editions.catalogs import citing, parsing, states
from editions.changes import differences
from editions.quantities import comparing
from editions.rules import lexicon
from editions.tables import chapters

#: A pattern, the same as it would be written without thought of memory, and letters of its texts.
PATTERNS = [
    (parsing._STRING, r'"((?:[^"\\]|\\.)*)"', '"\\ab '),
    (
        citing._ROLE,
        r"(?::cite(?::(?P<form>\w+))?:`|\{cite(?::(?P<braced>\w+))?\}`+)(?P<text>(?:[^`\\]|\\.)+)`",
        (":cite:`", "{cite:t}`", "`", "\\", "a"),
    ),
    (states._WORD, r"\w+(?:[.,’'-]\w+)*", "ab.-’ "),
    (differences._TOKEN, r"(\w+(?:[.,’'\u2011-]\w+)*|[^\w\s])(\s*)|\s+", "ab.,- ;"),
    (comparing._RUN, r"\d+(?:[.,:()\-\u2011 \u00a0\u202f]{1,2}\d+)*", "12., -a"),
    (lexicon.WORD, r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*", "ab-'1 "),
    (chapters._CELL, r'(?P<cell>"(?:[^"]|"")*"|[^,"\r\n]*)(?P<end>,|\r\n|\r|\n|\Z)', '",a\n'),
]


@pytest.mark.parametrize(("pattern", "plain", "letters"), PATTERNS)
def test_what_is_matched_is_the_same(
    pattern: re.Pattern[str], plain: str, letters: str | tuple[str, ...]
) -> None:
    other = re.compile(plain, pattern.flags)
    chance = random.Random(1)  # noqa: S311  # of texts
    for _ in range(5_000):
        text = "".join(chance.choice(letters) for _ in range(chance.randrange(1, 14)))
        one, two = (
            [(found.span(), found.groupdict(), found.groups()) for found in which.finditer(text)]
            for which in (pattern, other)
        )
        assert one == two, text
        assert bool(pattern.fullmatch(text)) == bool(other.fullmatch(text)), text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (parsing._STRING, '"' + "a" * 500_000 + "\\n" * 100_000),
        (citing._ROLE, ":cite:`" + "a" * 500_000 + "\\a" * 100_000),
        (states._WORD, "a-" * 250_000),
        (differences._TOKEN, "a-" * 250_000),
        (comparing._RUN, "1." * 250_000),
        (lexicon.WORD, "a-" * 250_000),
        (chapters._CELL, '"' + "a" * 500_000 + '""' * 100_000),
    ],
)
def test_a_long_text_takes_no_memory(pattern: re.Pattern[str], text: str) -> None:
    tracemalloc.start()
    try:
        pattern.match(text)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(text)
    finally:
        tracemalloc.stop()
