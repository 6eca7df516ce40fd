"""What stands on one line of a page, beyond what a style sheet can say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Self

from babel import Locale

from editions.dates import NO_BREAK
from editions.quantities.number_words import number_words

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
#: The last two words of a heading, and one before them that is short, such as an article, or the
#: beginning of a name: North American affairs.  They are not longer than a line may be.  What
#: no-break spaces join is one word, here and below: a span that begins within a word takes the
#: whole text before it to the next line.
_LAST_WORDS = re.compile(
    rf"(?<![^ <>])(?:(?=.{{3,24}}$)(?:[^\W\d_]{{1,3}}|{_CAPITAL}[^\W\d_]+(?= {_CAPITAL})) )?"
    r"(?=.{3,28}$)[^ \n<>]+ [^ \n<>]+$"
)
#: The last word of a paragraph where it is short, and the one before it; or one with a hyphen.
_END = re.compile(
    r"(?=.{3,24}\s*$)(?:(?<= )[^ \n<>]+ [^ \n<>]{1,6}|(?<![^ ])[^ \n<>]+-[^ \n<>]+)(?=\s*$)"
)
#: A word before a bracket that something opens, such as an acronym.
_BEFORE_BRACKET = re.compile(r"(?<= )[^ \n<>]{1,20} [(\[]$")
#: A date or the last part of one, which ends with its year.
_DATE = re.compile(r"[^<>]{2,23} \d{4}")
#: The month and the year that a text ends with, and a short word between them.
_LAST_MONTH = re.compile(r"(?<![^\s–-])[^\W\d_]{3,12}\.?\s(?:[^\W\d_]{1,3}\s)?\d{4}$")
#: What an address has between its other marks; it begins with the name of a machine.
_RUN = re.compile(r"^\w+://[\w.-]+(?![\w.@:-])|[\w.%~-]{3,}")
#: A hyphen or a dot is in it: one at the end of a line would be taken for one of the text's.
_MARKED = re.compile(r"(?:\w+://)?[\w%~]+(?:[.-]+[\w%~]+)+")
#: So many characters have room on a line of a narrow column; more may end behind a low line.
_WHOLE_RUN = 42
#: Where an address of many letters may go on in the next line, beside the places that a browser
#: knows by itself; before the name of a machine only where it is long.
_PARTING = re.compile(r"(?<!/)/(?=[^/\s])|//(?=[^/\s]{22})|&amp;(?=\S)|(?=_)")
#: So many characters of an address have room on a line of a telephone.
_WHOLE_PART = 24
#: A word of so many characters fills half a line of a heading in a narrow column.
_LONG_WORD = 15
_TOGETHER = r'<span class="together">\g<0></span>'

_UNBROKEN = r'<span class="dashed">\g<0></span>'

#: What is written close before a word: l’, d’.  A line could begin behind it, were it left outside.
_ELIDED = r"(?:(?<!\w)[^\W\d_]{1,2}[’'])?"
#: Words with a hyphen: North-South, co-operation, U.S.-Mexico, Nord-Sud-Ouest.
_PART = r"(?:(?:[^\W\d_]\.){2,4}|[^\W\d_]{1,14})"
_COMPOUND = (
    rf"{_ELIDED}(?<![\w.-])(?=[\w.-]{{3,29}}(?![\w-]))(?P<first>{_PART})-(?P<second>{_PART})"
    rf"(?:-(?P<third>{_PART}))?(?![\w-]|\.\w)"
)
#: Two years or pages, and what is between them; a number and a word with a hyphen: 16-year.
_RANGE = (
    r"(?<![\w.,–-])(?:\d{1,4}[–-]\d{1,4}|\d{1,4}-[^\W\d_]{1,12}|[^\W\d_]{1,12}-\d{1,4})(?![\w–-])"
)
#: The code of a place, of which addresses have two halves: K1N 7B7, SW1A 1AA.
_CODE = r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z](?:\d|[A-Z])(?!\w)"
#: What is no text, or stands on one line already.
_TAG = r'<span class="dashed">[^<>]*</span>|<[^<>]*>'
#: Where a line may end.
_BREAK = re.compile(rf"[^\S{NO_BREAK}]|[–-]")
#: Fewer letters than these do not stand before a hyphen at the end of a line, nor behind it.
_FEWEST = 3
#: A dash that is set solid, with the word that it must not leave: the one before it, or, where
#: there is none, the one behind it.
_DASH = re.compile(r"(?:(?<!\S)[(“«]?—)?(?=[^\s—]*\w)[^\s—<>&;]+—|(?<!\S)[(“«]?—[^\s—<>&;]+")
#: Two words with a hyphen, or three, which a title or a cell keeps on one line.
_OF_TITLE = re.compile(
    rf"{_ELIDED}(?<![\w-])(?=[\w-]{{5,25}}(?![\w-]))[^\W\d_]{{2,12}}(?:-[^\W\d_]{{2,12}}){{1,2}}(?![\w-])"
)


@dataclass(frozen=True)
class Unbroken:
    """Compounds that are names or have next to nothing beside their hyphen; days; years; ranges.

    A year is kept where a short word leads to it: 9 de diciembre / de 2009.  So are percentages
    in words, and the codes of places in addresses.
    """

    #: Finds all compounds, ranges, and the parts of dates beside the names of their months.
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
        percentage = rf"(?<![\w.,–-])\d[\d.,]*\s(?:{number_words(locale.language).percent})(?!\w)"
        whole = f"(?P<whole>{percentage}|{_RANGE}|{_CODE})"
        if not names:
            return cls(re.compile(f"{_TAG}|{_COMPOUND}|{whole}|(?P<date>(?!))(?P<year>)"))
        months = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        days = r"\d{1,2}(?:(?:[–-]|\s[^\W\d]{1,3}\s)\d{1,2})?(?!\d)"
        day = rf"{_ELIDED}(?<![\w.,–-])(?:[^\W\d_]{{2,12}}-)?{days}[^\s\d]{{0,2}}"
        before = rf"{day}\s(?:[^\W\d]{{1,3}}\s)?(?:{months})(?!\w)"
        behind = rf"(?<!\w)(?:{months})\.?\s{days}"
        year = r"[^\W\d]{1,3}\s\d{4}(?!\d)"
        alone = rf"(?<!\w)(?:{months})(?=\s{year})"
        date = rf"(?P<date>{before}|{behind}|{alone})(?:\s(?P<year>{year}))?"
        return cls(re.compile(f"{_TAG}|{date}|{_COMPOUND}|{whole}"))

    def keep(self, markup: str) -> str:
        """Return *markup* with elements around what stands on one line."""
        return self.pattern.sub(_kept, markup)

    def keep_lightly(self, markup: str, *, years: bool = True) -> str:
        """As `keep`, but for what no-break spaces hold in dates: pages are light.

        *years* is to keep those that a short word leads to.
        """
        return self.pattern.sub(partial(_kept, mark=_lightly_marked, years=years), markup)


def _marked(text: str) -> str:
    return _UNBROKEN.replace(r"\g<0>", text)


def _lightly_marked(text: str) -> str:
    return _marked(text) if _BREAK.search(text) else text


def _kept(found: re.Match[str], mark: Callable[[str], str] = _marked, *, years: bool = True) -> str:
    """Return what was found, with elements around its parts; around those of dates by *mark*."""
    first, second, third = found["first"], found["second"], found["third"]
    if first:
        are_names = all(part[0].isupper() for part in (second, third) if part)
        is_kept = are_names or (not third and min(len(first), len(second)) < _FEWEST)
        return _marked(found[0]) if is_kept else found[0]
    date, year = found["date"], found["year"]
    if not date:
        return mark(found[0]) if found["whole"] else found[0]
    day = date if date.isalpha() else mark(date)
    if not year:
        return day
    return day + found[0][len(date) : -len(year)] + (mark(year) if years else year)


def keep_end_of_heading(text: str) -> str:
    """Let the last line of a heading hold two words at least.

    A long word may stand alone in a narrow column, where the two would fill a line and leave the
    one before it bare: the class says so.
    """
    return _LAST_WORDS.sub(_kept_words, text)


def _kept_words(found: re.Match[str]) -> str:
    last = found[0].rpartition(" ")[2]
    kind = "together" if len(last) < _LONG_WORD else "together long"
    return f'<span class="{kind}">{found[0]}</span>'


def keep_end_of_paragraph(text: str) -> str:
    """Let the last line of a paragraph hold more than a short word, or the end of a compound."""
    return _END.sub(_TOGETHER, text)


def keep_word_before_bracket(text: str) -> str:
    """Let a last line that would be an acronym in brackets begin with the word before it."""
    return _BEFORE_BRACKET.sub(_TOGETHER, text)


def keep_date(text: str) -> str:
    """Let a text that is a date stand on one line."""
    return _TOGETHER.replace(r"\g<0>", text) if _DATE.fullmatch(text) else text


def keep_end_of_date(text: str) -> str:
    """Let the month and the year that a text ends with stand on one line."""
    return _LAST_MONTH.sub(_TOGETHER, text)


def keep_marks_of_address(text: str) -> str:
    """Let no line of an address end with a hyphen or a dot of its own."""
    return _RUN.sub(_kept_run, text)


def _kept_run(found: re.Match[str]) -> str:
    run = found[0]
    if len(run) <= _WHOLE_RUN:
        return _TOGETHER.replace(r"\g<0>", run) if _MARKED.fullmatch(run) else run
    first, *others = re.split("(?=_)", run)
    # A line may end before these alone: between more of them, a line that is full would end
    # within a word.
    return first + "".join(
        f"<wbr>{_TOGETHER}".replace(r"\g<0>", part)
        if len(part) <= _WHOLE_RUN and _MARKED.fullmatch(part)
        else part
        for part in others
    )


def part_address(markup: str) -> str:
    """Let the lines of an address end where its parts do, in a browser.

    What has elements in it, such as an address of mail that robots shall not read, stays.
    """
    if "<" in markup:
        return markup
    parts = _PARTING.sub(r"\g<0>\n", markup).split("\n")
    return "<wbr>".join(map(_kept_part, parts))


def _kept_part(part: str) -> str:
    is_kept = "-" in part and len(part) <= _WHOLE_PART
    return _marked(part) if is_kept else part


def keep_dashes(markup: str) -> str:
    """Let no line begin with a dash that closes, or end with one that opens."""
    return _DASH.sub(_UNBROKEN, markup)


def keep_compounds(markup: str) -> str:
    """Let no line end within two words of *markup* that a hyphen makes one."""
    return _OF_TITLE.sub(_UNBROKEN, markup)
