"""What no line of paper ends in: lines are long there, or ragged, and more may be held together."""

from __future__ import annotations

import re

#: A year, of which nothing is a part but a mark behind it.
_YEAR = r"[12]\d{3}(?![\d–-]|\w)"
#: One day, or some of a month: 9, 1er, 6–9, 6 au 9.
_DAYS = r"\d{1,2}(?:er|[–-]\d{1,2}|\s[^\W\d_]{1,3}\s\d{1,2})?"
#: A word and the year that it leads to, what comes between them, and days: in 2009, julio de 2009,
#: 26 mai 2010, May 6–9, 2010.
_DATED = re.compile(
    rf"(?<![^\s(\[«“])(?:{_DAYS}\s(?:[^\W\d_]{{1,2}}\s)?)?[^\W\d_]{{1,10}}\.?"
    rf"(?:\s[^\W\d_]{{1,2}}|\s{_DAYS},)?\s{_YEAR}"
)
#: The last word of the place where a work was published, or of its publisher, and the year.
_PUBLISHED = re.compile(rf"(?<!\S)[^\s<>&;]{{1,20}},\s{_YEAR}")
#: So many characters have room anywhere: longer dates are held in two parts.
_SHORT = 20
#: One capital that is a word and begins a sentence or a title, and the word that it leads to.
_LEADING = re.compile(r"(?:^|(?<=[.:?!] )|(?<=[“«¿¡(]))[^\W\d_a-zß-ÿ] [^\s<>&;]{2,14}")
_TOGETHER = r'<span class="together">\g<0></span>'


def keep_years(markup: str) -> str:
    """Let no line of running text begin with a year that the word before it leads to."""
    return _DATED.sub(_kept_where_short, markup)


def keep_dates_of_work(markup: str) -> str:
    """Let each date of a work in a list stand on one line, and no line begin with its year."""
    return "".join(
        part if part.startswith("<") else _PUBLISHED.sub(_TOGETHER, part)
        for part in re.split("(<span.*?</span>)", _DATED.sub(_TOGETHER, markup))
    )


def keep_leading_letter(markup: str) -> str:
    """Let no line end with the only letter of the first word of a sentence."""
    return _LEADING.sub(_TOGETHER, markup)


def _kept_where_short(found: re.Match[str]) -> str:
    return found.expand(_TOGETHER) if len(found[0]) <= _SHORT else found[0]
