"""Whether every link of a site leads somewhere, and its languages to each other."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.facts import Page, address_parts


def site_base(pages: Mapping[str, Page]) -> str:
    """Return the address of the site on the web, with a slash at its end, if pages say it."""
    for path, page in pages.items():
        if address_parts(page.canonical).netloc and page.canonical.endswith(f"/{path}"):
            return page.canonical.removesuffix(path)
    return ""


def check_links(
    pages: Mapping[str, Page], exists: Callable[[str], bool], base: str = ""
) -> Iterator[Finding]:
    """Yield links of *pages*, by their paths in the site, that lead to no file or no place in one.

    *base* is the address of the site on the web, and *exists* tells whether a path of the site is
    a file, or a folder with an ``index.html``.
    """
    for path, page in pages.items():
        for name in page.repeated_ids:
            yield Finding(
                page.file,
                0,
                phrase("the id {name!r} stands more than once", name=name),
                "repeated-id",
            )
        for link in page.links:
            target = resolve(path, link.address, base)
            if target is None:
                continue
            place, fragment = target
            if place.startswith("../") or place == "..":
                continue  # outside of what is verified
            if not exists(place):
                message = phrase("the link {address!r} leads to no file", address=link.address)
                yield Finding(page.file, link.line, message, "dead-link")
                continue
            other = pages.get(place) or pages.get(posixpath.join(place, "index.html"))
            if fragment and other is not None and fragment not in other.ids:
                message = phrase(
                    "the link {address!r} leads to no place in {file}",
                    address=link.address,
                    file=other.file,
                )
                yield Finding(page.file, link.line, message, "dead-link")


def resolve(path: str, address: str, base: str = "") -> tuple[str, str] | None:
    """Return the path that *address* in the page at *path* leads to, and its fragment.

    None for an address outside of the site, which is at *base* on the web.
    """
    if base and address.startswith(base):
        path, address = "index.html", address.removeprefix(base) or "index.html"
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all
        return None
    if parts.scheme or parts.netloc or address.startswith("/"):
        return None
    place = posixpath.join(posixpath.dirname(path), unquote(parts.path)) if parts.path else path
    return posixpath.normpath(place), unquote(parts.fragment)


def check_alternates(pages: Mapping[str, Page], base: str = "") -> Iterator[Finding]:
    """Yield pages that name one in another language which does not name them."""
    for path, page in pages.items():
        for tag, address in page.alternates.items():
            target = resolve(path, address, base)
            if target is None or target[0].startswith("../"):
                continue  # outside of what is verified
            other = pages.get(target[0]) or pages.get(posixpath.join(target[0], "index.html"))
            if tag == "x-default":
                name = posixpath.basename(target[0])
                if name not in ("index.html", posixpath.basename(page.name)):
                    message = phrase(
                        "its page for all other languages is that of another: {address!r}",
                        address=address,
                    )
                    yield Finding(page.file, 0, message, "alternates")
            elif other is None:
                message = phrase(
                    "its page in {tag!r} is not there: {address!r}", tag=tag, address=address
                )
                yield Finding(page.file, 0, message, "alternates")
            elif other.lang and not _is_of(other.lang, tag):
                message = phrase(
                    "its page in {tag!r} is in {lang!r}: {file}",
                    tag=tag,
                    lang=other.lang,
                    file=other.file,
                )
                yield Finding(page.file, 0, message, "alternates")
            elif path not in counterparts(target[0], other, base):
                message = phrase(
                    "its page in {tag!r} does not lead back: {file}", tag=tag, file=other.file
                )
                yield Finding(page.file, 0, message, "alternates")


def _is_of(language: str, tag: str) -> bool:
    """Tell whether a page in *language* is what a link for *tag* promises: as exact, or more."""
    ours, wanted = (name.replace("_", "-").casefold() for name in (language, tag))
    return ours == wanted or ours.startswith(f"{wanted}-")


def counterparts(path: str, page: Page, base: str) -> set[str]:
    """Return the paths of what *page* names in each language; a folder is its first page."""
    named = [address for tag, address in page.alternates.items() if tag != "x-default"]
    found = {target[0] for a in named if (target := resolve(path, a, base)) is not None}
    return found | {posixpath.join(place, "index.html") for place in found}
