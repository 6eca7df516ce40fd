"""Verify a whole site: every edition and every format against every other."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import permutations
from pathlib import Path
from typing import TypeGuard

from editions.files.json import parse_json
from editions.files.reading import read_text
from editions.findings import Disagreement, Finding, FindingsError
from editions.verification.books import (
    PrintedBook,
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
    prevailing,
)
from editions.verification.heads import (
    check_heads,
    check_languages,
    check_switches,
    compare_heads,
)
from editions.verification.language import identifier_of
from editions.verification.linking import check_alternates, check_links, site_base
from editions.verification.lists import (
    SiteList,
    check_addresses,
    check_feed,
    check_sitemap,
    read_list,
)
from editions.verification.opening import MAX_BOOK, OUTSIDE, SiteFiles
from editions.verification.pages import read_page
from editions.verification.pictures import compare_pictures, picture_name
from editions.verification.printed import check_form, check_printed, compare_printed

MANIFEST = "editions.json"
_DOWNLOADS = "downloads"
#: Pages that are no document: what stands in them differs from edition to edition.
_OFFERS = "downloads.html"
#: Pages that belong to the web alone.
_OF_THE_WEB = frozenset({"accessibility.html", "versions.html"})
_SITEMAP, _FEED = "sitemap.xml", "feed.xml"
_OWN = frozenset({"search.html", _OFFERS, "genindex.html", "404.html"})
#: Folders of Sphinx with files that are parts of pages at most.
_NO_PAGES = frozenset({"_static", "_sources", "_images", "_downloads", "_templates"})
_EXPORTS = (".json", ".bib", ".ris")
#: What the folder of an edition or a pair may be called.
_FOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._-]{0,80}")


@dataclass
class BuiltSite:
    """A site as it stands on disk."""

    root: Path
    #: Folders of the editions, the original first.
    languages: tuple[str, ...]
    #: Formats by edition, and by pair; empty for a site that no build of ours has made.
    formats: dict[str, list[str]] = field(default_factory=dict)
    pairs: dict[str, list[str]] = field(default_factory=dict)

    #: How many pages PDFs have, by their names, once they are read.
    printed_pages: dict[str, int] = field(default_factory=dict)
    #: What they are beside their text, by the folders of their editions and pairs.
    printed_books: dict[str, PrintedBook] = field(default_factory=dict)
    #: Names of rules that are switched off, as far as they take time or packages.
    skipped: frozenset[str] = frozenset()

    @cached_property
    def files(self) -> SiteFiles:
        """What opens its files."""
        return SiteFiles(self.root.resolve())

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page of the editions and pairs, by its path in the site."""
        pages = {}
        for folder in (*self.languages, *self.pairs):
            for path in sorted(self.files.find(self.root / folder, ".html")):
                name = path.relative_to(self.root / folder).as_posix()
                if _NO_PAGES.intersection(name.split("/")):
                    continue
                data = self.files.read(path)
                if data is not None:
                    try:
                        pages[f"{folder}/{name}"] = read_page(data, self.shown(path), name)
                    except ValueError as error:
                        self.files.refuse(path, str(error))
        return pages

    @cached_property
    def base(self) -> str:
        """The address of the site on the web; empty where its pages do not say it."""
        return site_base(self.pages)

    @cached_property
    def identities(self) -> dict[str, str]:
        """The identity of the build of each edition, as most of its pages have it."""
        found: dict[str, list[str]] = {code: [] for code in self.languages}
        for page in self.pages.values():
            if page.edition in found:
                found[page.edition].append(page.identity)
        return {code: prevailing(names) for code, names in found.items()}

    def shown(self, path: Path) -> str:
        """Return what findings call a file."""
        return self.files.shown(path)

    def edition(self, folder: str) -> dict[str, Page]:
        """Return the documents of an edition, or of a pair, by their names in its folder."""
        start = f"{folder}/"
        return {
            path.removeprefix(start): page
            for path, page in self.pages.items()
            if path.startswith(start)
            and page.name not in _OWN
            and not (page.name.startswith("_") or page.head.is_redirect)
        }

    def documents(self, folder: str) -> dict[str, Page]:
        """Return those pages of an edition that its other formats have, too."""
        pages = self.edition(folder)
        return {name: page for name, page in pages.items() if name not in _OF_THE_WEB}

    def lang(self, folder: str) -> str:
        """Return the language of an edition, as most of its pages have it."""
        return prevailing(page.lang for page in self.edition(folder).values())

    def exists(self, path: str) -> bool:
        """Tell whether a path is a file of the site, or a folder with a page of its own."""
        place = self.root / path
        return self.files.is_file(place) or self.files.is_file(place / "index.html")


def read_site(root: Path, languages: Sequence[str] = ()) -> BuiltSite:
    """Return the site in *root*; one that we have not built has the folders *languages*.

    Raises:
        FindingsError: there is no such site.
    """
    held: dict[str, dict[str, list[str]]] = {}
    if not languages:
        held = _read_manifest(root / MANIFEST)
        languages = tuple(held["editions"])
    absent = [name for name in languages if not (root / name).is_dir()]
    if absent and not held:
        raise FindingsError.for_file(str(root / absent[0]), "there is no such folder", "site")
    return BuiltSite(root, tuple(languages), held.get("editions", {}), held.get("pairs", {}))


def _read_manifest(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return the formats by edition and by pair, as a build of ours has written them.

    Raises:
        FindingsError: there is no such file, or it is none of ours.
    """
    shown = str(path)
    message = "no build has made a site here; name its languages: --languages en fr"
    unmade = FindingsError.for_file(shown, message, "site")
    try:
        manifest, _ = parse_json(read_text(path, shown, "site"), shown, "site")
    except FindingsError as error:
        raise unmade if not path.is_file() else error from None
    held = {}
    for name in ("editions", "pairs"):
        formats = manifest.get(name) if isinstance(manifest, dict) else None
        if not isinstance(formats, dict) or not all(map(_is_formats, formats.items())):
            raise unmade
        held[name] = {str(folder): list(forms) for folder, forms in formats.items()}
    if not held["editions"]:
        raise unmade
    return held


def _is_formats(item: tuple[str, object]) -> bool:
    """Tell whether an edition is called as a folder of its own can be, and has names of formats."""
    folder, formats = item
    is_list = isinstance(formats, list) and all(isinstance(form, str) for form in formats)
    return is_list and _FOLDER.fullmatch(folder) is not None


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
            message = f"{lacks!r} has no such page"
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
                f"{code}/{_FEED}", 0, f"there is none, as {original.path}", "missing-file"
            )


def _books(site: BuiltSite) -> Iterator[Finding]:
    for folder in (*site.languages, *site.pairs):
        formats = site.formats.get(folder, site.pairs.get(folder, []))
        for form in ("epub", "pdf"):
            if form not in formats:
                continue
            path = _download(site, folder, form)
            if path is None:
                message = f"there is no {form.upper()} of {folder!r}, which {MANIFEST} names"
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
        yield Finding(shown, 0, f"the file is broken: {error}", "unreadable")


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
                yield Finding(f"{folder}/{name}", 0, "the pair has no such page", "missing-page")
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
        offers = site.pages.get(f"{language}/{_OFFERS}")
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
