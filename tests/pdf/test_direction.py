"""Passages whose letters run from left to right in an edition from right to left."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from editions.pdf.direction import LTR, is_ltr, mark_passages


@pytest.mark.parametrize(
    ("text", "expected"),
    [("A ferry.", True), ("Паром", True), ("渡轮", True), ("1994", False), ("", False),
     ("…", False), ("מעבורת", False), ("مركب", False), ("Die מעבורת", False), ("A 1994 (b)", True)],
)  # fmt: skip
def test_letters_tell_the_direction(text: str, expected: bool) -> None:
    assert is_ltr(text) is expected


def test_whole_passages_are_marked() -> None:
    tree = publish_doctree(
        "Ferry\n=====\n\nSome **bold** words.\n\nהמעבורת **Swift** יוצאת.\n\n"
        "::\n\n   row()\n\n>>> row()\n\n.. math:: a = b\n\n1994\n"
    )
    mark_passages(tree)
    marked = [node for node in tree.findall(nodes.Element) if LTR in node["classes"]]
    assert [node.astext() for node in marked] == ["Ferry", "Some bold words."]
