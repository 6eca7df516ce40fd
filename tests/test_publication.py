"""The real publication: its English text is the paper's, and every edition is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.languages import Publication
from tests.fingerprint import compare, words
from tests.reading import body, chapters, one, read_page, select, text

FINGERPRINT = Path(__file__).parent / "data" / "backgrounder-2010.fingerprint"

#: Headings that the paper does not have; the recovered text begins these chapters without one.
EDITORIAL_HEADINGS = {"introduction": "Introduction", "about": "About FOCAL"}

CODES = ("en", "es", "fr")


def expected_words() -> list[str]:
    return FINGERPRINT.read_text(encoding="ascii").split()


def edition_words(site: Path, code: str) -> list[str]:
    found: list[str] = []
    for name in chapters(site, code):
        main = body(read_page(site / code / f"{name}.html"))
        if name in EDITORIAL_HEADINGS and code == "en":
            heading = one(main, ".//h1")
            assert text(heading) == EDITORIAL_HEADINGS[name]
            heading.drop_tree()
        for element in select(main, ".//*"):
            element.tail = f" {element.tail or ''}" if element.tag not in ("a", "em") else element.tail
        found += words(main.text_content())
    return found


def test_english_edition_is_the_paper_word_for_word(site: Path) -> None:
    assert compare(expected_words(), edition_words(site, "en")) == []


def test_lost_sentence_is_noticed(site: Path) -> None:
    found = edition_words(site, "en")
    del found[3000:3012]
    (problem,) = compare(expected_words(), found)
    assert "12 words lost" in problem


def test_added_word_is_noticed(site: Path) -> None:
    found = edition_words(site, "en")
    found.insert(3000, "very")
    (problem,) = compare(expected_words(), found)
    assert "'very'" in problem
