"""What stands on one line of print, beyond what a style sheet can say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Self

from babel import Locale

#: The last two words of a heading, where they are not longer than a line may be.
LAST_WORDS = re.compile(r"(?<!\S)(?=\S+ \S+$)(?=.{3,28}$)\S+ \S+$")

#: Two words with a hyphen: North-South, co-operation, long-term.
_COMPOUND = r"(?<![\w-])(?P<first>[^\W\d_]{1,14})-(?P<second>[^\W\d_]{2,14})(?![\w-])"
#: Fewer letters than these do not stand before a hyphen at the end of a line.
_FEWEST = 3


@dataclass(frozen=True)
class Unbroken:
    """Compounds that are names or have next to nothing before their hyphen, and days."""

    #: Finds all compounds, and the numbers of days beside the names of their months.
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
        months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        days = r"\d{1,2}(?:[–-]\d{1,2})?(?!\d)"
        before = rf"(?<![\w.,–-]){days}[^\s\d]{{0,2}}\s(?:[^\W\d]{{1,3}}\s)?(?:{months})(?!\w)"
        behind = rf"(?<!\w)(?:{months})\.?\s{days}"
        return cls(re.compile("|".join([_COMPOUND, *([before, behind] if months else [])])))

    def keep(self, markup: str) -> str:
        """Return *markup* with elements around what stands on one line."""
        return self.pattern.sub(_kept, markup)


def _kept(found: re.Match[str]) -> str:
    first, second = found["first"], found["second"]
    if first and not second[0].isupper() and len(first) >= _FEWEST:
        return found[0]
    return f'<span class="dashed">{found[0]}</span>'
