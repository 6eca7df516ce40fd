"""Ids of messages: the same in every edition and in every version of this package."""

from __future__ import annotations

import pytest

from editions.catalogs.ids import block_id, counted_id, is_message_id


def test_id_comes_from_the_message_alone() -> None:
    # Links from elsewhere lead to it, and would break if it changed.
    assert block_id("The isle") == block_id("The isle", 1) == "b-6af17c08"
    assert block_id("The isle", 2) == "b-6af17c08-2"
    assert block_id("The isles") != block_id("The isle")


@pytest.mark.parametrize(
    ("name", "message"),
    [("b-0123abcd", True), ("b-0123abcd-12", True), ("b-0123abc", False), ("b-0123abcde", False),
     ("b-0123ABCD", False), ("b-0123abcd-", False), ("c-0123abcd", False), ("b-table-1", False)],
)  # fmt: skip
def test_ids_of_messages_are_told_from_others(name: str, message: bool) -> None:
    assert is_message_id(name) is message


def test_block_that_is_no_message_is_counted() -> None:
    assert counted_id("literal_block", 3) == "b-literal-block-3"
    assert not is_message_id(counted_id("table", 1))
