"""What stands on one line of print."""

from __future__ import annotations

import pytest
from babel import Locale
from lxml.html import fragment_fromstring

from editions.pdf.wrapping import LAST_WORDS, Unbroken


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Un partenaire dans le monde : la politique étrangère", "politique étrangère"),
        ("Security: The emerging agenda", "emerging agenda"),
        ("Introduction", ""),
        ("Two words", "Two words"),
        # Longer than half a line, it might leave the line before it bare.
        ("Telecommunications infrastructures internationally", ""),
    ],
)
def test_last_two_words_of_a_heading_stay_together(title: str, kept: str) -> None:
    found = LAST_WORDS.search(title)
    assert (found.group() if found else "") == kept


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("es", "la relación Canadá-México y", ["Canadá-México"]),
        ("fr", "(Asie-Pacifique), l’Inter-American", ["Asie-Pacifique", "Inter-American"]),
        ("en", "their co-operation, by e-mail", ["co-operation", "e-mail"]),
        ("en", "decision-makers in the long-term", []),
        ("en", "people-to-people, Stratford-upon-Avon", []),
        ("en", "2010-2012, x-1", []),
        ("es", "del 6 al 9 de diciembre de 2009", ["9 de diciembre"]),
        ("es", "(consultado el 28\u00a0de septiembre de 2010)", ["28\u00a0de septiembre"]),
        ("fr", "1er janvier, le 24 nov. 2009", ["1er janvier", "24 nov"]),
        ("en", "Dec. 6–9, 2009; March 8; 7 May 2010", ["Dec. 6–9", "March 8", "7 May"]),
        ("de", "am 3. Oktober", ["3. Oktober"]),
        ("en", "page 12 March, 1,200 march, in March 2009", ["12 March"]),
        ("es", "12 de los marzos, 16 años", []),
        ("ja", "10月8日", []),
    ],
)
def test_names_and_days_stay_on_one_line(language: str, text: str, kept: list[str]) -> None:
    marked = fragment_fromstring(f"<p>{Unbroken.of(Locale.parse(language)).keep(text)}</p>")
    assert [span.text for span in marked.findall("span")] == kept
    assert all(span.get("class") == "dashed" for span in marked.findall("span"))
    assert marked.text_content() == text
