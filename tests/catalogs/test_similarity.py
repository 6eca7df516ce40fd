"""Which old message a new one was made from."""

from __future__ import annotations

import pytest

from editions.catalogs.similarity import Finder, pair_rewritten

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
