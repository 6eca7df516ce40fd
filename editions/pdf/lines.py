"""What no line of paper ends in: lines are long there, or ragged, and more may be held together."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from editions.quantities.numbers import scale_words
from editions.web.wrapping import Unbroken

#: Where a word begins, with what opens it: a span that begins within a word, or behind a no-break
#: space, would take the whole text before it to the next line.
_BEGINS = r"(?<=[ \n])[(\[“«¿¡]?"
#: A year, of which nothing is a part but a mark behind it.
_YEAR = r"[12]\d{3}(?![\d–-]|\w)"
#: One day, or some of a month: 9, 1er, 6–9, 6 au 9.
_DAYS = r"\d{1,2}(?:er|[–-]\d{1,2}|\s[^\W\d_]{1,3}\s\d{1,2})?"
#: A word such as a month, perhaps an abbreviation, and one that leads to it or away from it.
_WHOLE_WORD, _SMALL = r"[^\W\d_]{1,10}", r"[^\W\d_]{1,2}"
_WORD = rf"{_WHOLE_WORD}\.?"
#: Behind days: mai 2010, de diciembre de 2009.
_OF_DAYS = rf"{_DAYS}\s(?:{_SMALL}\s)?{_WORD}(?:\s{_SMALL})?\s{_YEAR}"
#: Without, or before them: in 2009, July 2009, mayo de 2009, May 6–9, 2010; in ``204 million in
#: 2006`` the word belongs to the number.
_OTHER = rf"(?:(?<!\d\s){_WHOLE_WORD}\s{_SMALL}|{_WORD}(?:\s{_DAYS},)?)\s{_YEAR}"
_DATED = re.compile(rf"{_BEGINS}(?:{_OF_DAYS}|{_OTHER})")
#: As well, and the article before the days: el 9 de diciembre de 2009.
_DATED_WHOLE = re.compile(rf"{_BEGINS}(?:(?:{_SMALL}\s)?{_OF_DAYS}|{_OTHER})")
#: The last word of the place where a work was published, or of its publisher, and the year.
_PUBLISHED = re.compile(rf"(?<=[ \n])[^\s<>&;]{{1,20}},\s{_YEAR}")
#: So many characters have room anywhere: longer dates are held in two parts.
_SHORT = 20
#: One capital that is a word and begins a sentence or a title, and the word that it leads to.
_LEADING = re.compile(
    r"(?:(?<=[.:?!][ \n])[“«¿¡(]?|(?<=[ \n])[“«¿¡(])[^\W\d_a-zß-ÿ]\s[^\s<>&;]{2,14}"
)
_TOGETHER = r'<span class="together">\g<0></span>'


def keep_years(markup: str) -> str:
    """Let no line of running text begin with a year that the word before it leads to."""
    return _DATED.sub(_kept_where_short, markup)


def keep_dates_of_work(markup: str) -> str:
    """Let each date of a work in a list stand on one line, and no line begin with its year."""
    return "".join(
        part if part.startswith("<") else _PUBLISHED.sub(_TOGETHER, part)
        for part in re.split("(<span.*?</span>)", _DATED_WHOLE.sub(_TOGETHER, markup))
    )


def keep_citation(markup: str, locale: Locale) -> str:
    """Let the lines of a work that is cited by itself end as those of a list do."""
    return Unbroken.of(locale).keep(keep_dates_of_work(keep_leading_letter(markup)))


def keep_leading_letter(markup: str) -> str:
    """Let no line end with the only letter of the first word of a sentence."""
    return _LEADING.sub(_TOGETHER, markup)


def keep_amounts(markup: str, locale: Locale) -> str:
    """Let no line end between a number and its scale: C$204 million, 7.5 milliards."""
    return _amount(locale).sub(_TOGETHER, markup)


@cache
def _amount(locale: Locale) -> re.Pattern[str]:
    """Return what finds a number with the word for a power of ten behind it."""
    words = "|".join(map(re.escape, sorted(scale_words(locale), key=len, reverse=True)))
    number = r"[^\W\d_]{0,2}[$€£]?\d[\d.,]{0,9}"
    return re.compile(rf"{_BEGINS}{number}\s(?:{words or '(?!)'})(?!\w)", re.IGNORECASE)


def _kept_where_short(found: re.Match[str]) -> str:
    return found.expand(_TOGETHER) if len(found[0]) <= _SHORT else found[0]
