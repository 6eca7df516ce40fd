"""References out of the way and back, and the names of a document as its source has them."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from sphinx import addnodes

from editions.translations.holding import DocumentNames, HeldReference, hold, release


def test_references_are_held_whole_and_come_back_as_they_were() -> None:
    link = nodes.reference("", "the quay", refuri="https://e.org")
    inner = nodes.reference("", "a pier", refuri="https://e.org")
    waiting = addnodes.pending_xref("", inner)
    note = nodes.footnote_reference("", "1")
    words = nodes.emphasis("", "", note)
    paragraph = nodes.paragraph("", "", nodes.Text("See "), link, waiting, words)
    before = paragraph.deepcopy()
    assert hold(paragraph) == [link, waiting, note]  # what stands in another goes with it
    held: list[Any] = list(paragraph.findall(HeldReference))
    assert [place.node for place in held] == [link, waiting, note]
    assert paragraph.astext() == before.astext()
    assert not list(paragraph.findall(nodes.reference))
    assert release(paragraph) == [link, waiting, note]
    assert str(paragraph) == str(before)
    assert [node.parent for node in (link, waiting, note)] == [paragraph, paragraph, words]


def test_a_message_that_is_a_reference_itself_stays_where_it_is() -> None:
    inner = nodes.target("", "here", ids=["here"])
    holder = nodes.reference("", "", inner, refuri="https://e.org")
    assert hold(holder) == [inner]


def test_copies_hold_the_same() -> None:
    link = nodes.reference("", "the quay", refuri="https://e.org")
    held = HeldReference(link)
    assert held.copy().node is link
    assert held.deepcopy().node is not link
    assert str(held.deepcopy().node) == str(link)


SOURCE = """
Quay
====

.. _pier:

The pier_ and the `buoy <quay_>`_.
"""


def test_names_that_a_translation_adds_are_taken_back() -> None:
    document = publish_doctree(SOURCE)
    (target, *_) = document.findall(nodes.target)
    target["refname"] = "quay"
    names = DocumentNames(document)
    section: Any = next(document.findall(nodes.Element))
    known = dict(document.nameids)
    places = dict(document.ids)
    was = {id(node): list(node["names"]) for node in document.findall(nodes.Element)}
    # What Sphinx does with a translated title, and with the names that it has resolved.
    document.nameids["quai"] = "quay"
    document.nameids["nowhere"] = None  # type: ignore[assignment]  # of a name that stands twice
    document.nametypes["quai"] = False
    document.ids.pop("quay")
    section["names"] = ["quai"]
    del target["refname"]
    assert names.restore() == {"quai": "quay"}
    assert document.nameids == known
    assert "quai" not in document.nametypes
    assert document.ids == places
    assert {id(node): node["names"] for node in document.findall(nodes.Element)} == was
    assert target["refname"] == "quay"


def test_a_place_that_has_moved_stays_where_it_is() -> None:
    document = publish_doctree(SOURCE)
    names = DocumentNames(document)
    moved = nodes.paragraph()
    document.ids["quay"] = moved
    names.restore()
    assert document.ids["quay"] is moved
