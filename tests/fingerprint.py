"""A fingerprint of a text, word by word.

The fingerprint of the paper was made from the recovered text of the 2010 PDF, after taking
out what is not the paper's (the description of the cover's picture, and the running head in
the middle of a bibliography entry).  It is independent of ``source/``: never make it from there.

    python -m tests.fingerprint recovered.txt > tests/data/backgrounder-2010.fingerprint
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

#: A run of letters and digits, or a dollar sign; quotes, dashes and other marks are typography.
WORD = re.compile(r"[^\W_]+|\$")


def words(text: str) -> list[str]:
    """Return the words of *text*, without regard to capitals."""
    return WORD.findall(unicodedata.normalize("NFC", text).casefold())


def fingerprint(word: str) -> str:
    """Return four hexadecimal digits for a word."""
    return hashlib.sha256(word.encode()).hexdigest()[:4]


def compare(expected: list[str], found: list[str]) -> list[str]:
    """Return what *found*, words, has lost or gained against *expected*, fingerprints."""
    digests = [fingerprint(word) for word in found]
    problems = []
    matcher = SequenceMatcher(None, expected, digests, autojunk=False)
    for kind, lost_from, lost_to, from_, to in matcher.get_opcodes():
        if kind != "equal":
            before = " ".join(found[max(0, from_ - 8) : from_])
            after = " ".join(found[to : to + 8])
            extra = " ".join(found[from_:to])
            lost = lost_to - lost_from
            problems.append(f"… {before} [{lost} words lost, found: {extra!r}] {after} …")
    return problems


if __name__ == "__main__":
    for paragraph in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        if words(paragraph):
            print(" ".join(fingerprint(word) for word in words(paragraph)))
