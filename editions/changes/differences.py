"""How a message differs from an earlier one, word by word, and what that does to its translation.

A change of a number, a term or markup asks for a change of the translation; a comma does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from itertools import groupby
from typing import Any, Generic, Protocol, TypeVar

from babel import Locale

from editions.catalogs.markup import Inline, InlineKind, is_prose
from editions.catalogs.syntax import RST, Syntax
from editions.catalogs.termbase import FoundTerm, Termbase
from editions.changes.spelling import are_spellings, spelling_key
from editions.phrases import phrase
from editions.quantities.composing import Quantity
from editions.quantities.reading import find_quantities

#: A word with the marks that join it, or a mark of its own; the space after it belongs to it.
_TOKEN = re.compile(r"(\w+(?:(?=[.,’'\u2011-]\w)[.,’'\u2011-]\w++)*+|[^\w\s])(\s*)|\s+")
#: A word that may be misspelt: long enough that another one is unlikely to be a letter away.
_LONG_ENOUGH = 5


class Side(Enum):
    """Where a piece of text stands."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


class DiffMark(Enum):
    """Why a piece of text matters to the translation."""

    NUMBER = "number"
    TERM = "term"


@dataclass(frozen=True)
class DiffPiece:
    """A stretch of the old text, the new text or both."""

    text: str
    side: Side = Side.BOTH
    mark: DiffMark | None = None


class _Placed(Protocol):
    """What stands somewhere in a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_T = TypeVar("_T")
_P = TypeVar("_P", bound=_Placed)


@dataclass(frozen=True)
class Sides(Generic[_T]):
    """What only the old wording has, and what only the new one has."""

    old: tuple[_T, ...]
    new: tuple[_T, ...]

    def __bool__(self) -> bool:
        return bool(self.old or self.new)


@dataclass(frozen=True)
class Difference:
    """What two wordings of a message have in common, and what not."""

    old: str
    new: str
    pieces: tuple[DiffPiece, ...]
    #: Numbers by value, not by form.
    numbers: Sides[Quantity]
    terms: Sides[FoundTerm]
    #: Markup by kind and target; words for readers do not matter.
    markup: Sides[Inline]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What speaks against keeping the translation as it is, in words."""
        sides: tuple[tuple[str, Sides[Any]], ...] = (
            (phrase("numbers changed: {old} → {new}"), self.numbers),
            (phrase("terms changed: {old} → {new}"), self.terms),
            (phrase("markup changed: {old} → {new}"), self.markup),
        )
        return tuple(
            phrase(said, old=_listed(self.old, found.old), new=_listed(self.new, found.new))
            for said, found in sides
            if found
        )


def _listed(text: str, places: Iterable[_Placed]) -> str:
    shown = ", ".join(_shown(text[place.start : place.end]) for place in places)
    return shown or phrase("none")


def _shown(text: str) -> str:
    # Words stand in quotation marks, or “no” and “none” would be read as ours.
    return f"“{text}”" if text[:1].isalpha() else text


@dataclass(frozen=True)
class Comparer:
    """What is known of the language of the messages."""

    locale: Locale
    termbase: Termbase

    def compare(self, old: str, new: str, syntax: Syntax = RST) -> Difference:
        """Return how *new* differs from *old*, both in a *syntax*."""
        stretches = _stretches(old, new)
        changed = Sides(
            tuple(stretch.old for stretch in stretches if not stretch.equal),
            tuple(stretch.new for stretch in stretches if not stretch.equal),
        )
        found = quantities(old, self.locale, syntax), quantities(new, self.locale, syntax)
        numbers = _compare(*found, _are_equal, changed)
        names = list(self.termbase.find(old)), list(self.termbase.find(new))
        terms = _compare(*names, _same_term, changed)
        if terms and self.locale.language == "en":
            terms = Sides(
                tuple(term for term in terms.old if not _is_respelled(term, old, new)),
                tuple(term for term in terms.new if not _is_respelled(term, new, old)),
            )
        inlines = syntax.parse(old).inlines, syntax.parse(new).inlines
        markup = _compare(*inlines, _same_markup, changed)
        marks = (_marks(terms.old, numbers.old), _marks(terms.new, numbers.new))
        pieces = tuple(_joined(_pieces(old, new, stretches, *marks)))
        return Difference(old, new, pieces, numbers, terms, markup)


def _marks(terms: Iterable[FoundTerm], numbers: Iterable[Quantity]) -> dict[int, DiffMark]:
    """Return the mark of each letter that has one."""
    return {
        **{at: DiffMark.TERM for term in terms for at in range(term.start, term.end)},
        **{at: DiffMark.NUMBER for number in numbers for at in range(number.start, number.end)},
    }


def quantities(text: str, locale: Locale, syntax: Syntax = RST) -> list[Quantity]:
    """Return the numbers of a message, without those in code, and *a* and *one*."""
    found = find_quantities(syntax.parse(text).masked, locale)
    return [q for q in found if q.firm or q.cardinal or 1 not in q.values]


def _is_respelled(term: FoundTerm, text: str, other: str) -> bool:
    """Tell whether a term of *text* stands in the *other* one in the spelling of a country."""
    wanted, found = (
        [word.casefold() for word in words_of(part)]
        for part in (text[term.start : term.end], other)
    )
    keys = [spelling_key(word) for word in wanted]
    places = (found[at : at + len(wanted)] for at in range(len(found) - len(wanted) + 1))
    return any(
        words != wanted and [spelling_key(word) for word in words] == keys for words in places
    )


