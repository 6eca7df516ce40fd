"""Style rules within others are written out, for reading systems that do not know them."""

from __future__ import annotations

import pytest
import tinycss2

from editions.epub.nesting import flatten


def flat(style: str) -> str:
    """Return a style sheet flattened, its white space made single."""
    rules = tinycss2.parse_stylesheet(style, skip_whitespace=True)
    return " ".join("".join(map(flatten, rules)).split())


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("a { b { color: red } }", "a b { color: red }"),
        ("a { &:hover { color: red } }", "a:hover { color: red }"),
        ("a { & b, > c { color: red } }", "a b, a > c { color: red }"),
        ("a, i { .x { color: red } }", "a .x, i .x { color: red }"),
        ("a { .x & b { color: red } }", ".x a b { color: red }"),
        ("a b { .x & { color: red } }", ".x :is(a b) { color: red }"),
        ("#n { &p.x { color: red } }", "p:is(#n).x { color: red }"),
        ("a { & b { & c { color: red } } }", "a b c { color: red }"),
        (
            "a { color: red; b { top: 0 } color: blue !important; }",
            "a { color: red } a b { top: 0 } a { color: blue !important }",
        ),
        (
            "a { @media print { color: red; b { top: 0 } } }",
            "@media print{ a { color: red } a b { top: 0 } }",
        ),
        (
            "@media print { a { b { top: 0 } } i { top: 1px } }",
            "@media print { a b { top: 0 } i { top: 1px } }",
        ),
        ("a { @media print { top: 0 } }", "@media print { a { top: 0 } }"),
        ("a[title='x, y'] { b:is(c, d) { top: 0 } }", 'a[title="x, y"] b:is(c, d) { top: 0 }'),
    ],
)
def test_rules_are_written_out(style: str, expected: str) -> None:
    assert flat(style).replace("print{", "print {") == expected.replace("print{", "print {")


@pytest.mark.parametrize(
    "style",
    [
        "a:hover{color:red;;}",
        "a { color: red /* x */; }",
        "@media print { a { top: 0 } }",
        "@font-face { font-family: x; src: url(x.ttf) }",
        "@import url(x.css);",
        "@page { @top-left { content: 'x' } }",
        "a { background: url(data:image/png;base64,AA==) }",
        "a { --x: { b: c } }",
    ],
)
def test_what_is_not_nested_stays(style: str) -> None:
    (rule,) = tinycss2.parse_stylesheet(style)
    assert flatten(rule) == tinycss2.serialize([rule])
