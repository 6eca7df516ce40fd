"""The room that text takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions.charts.measuring import is_right_to_left, width_of, wrapped
from tests.charts.drawings import advance


@given(st.text("abcdefghij KLMNOPéüœ0123456789,.$%—“”\u00a0\u202f", max_size=60), st.booleans())
def test_text_is_never_wider_than_it_is_taken_for(text: str, semibold: bool) -> None:
    real = advance(text, semibold) * 13
    assert real <= width_of(text, 13, semibold=semibold) <= real * 1.05 + 1e-6


def test_letters_of_other_scripts_have_a_width() -> None:
    assert width_of("漢字", 10) == pytest.approx(20.8)
    assert width_of("مرحبا", 10) > 30
    assert width_of("e\u0301", 10) == width_of("e", 10)


@given(st.text("abc de\u00a0fgh漢—", max_size=200), st.integers(30, 200))
def test_lines_have_room_and_lose_no_letter(text: str, room: int) -> None:
    lines = wrapped(text, room, 13)
    assert all(width_of(line, 13) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.strip().replace(" ", "")


def test_a_space_that_holds_words_together_ends_no_line() -> None:
    assert wrapped("one 21.3\u00a0million", 80, 13) == ["one", "21.3\u00a0million"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Hello", False), ("مرحبا", True), ("2009 שלום", True), ("123", False), ("", False)],
)
def test_direction_is_that_of_the_first_letter(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected
