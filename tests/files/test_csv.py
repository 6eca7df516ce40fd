"""CSV that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.files.csv import csv_bytes, harmless


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"),
        ("\rx", "'\rx"), ("a=1", "a=1"), (" =1", " =1"), ("", ""), ("＝1", "'＝1"),
        ("a;=1", "a;'=1"), ("a; =1", "a; =1"), ("a\n=1", "a\n'=1"), ("a\t@b", "a\t'@b"),
        ("a-b + c", "a-b + c"), ("C#; x@y", "C#; x@y"), ("==", "'=="),
    ],
)  # fmt: skip
def test_no_program_runs_a_cell(text: str, safe: str) -> None:
    assert harmless(text) == safe


@given(st.lists(st.text("ab=+-@;|\t\r\n\"', ＝"), min_size=1, max_size=3))
def test_no_cell_begins_as_a_formula_whatever_parts_cells(cells: list[str]) -> None:
    written = csv_bytes([list(map(harmless, cells))]).decode()
    read = next(csv.reader(io.StringIO(written, newline="")), [])
    for cell in read:
        for part in re.split(r"[;|\t\r\n]", cell):
            assert not part.startswith(("=", "+", "-", "@", "＝"))


def test_rows_are_read_back_as_they_are() -> None:
    rows = [["a", 'b "c"', "d,e"], ["", "x\ny", "é"]]
    content = csv_bytes(rows)
    assert content.count(b"\r\n") == 2
    assert list(csv.reader(io.StringIO(content.decode(), newline=""))) == rows
    assert csv_bytes([["a"]], "\n") == b"a\n"
