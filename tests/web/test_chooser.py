"""The page where a reader chooses an edition."""

from __future__ import annotations

from editions.languages import Edition
from editions.web.chooser import Choice


def test_titles_and_texts_keep_names_whole() -> None:
    edition = Edition(
        code="en", locale="en_CA", name="English", title="The North-South Tide & more"
    )
    choice = Choice(edition, None, None, None, str)
    assert choice.kept(edition.title) == (
        'The <span class="dashed">North-South</span> Tide &amp; more'
    )
    assert choice.kept("where co-operation thrives") == (
        'where <span class="dashed">co-operation</span> thrives'
    )
