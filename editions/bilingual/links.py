"""Links from the pages of an edition to the same pages side by side with another language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from editions.languages import Edition, Pair
from editions.translations.configuration import settings_of
from editions.translations.edition import current_edition
from editions.web.theme import uses_this_theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx


@dataclass(frozen=True)
class PairLink:
    """A link from a page to the same page beside its counterpart in another language."""

    #: The edition beside which the page stands there.
    other: Edition
    #: Address relative to the page.
    href: str


def pair_links(pairs: Iterable[Pair], current: Edition, page: str, up: str) -> tuple[PairLink, ...]:
    """Return the links from *page* of *current* to its pairs, this edition's column first.

    *up* leads from the page to the folder of its own edition: ``""``, ``"../"``.
    """
    found = [pair for pair in pairs if current in pair]
    ordered = [pair if pair.first == current else pair.swapped for pair in found]
    return tuple(PairLink(pair.second, f"{up}../{pair}/{page}") for pair in ordered)


def add_pair_links(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: object
) -> None:
    """Give this theme's templates of documents their pairs; other pages have none."""
    if not uses_this_theme(app.builder):
        return
    context["pair_links"] = ()
    if doctree is None or not app.config.editions:
        return
    page = app.builder.get_target_uri(pagename)
    up = "../" * page.count("/")
    pairs = settings_of(app.config).pairs
    context["pair_links"] = pair_links(pairs, current_edition(app.config), page, up)


def setup_bilingual(app: Sphinx) -> None:
    """Register what the theme's templates need."""
    app.connect("html-page-context", add_pair_links)
