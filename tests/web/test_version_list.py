"""Versions in the words of an edition, and the state of a correction in each."""

from __future__ import annotations

from datetime import date

from editions.languages import Edition
from editions.web.version_list import Words, as_text, list_versions
from editions.web.versions import Correction, Version

EN = Edition("en", "en_CA", "English", "Two Shores")
FR = Edition("fr", "fr_CA", "Français", "Deux rives")
VERSION = Version(
    "1.1",
    date(2026, 2, 1),
    {"en": "News", "fr": "Du nouveau"},
    (
        Correction({"en": "40, not 14", "fr": "40, non 14"}, {"en": date(2026, 1, 3)}),
        Correction("A comma", {"en": date(2026, 1, 3), "fr": date(2026, 1, 4)}),
    ),
)


def test_each_edition_tells_of_all() -> None:
    words = {
        "Corrected in {language} on {date}": "Corrigé en {language} le {date}",
        "Not yet corrected in {language}": "Pas encore corrigé en {language}",
    }
    (french,) = list_versions([VERSION], FR, (EN, FR), lambda message: words[message])
    assert (french.number, french.day) == ("1.1", "1\u00a0février 2026")
    first, second = french.corrections
    assert first.states == (
        "Corrigé en anglais le 3\u00a0janvier 2026",
        "Pas encore corrigé en français",
    )
    assert (second.words, len(second.states)) == (Words("A comma"), 2)
    assert as_text(french).split("\n\n")[:2] == [
        "Du nouveau",
        f"40, non 14 ({'; '.join(first.states)})",
    ]


def test_what_has_no_form_in_an_edition_stands_in_the_original() -> None:
    plain = Version("1.0", date(2026, 1, 1), {"en": "All new"})
    (french,) = list_versions([plain], FR, (EN, FR), lambda message: message)
    assert french.summary == Words("All new", "en-CA")
    (english,) = list_versions([plain], EN, (EN, FR), lambda message: message)
    assert english.summary == Words("All new")
