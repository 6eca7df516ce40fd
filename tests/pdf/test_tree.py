"""A tree of elements, and its last repairs."""

from __future__ import annotations

import pytest

from editions.pdf.tree import MarkedContent, Node, place_after, prune, wrap_stray_content


def shape(node: Node) -> str:
    kids = ["." if isinstance(kid, MarkedContent) else shape(kid) for kid in node.kids]  # type: ignore[arg-type]  # no links here
    return f"{node.role}({' '.join(kids)})"


def content() -> MarkedContent:
    return MarkedContent(0, 0)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Node("Sect", [content(), Node("Span", [content()])]), "Sect(P(. Span(.)))"),
        (Node("Div", [Node("P", [content()]), content()]), "Div(P(.) P(.))"),
        (Node("P", [content(), Node("Span", [content()])]), "P(. Span(.))"),
        (
            Node("TOCI", [Node("Reference", [content()]), content()]),
            "TOCI(Reference(.) P(.))",
        ),
        (Node("Div", [Node("Reference", [content()])]), "Div(P(Reference(.)))"),
    ],
)
def test_stray_content_gets_a_paragraph(node: Node, expected: str) -> None:
    wrap_stray_content(node)
    assert shape(node) == expected


def test_nothing_empty_is_left_but_cells() -> None:
    tree = Node("Sect", [Node("Div", [Node("P")]), Node("TR", [Node("TD"), Node("TH")])])
    prune(tree)
    assert shape(tree) == "Sect(TR(TD() TH()))"


def test_element_moves_behind_another() -> None:
    note, reference = Node("Note", [content()]), Node("Reference", [content()])
    tree = Node("Sect", [Node("P", [reference, content()]), Node("Div", [note])])
    place_after(tree, note, reference)
    assert shape(tree) == "Sect(P(Reference(.) Note(.) .) Div())"
