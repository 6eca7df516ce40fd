"""What the page of a search says, as its script is given it."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any

from editions.interface import plural_forms
from editions.languages import Edition


def search_words(edition: Edition, words: NullTranslations) -> dict[str, Any]:
    """Return what a search says to readers of *edition*; *words* are those of its pages."""
    interface_text = words.gettext

    def interface_forms(singular: str, plural: str) -> dict[str, str]:
        return plural_forms(words, edition.cldr, singular, plural)

    return {
        "results": interface_forms("{number} result", "{number} results"),
        "more": interface_forms(
            "{number} more result in this chapter", "{number} more results in this chapter"
        ),
        "nothing": interface_text("Nothing was found for “{query}”."),
        "advice": interface_text("Check the spelling, or try other words or fewer of them."),
        "missing": interface_text("“{word}” was not found."),
        "slip": interface_text("“{word}” was not found; these results have: {other}."),
        "some": interface_text("No chapter has all of the words; these have some of them."),
        "broken": interface_text("The search index could not be loaded; try again later."),
    }
