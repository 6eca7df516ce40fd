"""What pages say of themselves to programs: titles, languages, and where their margins lead."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lxml.html import HtmlElement

from editions.files.kept import parse_kept
from editions.findings import Finding
from editions.phrases import phrase
from editions.verification.facts import BuiltHead, Link, Page, address_parts, letters, shortened
from editions.verification.linking import resolve

_LANGUAGES = ("og:locale", "DC.language", "dc.language", "dcterms.language")
_IN_LANGUAGE = "inLanguage"


def read_head(root: HtmlElement, depth: int) -> BuiltHead:
    """Return what the page *root*, *depth* folders below its edition's, says of itself."""
    named = {
        str(item.get("name") or item.get("property")): str(item.get("content", ""))
        for item in root.iter("meta")
    }
    languages = {named[name] for name in _LANGUAGES if named.get(name)}
    for script in root.xpath("//script[@type='application/ld+json']"):
        languages |= set(_stated_languages(script.text or ""))
    titles = root.xpath("//head/title | //html/title")
    switches, navigation = [], []
    for nav in root.iter("nav"):
        links = [item for item in nav.iter("a") if item.get("href")]
        if links and all(_leaves(str(item.get("href")), depth) or _is_own(item) for item in links):
            switches += [Link(str(a.get("href")), a.sourceline or 0) for a in links]
        else:
            navigation += [
                Link(str(a.get("href")), a.sourceline or 0, " ".join(str(a.text_content()).split()))
                for a in links
            ]
    return BuiltHead(
        " ".join(str(titles[0].text_content()).split()) if titles else "",
        named.get("description", ""),
        named.get("og:site_name", ""),
        frozenset(name.replace("_", "-") for name in languages),
        tuple(switches),
        tuple(navigation),
        any(map(_redirects, root.iter("meta"))),
    )


def _redirects(meta: HtmlElement) -> bool:
    """Tell whether a page leads on to another address; one may also load itself again."""
    is_refresh = str(meta.get("http-equiv", "")).casefold() == "refresh"
    return is_refresh and "url" in str(meta.get("content", "")).casefold()


def _leaves(address: str, depth: int) -> bool:
    """Tell whether an address leads out of the edition of a page *depth* folders below."""
    return address.startswith("../" * (depth + 1))


def _is_own(link: HtmlElement) -> bool:
    """Tell whether a link of a list of languages leads to the page that it stands in."""
    return bool(link.get("aria-current"))


def _stated_languages(text: str) -> Iterator[str]:
    """Yield the languages that data for search engines say a page is in."""
    content = parse_kept(text)
    for item in content if isinstance(content, list) else [content]:
        if isinstance(item, dict) and isinstance(item.get(_IN_LANGUAGE), str):
            yield item[_IN_LANGUAGE]


def check_heads(pages: Mapping[str, Page], lang: str) -> Iterator[Finding]:
    """Yield *pages* of an edition in the language *lang* that say something else of themselves."""
    for page in pages.values():
        if page.lang != lang or not page.lang:
            message = phrase(
                "the page says that it is in {lang!r}, and its edition is in {edition!r}",
                lang=page.lang,
                edition=lang,
            )
            if not page.lang:
                message = phrase("the page does not say in what language it is")
            yield Finding(page.file, 1, message, "page-language")
        for name in sorted(page.head.languages):
            if lang and not _agree(name, lang):
                message = phrase(
                    "its metadata say that it is in {name!r}, and its edition is in {lang!r}",
                    name=name,
                    lang=lang,
                )
                yield Finding(page.file, 1, message, "page-language")


def check_languages(languages: Mapping[str, str]) -> Iterator[Finding]:
    """Yield editions that say that they are in the language of the first one.

    *languages* are what the pages of each edition say, by its folder.
    """
    first = next(iter(languages), "")
    for folder, lang in languages.items():
        if lang and folder != first and lang == languages[first]:
            message = phrase(
                "the pages of the edition say that they are in {lang!r}, as {first!r} does",
                lang=lang,
                first=first,
            )
            yield Finding(f"{folder}/", 0, message, "page-language")


