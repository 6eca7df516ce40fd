"""Points and spans of time as data writes them, and as a locale does.

The written form is ISO 8601, and of its extension (EDTF) what tables need: ``2009``,
``2009-03``, ``2009-12-06``, ``198X`` (a decade), ``2010-H1`` (half a year), ``1999-01/2010-06``
(from, to), ``1994/..`` (since) and ``R/P1Y`` (every year).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_skeleton, parse_pattern

from editions.catalogs.patterns import fill
from editions.dates import NO_BREAK, keep_days
from editions.phrases import phrase
from editions.quantities.number_words import number_words
from editions.tables.wording import DECADE, EVERY_YEAR, FIRST_HALF, SECOND_HALF, SINCE, Wording

_POINT = re.compile(
    r"(?P<decade>\d{3})X|(?P<year>\d{4})(?:-H(?P<half>[12])|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?",
    re.ASCII,
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*–\s*(?=\d)")
#: A period that is no longer, such as "septembre 2009", makes no column too wide.
_SHORT = 14
_HALVES = ("first", "second")
#: Ends the first half of an interval of the CLDR.
_DASH = " \u00a0\u2009\u202f-–"
#: What is accepted, for error messages.
FORMS = "2009, 2009-03, 2009-12-06, 198X, 2010-H1, 1999-01/2010-06, 1994/.. or R/P1Y"


class PeriodError(ValueError):
    """A text that is none of the forms."""


@dataclass(frozen=True)
class Point:
    """A day, a month, half a year, a year or a decade."""

    #: The first day of it.
    start: date
    #: ``day``, ``month``, ``first``, ``second`` (half), ``year`` or ``decade``.
    kind: str


@dataclass(frozen=True)
class Period:
    """A point or a span of time."""

    #: None for what comes again every year.
    start: Point | None
    end: Point | None = None
    #: Without an end.
    is_open: bool = False


def parse_period(text: str) -> Period:
    """Return the period that *text* is.

    Raises:
        PeriodError: it is none.
    """
    if text == "R/P1Y":
        return Period(None)
    first, slash, last = text.partition("/")
    if slash and last == "..":
        return Period(_parse_point(first), is_open=True)
    start = _parse_point(first)
    if not slash:
        return Period(start)
    end = _parse_point(last)
    if end.start < start.start:
        raise PeriodError(
            phrase("expected an end that is not before its start, got {text!r}", text=text)
        )
    return Period(start, end)


def _parse_point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise PeriodError(
            phrase("expected a period ({forms}), got {text!r}", forms=FORMS, text=text)
        )
    if match["decade"]:
        return Point(date(int(match["decade"]) * 10, 1, 1), "decade")
    year = int(match["year"])
    if match["half"]:
        is_first = match["half"] == "1"
        return Point(date(year, 1 if is_first else 7, 1), "first" if is_first else "second")
    try:
        start = date(year, int(match["month"] or 1), int(match["day"] or 1))
    except ValueError as error:
        raise PeriodError(
            phrase("expected a day of the calendar, got {text!r}", text=text)
        ) from error
    return Point(start, "day" if match["day"] else "month" if match["month"] else "year")


def format_period(period: Period, wording: Wording) -> str:
    """Write *period* as the edition does: a day and its month, and what is short, on one line."""
    if period.start is None:
        text = wording.text(EVERY_YEAR)
    elif period.is_open:
        text = wording.text(SINCE, date=format_point(period.start, wording))
    elif period.end is None:
        text = format_point(period.start, wording)
    else:
        text = _format_span(period.start, period.end, wording)
    return _kept(text)


def _kept(text: str) -> str:
    """Return a period of time with marks for where no line ends: a line may end behind a dash."""
    if len(text) <= _SHORT:
        return text.replace(" ", NO_BREAK)
    first, dash, last = text.partition("–")
    if dash and first[-1].isdigit() and last[0].isalpha():  # January 1999–June 2010
        return _kept(first) + dash + _kept(last)
    return keep_days(text)


def format_point(point: Point, wording: Wording) -> str:
    """Write a point in time, months in full."""
    if point.kind == "decade":
        return wording.text(DECADE, year=str(point.start.year))
    if point.kind in _HALVES:
        phrase = FIRST_HALF if point.kind == "first" else SECOND_HALF
        return wording.text(phrase, year=str(point.start.year))
    if point.kind == "day":
        pattern = wording.locale.date_formats["long"].pattern
        return _apply(pattern, point.start, wording)
    skeleton = "yMMMM" if point.kind == "month" else "y"
    return str(format_skeleton(skeleton, point.start, locale=wording.locale))


def _format_span(start: Point, end: Point, wording: Wording) -> str:
    """Write a span as the language does, by CLDR's interval formats, or with a dash."""
    formats = wording.locale.interval_formats
    skeletons = {"day": "yMMMd", "month": "yMMMM", "year": "y"}
    if start.kind == end.kind and start.kind in skeletons:
        patterns = formats.get(skeletons[start.kind], {}).get(_largest_difference(start, end))
        if patterns is not None:
            first, second = (re.sub(r"(?<!M)MMM(?!M)", "MMMM", part) for part in patterns)
            parts = _apply(first, start.start, wording), _apply(second, end.start, wording)
            own = number_words(wording.locale.language).spans.get(f"{start.kind}s")
            if own is not None:
                return fill(own, {"first": parts[0].rstrip(_DASH), "last": parts[1]})
            text = "".join(parts)
            # Running text joins two years without spaces, in whatever language.
            return _BETWEEN_DIGITS.sub("–", text) if start.kind == "year" else text
    first, last = format_point(start, wording), format_point(end, wording)
    halves = number_words(wording.locale.language).spans.get("halves")
    if halves is not None and start.kind == "year" and end.kind in _HALVES:
        return fill(halves, {"first": first, "last": last})
    return str(formats.get(None, "{0}–{1}")).replace("{0}", first).replace("{1}", last)


def _largest_difference(start: Point, end: Point) -> str:
    if start.start.year != end.start.year:
        return "y"
    return "M" if start.start.month != end.start.month else "d"


def _apply(pattern: str, day: date, wording: Wording) -> str:
    return str(parse_pattern(pattern).apply(day, wording.locale))
