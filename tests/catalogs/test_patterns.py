"""Messages with places in braces."""

from __future__ import annotations

import pytest

from editions.catalogs.patterns import fill, has_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [("{amount}", False), ("{a} – {b} 50 %", False), ("C${amount}", True), ("${a}", True),
     ("{no place}", True), ("", False)],
)  # fmt: skip
def test_what_there_is_to_translate(pattern: str, words: bool) -> None:
    assert has_words(pattern) is words


def test_what_is_filled_in_has_no_places() -> None:
    assert fill("{a} {b}", {"a": "{b}", "b": "{a}"}) == "{b} {a}"


def test_places_are_filled_literally() -> None:
    assert fill("{a} and {a} {b} {0} {b!r} %s", {"a": "{c}", "b": "\\1"}) == (
        "{c} and {c} \\1 {0} {b!r} %s"
    )
