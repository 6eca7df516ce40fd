"""Begin a publication: the example in the languages that are chosen, catalogs included."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from editions.catalogs.blocks import EntryLines, translation_lines
from editions.catalogs.entries import Catalog, Entry
from editions.catalogs.files import find_catalogs
from editions.catalogs.reading import read_catalog
from editions.catalogs.writing import rewrite_entries
from editions.extras import install_command, missing_packages
from editions.files.reading import read_regular
from editions.findings import real_path
from editions.languages import Edition
from editions.pdf.glyphs import package_of
from editions.phrases import phrase
from editions.scaffolding.example import NewPublication, render, translations
from editions.scaffolding.languages import likely_script
from editions.scaffolding.placing import place_files, refuse_taken
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import update_catalogs

#: What parts of the example need an optional part of the package.
_PARTS = {
    "charts": phrase("The chart needs packages that are not installed: {command}"),
    "references": phrase(
        "The list of works cited needs packages that are not installed: {command}"
    ),
    "pdf": phrase("The PDF needs packages that are not installed: {command}"),
    "epub": phrase("The EPUB needs packages that are not installed: {command}"),
}
#: When a catalog was made, in its header.
_DAY = re.compile(rb'"POT-Creation-Date: [^"]*"')
#: Scripts of which nearly every machine has fonts.
_USUAL = frozenset(("Latn", "Cyrl", "Grek"))


def begin_publication(target: Path, choice: NewPublication) -> tuple[str, ...]:
    """Write a publication of two chapters into the folder *target*; return its files' names.

    Nothing is written before all of it is ready, and never over a file.

    Raises:
        FindingsError: a file stands there already.
    """
    files = render(choice)
    refuse_taken(target, files)
    with tempfile.TemporaryDirectory() as folder:
        root = real_path(Path(folder))
        place_files(root, files)
        catalogs = _begun_catalogs(root, choice)
        files |= {name: _as_begun(target / name, data) for name, data in catalogs.items()}
    place_files(target, files)
    return tuple(sorted(files))


def _begun_catalogs(root: Path, choice: NewPublication) -> dict[str, bytes]:
    """Return the catalogs of the publication in *root*, with the translations that are known."""
    publication = load_publication(root)
    update_catalogs(publication, publication.translations)
    begun = {}
    for edition in publication.translations:
        known = translations(choice, edition)
        for folder in publication.catalog_folders(edition):
            for file in find_catalogs(folder, root)[0]:
                text = fill(read_catalog(file.path, root), known)
                begun[file.path.relative_to(root).as_posix()] = text.encode()
    return begun


def _as_begun(path: Path, catalog: bytes) -> bytes:
    """Return what stands at *path* where it is the *catalog* of another minute; else that.

    So who was stopped in the middle goes on.
    """
    try:
        standing = read_regular(path, len(catalog))
    except OSError:
        return catalog
    return standing if _DAY.sub(b"", standing) == _DAY.sub(b"", catalog) else catalog


def fill(catalog: Catalog, known: Mapping[str, str]) -> str:
    """Return the text of a catalog with the *known* translations, by message, in their places."""

    def change(entry: Entry, block: EntryLines) -> EntryLines | None:
        text = known.get(entry.msgid)
        if text is None or entry.translated or entry.msgid_plural is not None:
            return None
        return replace(block, translation=translation_lines((text,), plural=False))

    return rewrite_entries(catalog, change)


def missing_parts(editions: Sequence[Edition]) -> Iterator[str]:
    """Yield what the machine lacks to build the example in every format, and how to get it."""
    for extra, what in _PARTS.items():
        if missing_packages(extra):
            yield phrase(what, command=install_command(extra))
    unusual = [edition for edition in editions if likely_script(edition.cldr) not in _USUAL]
    if unusual:
        names = ", ".join(edition.name for edition in unusual)
        fonts = " ".join(sorted({package_of(likely_script(e.cldr)) for e in unusual}))
        yield phrase(
            "The PDFs need fonts with the letters of {names}, such as Debian’s {fonts}.",
            names=names,
            fonts=fonts,
        )
