"""Names of capitals and digits, which are found among all words that have digits."""

from __future__ import annotations

import pytest
from lxml.html import fragment_fromstring

from editions.web.numerals import mark_names


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("The G20, P4P and “H1N1” of 2009", ["G20", "P4P", "H1N1"]),
        ("Ответ Т34, ÉA4", ["Т34", "ÉA4"]),
        ("the 1990s, 16th, 12.7, C$21.3, XVI, TechBa, v2", []),
        ('<a title="G20" class="x1">2010&#8211;2012 &amp; K1N</a>', ["K1N"]),
    ],
)
def test_words_of_capitals_and_digits_are_marked(markup: str, names: list[str]) -> None:
    plain, marked = (fragment_fromstring(f"<p>{text}</p>") for text in (markup, mark_names(markup)))
    assert [span.text for span in marked.iter("span")] == names
    assert marked.text_content() == plain.text_content()
    assert [a.attrib for a in marked.iter("a")] == [a.attrib for a in plain.iter("a")]
