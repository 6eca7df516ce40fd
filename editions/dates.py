"""The date that a file bears: that of its source, not that of the machine's clock.

Whoever builds the same source again gets the same bytes; see https://reproducible-builds.org/.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from babel import Locale

from editions.findings import EditionsError
from editions.phrases import phrase

#: The environment's variable that gives the date, in seconds since 1970.
SOURCE_DATE = "SOURCE_DATE_EPOCH"

#: A space at which no line ends.
NO_BREAK = "\u00a0"

#: The spaces between the number of a day and its month, behind the number or else before it, and
#: the one between a short word and its year: 9 de diciembre, December 9, de 2009.
_HELD = re.compile(
    r"(?<!\d)\d{1,2}[^\s\d]{0,2} (?:[^\W\d]{1,3} )?(?=[^\W\d])"
    r"|[^\W\d]\.? (?=\d{1,2}(?!\d|[^\s\d]{0,2} [^\W\d]))"
    r"|(?<!\S)[^\W\d]{1,3} (?=\d{4}(?!\d))"
)


def source_date(environment: Mapping[str, str]) -> datetime | None:
    """Return the date that *environment* gives the source, or None.

    Raises:
        EditionsError: the date is not one.
    """
    value = environment.get(SOURCE_DATE)
    if not value:
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise EditionsError(
            phrase(
                "{source_date} is {value!r}, but must be a number of seconds since 1970; "
                "unset it to use the date of the last commit",
                source_date=SOURCE_DATE,
                value=value,
            )
        ) from error


def last_commit(folder: Path) -> str | None:
    """Return the date of the last commit of the repository around *folder*, if there is one.

    It is given as `SOURCE_DATE` wants it.
    """
    command = ["git", "-C", str(folder), "log", "-1", "--format=%ct"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:  # git is not there
        return None
    date = result.stdout.strip()
    return date if result.returncode == 0 and date.isdecimal() else None


def settle_source_date(folder: Path) -> None:
    """Let this process, and those that it starts, build with the date of the last commit.

    A date that the environment gives stays.

    Raises:
        EditionsError: that date is not one.
    """
    if source_date(os.environ) is None and (date := last_commit(folder)):
        os.environ[SOURCE_DATE] = date


def keep_days(text: str) -> str:
    """Return a date in words with the number of a day and its month on one line."""
    return _HELD.sub(lambda match: match[0].replace(" ", NO_BREAK), text)


def written_day(day: date, locale: Locale) -> str:
    """Return a day in full, as *locale* writes it: ``24 novembre 2026``."""
    from babel.dates import format_date

    return keep_days(format_date(day, "long", locale))
