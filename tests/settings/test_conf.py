"""Where names get their values in a ``conf.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.settings.conf import MOST_BYTES, Conf

LARGE = "a = 1\n" + "#" * MOST_BYTES


def conf(folder: Path, text: str | bytes) -> Conf:
    path = folder / "conf.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Conf.of_file(path, {})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = 1", 1),
        ("a = 1\n\na = 2\nb = a\n", 3),
        ("a: int = 1\n", 1),
        ("\na = [\n 1,\n]\n", 2),
        ("b = a = 1", 1),
        ("\n(b, [a, *c]) = 1, [2, 3]", 2),
        ("a = []\na += [1]", 2),
        ("if True:\n    a = 1\nelse:\n    a = 2", 4),
        ("try:\n    pass\nexcept OSError:\n    a = 1", 4),
        ("for b in ():\n    with b as a:\n        pass", 2),
        ("match 1:\n    case 1:\n        a = 1", 3),
        ("if (a := 1):\n    pass", 1),
        ("\nfrom shared import a", 2),
        ("\nfrom shared import b as a", 2),
        ("a = 1\ndef f():\n    a = 2\nclass C:\n    a = 3", 1),
        ("def f():\n    a = 2", 0),
        ("from shared import *", 0),
        ("globals()['a'] = 1", 0),
        ("b.a = 1", 0),
        (LARGE, 0),
        (b"# coding: latin-1\nb = '\xe9'\na = 1", 3),
        (b"\xef\xbb\xbfa = 1", 1),
        ("this is (", 0),
        ("a = 1\0", 0),
    ],
)
def test_the_line_is_that_of_the_last_assignment(tmp_path: Path, text: str, line: int) -> None:
    assert conf(tmp_path, text).finding("a", "x").line == line


def test_a_file_that_is_not_there_has_no_lines(tmp_path: Path) -> None:
    assert Conf.of_file(tmp_path / "conf.py", {}).lines == {}


def test_names_that_are_used_are_no_settings(tmp_path: Path) -> None:
    text = "a = b = c = d = 1\nprint(a)\ndef f():\n    return f'{b}'\nd += 1\ndel c"
    assert conf(tmp_path, text).unused == {"d"}


def test_the_command_line_is_a_place_of_its_own() -> None:
    found = Conf({}, {"a": 3}, overridden=frozenset(["a"])).finding("a", "it is 1")
    assert str(found) == "command line: a: it is 1 (setting)"