def _are_equal(one: Quantity, other: Quantity) -> bool:
    return not one.values.isdisjoint(other.values)


def _same_term(one: FoundTerm, other: FoundTerm) -> bool:
    return one.term is other.term


def _same_markup(one: Inline, other: Inline) -> bool:
    """Tell whether two pieces of markup are one; words for readers do not matter."""
    return _meaning(one) == _meaning(other)


def _meaning(inline: Inline) -> tuple[InlineKind, str, str]:
    prose = inline.kind in (InlineKind.EMPHASIS, InlineKind.STRONG) or (
        inline.kind is InlineKind.ROLE and (is_prose(inline.role) or inline.is_prose)
    )
    text = inline.target if inline.explicit else inline.target or inline.text
    return inline.kind, inline.role, "" if prose and not inline.explicit else text


def _compare(
    old: Sequence[_P], new: Sequence[_P], same: Callable[[_P, _P], bool], changed: Sides[range]
) -> Sides[_P]:
    """Return the items that only one side has, each as often as it has it more often.

    Of equal ones those are taken that stand in the stretches that *changed*.
    """
    came = _unchanged_first(new, changed.new)
    went = []
    for item in _unchanged_first(old, changed.old):
        for at, other in enumerate(came):
            if same(item, other):
                del came[at]
                break
        else:
            went.append(item)
    return Sides(tuple(_in_order(went)), tuple(_in_order(came)))


def _unchanged_first(items: Iterable[_P], changed: Sequence[range]) -> list[_P]:
    def is_changed(item: _P) -> bool:
        return any(item.start < part.stop and part.start < item.end for part in changed)

    return sorted(items, key=is_changed)


def _in_order(items: Iterable[_P]) -> list[_P]:
    return sorted(items, key=lambda item: item.start)


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    #: What is compared: the word without the space after it.
    word: str


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(match.start(), match.end(), match[1] if match[1] is not None else match[0])
        for match in _TOKEN.finditer(text)
    ]


@dataclass(frozen=True)
class _Stretch:
    """A part of both texts, which are the same there or not."""

    old: range
    new: range
    equal: bool


def _stretches(old: str, new: str) -> list[_Stretch]:
    """Return the parts of both texts, word by word."""
    before, after = _tokens(old), _tokens(new)
    words = [token.word for token in before], [token.word for token in after]
    codes = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    return [
        _Stretch(
            _places(before, old_from, old_to), _places(after, new_from, new_to), name == "equal"
        )
        for name, old_from, old_to, new_from, new_to in codes
    ]


def _pieces(
    old: str,
    new: str,
    stretches: Iterable[_Stretch],
    old_marks: Mapping[int, DiffMark],
    new_marks: Mapping[int, DiffMark],
) -> Iterator[DiffPiece]:
    for stretch in stretches:
        went, came = stretch.old, stretch.new
        if stretch.equal:
            yield from _cut(new, came, Side.BOTH, {})
            continue
        # The space after a word stands outside of what changed, where both sides have it.
        space = 0
        if went and came and old[went.stop - 1].isspace() and new[came.stop - 1].isspace():
            space = 1
        yield from _cut(old, range(went.start, went.stop - space), Side.OLD, old_marks)
        yield from _cut(new, range(came.start, came.stop - space), Side.NEW, new_marks)
        yield from _cut(new, range(came.stop - space, came.stop), Side.BOTH, {})


def _joined(pieces: Iterable[DiffPiece]) -> Iterator[DiffPiece]:
    """Yield *pieces*, neighbours of one kind as one."""
    for (side, mark), found in groupby(pieces, key=lambda piece: (piece.side, piece.mark)):
        yield DiffPiece("".join(piece.text for piece in found), side, mark)


def _places(tokens: Sequence[_Token], start: int, end: int) -> range:
    """Return the places that some of the *tokens* take in their text."""
    return range(tokens[start].start, tokens[end - 1].end) if start < end else range(0)


def _cut(
    text: str, places: range, side: Side, marks: Mapping[int, DiffMark]
) -> Iterator[DiffPiece]:
    """Yield a stretch of text in pieces with one mark each."""
    start = places.start
    for at in places:
        following = marks.get(at + 1) if at + 1 in places else None
        if at + 1 == places.stop or following is not marks.get(start):
            yield DiffPiece(text[start : at + 1], side, marks.get(start))
            start = at + 1


def is_slight(old: str, new: str, known: Counter[str], language: str = "en") -> bool:
    """Tell whether two wordings differ in marks, spaces, capitals and spelling only.

    A word is taken to have been misspelt where it is one letter away from the new one and
    stands nowhere else in the source, whose words are *known*, while the new one does.
    """
    before, after = words_of(old), words_of(new)
    return len(before) == len(after) and all(
        a.casefold() == b.casefold()
        or (language == "en" and are_spellings(a, b))
        or _is_misspelt(a.casefold(), b.casefold(), known)
        for a, b in zip(before, after, strict=True)
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, their marks left out."""
    return [match[1] for match in _TOKEN.finditer(text) if match[1] and match[1][0].isalnum()]


def _is_misspelt(old: str, new: str, known: Counter[str]) -> bool:
    plain = old.isalpha() and new.isalpha() and min(len(old), len(new)) >= _LONG_ENOUGH
    return plain and not known[old] and known[new] > 1 and _one_letter_away(old, new)


def _one_letter_away(old: str, new: str) -> bool:
    """Tell whether one letter was left out, added, replaced, or two changed places."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    a, b = old[start:], new[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or a[1::-1] + a[2:] == b
