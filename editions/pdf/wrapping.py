"""What stands on one line of print, beyond what a style sheet can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from babel import Locale

#: The last two words of a heading, and a short one before them, such as an article, where they
#: are not longer than a line may be.  What no-break spaces join is one word, here and below: a span
#: that begins within a word takes the whole text before it to the next line.
_LAST_WORDS = re.compile(
    r"(?<![^ <>])(?:(?=.{3,24}$)[^\W\d_]{1,3} )?(?=.{3,28}$)[^ \n<>]+ [^ \n<>]+$"
)
#: The last word of a paragraph where it is short, and the one before it; or one with a hyphen.
_END = re.compile(
    r"(?<= )(?:(?=.{3,24}\s*$)[^ \n<>]+ [^ \n<>]{1,6}|(?=.{3,20}\s*$)[^ \n<>]+-[^ \n<>]+)(?=\s*$)"
)
#: A date or the last part of one, which ends with its year.
_DATE = re.compile(r"[^<>]{2,23} \d{4}")
#: What an address has between its other marks, where a hyphen is in it: one at the end of a line
#: would be taken for one of the text's.
_HYPHENED = re.compile(r"(?<![\w.%~-])(?=[\w.%~-]{3,40}(?![\w.%~-]))[\w.%~]+(?:-[\w.%~]+)+")
_TOGETHER = r'<span class="together">\g<0></span>'

_UNBROKEN = r'<span class="dashed">\g<0></span>'

#: Two words with a hyphen: North-South, co-operation, long-term.
_COMPOUND = r"(?<![\w-])(?P<first>[^\W\d_]{1,14})-(?P<second>[^\W\d_]{2,14})(?![\w-])"
#: Fewer letters than these do not stand before a hyphen at the end of a line, nor behind it.
_FEWEST = 3


@dataclass(frozen=True)
class Unbroken:
    """Compounds that are names or have next to nothing beside their hyphen; days; years of dates.

    A year is kept where a short word leads to it: 9 de diciembre / de 2009.
    """

    #: Finds all compounds, and the parts of dates beside the names of their months.
    pattern: re.Pattern[str]

    @classmethod
    @cache
    def of(cls, locale: Locale) -> Self:
        """Return what stands on one line in the language of *locale*."""
        names = {
            name.rstrip(".")
            for widths in locale.months.values()
            for width in ("wide", "abbreviated")
            for name in widths.get(width, {}).values()
            if name[:1].isalpha()
        }
        if not names:
            return cls(re.compile(f"{_COMPOUND}(?P<date>)(?P<year>)"))
        months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        days = r"\d{1,2}(?:[–-]\d{1,2})?(?!\d)"
        before = rf"(?<![\w.,–-]){days}[^\s\d]{{0,2}}\s(?:[^\W\d]{{1,3}}\s)?(?:{months})(?!\w)"
        behind = rf"(?<!\w)(?:{months})\.?\s{days}"
        year = r"[^\W\d]{1,3}\s\d{4}(?!\d)"
        alone = rf"(?<!\w)(?:{months})(?=\s{year})"
        date = rf"(?P<date>{before}|{behind}|{alone})(?:\s(?P<year>{year}))?"
        return cls(re.compile(f"{_COMPOUND}|{date}"))

    def keep(self, markup: str) -> str:
        """Return *markup* with elements around what stands on one line."""
        return self.pattern.sub(_kept, markup)


def _kept(found: re.Match[str]) -> str:
    first, second = found["first"], found["second"]
    if first:
        is_kept = second[0].isupper() or min(len(first), len(second)) < _FEWEST
        return found.expand(_UNBROKEN) if is_kept else found[0]
    date, year = found["date"], found["year"]
    if not year:
        return found.expand(_UNBROKEN)
    day = date if date.isalpha() else _UNBROKEN.replace(r"\g<0>", date)
    space = found[0][len(date) : -len(year)]
    return day + space + _UNBROKEN.replace(r"\g<0>", year)


def keep_end_of_heading(text: str) -> str:
    """Let the last line of a heading hold two words at least."""
    return _LAST_WORDS.sub(_TOGETHER, text)


def keep_end_of_paragraph(text: str) -> str:
    """Let the last line of a paragraph hold more than a short word, or the end of a compound."""
    return _END.sub(_TOGETHER, text)


def keep_date(text: str) -> str:
    """Let a text that is a date stand on one line."""
    return _TOGETHER.replace(r"\g<0>", text) if _DATE.fullmatch(text) else text


def keep_hyphens_of_address(text: str) -> str:
    """Let no line of an address end with a hyphen of its own."""
    return _HYPHENED.sub(_TOGETHER, text)
