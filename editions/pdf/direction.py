"""Passages of another direction than their edition's: not translated, or quoted, in one script."""

from __future__ import annotations

from unicodedata import bidirectional

from docutils import nodes

#: Class of a passage that is written from left to right where the edition is not.
LTR = "ltr"
#: What runs from left to right in every edition, and has its own place on the page.
_OWN_PLACE = (nodes.literal_block, nodes.doctest_block, nodes.math_block)


def mark_passages(tree: nodes.document) -> None:
    """Mark what is in letters from left to right alone, in an edition from right to left.

    The whole passage, or parts of it in bold, would else stand in the order of the edition.
    """
    for node in list(tree.findall(nodes.TextElement)):
        within = isinstance(node.parent, nodes.TextElement)
        if not within and not isinstance(node, _OWN_PLACE) and is_ltr(node.astext()):
            node["classes"].append(LTR)


def is_ltr(text: str) -> bool:
    """Tell whether all letters of *text*, of which there are some, run from left to right.

    By their classes in the Unicode Bidirectional Algorithm, https://www.unicode.org/reports/tr9/.
    """
    kinds = {bidirectional(char) for char in text}
    return "L" in kinds and not kinds & {"R", "AL"}
