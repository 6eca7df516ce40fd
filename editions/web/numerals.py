"""Names that are capitals and digits, such as G20: their digits are as high as the capitals."""

from __future__ import annotations

import re

#: A tag, which is no text, or a word with digits in it.
_WITH_DIGITS = re.compile(r"<[^<>]*>|\w*\d\w*")


def mark_names(markup: str) -> str:
    """Return *markup* with a class on words of capitals and digits: H1N1, P4P.

    Figures that text has otherwise, with heights as small letters have, look like slips there.
    """
    return _WITH_DIGITS.sub(_marked, markup)


def _marked(found: re.Match[str]) -> str:
    word = found[0]
    is_name = word[0] != "<" and word.isupper()
    return f'<span class="lining">{word}</span>' if is_name else word
