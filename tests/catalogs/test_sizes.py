"""What is larger than any text is refused before anything reads it."""

from __future__ import annotations

import pytest

from editions.catalogs import sizes
from editions.catalogs.sizes import Effort, is_unreadable, reading_work, size_problems

WORDS = "ab " * 10_000


@pytest.mark.parametrize(
    ("msgid", "msgstr", "problems"),
    [
        ("a", WORDS[:306], 0),
        ("a", WORDS[:307], 1),
        (WORDS[:9000], WORDS[:20_000], 0),
        (WORDS[:9000], WORDS[:20_001], 1),
        (WORDS[:11_000], WORDS[:22_000], 0),
        (WORDS[:11_000], WORDS[:22_001], 1),
        ("*" + WORDS[:300], "* " * 204, 0),
        ("*" + WORDS[:300], "* " * 205, 1),
        (WORDS[:3000], "a" * 2000, 0),
        (WORDS[:3000], "a" * 2001, 1),
        ("b" * 2001, "a" * 2001, 0),
    ],
)
def test_limits_of_size(msgid: str, msgstr: str, problems: int) -> None:
    assert [p.rule for p in size_problems(msgid, msgstr)] == ["unsafe-length"] * problems


@pytest.mark.parametrize(
    ("msgid", "unreadable"),
    [
        (WORDS[:20_000], False), (WORDS[:20_001], True), ("* " * 2000, False),
        ("* " * 2001, True), ("a" * 2000, False), ("a" * 2001, True),
    ],
)  # fmt: skip
def test_message_that_no_source_can_have(msgid: str, unreadable: bool) -> None:
    assert is_unreadable(msgid) is unreadable


def test_a_catalog_may_take_so_much_work_and_hold_so_many_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "*a* [b]" * 3
    monkeypatch.setattr(sizes, "MAX_WORK", 4 * reading_work(text))
    effort = Effort()
    assert [effort.add(text, text) for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(sizes, "MAX_MARKS", 3 * 12)
    effort = Effort()
    assert [effort.add(text) for _ in range(4)] == [True, True, True, False]
    assert not effort.add("words")


@pytest.mark.parametrize("blank", [" ", "\n", "\n "])
def test_long_runs_of_blanks_are_work(blank: str) -> None:
    """docutils looks for a target behind each of them: 100,000 take half a minute."""
    assert Effort().add("a" + blank * 1_000 + "b")
    assert not Effort().add("a" + blank * 50_000 + "b")


def test_limits_let_honest_catalogs_in() -> None:
    """One of the largest size, with as many roles as a reference has, is read to its end."""
    line = "Returns what :func:`open` returns; see :ref:`files <open files>`, and the words there. "
    effort = Effort()
    assert all(effort.add(line, line) for _ in range(4_500_000 // len(line) // 2))
