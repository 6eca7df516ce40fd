"""Addresses of pages: from one edition to the others, and from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from editions.languages import Edition

#: What search engines call the page for readers of all other languages.
DEFAULT = "x-default"


@dataclass(frozen=True)
class LanguageLink:
    """A link from a page to the same page in one edition."""

    edition: Edition
    #: Address relative to the page.
    href: str
    #: The page itself is of this edition.
    current: bool


@dataclass(frozen=True)
class Alternate:
    """The same page in one language, for search engines."""

    #: BCP 47 tag, or `DEFAULT`.
    hreflang: str
    #: Address; absolute where the address of the site is known.
    href: str


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


def alternates(
    editions: Sequence[Edition], page: str, up: str, site: str, *, cover: bool
) -> tuple[Alternate, ...]:
    """Return *page* in every edition, and for readers of other languages.

    These get the page where a reader chooses for the cover, and else the original.  *site* is
    the address of the folder that holds the editions, or empty; *up* is as for `language_links`.
    All pages that are the same page have the same alternates.
    """
    if len(editions) < 2:
        return ()
    base = site or f"{up}../"
    found = [Alternate(edition.lang, f"{base}{edition.code}/{page}") for edition in editions]
    default = f"{base}index.html" if cover else found[0].href
    return (*found, Alternate(DEFAULT, default))
