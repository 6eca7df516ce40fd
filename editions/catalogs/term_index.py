"""Find terms in a text in one walk, however many terms there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

#: What stands between two words of a term is neither: any number of spaces and hyphens.
_WORD = re.compile(r"[^\s-]+")
#: Where a term may begin, and where it may end.
_STARTS = re.compile(r"(?<!\w)(?=[^\s-])")
_ENDS = re.compile(r"(?!\w)")
_PLURALS = ("es", "s", "")

#: Which of several forms is taken, the smallest: that with most letters.
_Rank = tuple[int, str]


@dataclass
class _Node:
    """The words that may come next, and the form that ends here."""

    #: By the next word of a form, as the form has it.
    words: dict[str, _Node] = field(default_factory=dict)
    rank: _Rank | None = None


class TermIndex:
    """Forms of terms by their words.

    A form is found with any case of its words' first letters, unless they are capitals, in any
    plural with ``s`` or ``es``, and with any spaces and hyphens between its words; not within
    another word.  Where several begin, the one with most letters is taken.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self._root = _Node()
        #: Letters of the longest word.
        self._longest = 0
        for form in forms:
            node = self._root
            for word in form.replace("-", " ").split():
                node = node.words.setdefault(word, _Node())
                self._longest = max(self._longest, len(word))
            rank = (-len(form), form)
            if node is not self._root and (node.rank is None or rank < node.rank):
                node.rank = rank

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where terms begin and end, from left to right; none reaches into the next."""
        words = [match.span() for match in _WORD.finditer(text)]
        number = done = 0
        for match in _STARTS.finditer(text):
            start = match.start()
            while words[number][1] <= start:
                number += 1
            if start < done:
                continue
            found = min(self._forms_at(text, start, words, number), default=None)
            if found is not None:
                done = found[1]
                yield start, done

    def _forms_at(
        self, text: str, start: int, words: Sequence[tuple[int, int]], number: int
    ) -> Iterator[tuple[_Rank, int]]:
        """Yield the forms that begin at *start*, in the word *number*, and where they end."""
        steps = [(self._root, start, number)]
        while steps:
            node, start, number = steps.pop()
            end = words[number][1]
            for match in _ENDS.finditer(text, start + 1, min(end, start + self._longest + 2)):
                place = match.start()
                if place == end or _ENDS.match(text, place):  # not only the end of the search
                    yield from _last_words(node, text[start:place], place)
            if number + 1 < len(words):
                following = (node.words.get(word) for word in _spellings(text[start:end]))
                steps += [(n, words[number + 1][0], number + 1) for n in following if n]


def _last_words(node: _Node, word: str, place: int) -> Iterator[tuple[_Rank, int]]:
    """Yield the forms that end with a word, which may be a plural, at *place*."""
    for plural in _PLURALS:
        if word.endswith(plural) and len(word) > len(plural):
            for spelling in _spellings(word.removesuffix(plural)):
                last = node.words.get(spelling)
                if last is not None and last.rank is not None:
                    yield last.rank, place


def _spellings(word: str) -> Iterator[str]:
    """Yield a word as forms may have it: in any case where it begins with a capital."""
    yield word
    lower = word[0].lower()
    if lower != word[0] and lower.islower() and word[0] in lower.upper():
        yield lower + word[1:]
