"""Which picture stands for which."""

from __future__ import annotations

import pytest

from editions.verification.facts import Page, Picture
from editions.verification.pictures import compare_pictures
from tests.verification.examples import page


def shown(lang: str, *sources: str) -> Page:
    pictures = tuple(Picture(source, f"{lang} {source}", 3) for source in sources)
    return page(lang=lang, pictures=pictures)


@pytest.mark.parametrize(
    ("source", "severity"),
    [
        ("_images/port.png", None),
        ("_images/port.fr.png", None),
        ("_images/port_fr.png", None),
        ("../_images/port-fr.png?v=1", None),
        ("_images/gare.png", "warning"),  # its name may be translated
        ("_images/station.png", "error"),  # which the original has elsewhere
    ],
)
def test_a_picture_may_have_its_own_form_in_a_language(source: str, severity: str | None) -> None:
    known = {"port.png", "station.png"}
    found = list(compare_pictures(shown("en", "_images/port.en.png"), shown("fr", source), known))
    assert [finding.severity.value for finding in found] == ([severity] if severity else [])
    assert {finding.rule for finding in found} <= {"pictures"}


def test_pictures_exchanged_are_found() -> None:
    one, other = shown("en", "a.png", "b.png"), shown("fr", "b.png", "a.png")
    found = list(compare_pictures(one, other, {"a.png", "b.png"}))
    assert [finding.rule for finding in found] == ["pictures", "pictures"]
