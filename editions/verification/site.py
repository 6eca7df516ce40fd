"""Verify a whole site: every edition and every format against every other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from editions.findings import Finding, FindingsError, shown_path
from editions.verification.books import UnreadableError, read_epub, read_pdf
from editions.verification.comparing import compare_pages
from editions.verification.facts import Page
from editions.verification.files import check_checksums, check_data, check_references
from editions.verification.formats import compare_book, compare_halves, compare_print
from editions.verification.linking import check_alternates, check_links
from editions.verification.pages import read_page

MANIFEST = "editions.json"
_DOWNLOADS = "downloads"
#: Pages that are no document: what stands in them differs from edition to edition.
_OWN = frozenset({"search.html", "downloads.html", "genindex.html", "404.html"})
_EXPORTS = (".json", ".bib", ".ris")

#: What each rule finds, in the order in which they are listed.
RULES = {
    "missing-page": "an edition has no page that another one has",
    "missing-block": "a passage of one edition is missing in another",
    "extra-block": "an edition has a passage that the other has not",
    "moved-block": "a passage stands at another place than in the other edition",
    "other-kind": "a passage is of another kind, such as a heading of another level",
    "figures": "a number, an amount or a date stands for another one",
    "figures-doubtful": "a number may stand for another one",
    "figures-missing": "a number of the other edition is missing",
    "figures-added": "a number is not in the other edition",
    "links-differ": "a passage does not lead where the other edition's does",
    "other-language": "a passage is in the language of another edition, and not marked so",
    "missing-table": "a table is missing",
    "extra-table": "a table is not in the other edition",
    "moved-table": "tables stand in another order",
    "table-shape": "a table has other rows or columns",
    "table-cell": "a cell has another value",
    "table-data": "a table shows a figure that its data do not hold",
    "pictures": "an edition has more or fewer pictures",
    "alternative-text": "a picture has no alternative text, where the other edition has one",
    "repeated-id": "an id stands more than once in a page",
    "dead-link": "a link leads to no file, or to no place in it",
    "alternates": "a page and its counterpart in another language do not name each other",
    "format-page": "a book has no chapter that the web edition has",
    "format-missing": "a passage of the web edition is missing in another format",
    "format-differs": "a passage is not the same in another format",
    "format-order": "passages stand in another order in print",
    "unreadable": "a file is broken",
    "missing-file": "a file that the site says it has is not there",
    "checksum": "a file is not what the list of checksums says",
    "references": "an export does not hold the works of the bibliography",
}


@dataclass
class BuiltSite:
    """A site as it stands on disk."""

    root: Path
    #: Folders of the editions, the original first.
    languages: tuple[str, ...]
    #: Formats by edition, and by pair; empty for a site that no build of ours has made.
    formats: dict[str, list[str]] = field(default_factory=dict)
    pairs: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page of the editions and pairs, by its path in the site."""
        pages = {}
        for folder in (*self.languages, *self.pairs):
            for path in sorted((self.root / folder).rglob("*.html")):
                name = path.relative_to(self.root / folder).as_posix()
                pages[f"{folder}/{name}"] = read_page(path.read_bytes(), self.shown(path), name)
        return pages

    def shown(self, path: Path) -> str:
        """Return what findings call a file."""
        return shown_path(path, self.root)

    def edition(self, folder: str) -> dict[str, Page]:
        """Return the documents of an edition, or of a pair, by their names in its folder."""
        start = f"{folder}/"
        return {
            path.removeprefix(start): page
            for path, page in self.pages.items()
            if path.startswith(start) and page.name not in _OWN and not page.name.startswith("_")
        }

    def exists(self, path: str) -> bool:
        """Tell whether a path is a file of the site, or a folder with a page of its own."""
        place = self.root / path
        return place.is_file() or (place / "index.html").is_file()


def read_site(root: Path, languages: Sequence[str] = ()) -> BuiltSite:
    """Return the site in *root*; one that we have not built has the folders *languages*.

    Raises:
        FindingsError: there is no such site.
    """
    held: dict[str, dict[str, list[str]]] = {}
    path = root / MANIFEST
    if not languages:
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            held = {name: dict(manifest[name]) for name in ("editions", "pairs")}
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = "no build has made a site here; name its languages: --languages en fr"
            raise FindingsError.for_file(str(path), message, "site") from error
        languages = tuple(held["editions"])
    absent = [name for name in languages if not (root / name).is_dir()]
    if absent and not held:
        raise FindingsError.for_file(str(root / absent[0]), "there is no such folder", "site")
    return BuiltSite(root, tuple(languages), held.get("editions", {}), held.get("pairs", {}))


