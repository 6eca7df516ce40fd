"""Titles, compared as they are typed and as they are typeset."""

from __future__ import annotations

import pytest

from editions.translations.titles import folded_title


@pytest.mark.parametrize(
    ("typed", "typeset"),
    [("a -- b", "a – b"), ("a --- b", "a — b"), ("a...", "a…"), ('"a"', "“a”"), ("'a'", "‘a’"),
     ("a's", "a’s"), ("«a»", '"a"'), ("a  b\nc", "a b c"), ("a\u00a0: b", "a : b")],
)  # fmt: skip
def test_what_is_typed_and_what_is_typeset_are_one(typed: str, typeset: str) -> None:
    assert folded_title(typed) == folded_title(typeset)


@pytest.mark.parametrize(("one", "other"), [("a – b", "a — b"), ("a", "A"), ("a.", "a…")])
def test_other_titles_are_others(one: str, other: str) -> None:
    assert folded_title(one) != folded_title(other)
