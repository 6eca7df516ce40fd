"""JSON read with the line of everything in it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.files.json import parse_json
from editions.findings import FindingsError

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(VALUES, st.sampled_from([None, 0, 2]), st.sampled_from([(",", ":"), (" , ", " : ")]))
def test_content_is_that_of_the_standard_library(
    value: Any,
    indent: int | None,
    separators: tuple[str, str],
) -> None:
    text = json.dumps(value, indent=indent, separators=separators)
    content, lines = parse_json(text, "value.json", "data")
    assert content == json.loads(text)
    assert lines[()] == 1


def read(text: str) -> tuple[Any, Any]:
    return parse_json(text, "a.json", "data")


def test_every_value_has_its_line() -> None:
    content, lines = read('\n{"a": [1,\n 2, {\n"b": null}],\n\t"c"\n:\r\n"d" }\n')
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
        ("[\nNaN]", 2, "expected a number, got 'NaN'"),
        ("[-Infinity]", 1, "expected a number"),
        ("[1,\n1e999]", 2, "expected a number, got '1e999'"),
        (f"[1,\n{'9' * 6000}]", 2, "expected a value, got '99999999999999999999' and so on"),
        (f"[1.{'9' * 6000}]", 1, "and so on"),
        ("\n" + "[" * 100_000, 2, "nested more than 40 deep"),
        ('{"a":' * 100_000, 1, "nested more than 40 deep"),
        (f"[{'0,' * 400_000}0]", 1, "holds more than 300,000 values"),
        ('["a",\n"\\ud800"]', 2, "\\ud800 is half a character"),
        ('{"\\udc00": 1}', 1, "\\udc00 is half a character"),
    ],
)
def test_what_is_wrong_has_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(FindingsError) as caught:
        read(text)
    (finding,) = caught.value.findings
    assert (finding.file, finding.line, finding.rule) == ("a.json", line, "data")
    assert message in finding.message