def verify_site(site: BuiltSite) -> tuple[Finding, ...]:
    """Return everything in which the editions and formats of *site* do not agree, sorted."""
    findings: dict[Finding, None] = {}
    for check in (_editions, _links, _books, _halves, _downloads):
        findings |= dict.fromkeys(check(site))
    order = sorted(findings, key=lambda f: (f.file, f.line, f.rule, f.message))
    return tuple(order)


def _editions(site: BuiltSite) -> Iterator[Finding]:
    first, *others = site.languages
    original = site.edition(first)
    for folder in others:
        pages = site.edition(folder)
        for name in sorted(original.keys() ^ pages.keys()):
            has, lacks = (first, folder) if name in original else (folder, first)
            message = f"{lacks!r} has no such page"
            yield Finding(f"{has}/{name}", 0, message, "missing-page")
        for name in sorted(original.keys() & pages.keys()):
            yield from compare_pages(original[name], pages[name])


def _links(site: BuiltSite) -> Iterator[Finding]:
    yield from check_links(site.pages, site.exists)
    editions = {path: page for path, page in site.pages.items() if page.edition not in site.pairs}
    yield from check_alternates(editions)


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
            yield from check_book(site, folder, form, path)


def _download(site: BuiltSite, folder: str, form: str) -> Path | None:
    found = (site.root / _DOWNLOADS).glob(f"*-{folder}.{form}")
    return min(found, key=lambda path: len(path.name), default=None)


def check_book(site: BuiltSite, folder: str, form: str, path: Path) -> Iterator[Finding]:
    """Yield what the file at *path*, an edition or a pair as *form*, does not say as the pages."""
    shown = site.shown(path)
    try:
        if form == "epub":
            book = read_epub(path.read_bytes(), shown)
            pages = {
                name.removesuffix(".html"): page for name, page in site.edition(folder).items()
            }
            yield from compare_book(pages, book, shown)
        else:
            printed = read_pdf(path.read_bytes())
            halves = folder.split("-") if folder in site.pairs else [folder]
            if not set(halves) <= set(site.languages):
                halves = [name for name in site.languages if name in folder]
            for half in halves:
                pages = site.edition(half)
                ordered = folder not in site.pairs
                yield from compare_print(pages.values(), printed, shown, ordered=ordered)
    except UnreadableError as error:
        yield Finding(shown, 0, f"the file is broken: {error}", "unreadable")


def _halves(site: BuiltSite) -> Iterator[Finding]:
    for folder in site.pairs:
        pages = site.edition(folder)
        halves = [
            (first, second)
            for first in site.languages
            for second in site.languages
            if folder == f"{first}-{second}"
        ]
        if not halves or "html" not in site.pairs[folder]:
            continue
        editions = [site.edition(name) for name in halves[0]]
        for name in sorted(editions[0].keys() & editions[1].keys()):
            page = pages.get(name)
            if page is None:
                yield Finding(f"{folder}/{name}", 0, "the pair has no such page", "missing-page")
            else:
                yield from compare_halves(page, [edition[name] for edition in editions])


def _downloads(site: BuiltSite) -> Iterator[Finding]:
    folder = site.root / _DOWNLOADS
    yield from check_checksums(folder, _DOWNLOADS)
    for language in site.languages:
        pages = site.edition(language)
        for page in pages.values():
            for table in page.tables:
                for name in table.data:
                    path = site.root / language / Path(page.name).parent / name
                    if path.is_file():
                        content = path.read_text("utf-8", "replace")
                        yield from check_data(page, table, content, site.shown(path))
            if any(block.id.startswith("ref-") for block in page.blocks):
                exports = {
                    site.shown(path): path.read_text("utf-8", "replace")
                    for path in folder.glob(f"*references-{language}.*")
                    if path.suffix in _EXPORTS
                }
                yield from check_references(page, exports)
