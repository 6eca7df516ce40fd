"""A site as it stands on disk: its editions, its formats and its pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from editions.files.json import parse_json
from editions.files.reading import read_text
from editions.findings import FindingsError, real_path
from editions.phrases import phrase, told
from editions.verification.books import PrintedBook
from editions.verification.facts import Page
from editions.verification.freshness import prevailing
from editions.verification.linking import site_base
from editions.verification.opening import SiteFiles
from editions.verification.pages import read_page

MANIFEST = "editions.json"
#: The page of downloads: what stands in it differs from edition to edition.
OFFERS = "downloads.html"
#: Pages that belong to the web alone.
_OF_THE_WEB = frozenset({"accessibility.html", "versions.html"})
_OWN = frozenset({"search.html", OFFERS, "genindex.html", "404.html"})
#: Folders of Sphinx with files that are parts of pages at most.
_NO_PAGES = frozenset({"_static", "_sources", "_images", "_downloads", "_templates"})
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
        return SiteFiles(real_path(self.root))

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
                        self.files.refuse(path, told(error))
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
        raise FindingsError.for_file(
            str(root / absent[0]), phrase("there is no such folder"), "site"
        )
    return BuiltSite(root, tuple(languages), held.get("editions", {}), held.get("pairs", {}))


def _read_manifest(path: Path) -> dict[str, dict[str, list[str]]]:
    """Return the formats by edition and by pair, as a build of ours has written them.

    Raises:
        FindingsError: there is no such file, or it is none of ours.
    """
    shown = str(path)
    message = phrase("no build has made a site here; name its languages: --languages en fr")
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
