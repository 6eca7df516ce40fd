"""Whether every link of a site leads somewhere, and its languages to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from editions.findings import Finding
from editions.verification.facts import Page


def check_links(pages: Mapping[str, Page], exists: Callable[[str], bool]) -> Iterator[Finding]:
    """Yield links of *pages*, by their paths in the site, that lead to no file or no place in one.

    *exists* tells whether a path of the site is a file, or a folder with an ``index.html``.
    """
    for path, page in pages.items():
        for name in page.repeated_ids:
            yield Finding(page.file, 0, f"the id {name!r} stands more than once", "repeated-id")
        for link in page.links:
            target = resolve(path, link.address)
            if target is None:
                continue
            place, fragment = target
            if place.startswith("../") or place == "..":
                continue  # outside of what is verified
            if not exists(place):
                message = f"the link {link.address!r} leads to no file"
                yield Finding(page.file, link.line, message, "dead-link")
                continue
            other = pages.get(place) or pages.get(posixpath.join(place, "index.html"))
            if fragment and other is not None and fragment not in other.ids:
                message = f"the link {link.address!r} leads to no place in {other.file}"
                yield Finding(page.file, link.line, message, "dead-link")


def resolve(path: str, address: str) -> tuple[str, str] | None:
    """Return the path that *address* in the page at *path* leads to, and its fragment.

    None for an address outside of the site.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        return None
    place = posixpath.join(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
    return posixpath.normpath(place), unquote(parts.fragment)


def check_alternates(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """Yield pages that name one in another language which does not name them."""
    for path, page in pages.items():
        for tag, address in page.alternates.items():
            target = resolve(path, address)
            if tag == "x-default" or target is None:
                continue
            other = pages.get(target[0])
            if other is None:
                message = f"its page in {tag!r} is not there: {address!r}"
                yield Finding(page.file, 0, message, "alternates")
            elif other.lang and other.lang != tag:
                message = f"its page in {tag!r} is in {other.lang!r}: {other.file}"
                yield Finding(page.file, 0, message, "alternates")
            elif path not in _targets(target[0], other.alternates.values()):
                message = f"its page in {tag!r} does not lead back: {other.file}"
                yield Finding(page.file, 0, message, "alternates")


def _targets(path: str, addresses: Iterable[str]) -> set[str]:
    found = (resolve(path, address) for address in addresses)
    return {target[0] for target in found if target is not None}
