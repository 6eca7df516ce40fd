"""Look for one text in another by what stands around it.

A pattern made of a text is compiled for each text, which takes a hundred times as long, and `re`
forgets those of the program for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def _places(part: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield the character before each place of *part* in *text*, and the two behind."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        yield text[at - 1 : at], text[end : end + 2]
        at = text.find(part, at + 1)


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def holds_digits(text: str, forms: Iterable[str]) -> bool:
    """Tell whether one of *forms* stands in *text*, and no other digit beside it."""
    return any(
        not before.isdecimal() and not behind[:1].isdecimal()
        for form in forms
        for before, behind in _places(form, text)
    )


def holds_number(text: str, number: str) -> bool:
    """Tell whether *number* stands in *text*, and not as a part of a longer one."""
    return any(
        not before.isdecimal()
        and before not in (".", ",")
        and not behind[:1].isdecimal()
        and not (behind[:1] in (".", ",") and behind[1:].isdecimal())
        for before, behind in _places(number, text)
    )


def holds_words(text: str, words: str) -> bool:
    """Tell whether *words*, which are not empty, stand in *text*, their ends at those of words."""
    first, last = _is_word(words[0]), _is_word(words[-1])
    return any(
        _is_word(before) is not first and _is_word(behind[:1]) is not last
        for before, behind in _places(words, text)
    )
