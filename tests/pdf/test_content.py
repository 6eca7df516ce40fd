"""Content that is drawn already: decoration, and hyphens that are soft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf
import pydyf
import pytest

from editions.pdf.content import make_artifact, make_hyphen_soft
from editions.pdf.layout import write_pdf

SOFT = ["/Span", pydyf.Dictionary({"ActualText": pydyf.String("\u00ad")}), b"BDC"]


def drawn(*operators: bytes) -> Any:
    """Return a stream with two runs of marked content, of which the second is *operators*."""
    first = ["/Span", pydyf.Dictionary({"MCID": 0}), b"BDC", b"BT", b"[<0009>] TJ", b"ET", b"EMC"]
    second = ["/Span", pydyf.Dictionary({"MCID": 1}), b"BDC", b"BT", *operators, b"ET", b"EMC"]
    return SimpleNamespace(stream=[*first, *second])


def read(items: Sequence[Any]) -> list[Any]:
    return [item.data if isinstance(item, pydyf.Object) else item for item in items]


@pytest.mark.parametrize(
    ("array", "before", "hyphen", "after"),
    [
        (b"<000100020010>", b"<00010002>", b"<0010>", None),
        (b"<0001>-5<00020010>12", b"<0001>-5<0002>", b"<0010>12", None),
        # The number before the hyphen moves it.
        (b"<0001>9<>-3<0010>0", b"<0001>", b"9<>-3<0010>0", None),
        (b"<0010>", None, b"<0010>", None),
    ],
)
def test_last_glyph_is_the_hyphen(
    array: bytes, before: bytes | None, hyphen: bytes, after: bytes | None
) -> None:
    stream = drawn(b"/F 10 Tf", b"[<0033>] TJ", b"[" + array + b"] TJ")
    make_hyphen_soft(stream, 1, "-", on_the_left=False, bitmaps=frozenset())
    shown = [b"[" + part + b"] TJ" if part else None for part in (before, hyphen, after)]
    expected = [shown[0], *SOFT, shown[1], b"EMC", shown[2], b"ET", b"EMC"]
    at = stream.stream.index(b"[<0033>] TJ") + 1
    assert read(stream.stream[at:]) == read([item for item in expected if item is not None])


@pytest.mark.parametrize(
    ("array", "hyphen", "after"),
    [
        (b"<001000020001>", b"<0010>", b"<00020001>"),
        (b"<0010>7<0002>", b"<0010>", b"7<0002>"),
        (b"5<0010>", b"5<0010>", None),
    ],
)
def test_first_glyph_is_the_hyphen_where_text_runs_to_the_left(
    array: bytes, hyphen: bytes, after: bytes | None
) -> None:
    stream = drawn(b"/F 10 Tf", b"[" + array + b"] TJ", b"[<0033>] TJ")
    make_hyphen_soft(stream, 1, "-", on_the_left=True, bitmaps=frozenset())
    rest = [b"[" + after + b"] TJ"] if after else []
    expected = [*SOFT, b"[" + hyphen + b"] TJ", b"EMC", *rest, b"[<0033>] TJ", b"ET", b"EMC"]
    at = stream.stream.index(b"/F 10 Tf") + 1
    assert read(stream.stream[at:]) == read(expected)


def test_codes_of_bitmaps_are_shorter() -> None:
    stream = drawn(b"/F 10 Tf", b"[<0110>] TJ")
    make_hyphen_soft(stream, 1, "-", on_the_left=False, bitmaps=frozenset({"F"}))
    assert b"[<01>] TJ" in stream.stream
    assert b"[<10>] TJ" in stream.stream


def test_text_that_is_not_shown_stays_as_it_is() -> None:
    stream = drawn(b"0 0 m")
    before = list(stream.stream)
    make_hyphen_soft(stream, 1, "-", on_the_left=False, bitmaps=frozenset())
    assert stream.stream == before


def test_artifact_is_no_content() -> None:
    stream = drawn(b"[<0001>] TJ")
    make_artifact(stream, 1)
    assert stream.stream.count("/Artifact") == 1
    assert [item.get("MCID") for item in stream.stream if isinstance(item, dict)] == [0, None]


NARROW = "@page { size: 60mm 90mm; margin: 8mm } p { font: 10pt/1.2 sans-serif; hyphens: auto;"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("text-align: left", "international organization considerable understanding " * 4),
        ("text-align: justify", "international organization considerable understanding " * 4),
        ("hyphenate-character: '\u2010'", "international organization considerable " * 4),
        ("hyphens: manual", "inter\u00adnational organi\u00adzation consider\u00adable " * 6),
        ("hyphens: manual; direction: rtl", "בינלאומיבינלאומי\u00adבינלאומיבינלאומי " * 6),
    ],
)
def test_hyphens_of_broken_words_are_soft_and_others_are_not(style: str, text: str) -> None:
    page = (
        f"<!DOCTYPE html><html lang=en><title>T</title><style>{NARROW} {style} }}</style>"
        f"<body><p>{text} a well-known, well-known, well-known, well-known, well-known fact</p>"
    )
    soft, others = "", ""
    with pikepdf.open(BytesIO(write_pdf(page, {}, system_fonts=True))) as pdf:
        for sheet in pdf.pages:
            for shown, meant in _texts(sheet):
                if meant is None:
                    others += shown
                else:
                    assert meant == "\u00ad"
                    soft += shown
    assert set(soft) in ({"-"}, {"\u2010"})
    assert others.count("-") == 5


def _texts(sheet: pikepdf.Page) -> Iterator[tuple[str, str | None]]:
    """Yield each text that a page shows, and what it is to be read as, where that is said."""
    codes = {}
    for font in sheet.resources.Font.values():  # one
        for line in font.ToUnicode.read_bytes().decode().splitlines():
            code, arrow, text = line.partition("> <")
            if arrow and not line.endswith("ffff>"):
                codes[bytes.fromhex(code[1:])] = bytes.fromhex(text[:-1]).decode("utf-16-be")
    meant = None
    for instruction in pikepdf.parse_content_stream(sheet):
        operator = str(instruction.operator)
        if operator in ("BDC", "EMC"):
            replaced = operator == "BDC" and "/ActualText" in instruction.operands[1]
            meant = str(instruction.operands[1].ActualText) if replaced else None
        elif operator == "TJ":
            strings = [bytes(s) for s in instruction.operands[0] if isinstance(s, pikepdf.String)]
            pairs = (s[at : at + 2] for s in strings for at in range(0, len(s), 2))
            yield "".join(codes[pair] for pair in pairs), meant
