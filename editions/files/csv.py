"""Write CSV that spreadsheets open as data, and never as a program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

#: Where a program that opens a CSV file may take what follows for a formula: at the beginning of a
#: cell, and behind what parts cells where it is set up for another country.  The wide forms are
#: those of Chinese and Japanese keyboards.
_FORMULA = re.compile("(?:^|(?<=[;|\\t\\r\\n]))(?=[=+@\\-\\t\\r＝＋＠－])")


def harmless(text: str) -> str:
    """Return *text*, with an apostrophe before whatever a spreadsheet would run."""
    return _FORMULA.sub("'", text)


def csv_bytes(rows: Iterable[Iterable[str]], end: str = "\r\n") -> bytes:
    """Return rows as CSV (RFC 4180, UTF-8); texts are to be made `harmless` before."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=end).writerows(rows)
    return buffer.getvalue().encode()
