"""The notes of a version, in every language or not at all."""

from __future__ import annotations

from datetime import date

from editions.references.works import Localized
from editions.releases.notes import missing_notes, render_notes
from editions.web.version_list import ListedCorrection, ListedVersion, Words
from editions.web.versions import Version
from tests.releases.examples import EN, FR


def version(summary: Localized) -> Version:
    return Version("1.1", date(2026, 3, 14), summary)


def test_notes_are_in_the_words_of_each_language() -> None:
    both = version({"en": "The reach is corrected.", "fr": "La portée est corrigée."})
    assert list(missing_notes(both, (EN, FR), "v.yaml")) == []
    correction = ListedCorrection(Words("40, non 14"), ("Corrigé en anglais le 10 mars 2026",))
    listed = ListedVersion("1.1", "14 mars 2026", Words("La portée est corrigée."), (correction,))
    assert render_notes(listed, FR).decode() == (
        "# Le phare — Essai, 1.1\n\n14 mars 2026\n\nLa portée est corrigée.\n\n"
        "- 40, non 14\n  - Corrigé en anglais le 10 mars 2026\n"
    )


def test_a_language_without_notes_is_named() -> None:
    for summary in ({"en": "New."}, "New."):
        (finding,) = missing_notes(version(summary), (EN, FR), "v.yaml")
        assert str(finding) == (
            "v.yaml: version 1.1 has no 'summary' in 'fr'; write it (release-notes)"
        )
    assert list(missing_notes(version("New."), (EN,), "v.yaml")) == []
