"""Lines of scripts that are written without spaces: Chinese, Japanese, Yi.

Where such a line is broken in the source, docutils and gettext put a space or a line break, which
no reader of these languages expects.  See
https://drafts.csswg.org/css-text-4/#line-break-transform.
"""

from __future__ import annotations

import re
from functools import cache

#: Letters and signs of these scripts; Korean has spaces.
_CLOSE = (
    r"\u2e80-\u3130\u3190-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff9f\uffe0-\uffe6"
    r"\U0001aff0-\U0001b16f\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
#: Signs that are theirs beside one of these, and of other scripts beside others.
_SHARED = "“”‘’…—·‥"
#: The first of these letters.
_FIRST = "\u2e80"
_SPACES = r"[ \t\r\f]*"
_PLACES = rf"(?<=[{_CLOSE}]){{gap}}(?=[{_CLOSE}{_SHARED}])|(?<=[{_SHARED}]){{gap}}(?=[{_CLOSE}])"
_LINE_END = re.compile(rf"{_SPACES}\n")


@cache
def _gap(spaces: str) -> re.Pattern[str]:
    """Return what finds *spaces* between letters that are written close; it is large."""
    return re.compile(_PLACES.format(gap=spaces))


def _break() -> re.Pattern[str]:
    return _gap(rf"{_SPACES}\n{_SPACES}")


def _may_be_close(text: str) -> bool:
    """Tell whether a text may hold letters that are written close."""
    return not text.isascii() and max(text) >= _FIRST


def join_lines(text: str) -> str:
    """Return *text* without the line breaks between letters that are written close."""
    return _break().sub("", text) if "\n" in text and _may_be_close(text) else text


def fold_lines(text: str) -> str:
    """Return *text* in one line, but for the breaks that `join_lines` takes out."""
    text = text.strip()
    kept = {begin for begin, _ in breaks(text)}
    return _LINE_END.sub(lambda end: "\n" if end.start() in kept else " ", text)


def breaks(text: str) -> list[tuple[int, int]]:
    """Return where the line breaks stand that `join_lines` takes out: start and end of each."""
    if "\n" not in text or not _may_be_close(text):
        return []
    return [match.span() for match in _break().finditer(text)]


def close_gaps(text: str) -> str:
    """Return *text* without any space between letters that are written close.

    Two messages that are the same then differ in the ends of their lines alone.
    """
    return _gap(r"[ \t\r\f\n]+").sub("", text) if _may_be_close(text) else text
