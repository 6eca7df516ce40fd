"""Periods as data writes them: how they are read, and where one form ends and another begins."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale

from editions.tables.periods import (
    Period,
    PeriodError,
    Point,
    format_period,
    format_point,
    parse_period,
)
from editions.tables.wording import Wording

EN = Wording(Locale("en", "CA"), lambda message: message)
FR = Wording(Locale("fr", "CA"), lambda message: message)
ES = Wording(Locale("es", "MX"), lambda message: message)
DE = Wording(Locale("de"), lambda message: message)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2009", Period(Point(date(2009, 1, 1), "year"))),
        ("2009-12", Period(Point(date(2009, 12, 1), "month"))),
        ("2009-12-31", Period(Point(date(2009, 12, 31), "day"))),
        ("198X", Period(Point(date(1980, 1, 1), "decade"))),
        ("2010-H1", Period(Point(date(2010, 1, 1), "first"))),
        ("2010-H2", Period(Point(date(2010, 7, 1), "second"))),
        ("1994/..", Period(Point(date(1994, 1, 1), "year"), is_open=True)),
        ("2009/2009", Period(Point(date(2009, 1, 1), "year"), Point(date(2009, 1, 1), "year"))),
        ("2010-H1/2010-H2",
         Period(Point(date(2010, 1, 1), "first"), Point(date(2010, 7, 1), "second"))),
        ("R/P1Y", Period(None)),
    ],
)  # fmt: skip
def test_form_is_read(text: str, period: Period) -> None:
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2009-02-29", "expected a day of the calendar, got '2009-02-29'"),
        ("0000", "expected a day of the calendar, got '0000'"),
        ("2010-07/2010-06", "expected an end that is not before its start"),
        ("2009-00", "expected a day of the calendar"),
        ("R/P2Y", "expected a period (2009, 2009-03,"),
        ("../..", "expected a period"),
        ("2009/2010/2011", "expected a period"),
    ],
)
def test_what_is_none_says_what_was_expected(text: str, message: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("2009-12-06/2010-01-09", "December 6, 2009–January 9, 2010",
         "6 décembre 2009 au 9 janvier 2010"),
        ("2009-11-06/2009-12-09", "November 6–December 9, 2009",
         "6 novembre au 9 décembre 2009"),
        ("2009-12-06/2009-12-09", "December 6–9, 2009", "6 au 9 décembre 2009"),
        ("2009-01/2009-12", "January–December 2009", "janvier à décembre 2009"),
        ("2009/2010", "2009–2010", "2009-2010"),
        ("2009/2010-06", "2009–June 2010", "2009\u2009–\u2009juin 2010"),
        ("198X/199X", "1980s–1990s", "1980s\u2009–\u20091990s"),
        ("2010-H2", "second semester of 2010", "second semester of 2010"),
    ],
)  # fmt: skip
def test_span_is_written_by_what_differs(text: str, english: str, french: str) -> None:
    period = parse_period(text)
    written = [format_period(period, wording).replace("\u00a0", " ") for wording in (EN, FR)]
    assert written == [english, french]


@pytest.mark.parametrize(
    ("text", "spanish", "german"),
    [
        (
            "2009-12-06/2009-12-09",
            "6\u00a0al 9\u00a0de\u00a0diciembre de\u00a02009",
            "6.–9.\u00a0Dezember 2009",
        ),
        ("2010-01/2010-07", "enero a julio de\u00a02010", "Januar–Juli 2010"),
        (
            "1999-01/2010-06",
            "enero de\u00a01999 a junio de\u00a02010",
            "Januar 1999\u2009–\u2009Juni 2010",
        ),
        ("2010/2012", "2010-2012", "2010–2012"),
        (
            "1993/2010-H1",
            "de\u00a01993 al first semester of\u00a02010",
            "1993\u2009–\u2009first semester of\u00a02010",
        ),
        (
            "2009-H1/2010-H1",
            "first semester of\u00a02009\u2009–\u2009first semester of\u00a02010",
            "first semester of\u00a02009\u2009–\u2009first semester of\u00a02010",
        ),
    ],
)
def test_span_is_written_as_the_language_or_else_the_cldr_does(
    text: str, spanish: str, german: str
) -> None:
    period = parse_period(text)
    assert (format_period(period, ES), format_period(period, DE)) == (spanish, german)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2009-09", "septembre\u00a02009"),
        ("R/P1Y", "every\u00a0year"),
        ("2010-H2", "second semester of\u00a02010"),
    ],
)
def test_short_period_stays_on_one_line(text: str, written: str) -> None:
    assert format_period(parse_period(text), FR) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1999-01/2010-06", "January\u00a01999–June\u00a02010"),
        ("2010-01/2010-07", "January–July 2010"),
        ("2009-12-06/2009-12-09", "December\u00a06–9, 2009"),
        ("2009-12-30/2010-01-02", "December\u00a030, 2009–January\u00a02, 2010"),
    ],
)
def test_line_goes_on_behind_the_dash_between_two_dates(text: str, written: str) -> None:
    assert format_period(parse_period(text), EN) == written


@pytest.mark.parametrize(
    ("wording", "written"),
    [
        (EN, "September\u00a01, 2009"),
        (ES, "1\u00a0de\u00a0septiembre de\u00a02009"),
        (FR, "1\u00a0septembre 2009"),
        (DE, "1.\u00a0September 2009"),
    ],
)
def test_day_and_month_stay_on_one_line(wording: Wording, written: str) -> None:
    assert format_period(parse_period("2009-09-01"), wording) == written


def test_point_is_written_in_full() -> None:
    assert format_point(Point(date(2009, 9, 1), "month"), EN) == "September 2009"
    assert format_point(Point(date(2009, 9, 1), "day"), EN) == "September 1, 2009"
    assert format_point(Point(date(2009, 9, 1), "year"), EN) == "2009"
