"""Find catalog files: regular ones only, whatever has been put in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from editions.catalogs.domains import SPHINX
from editions.files.walking import walk
from editions.findings import Finding, FindingsError, printable, real_path, shown_path
from editions.phrases import phrase

#: What Sphinx compiles ``sphinx.po`` into, before it loads any extension.
COMPILED_WORDS = f"{SPHINX}.mo"
UNREVIEWED = phrase(
    "Sphinx's own words are read from {sphinx}.po alone; remove the file", sphinx=SPHINX
)

_LINK = phrase("a folder of catalogs must not be a link; put the folder itself there")

#: Catalogs of one language larger than this, all together, are not a publication's.
MAX_FOLDER_BYTES = 200_000_000


@dataclass(frozen=True)
class CatalogFile:
    """A file that may be a catalog."""

    path: Path
    #: Its name below the folder, without its ending: ``economy``, ``annex/tables``.
    domain: str


def find_catalogs(folder: Path, root: Path) -> tuple[list[CatalogFile], list[Finding]]:
    """Return the ``.po`` files under *folder*, and what may not lie there.

    *folder* is ``<locale>/<code>/LC_MESSAGES``.  Like what is in it, it may not be a link, but to
    the folder of another language beside it, as many a project has ``fr`` for its ``fr_FR``.
    """
    findings: list[Finding] = []

    def refuse(path: Path, message: str, rule: str = "po-file") -> None:
        findings.append(Finding(shown_name(path, root), 0, message, rule))

    for link, leads_aside in _links(folder):
        if not leads_aside:
            refuse(link, _LINK)
            return [], findings
    files: list[CatalogFile] = []
    size = 0
    for path in _walk(folder):
        domain = path.relative_to(folder).with_suffix("").as_posix()
        if path.name == COMPILED_WORDS and not path.is_dir():
            if is_unreviewed(path):
                refuse(path, UNREVIEWED, "reserved-catalog")
            continue
        if path.suffix != ".po":
            refuse(path, _LINK)
            continue
        size += path.lstat().st_size
        if size > MAX_FOLDER_BYTES:
            refuse(
                folder,
                phrase(
                    "the catalogs hold more than {max_folder_bytes:,} bytes together",
                    max_folder_bytes=MAX_FOLDER_BYTES,
                ),
            )
            return [], findings
        files.append(CatalogFile(path, domain))
    return files, findings


def language_folders(locale: Path) -> Iterator[Path]:
    """Yield the folders of catalogs in *locale*, ``<code>/LC_MESSAGES``, a linked one once."""
    for folder in sorted(locale.glob("*/LC_MESSAGES")):
        if folder.is_dir() and not any(leads_aside for _, leads_aside in _links(folder)):
            yield folder


def _links(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the links in ``<locale>/<code>/LC_MESSAGES``, and whether each leads to its like."""
    locale = folder.parent.parent
    for depth, place in enumerate((folder.parent, folder), 1):
        if place.is_symlink():
            end, around = real_path(place), real_path(locale)
            inside = end.is_dir() and end.is_relative_to(around)
            yield place, inside and len(end.relative_to(around).parts) == depth


def _walk(folder: Path) -> Iterator[Path]:
    """Yield what is called a catalog under *folder*, and links to folders, which are not entered.

    So is what Sphinx has compiled of its own words.  It does not look into hidden folders either.
    """
    for place, folders, names in walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (place / name).is_symlink()]
        found = {n for n in [*names, *folders] if n.endswith(".po")}
        if place == folder:  # Sphinx has read it already, and has not asked us
            found |= {COMPILED_WORDS}.intersection(names)
        for name in sorted(found.union(links)):
            yield place / name


def shown_name(path: Path, root: Path) -> str:
    """Return the name of a file as a user reads it: of a link itself, and safe to print."""
    name = str(Path(shown_path(path.parent, root), path.name))
    return printable(name)


def is_unreviewed(path: Path) -> bool:
    """Tell whether compiled words of Sphinx are not those of the catalog beside them.

    Whatever they are, this package uses the catalog alone.
    """
    return path.is_symlink() or not path.is_file() or not path.with_suffix(".po").is_file()


def locale_folder(folder: Path) -> str:
    """Return *folder* for ``locale_dirs`` in ``conf.py``, when nothing in it misleads Sphinx.

    Sphinx compiles a ``sphinx.po`` before it loads any extension, whatever that is, and writes
    through a link in the place of ``sphinx.mo``: nothing but ``conf.py`` can look before.

    Raises:
        FindingsError: it does.
    """
    places = sorted(folder.glob(f"*/LC_MESSAGES/{SPHINX}.*"))
    findings = [
        Finding(shown_name(path, folder.parent), 0, UNREVIEWED, "reserved-catalog")
        for path in places
        if (path.suffix == ".mo" and is_unreviewed(path))
        or (path.suffix == ".po" and (path.is_symlink() or not path.is_file()))
    ]
    if findings:
        raise FindingsError(findings)
    return str(folder)
