"""The manifest of a release: what it is, what it was made from and with, and each of its files."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from editions.findings import as_json
from editions.releases.facts import Release, ReleasedEdition, ReleasedFile, files_in
from editions.releases.validation import validate
from editions.web.downloads import count_pages

NAME = "manifest.json"
SUMS = "SHA256SUMS"
#: Those that Python does not know, or knows by the tables of a machine alone.
_MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "cff": "application/yaml",
    "csv": "text/csv",
    "epub": "application/epub+zip",
    "inv": "application/octet-stream",
    "json": "application/json",
    "md": "text/markdown",
    "ris": "application/x-research-info-systems",
    "woff2": "font/woff2",
    "xhtml": "application/xhtml+xml",
    "xml": "application/xml",
    "zip": "application/zip",
}
_KNOWN = mimetypes.MimeTypes()  # Python's own alone


def read_files(folder: Path) -> list[ReleasedFile]:
    """Return every file under *folder*, in order, with what can be counted of it."""
    return [_read(path, path.relative_to(folder).as_posix()) for path in files_in(folder)]


def _read(path: Path, name: str) -> ReleasedFile:
    data = path.read_bytes()
    pages = count_pages(path) if path.suffix == ".pdf" else None
    return ReleasedFile(name, len(data), hashlib.sha256(data).hexdigest(), pages)


def render_sums(files: Iterable[ReleasedFile]) -> bytes:
    """Return the checksums of *files* as ``sha256sum --check`` reads them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()


def media_type(name: str) -> str:
    """Return the media type of a file, by the ending of its name alone."""
    ending = name.rpartition(".")[2].lower()
    guessed = _KNOWN.guess_type(f"x.{ending}")[0]
    return _MEDIA_TYPES.get(ending) or guessed or "application/octet-stream"


def render_manifest(release: Release, files: Iterable[ReleasedFile]) -> bytes:
    """Return the manifest, JSON of the schema ``manifest.json`` in `validation.FOLDER`.

    Raises:
        FindingsError: it is not of its schema.
    """
    content: dict[str, Any] = {
        "manifestVersion": 1,
        "publication": {
            "name": release.slug,
            "title": release.original.work.title,
            "version": release.version,
            "date": release.day.isoformat(),
            "license": release.license or None,
            "copyright": release.copyright or None,
        },
        "source": {"revision": release.revision, "date": release.moment.isoformat()},
        "madeWith": {
            "editions": release.toolkit,
            "python": release.python,
            "packages": {package.name: package.version for package in release.packages},
        },
        "editions": [_edition(edition) for edition in release.editions],
        "files": [dict(_file(file)) for file in files],
    }
    validate(content, "manifest", NAME)
    return as_json(content).encode()


def _edition(edition: ReleasedEdition) -> dict[str, Any]:
    return {
        "code": edition.edition.code,
        "language": edition.edition.lang,
        "title": edition.work.title,
        "completeness": {"percent": edition.percent, "words": dict(edition.words)},
        "formats": dict(edition.files),
    }


def _file(file: ReleasedFile) -> Iterator[tuple[str, Any]]:
    yield "path", file.path
    yield "mediaType", media_type(file.path)
    yield "size", file.size
    yield "sha256", file.sha256
    if file.pages is not None:
        yield "pages", file.pages
