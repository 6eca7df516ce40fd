"""The date that a file bears: that of its source, not that of the machine's clock.

Whoever builds the same source again gets the same bytes; see https://reproducible-builds.org/.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from editions.findings import EditionsError

#: The environment's variable that gives the date, in seconds since 1970.
SOURCE_DATE = "SOURCE_DATE_EPOCH"


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
            f"{SOURCE_DATE} is {value!r}, but must be a number of seconds since 1970;"
            " unset it to use the date of the last commit"
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
