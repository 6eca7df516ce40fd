"""Addresses of pages: from one edition to the others, and from anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from editions.languages import Edition


@dataclass(frozen=True)
class LanguageLink:
    """A link from a page to the same page in one edition."""

    edition: Edition
    #: Address relative to the page.
    href: str
    #: The page itself is of this edition.
    current: bool


def language_links(
    editions: Iterable[Edition], current: Edition, page: str, up: str
) -> tuple[LanguageLink, ...]:
    """Return the links from *page* of *current* to every edition.

    Editions lie side by side, in folders named by their codes; *up* leads from the page
    to the folder of its own edition: ``""``, ``"../"``.
    """
    return tuple(
        LanguageLink(
            edition=edition,
            href=up + page if edition == current else f"{up}../{edition.code}/{page}",
            current=edition == current,
        )
        for edition in editions
    )
