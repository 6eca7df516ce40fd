"""What single elements are to a reader's program."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from editions.pdf.roles import is_decoration, link_text


def test_text_of_a_link_holds_the_texts_of_its_pictures() -> None:
    link = fromstring('<a href="x">see <b>the\n</b> <img alt="cat"/> here</a>')  # noqa: S314
    assert link_text(link) == "see the cat here"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a aria-label="the cat">see</a>', "the cat"),
        ("<a>see</a>", "see"),
        ('<a><img alt=""/>see</a>', "see"),
    ],
)
def test_what_a_link_says(markup: str, text: str) -> None:
    assert link_text(fromstring(markup)) == text  # noqa: S314  # written here


@pytest.mark.parametrize(
    ("markup", "decoration"),
    [('<img alt=""/>', True), ('<img alt="a"/>', False), ("<img/>", False), ('<p alt=""/>', False)],
)
def test_picture_without_a_text_says_nothing(markup: str, decoration: bool) -> None:
    assert is_decoration(fromstring(markup)) is decoration  # noqa: S314  # written here