def _agree(tag: str, other: str) -> bool:
    one, two = (name.casefold().split("-") for name in (tag, other))
    return all(a == b for a, b in zip(one, two, strict=False))


def compare_heads(
    one: Page,
    other: Page,
    editions: tuple[Collection[Page], Collection[Page]] = ((), ()),
) -> Iterator[Finding]:
    """Yield what the head of *other* does not say as that of *one* does.

    *editions* are the pages among which each stands.
    """
    is_other = _is_titled(one) and not _is_titled(other)
    if is_other and not all(map(_has_title_of_site, (one, other), editions)):
        message = phrase(
            "its title is {title}, and not that of its first heading",
            title=shortened(other.head.title),
        )
        yield Finding(other.file, 1, message, "page-title")
    if bool(one.head.description) != bool(other.head.description):
        has, lacks = (one, other) if one.head.description else (other, one)
        message = phrase(
            "{file} has no description, and {other} has one", file=lacks.file, other=has.file
        )
        yield Finding(other.file, 1, message, "page-title")
    if one.identity and other.identity:
        wanted, given = (Counter(_inner(page)) for page in (one, other))
        if wanted != given:
            parts = [
                f"{word} {', '.join(sorted(found))}"
                for word, found in (("lost:", wanted - given), ("new:", given - wanted))
                if found
            ]
            message = phrase(
                "its lists of links are not those of {file}; {parts}",
                file=one.file,
                parts="; ".join(parts),
            )
            yield Finding(other.file, 0, message, "navigation")


def _is_titled(page: Page) -> bool:
    heading = next((block.text for block in page.blocks if block.kind == "h1"), "")
    return bool(heading) and letters(page.head.title).startswith(letters(heading))


def _has_title_of_site(page: Page, pages: Collection[Page]) -> bool:
    """Tell whether a page has the title of all of its site, with which most of the others end."""
    title, others = letters(page.head.title), [held for held in pages if held is not page]
    ends = sum(letters(held.head.title).endswith(title) for held in others)
    return bool(title) and ends * 2 > len(others)


def _inner(page: Page) -> Iterator[str]:
    """Yield the pages of its own edition that the lists of a page lead to."""
    for link in page.head.navigation:
        parts = address_parts(link.address)
        if not (parts.scheme or parts.netloc or _leaves(link.address, page.name.count("/"))):
            yield re.sub(rf"\b{re.escape(page.edition)}\b", "*", parts.path) + f"#{parts.fragment}"


def check_stated(first: Page, file: str, lang: str, title: str) -> Iterator[Finding]:
    """Yield what a file says of itself otherwise than *first*, the first page of its edition."""
    if lang != first.lang:
        message = phrase(
            "it says that it is in {lang!r}, and {file} in {original!r}",
            lang=lang,
            file=first.file,
            original=first.lang,
        )
        yield Finding(file, 0, message, "page-language")
    known, its = letters(f"{first.head.title} {first.head.site}"), letters(title)
    if first.head.site and (not its or its not in known):
        message = phrase(
            "its title is {title}, and that of {file} {site!r}",
            title=shortened(title),
            file=first.file,
            site=first.head.site,
        )
        yield Finding(file, 0, message, "page-title")


def check_switches(pages: Mapping[str, Page], base: str) -> Iterator[Finding]:
    """Yield links to other editions, and addresses of pages, that are those of another page.

    *pages* are all of the site by their paths, and *base* its address on the web.
    """
    for path, page in pages.items():
        for link in page.head.switches:
            target = resolve(path, link.address, base)
            folder, _, name = (target or ("", ""))[0].partition("/")
            wanted = posixpath.join(folder, page.name)
            if name and name != page.name and folder != page.edition and wanted in pages:
                message = phrase(
                    "the link {address!r} to {folder!r} leads to another page there",
                    address=link.address,
                    folder=folder,
                )
                yield Finding(page.file, link.line, message, "switches")
        if page.canonical:
            target = resolve(path, page.canonical, base)
            own = {path, f"{page.edition.partition('-')[0]}/{page.name}"}  # of a pair: its first
            if target is not None and target[0] not in own:
                message = phrase("it says that its address is that of {target}", target=target[0])
                yield Finding(page.file, 1, message, "canonical")
