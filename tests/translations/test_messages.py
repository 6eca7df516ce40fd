"""What is a message beside what Sphinx takes for one, and what is none."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from editions.translations.messages import (
    ExtractReplacements,
    FindMessages,
    LeavePictures,
    used_replacements,
)

DEFINITIONS = """

.. |line| replace:: the *Blue*
   Line of |city|
.. |city| replace:: Porto
.. |count| replace:: 12
.. |unused| replace:: nobody
.. |ring| replace:: a |ring|
.. |boat| image:: boat.png
.. |buoy| image:: buoy.png
   :target: https://e.org
.. |mark| unicode:: U+2713
"""


def parsed(text: str) -> nodes.document:
    """Return a document before anything has been done to it."""
    parser = Parser()
    document = new_document("page.rst", get_default_settings(parser))
    parser.parse(text + DEFINITIONS, document)
    return document


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Take |line|.", ["line", "city"]),
        ("Take |CITY|, |City|.", ["city"]),
        ("Count |count|.", ["count"]),
        ("A |ring|.", ["ring"]),
        ("A |boat|, |mark|, |none|.", []),
    ],
)
def test_replacements_are_used_by_documents_and_by_one_another(text: str, names: list[str]) -> None:
    found = [definition["names"][0] for definition in used_replacements(parsed(text))]
    assert found == names


def test_a_replacement_in_words_is_a_message_on_one_line() -> None:
    document = parsed("Take |line|, |count|.")
    FindMessages(document).apply()
    messages = {
        definition["names"][0]: definition.rawsource
        for definition in document.findall(nodes.substitution_definition)
        if definition.get("translatable")
    }
    assert messages == {"line": "the *Blue* Line of |city|", "city": "Porto"}
    ExtractReplacements(document).apply()
    added = [p.rawsource for p in document.findall(nodes.paragraph) if p.get("translated")]
    assert added == list(messages.values())


def test_a_subtitle_stands_where_its_title_does() -> None:
    document = parsed("")
    title = nodes.subtitle("", "The far shore")
    document += title
    document.source, document.line = "page.rst", 3
    FindMessages(document).apply()
    assert (title.source, title.line, title.rawsource) == ("page.rst", 3, "The far shore")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("|boat|", True),
        ("|boat| |buoy|", True),
        ("|Boat|_\n\n.. _Boat: https://e.org", True),
        ("|boat| sails", False),
        ("|boat| *sails*", False),
        ("|boat| |city|", False),
        ("|none|", False),
        ("Words.", False),
        ("`Words`_\n\n.. _Words: https://e.org", False),
    ],
)
def test_nothing_but_pictures_is_no_message(text: str, left: bool) -> None:
    document = parsed(text)
    LeavePictures(document).apply()
    paragraph = next(document.findall(nodes.paragraph))
    assert (paragraph.get("translatable") is False) == left
