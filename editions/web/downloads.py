"""The files that readers can take along: found where they lie, listed in every edition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, permutations
from pathlib import Path

from babel.numbers import format_decimal
from babel.units import format_unit

from editions.dates import NO_BREAK
from editions.extras import require_extra
from editions.files.replacing import replace_file
from editions.interface import template_environment
from editions.languages import Edition
from editions.references.exporting import FORMATS
from editions.web.placeholders import fill_placeholder

#: Slots of the pages: the list, the cover's link to its PDF, and what a cover's head says of it.
LIST, COVER_LINKS, COVER_HEAD = "downloads", "cover-files", "cover-head"

#: File with the checksums, in the form that ``sha256sum --check`` reads.
CHECKSUMS = "SHA256SUMS"


class FileKind(Enum):
    """What a file is."""

    PDF = "PDF"
    EPUB = "EPUB"
    DATA = "ZIP"
    #: All works cited, for reference managers.
    WORKS = "works"
    #: The publication itself, for reference managers.
    CITATION = "citation"


#: Media types by kind, where pages name them.
MEDIA_TYPES = {FileKind.PDF: "application/pdf", FileKind.EPUB: "application/epub+zip"}


@dataclass(frozen=True)
class Download:
    """One file."""

    path: Path
    kind: FileKind
    #: Codes of its languages: none, one, or two side by side.
    codes: tuple[str, ...]
    #: In bytes.
    size: int
    sha256: str
    #: Number of pages; None where there are none to count.
    pages: int | None = None

    @property
    def format(self) -> str:
        """The format as people know it."""
        if self.kind in (FileKind.WORKS, FileKind.CITATION):
            return FORMATS[self.path.suffix.removeprefix(".")][0]
        return str(self.kind.value)


@dataclass(frozen=True)
class DownloadRow:
    """One file as an edition lists it."""

    download: Download
    href: str
    #: Its languages.
    editions: tuple[Edition, ...]
    #: With the unit: ``1,2 Mo``.
    size: str
    #: Number of pages in the form of the edition; empty where there are none to count.
    pages: str
    media_type: str


@dataclass(frozen=True)
class DownloadGroup:
    """The files of one language, or those with two side by side."""

    #: None for those with two.
    edition: Edition | None
    files: tuple[DownloadRow, ...]


def classify(name: str, slug: str, codes: Sequence[str]) -> tuple[FileKind, tuple[str, ...]] | None:
    """Return what a file called *name* is and in which languages; None for an unknown file."""
    path = Path(name)
    ending = path.suffix.removeprefix(".")
    known: dict[str, tuple[str, ...]] = {f"{slug}-{code}": (code,) for code in codes}
    if ending in FORMATS:
        for part, kind in (
            (f"{slug}-references-", FileKind.WORKS),
            (f"{slug}-", FileKind.CITATION),
        ):
            code = path.stem.removeprefix(part)
            if path.stem.startswith(part) and code in codes:
                return kind, (code,)
        return None
    if ending == "zip":
        return FileKind.DATA, ()
    if ending.upper() in (FileKind.PDF.value, FileKind.EPUB.value):
        pairs = permutations(codes, 2) if ending == "pdf" else ()
        known = {f"{slug}-{one}-{other}": (one, other) for one, other in pairs} | known
        if path.stem in known:
            return FileKind(ending.upper()), known[path.stem]
    return None


def find_downloads(folder: Path, slug: str, editions: Sequence[Edition]) -> tuple[Download, ...]:
    """Return the files in *folder* that belong to the publication, by name."""
    codes = [edition.code for edition in editions]
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        kind = classify(path.name, slug, codes)
        if kind is not None:
            content = path.read_bytes()
            pages = count_pages(path) if kind[0] is FileKind.PDF else None
            digest = hashlib.sha256(content).hexdigest()
            found.append(Download(path, *kind, len(content), digest, pages))
    return tuple(found)


def count_pages(path: Path) -> int:
    """Return the number of pages of a PDF file.

    Raises:
        MissingExtraError: what reads PDF files is not installed.
    """
    require_extra("pdf", f"counting the pages of {path.name}")
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def checksums(downloads: Iterable[Download]) -> str:
    """Return the content of `CHECKSUMS`."""
    return "".join(f"{item.sha256}  {item.path.name}\n" for item in downloads)


def format_size(size: int, edition: Edition) -> str:
    """Return a number of bytes as readers of *edition* write it: ``1,2 Mo``."""
    for unit, bytes_ in (("megabyte", 1_000_000), ("kilobyte", 1_000)):
        if size >= bytes_:
            value = size / bytes_
            rounded = round(value, 1 if value < 10 else 0)
            shown = format_unit(rounded, f"digital-{unit}", length="short", locale=edition.cldr)
            break
    else:
        shown = format_unit(size, "digital-byte", length="long", locale=edition.cldr)
    return str(shown).replace(" ", NO_BREAK)


def rows(
    downloads: Iterable[Download], edition: Edition, editions: Sequence[Edition], prefix: str
) -> list[DownloadRow]:
    """Return what *edition* lists: its own files first, then those of the other languages.

    *prefix* leads from the page to the folder of the files.  What serves reference managers is
    listed in the edition's own language alone.
    """
    by_code = {other.code: other for other in editions}
    order = {code: number for number, code in enumerate(by_code)}

    def rank(item: Download) -> tuple[bool, bool, list[int], int]:
        own = edition.code in item.codes
        languages = [order[code] for code in item.codes]
        return len(item.codes) > 1, not own, languages, list(FileKind).index(item.kind)

    def row(item: Download) -> DownloadRow:
        pages = "" if item.pages is None else format_decimal(item.pages, locale=edition.cldr)
        return DownloadRow(
            item,
            f"{prefix}{item.path.name}",
            tuple(by_code[code] for code in item.codes),
            format_size(item.size, edition),
            pages,
            MEDIA_TYPES.get(item.kind, ""),
        )

    listed = [
        item
        for item in downloads
        if item.kind not in (FileKind.WORKS, FileKind.CITATION) or item.codes == (edition.code,)
    ]
    return [row(item) for item in sorted(listed, key=rank)]


def group_files(files: Iterable[DownloadRow]) -> list[DownloadGroup]:
    """Return *files* by their languages, in their order."""

    def language(row: DownloadRow) -> Edition | None:
        return row.editions[0] if len(row.editions) == 1 else None

    return [DownloadGroup(edition, tuple(rows)) for edition, rows in groupby(files, language)]


def fill_pages(
    folder: Path,
    downloads: Sequence[Download],
    edition: Edition,
    editions: Sequence[Edition],
    *,
    prefix: str,
    address: str,
    interface_text: Callable[[str], str],
) -> None:
    """Write into the finished pages of *edition* in *folder* which files there are.

    *prefix* leads from there to the files, and *address* is their folder's on the web, or empty.
    """
    listed = rows(downloads, edition, editions, prefix)
    own = [row for row in listed if row.editions == (edition,) and row.media_type]
    template = template_environment().get_template("downloads.html")
    content = {
        LIST: template.render(
            publication=group_files(row for row in listed if row.media_type),
            data=[row for row in listed if row.download.kind is FileKind.DATA],
            works=[row for row in listed if row.download.kind is FileKind.WORKS],
            citation=[row for row in listed if row.download.kind is FileKind.CITATION],
            checksums=f"{prefix}{CHECKSUMS}",
            interface_text=interface_text,
        ),
        COVER_LINKS: _render("cover-files.html", own, interface_text=interface_text),
        COVER_HEAD: _render("cover-head.html", own, address=address),
    }
    for path in (folder / "index.html", folder / "downloads.html"):
        if path.is_file():
            page = path.read_text(encoding="utf-8")
            filled = page
            for name, html in content.items():
                filled = fill_placeholder(filled, name, html)
            if filled != page:
                replace_file(path, filled.encode())


def _render(name: str, files: Sequence[DownloadRow], **context: object) -> str:
    return template_environment().get_template(name).render(files=files, **context)
