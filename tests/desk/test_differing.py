"""Differences of files."""

from __future__ import annotations

from editions.desk.differing import difference


def test_lines_around_a_change_are_shown() -> None:
    old = "\n".join("abcdefghijklmnop")
    new = old.replace("d", "D").replace("o", "")
    shown = "".join(line.sign + line.text for line in difference(old, new))
    assert shown == " b c-d+D e f… m n-o+ p"


def test_long_difference_ends() -> None:
    found = difference("a\n" * 500, "b\n" * 500)
    assert (len(found), found[-1].sign) == (201, "…")


def test_same_text_has_no_difference() -> None:
    assert difference("a\n", "a\n") == ()
