"""Two tiny editions, and parts of their pages."""

from __future__ import annotations

from lxml.html import HtmlElement

from editions.bilingual.elements import parse
from editions.bilingual.merging import Merger
from editions.languages import Edition, Pair
from tests.reading import one

EN = Edition("en", "en_CA", "English", "Shores")
FR = Edition("fr", "fr_CA", "Français", "Rives")
AR = Edition("ar", "ar_EG", "العربية", "شواطئ")

PAIR = Pair(EN, FR)


def main(markup: str) -> HtmlElement:
    """Return the main part of a page that holds *markup*."""
    return one(parse(f"<title>x</title><main>{markup}</main>"), "//main")


def merged(ours: str, theirs: str, second: Edition = FR) -> tuple[HtmlElement, Merger]:
    """Merge two pieces of markup; return the result and what merged them."""
    element = main(ours)
    merger = Merger(EN, second, "page.html")
    merger.merge(element, main(theirs))
    return element, merger
