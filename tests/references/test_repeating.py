"""The sign for a repeated author: found in a style, taken out, and explained in an entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.references.repeating import name_author, repeating_sign, without_sign
from editions.references.richtext import RichInline, Span, SpanKind

STYLE = b"""<style xmlns="http://purl.org/net/xbiblio/csl">
  <bibliography subsequent-author-substitute="&#8212;&#8212;"><layout/></bibliography>
</style>"""
TITLE = Span(SpanKind.EMPHASIS, ("Tides",))


def test_sign_is_the_style_s() -> None:
    assert repeating_sign(STYLE) == "——"
    assert repeating_sign(without_sign(STYLE)) == ""
    assert b"<layout/>" in without_sign(STYLE)


@pytest.mark.parametrize("style", [b"<style><bibliography/></style>", b"", b"no XML", b"<a>"])
def test_a_style_without_a_sign_stays(style: bytes) -> None:
    assert repeating_sign(style) == ""
    assert without_sign(style) == style


def test_a_style_brings_nothing_in_from_another_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("what nobody publishes")
    entity = f'<!DOCTYPE style [<!ENTITY other SYSTEM "{tmp_path / "secret"}">]>'.encode()
    style = entity + STYLE.replace(b"<layout/>", b"<layout>&other;</layout>")
    assert repeating_sign(style) == "——"
    assert b"nobody" not in without_sign(style)


@pytest.mark.parametrize(
    ("content", "whole", "head", "author", "rest"),
    [
        (("——. ", TITLE), "Sand, Jo. Tides", "——", "Sand, Jo", (". ", TITLE)),
        # Full stops that fell together belong to what follows.
        (("——. Tides",), "Sand, J. Tides", "——", "Sand, J", (". Tides",)),
        # Two authors are repeated by one sign, or by one each.
        (("——. Tides",), "Sand, Jo, and Al Roe. Tides", "——", "Sand, Jo, and Al Roe", (". Tides",)),
        (("——, ——. Tides",), "Sand, Roe. Tides", "——, ——", "Sand, Roe", (". Tides",)),
        (("——, Roe. Tides",), "Sand, Roe. Tides", "——", "Sand", (", Roe. Tides",)),
        (("——",), "Sand", "——", "Sand", ()),
    ],
)
def test_sign_stands_for_the_author(
    content: tuple[RichInline, ...],
    whole: str,
    head: str,
    author: str,
    rest: tuple[RichInline, ...],
) -> None:
    found = name_author(content, whole, "——")
    assert found == (Span(SpanKind.REPEATED, (head,), author), *rest)


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        (("Sand, Jo. Tides",), "Sand, Jo. Tides"),
        (("Sand, Jo. The —— tides",), "Sand, Jo. The —— tides"),
        ((TITLE, " ——"), "Tides ——"),
        (("Sand, Jo. Tides",), "Sand, Al. Tides"),  # an author, and no sign
        (("——. Tides",), ". Tides"),  # a sign that stands for nobody
        (("——. Tides",), "——. Tides"),  # that is the author's name
        ((), ""),
    ],
)
def test_other_entries_stay(content: tuple[RichInline, ...], whole: str) -> None:
    assert name_author(content, whole, "——") == content
