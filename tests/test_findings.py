"""Findings and errors, as a user reads them."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.findings import (
    EditionsError,
    Finding,
    FindingsError,
    UsageError,
    as_json,
    described,
    printable,
    quoted,
    shortened,
    shown_path,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [(3, "shore.rst:3: wrong (rule)"), (0, "shore.rst: wrong (rule)")],
)
def test_finding_is_one_line_that_editors_understand(line: int, expected: str) -> None:
    assert str(Finding("shore.rst", line, "wrong", "rule")) == expected


def test_error_names_every_finding() -> None:
    findings = [Finding("a.rst", 1, "wrong", "rule"), Finding("b.rst", 2, "worse", "rule")]
    error = FindingsError(iter(findings))
    assert error.findings == tuple(findings)
    assert str(error).splitlines() == ["a.rst:1: wrong (rule)", "b.rst:2: worse (rule)"]


def test_error_for_a_whole_file() -> None:
    assert str(FindingsError.for_file("conf.py", "wrong", "conf")) == "conf.py: wrong (conf)"


@pytest.mark.parametrize("kind", [FindingsError, UsageError])
def test_every_error_is_one_that_a_user_can_mend(kind: type[Exception]) -> None:
    assert issubclass(kind, EditionsError)


def test_path_is_shown_from_the_root_where_it_lies_inside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    assert shown_path(root / "source" / ".." / "locale" / "a.po", root) == "locale/a.po"
    assert shown_path(tmp_path / "a.po", root) == str(tmp_path / "a.po")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "La mer, 5\u00a0000\u202f€ — «\u00a0là\u00a0»",
            "La mer, 5\u00a0000\u202f€ — «\u00a0là\u00a0»",
        ),
        ("می\u200cروم क्\u200dष 👩\u200d🔬", "می\u200cروم क्\u200dष 👩\u200d🔬"),
        ("a\nb\r\tc\x85\u2028", r"a\nb\r\tc\x85\u2028"),
        ("\x1b[2J\x9b31m\x07", r"\x1b[2J\x9b31m\x07"),
        ("\u202eabc\u2066\u200f\u061c", r"\u202eabc\u2066\u200f\u061c"),
        ("a\u200b\ufeff\U000e0041", r"a\u200b\ufeff\U000e0041"),
        ("caf\udce9.po", r"caf\udce9.po"),
        ("::error::x", r"\x3a:error::x"),
        (" \u00a0::set-output name=a::b", " \u00a0\\x3a:set-output name=a::b"),
        ("##[error]x ##vso[task] ##teamcity[a]", r"\x23#[error]x \x23#vso[task] \x23#teamcity[a]"),
        ("a.rst:1: is literal:: or ## or #[", "a.rst:1: is literal:: or ## or #["),
    ],
)
def test_text_from_outside_stands_in_one_line_and_is_obeyed_by_nobody(
    text: str, shown: str
) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown
    assert str(Finding(text, 0, "wrong", "rule")) == f"{shown}: wrong (rule)"


#: What is dangerous, and what is not.
PIECES = st.text(st.characters() | st.sampled_from("\x1b\n\r:#[ \u202e\u2028\ud800é"), max_size=20)


@given(PIECES)
def test_no_text_leaves_its_line(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
    shown.encode()


@given(st.recursive(PIECES, lambda inner: st.lists(inner) | st.dictionaries(PIECES, inner)))
def test_json_is_what_it_was_and_harmless_on_a_terminal(content: object) -> None:
    text = as_json(content)
    assert json.loads(text) == content
    assert not re.search(r"##\w*\[", text)
    assert not {unicodedata.category(char) for char in text if char != "\n"} & {"Cc", "Cf", "Cs"}
    text.encode()


def test_long_text_is_cut() -> None:
    assert shortened("a" * 80) == "a" * 80
    assert shortened("a" * 81) == "a" * 79 + "…"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("21\u00a0300\u202f$", "'21\u00a0300\u202f$'"),  # spaces that are not to be broken are text
        ("l'île", '"l\'île"'),
        ("a\\b", "'a\\b'"),
        ("a\nb\u200b", "'a\\nb\\u200b'"),
        ("\x1b[1m", "'\\x1b[1m'"),
    ],
)
def test_value_is_shown_as_text(text: str, shown: str) -> None:
    assert quoted(text) == shown == described(text)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(28, "No space left on device", "a.po"), "a.po: No space left on device (system)"),
        (OSError(28, "No space left on device"), "site: No space left on device (system)"),
        (OSError(28, "No space left", b"caf\xe9"), "caf\\udce9: No space left (system)"),
        (OSError("odd"), "site: odd (system)"),
        (shutil.Error("odd"), "site: odd (system)"),
    ],
)
def test_what_the_system_says_names_a_file(error: OSError, expected: str) -> None:
    assert str(Finding.of_system(error, "site")) == expected


@pytest.mark.parametrize("place", ["a", "sub/a"])
def test_what_a_copy_says_of_many_files_is_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    file = tmp_path / "from" / place
    file.parent.mkdir(parents=True)
    file.touch()
    target = tmp_path / "to"

    def full(source: str, copy: str, **_: object) -> None:
        raise OSError(28, "No space left on device", copy)

    with pytest.raises(shutil.Error) as caught:
        shutil.copytree(tmp_path / "from", target, copy_function=full)
    finding = Finding.of_system(caught.value, "site")
    assert str(finding) == f"{target / place}: No space left on device (system)"
    monkeypatch.setattr(shutil, "copystat", lambda source, copy, **_: full(source, copy))
    with pytest.raises(shutil.Error) as caught:
        shutil.copytree(tmp_path / "from", tmp_path / "again")
    finding = Finding.of_system(caught.value, "site")
    assert finding.message == "No space left on device"
    assert finding.file.startswith(str(tmp_path / "again"))
