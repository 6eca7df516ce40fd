"""A text is found in another as a pattern would find it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from editions.quantities.occurrences import holds_digits, holds_number, holds_words

TEXTS = st.lists(st.sampled_from(["1", "2", "12", ".", ",", " ", "a", "_", "é", "٣", "²"])).map(
    "".join
)
PARTS = TEXTS.filter(bool)


@given(TEXTS, st.lists(PARTS, max_size=3))
def test_digits(text: str, forms: list[str]) -> None:
    pattern = "|".join(map(re.escape, forms))
    found = bool(forms) and re.search(rf"(?<!\d)(?:{pattern})(?!\d)", text) is not None
    assert holds_digits(text, forms) is found


@given(TEXTS, PARTS)
def test_number(text: str, number: str) -> None:
    found = re.search(rf"(?<![\d.,]){re.escape(number)}(?![.,]?\d)", text) is not None
    assert holds_number(text, number) is found


@given(TEXTS, PARTS)
def test_words(text: str, words: str) -> None:
    found = re.search(rf"\b{re.escape(words)}\b", text) is not None
    assert holds_words(text, words) is found
