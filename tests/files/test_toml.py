"""TOML within limits: what Python's reader reads, and a line for whatever it cannot."""

from __future__ import annotations

import contextlib
import time
import tomllib

import pytest

from editions.files.toml import key_line, parse_toml
from editions.findings import FindingsError

SOUND = r'''
# [[[[[[[[[[[[[[[[[[[[[[ a comment
[[waiver]]
message = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t {[{[{[{[{[{[{[{[{[{[{[{ 1"
reason = 'a"""b [[[[[[[[[[[[[[[[[[[[[['
key = 'C:\[[[[[[[[[[[[[[[[[[[[[['
text = """
a \" [[[[[[[[[[[[[[[[[[[[[[ 99999999999999999999
"""
list = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5]
[a.b."c.d".e]
'''


def test_what_is_sound_is_read_as_python_reads_it() -> None:
    assert parse_toml(SOUND, "x.toml", "rule") == tomllib.loads(SOUND)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\na = " + "[" * 100_000, 2, "nested more than 16 deep"),
        ("\na = " + "{b=" * 100_000, 2, "nested more than 16 deep"),
        ("\n" + "a." * 100_000 + "a = 1", 2, "nested more than 16 deep"),
        ("b = 1\n[" + "a ." * 300 + "a]", 2, "nested more than 16 deep"),
        ("\n\na = " + "9" * 6000, 3, "a number has more than 100 digits"),
        ("a = -" + "9_" * 3000 + "9", 1, "a number has more than 100 digits"),
        ("a = 0x" + "f" * 6000, 1, "a number has more than 100 digits"),
        ("a = 1\nb =", 2, "cannot be read as TOML: Invalid value"),
        ("a = 1\nb = 2024-02-31\n", 2, "cannot be read as TOML"),
        ("a = 1\na = 2\n", 2, "cannot be read as TOML: Cannot overwrite a value"),
        ('a = 1\n\n"', 3, "cannot be read as TOML"),
        ('a = "\\ud800"', 1, "cannot be read as TOML"),
    ],
)
def test_what_is_none_has_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(FindingsError) as caught:
        parse_toml(text, "x.toml", "rule")
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.rule) == ("x.toml", line, "rule")
    assert message in finding.message


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + '\\"' * 500_000,
        '"""' + '\\"' * 500_000,
        "'" * 999_999,
        '"' * 999_999,
        "#\n" * 500_000,
    ],
    ids=["escapes", "block", "quotes", "double quotes", "comments"],
)
def test_no_megabyte_takes_long(text: str) -> None:
    start = time.process_time()
    with contextlib.suppress(FindingsError):
        parse_toml(text, "x.toml", "rule")
    assert time.process_time() - start < 5


TEXT = '''
top = 1
"quoted name" = """
[table]
key = "not here"
"""
[ other . "inner" ]
key = [
  2,
]
[table]
# key = 1
  key  = 3
[[list]]
key = 4
'''


@pytest.mark.parametrize(
    ("key", "table", "line"),
    [
        ("top", "", 2),
        ("quoted name", "", 3),
        ("key", "other.inner", 8),
        ("key", "table", 13),
        ("none", "table", 11),
        ("inner", "other", 7),
        ("key", "list", 15),
        ("none", "", 0),
        ("key", "none", 0),
    ],
)
def test_a_key_has_a_line(key: str, table: str, line: int) -> None:
    assert key_line(TEXT, key, table) == line


def test_the_lines_of_very_many_faults() -> None:
    text = "".join(f"key{number} = 1\n" for number in range(20_000)) + f'"a{" " * 100_000}b" = 1\n'
    start = time.process_time()
    assert [key_line(text, f"key{number}") for number in (0, 19_999)] == [1, 20_000]
    assert [key_line(text, f"none{number}") for number in range(5_000)] == [0] * 5_000
    assert time.process_time() - start < 5
