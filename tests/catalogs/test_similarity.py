"""Which old message a new one was made from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from editions.catalogs.similarity import (
    ALONE,
    ANYWHERE,
    PART,
    SAME_GAP,
    SHORT,
    TELLING,
    Finder,
    Text,
    pair_rewritten,
)

LONG = "The ferry leaves the northern shore twice a day and takes the mail and the doctor along."


def pairs(old: list[str], new: list[str]) -> dict[str, str]:
    gone = [at for at, text in enumerate(old) if text not in new]
    come = [at for at, text in enumerate(new) if text not in old]
    return {old[pair.old]: new[pair.new] for pair in pair_rewritten(old, new, gone, come)}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # letters decide
        (["Economy", "x"], ["Economics", "x"], {"Economy": "Economics"}),
        ([LONG], [LONG.replace("twice", "once")], {LONG: LONG.replace("twice", "once")}),
        (["a", LONG, "b"], [f"{LONG} More.", "a", "b"], {LONG: f"{LONG} More."}),
        # where letters say nothing, the place among neighbours does
        (["a", "Crossing", "b"], ["a", "The passage", "b"], {"Crossing": "The passage"}),
        (["a", "Crossing"], ["a", "The passage"], {"Crossing": "The passage"}),
        (["Crossing", "b"], ["The passage", "b"], {"Crossing": "The passage"}),
        (["Crossing"], ["The passage"], {}),
        (["a", "Crossing", "b"], ["a", "b", "The passage"], {}),
        (["a", "One", "Two", "b"], ["a", "Red", "Blue", "b"], {}),
        (["a", "One", "Two", "b"], ["a", "Red", "b"], {}),
        (["a", "One fish", "Two", "b"], ["a", "Red", "One fist", "b"], {"One fish": "One fist"}),
        (
            ["a", "Crossing", "Economy", "b"],
            ["a", "The passage", "Economics", "b"],
            {"Crossing": "The passage", "Economy": "Economics"},
        ),
        # a long paragraph that has nothing in common with another was not rewritten
        (["a", LONG, "b"], ["a", "Nobody knows how many people lived here " * 3, "b"], {}),
        # each is taken once, and the best pair first
        ([LONG], [f"{LONG} x y z", f"{LONG} x"], {LONG: f"{LONG} x"}),
        ([], ["a"], {}),
        (["a"], [], {}),
    ],
)
def test_pairs(old: list[str], new: list[str], expected: dict[str, str]) -> None:
    assert pairs(old, new) == expected


def test_moved_neighbours_do_not_hide_a_pair() -> None:
    old = ["a", "Crossing", "b", "c"]
    assert pairs(old, ["a", "The passage", "c", "b"]) == {"Crossing": "The passage"}


@pytest.mark.parametrize(
    ("text", "nearest", "whole"),
    [
        (LONG.replace("mail", "post"), 1, 1),
        ("takes the mail and the doctor along", None, 1),
        ("takes the mail and the captain home", None, None),
        ("the mail", None, None),  # too short to tell
        ("Nobody knows how many people lived here", None, None),
        ("", None, None),
    ],
)
def test_finder(text: str, nearest: int | None, whole: int | None) -> None:
    finder = Finder(["Something else stands here too", LONG, ""])
    assert finder.nearest(text) == nearest
    assert finder.whole(text) == whole


def letters(count: int, of: int) -> tuple[str, str]:
    """Return two short messages that share *count* of *of* letters."""
    return "a" * count + "b" * (of - count), "a" * count + "c" * (of - count)


def words(count: int, of: int) -> tuple[str, str]:
    """Return two long messages that share *count* of *of* words."""
    same = [f"w{n}" for n in range(count)]
    return " ".join([*same, *["x"] * (of - count)]), " ".join([*same, *["y"] * (of - count)])


def test_the_limits_are_those_that_are_written_down() -> None:
    assert (ANYWHERE, SAME_GAP, ALONE, PART) == (0.6, 0.4, 0.25, 0.8)
    assert (SHORT, TELLING) == (12, 4)


@pytest.mark.parametrize("share", [letters, words])
@pytest.mark.parametrize(
    ("count", "anywhere", "near"),
    [(12, True, True), (11, False, True), (8, False, True), (7, False, False)],
)
def test_so_much_must_be_alike(
    share: Callable[[int, int], tuple[str, str]], count: int, anywhere: bool, near: bool
) -> None:
    old, new = share(count, 20)
    # At the other end of a document, and between the same neighbours, where others are as well.
    assert (pairs([old, "p", "q"], ["p", "q", new]) == {old: new}) is anywhere
    assert (pairs(["p", old, "1", "q"], ["p", new, "2", "3", "q"]).get(old) == new) is near


def test_long_message_alone_between_its_neighbours_must_be_a_little_alike() -> None:
    for count, found in ((5, True), (4, False)):
        old, new = words(count, 20)
        assert (pairs(["p", old, "q"], ["p", new, "q"]) == {old: new}) is found


def test_short_messages_have_so_many_words() -> None:
    most = " ".join("abcdefghijkl")
    assert (Text(most).short, Text(f"{most} m").short) == (True, False)
    # Rewritten whole between its neighbours, a short message is found and a long one is not.
    assert pairs(["p", most, "q"], ["p", "Other", "q"]) == {most: "Other"}
    assert pairs(["p", f"{most} m", "q"], ["p", "Other", "q"]) == {}
    assert pairs(["p", "Other", "q"], ["p", f"{most} m", "q"]) == {}


def test_likeness_is_a_share_of_both() -> None:
    assert Text("aabb").likeness(Text("aacc"), 0.5) == 0.5
    assert Text("aabb").likeness(Text("aacc"), 0.51) == 0
    one, other = map(Text, words(10, 20))
    assert (one.likeness(other, 0.5), one.likeness(other, 0.51)) == (0.5, 0)
    assert Text("A  B").likeness(Text("a  b"), 1) == 1  # capitals say nothing


def test_part_holds_most_of_the_words_in_their_order() -> None:
    whole = Text("one two three four five six seven eight nine ten")
    assert Text("one two three four x").part_in(whole) == 0.8
    assert Text("one two three x y").part_in(whole) == 0
    assert Text("four three two one").part_in(whole) == 0.25
    assert Text("").part_in(whole) == 0


def test_message_of_few_words_is_not_looked_for() -> None:
    finder = Finder(["one two three", "one two three four"])
    assert (finder.nearest("one two three"), finder.nearest("one two three four")) == (None, 1)


def test_word_that_is_everywhere_finds_nothing() -> None:
    texts = [f"the old ferry number{n}" for n in range(41)]
    assert Finder(texts).nearest("the old ferry boat") is None
    assert Finder(texts).nearest("the old ferry number7") == 7
    assert Finder(texts[:40]).nearest("the old ferry boat") is not None


@pytest.mark.parametrize(
    ("new", "nearer"),
    [(["s", "Part C", "p", "q", "r"], "Part A"), (["s", "p", "q", "Part C", "r"], "Part B")],
)
def test_nearer_of_two_that_are_alike_is_taken(new: list[str], nearer: str) -> None:
    assert pairs(["Part A", "s", "p", "q", "r", "Part B"], new) == {nearer: "Part C"}


def test_words_that_come_again_and_again_count_in_long_messages_too() -> None:
    again = "the ferry and the isle " * 60
    assert Text("the ferry and the isle").part_in(Text(again)) == 1
    assert Text(again).likeness(Text(f"{again} again"), 0.9) > 0.9
    assert Text("ab" * 150).likeness(Text("ab" * 149 + "cd"), 0.9) > 0.9
