"""Verify a whole site: every edition and every format against every other."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import TypeGuard

from editions.findings import Disagreement, Finding
from editions.phrases import phrase
from editions.verification.books import (
    UnreadableError,
    epub_identity,
    pdf_identity,
    read_epub,
    read_printed,
)
from editions.verification.comparing import check_language, compare_pages
from editions.verification.copies import check_copies
from editions.verification.facts import Page
from editions.verification.files import (
    check_checksums,
    check_data,
    check_own_work,
    check_references,
)
from editions.verification.formats import (
    compare_book,
    compare_halves,
    compare_print,
    compare_printed_tables,
)
from editions.verification.freshness import (
    check_edition,
    check_offers,
    check_pair,
)
from editions.verification.heads import (
    check_heads,
    check_languages,
    check_switches,
    compare_heads,
)
from editions.verification.language import identifier_of
from editions.verification.linking import check_alternates, check_links
from editions.verification.lists import (
    SiteList,
    check_addresses,
    check_feed,
    check_sitemap,
    read_list,
)
from editions.verification.opening import MAX_BOOK, OUTSIDE
from editions.verification.pictures import compare_pictures, picture_name
from editions.verification.printed import check_form, check_printed, compare_printed
from editions.verification.site import MANIFEST, OFFERS, BuiltSite

_DOWNLOADS = "downloads"
_SITEMAP, _FEED = "sitemap.xml", "feed.xml"
_EXPORTS = (".json", ".bib", ".ris")


def verify_site(site: BuiltSite) -> tuple[Finding, ...]:
    """Return everything in which the editions and formats of *site* do not agree, sorted."""
    findings: dict[Finding, None] = {}
    for check in (_editions, _languages, _links, _books, _halves, _downloads, _freshness):
        findings |= dict.fromkeys(check(site))
    findings |= dict.fromkeys(site.files.refused.values())
    # A passage that is the original, word by word, need not be told in what language it is.
    whole = {_place(f) for f in findings if _is_foreign(f) and f.there is not None}
    kept = (f for f in findings if not (_is_foreign(f) and not f.there and _place(f) in whole))
    order = sorted(kept, key=lambda f: (f.file, f.line, f.rule, f.message))
    return tuple(order)


def _is_foreign(finding: Finding) -> TypeGuard[Disagreement]:
    return isinstance(finding, Disagreement) and finding.rule == "other-language"


def _place(finding: Finding) -> tuple[str, int]:
    return finding.file, finding.line


def _editions(site: BuiltSite) -> Iterator[Finding]:
    first, *others = site.languages
    original = site.edition(first)
    pictures = {picture_name(p, picture) for p in original.values() for picture in p.pictures}
    stated = {folder: site.lang(folder) for folder in site.languages if site.edition(folder)}
    yield from check_languages(stated)
    for folder in site.languages:
        yield from check_heads(site.edition(folder), site.lang(folder))
    for folder in others:
        pages = site.edition(folder)
        titled = (original.values(), pages.values())
        for name in sorted(original.keys() ^ pages.keys()):
            has, lacks = (first, folder) if name in original else (folder, first)
            message = phrase("{lacks!r} has no such page", lacks=lacks)
            yield Finding(f"{has}/{name}", 0, message, "missing-page")
        for name in sorted(original.keys() & pages.keys()):
            yield from compare_pages(original[name], pages[name])
            yield from compare_heads(original[name], pages[name], titled)
            yield from compare_pictures(original[name], pages[name], pictures)


def _languages(site: BuiltSite) -> Iterator[Finding]:
    if "other-language" in site.skipped:
        return
    pages = [page for code in site.languages for page in site.edition(code).values()]
    identifier = identifier_of(pages)
    if len(identifier.languages) > 1:
        for page in pages:
            yield from check_language(page, identifier)


def _links(site: BuiltSite) -> Iterator[Finding]:
    yield from check_links(site.pages, site.exists, site.base)
    editions = {path: page for path, page in site.pages.items() if page.edition not in site.pairs}
    yield from check_alternates(editions, site.base)
    yield from check_switches(site.pages, site.base)
    lists = {}
    for name in (_SITEMAP, *(f"{code}/{_FEED}" for code in site.languages)):
        data = site.files.read(site.root / name)
        held = read_list(name, data) if data is not None else None
        if isinstance(held, SiteList):
            lists[name] = held
            yield from check_addresses(held, site.exists, site.base)
        elif held is not None:
            yield held
    if _SITEMAP in lists:
        yield from check_sitemap(lists[_SITEMAP], editions, site.base)
    original = lists.get(f"{site.languages[0]}/{_FEED}")
    for code in site.languages:
        feed = lists.get(f"{code}/{_FEED}")
        if feed is not None:
            yield from check_feed(feed, site.lang(code), original)
        elif original is not None:
            yield Finding(
                f"{code}/{_FEED}",
                0,
                phrase("there is none, as {path}", path=original.path),
                "missing-file",
            )


def _books(site: BuiltSite) -> Iterator[Finding]:
    for folder in (*site.languages, *site.pairs):
        formats = site.formats.get(folder, site.pairs.get(folder, []))
        for form in ("epub", "pdf"):
            if form not in formats:
                continue
            path = _download(site, folder, form)
            if path is None:
                message = phrase(
                    "there is no {form} of {folder!r}, which {manifest} names",
                    form=form.upper(),
                    folder=folder,
                    manifest=MANIFEST,
                )
                yield Finding(f"{_DOWNLOADS}", 0, message, "missing-file")
                continue
            if site.files.holds(path):
                yield from check_book(site, folder, form, path)
            else:
                site.files.refuse(path, OUTSIDE)
    printed = [code for code in site.languages if code in site.printed_books]
    for code in printed[1:]:
        first, other = (site.printed_books[name] for name in (printed[0], code))
        files = [str(_download(site, name, "pdf")) for name in (printed[0], code)]
        shown = [site.shown(Path(file)) for file in files]
        yield from compare_printed(first, shown[0], other, shown[1])


def _download(site: BuiltSite, folder: str, form: str) -> Path | None:
    found = (site.root / _DOWNLOADS).glob(f"*-{folder}.{form}")
    return min(found, key=lambda path: len(path.name), default=None)


def check_book(site: BuiltSite, folder: str, form: str, path: Path) -> Iterator[Finding]:
    """Yield what the file at *path*, an edition or a pair as *form*, does not say as the pages."""
    shown = site.shown(path)
    data = site.files.read_any(path, MAX_BOOK)
    if data is None:
        return
    try:
        if form == "epub":
            book = read_epub(data, shown)
            pages = {
                name.removesuffix(".html"): page for name, page in site.documents(folder).items()
            }
            yield from compare_book(pages, book, shown)
        else:
            printed, printed_book = read_printed(data, columns=folder in site.pairs)
            site.printed_books[folder] = printed_book
            site.printed_pages[path.name] = printed.pages
            halves = folder.split("-") if folder in site.pairs else [folder]
            if not set(halves) <= set(site.languages):
                halves = [name for name in site.languages if name in folder]
            for half in halves:
                pages = site.documents(half)
                yield from compare_print(pages.values(), printed, shown)
                yield from check_printed(pages, printed_book, printed, shown)
            known = {a for half in halves for a in _addresses(site.edition(half))}
            languages = [site.lang(half) for half in halves]
            yield from check_form(printed_book, printed, shown, languages, known)
            yield from compare_printed_tables(site.documents(folder).values(), printed, shown)
    except UnreadableError as error:
        yield Finding(shown, 0, phrase("the file is broken: {error}", error=error), "unreadable")


def _addresses(pages: Mapping[str, Page]) -> Iterator[str]:
    return (link.address for page in pages.values() for link in page.links)


def _halves(site: BuiltSite) -> Iterator[Finding]:
    for folder in site.pairs:
        pages = site.documents(folder)
        halves = [
            (first, second)
            for first in site.languages
            for second in site.languages
            if folder == f"{first}-{second}"
        ]
        if not halves or "html" not in site.pairs[folder]:
            continue
        editions = [site.documents(name) for name in halves[0]]
        for name in sorted(editions[0].keys() & editions[1].keys()):
            page = pages.get(name)
            if page is None:
                yield Finding(
                    f"{folder}/{name}", 0, phrase("the pair has no such page"), "missing-page"
                )
            else:
                yield from compare_halves(page, [edition[name] for edition in editions])


def _downloads(site: BuiltSite) -> Iterator[Finding]:
    folder = site.root / _DOWNLOADS
    known = cache(site.files.facts)
    yield from check_checksums(site.files, folder, _DOWNLOADS)
    for language in site.languages:
        yield from check_copies(site.files, language, site.edition(language))
    for language in site.languages:
        pages = site.edition(language)
        offers = site.pages.get(f"{language}/{OFFERS}")
        if offers is not None and folder.is_dir():
            files = {path.name: facts for path in folder.iterdir() if (facts := known(path))}
            yield from check_offers(offers, files, site.printed_pages)
        for page in pages.values():
            for table in page.tables:
                for name in table.data:
                    path = site.root / language / Path(page.name).parent / name
                    content = site.files.read_text(path) if site.files.is_file(path) else None
                    if content is not None:
                        yield from check_data(page, table, content, site.shown(path))
            if page.name == "index.html":
                own = {
                    site.shown(path): content
                    for path in sorted(folder.glob(f"*-{language}.*"))
                    if path.suffix in _EXPORTS
                    and "-references-" not in path.name
                    and (content := site.files.read_text(path)) is not None
                }
                yield from check_own_work(page, own)
            if any(block.id.startswith("ref-") for block in page.blocks):
                exports = {
                    site.shown(path): content
                    for path in folder.glob(f"*references-{language}.*")
                    if path.suffix in _EXPORTS
                    and (content := site.files.read_text(path)) is not None
                }
                yield from check_references(page, exports)


def _freshness(site: BuiltSite) -> Iterator[Finding]:
    """Yield files that are of another build than those beside them, where builds are named."""
    identities = site.identities
    original = identities[site.languages[0]]
    if not any(identities.values()):
        return  # of other tools
    for code, identity in identities.items():
        files = {page.file: page.identity for page in site.edition(code).values()}
        files |= _book_identities(site, code, site.formats.get(code, ()))
        yield from check_edition(code, identity, files, original)
    for folder, formats in site.pairs.items():
        for first, second in permutations(site.languages, 2):
            if folder == f"{first}-{second}":
                files = {page.file: page.identity for page in site.edition(folder).values()}
                files |= _book_identities(site, folder, formats)
                yield from check_pair((identities[first], identities[second]), files)


def _book_identities(site: BuiltSite, folder: str, formats: Collection[str]) -> dict[str, str]:
    found = {}
    for form, read in (("epub", epub_identity), ("pdf", pdf_identity)):
        path = _download(site, folder, form) if form in formats else None
        data = site.files.read(path, MAX_BOOK) if path is not None else None
        if path is not None and data is not None:
            with contextlib.suppress(UnreadableError):  # which is said of the book itself
                found[site.shown(path)] = read(data)
    return found
