"""JSON read with the line of everything in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.findings import FindingsError
from editions.tables.positions import read_json, read_text

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(VALUES, st.sampled_from([None, 0, 2]), st.sampled_from([(",", ":"), (" , ", " : ")]))
def test_content_is_that_of_the_standard_library(
    tmp_path_factory: pytest.TempPathFactory,
    value: Any,
    indent: int | None,
    separators: tuple[str, str],
) -> None:
    path = tmp_path_factory.getbasetemp() / "value.json"
    text = json.dumps(value, indent=indent, separators=separators)
    path.write_text(text, encoding="utf-8")
    content, lines = read_json(path, "value.json")
    assert content == json.loads(text)
    assert lines[()] == 1


def read(folder: Path, text: str | bytes) -> tuple[Any, Any]:
    path = folder / "a.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_json(path, "a.json")


def test_every_value_has_its_line(tmp_path: Path) -> None:
    content, lines = read(tmp_path, '\ufeff\n{"a": [1,\n 2, {\n"b": null}],\n\t"c"\n:\r\n"d" }\n')
    assert content == {"a": [1, 2, {"b": None}], "c": "d"}
    assert lines == {
        (): 2, ("a",): 2, ("a", 0): 2, ("a", 1): 3, ("a", 2): 3, ("a", 2, "b"): 4, ("c",): 7,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "expected a value"),
        ("\n\n", 3, "expected a value"),
        ('{"a": 1\n "b": 2}', 2, "expected ','"),
        ('{"a"\n 1}', 2, "expected ':'"),
        ("[1\n 2]", 2, "expected ','"),
        ("[1,\n]", 2, "expected a value"),
        ('{"a": 1,\n}', 2, "expected a string in double quotes"),
        ("{a: 1}", 1, "expected a string in double quotes"),
        ('{"a": 1,\n"a": 2}', 2, "'a' stands twice in one object"),
        ("[\nnul]", 2, "expected a value, got 'nul'"),
        ("1\n2", 2, "expected the end of the file"),
        ('["a\nb"]', 1, "control character"),
        ('["a', 1, "Unterminated string"),
        ("[1", 1, "expected ','"),
        ("{", 1, "expected a string"),
    ],
)
def test_what_is_wrong_has_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(FindingsError) as caught:
        read(tmp_path, text)
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.rule) == ("a.json", line, "data-description")
    assert message in finding.message


def test_text_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(FindingsError, match="cannot be read: No such file") as caught:
        read_text(tmp_path / "none", "none", "rule")
    assert caught.value.findings[0].line == 0
    (tmp_path / "latin").write_bytes(b"a\nb\n\xe9")
    with pytest.raises(FindingsError, match="got the byte 0xe9; save") as caught:
        read_text(tmp_path / "latin", "latin", "rule")
    assert (caught.value.findings[0].line, caught.value.findings[0].rule) == (3, "rule")
