"""What a site lists for programs: its pages for search engines, and what is new in its feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.facts import Page
from editions.verification.linking import counterparts, resolve
from editions.verification.parsing import read_xml

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class SiteList:
    """A list of pages for search engines, or a feed."""

    #: Its path in the site.
    path: str
    root: etree._Element


def read_list(path: str, data: bytes) -> SiteList | Finding:
    """Return the list that is at *path*, or why it cannot be read."""
    try:
        return SiteList(path, read_xml(data))
    except etree.XMLSyntaxError as error:
        return Finding(
            path, error.lineno or 0, phrase("it is no XML: {error}", error=error.msg), "unreadable"
        )
    except ValueError as error:
        return Finding(path, 0, phrase("it cannot be read: {error}", error=error), "unreadable")


def check_addresses(held: SiteList, exists: Callable[[str], bool], base: str) -> Iterator[Finding]:
    """Yield addresses of a list that lead to no file."""
    for item in held.root.iter("{*}loc", "{*}link"):
        address = str(item.get("href") or item.text or "").strip()
        target = resolve(held.path, address, base)
        if target is not None and not target[0].startswith("..") and not exists(target[0]):
            message = phrase("the address {address!r} leads to no file", address=address)
            yield Finding(held.path, _line(item), message, "site-list")


def check_sitemap(held: SiteList, pages: Mapping[str, Page], base: str) -> Iterator[Finding]:
    """Yield what a list for search engines does not say of *pages*, by their paths in the site.

    A page whose counterpart is listed is listed as well, and both with the languages of each other.
    """
    listed = {}
    for item in held.root.iter("{*}url"):
        target = resolve(held.path, item.findtext("{*}loc", "").strip(), base)
        if target is not None and target[0] in pages:
            listed[target[0]] = item
    for path, item in listed.items():
        page = pages[path]
        named = {
            str(link.get("hreflang")): str(link.get("href", ""))
            for link in item.iter("{*}link")
            if link.get("hreflang")
        }
        stated = {tag: resolve(held.path, address, base) for tag, address in named.items()}
        wanted = {tag: resolve(path, address, base) for tag, address in page.alternates.items()}
        if named and stated != wanted:
            tags = sorted(tag for tag in stated | wanted if stated.get(tag) != wanted.get(tag))
            message = phrase(
                "the languages of {path} are others than in the page: {tags}",
                path=path,
                tags=", ".join(tags),
            )
            yield Finding(held.path, _line(item), message, "site-list")
        for other in sorted(counterparts(path, page, base) & pages.keys() - listed.keys()):
            yield Finding(
                held.path,
                _line(item),
                phrase("{path} is listed, and not {other}", path=path, other=other),
                "site-list",
            )


def check_feed(held: SiteList, lang: str, original: SiteList | None) -> Iterator[Finding]:
    """Yield that a feed is not in the language *lang*, or tells other news than the *original*."""
    stated = held.root.get(_LANG, lang)
    if lang and stated != lang:
        message = phrase(
            "it says that it is in {stated!r}, and its edition is in {edition!r}",
            stated=stated,
            edition=lang,
        )
        yield Finding(held.path, 1, message, "page-language")
    if original is None:
        return
    ours, theirs = (_updates(found) for found in (original, held))
    if ours != theirs:
        message = phrase(
            "it tells of {number} changes, and {path} of {wanted}",
            number=len(theirs),
            path=original.path,
            wanted=len(ours),
        )
        if len(ours) == len(theirs):
            message = phrase(
                "its changes are of other days than those of {path}", path=original.path
            )
        yield Finding(held.path, 1, message, "site-list")


def _updates(held: SiteList) -> list[str]:
    return [entry.findtext("{*}updated", "") for entry in held.root.iter("{*}entry")]


def _line(item: etree._Element) -> int:
    return item.sourceline if isinstance(item.sourceline, int) else 0
