"""What a merge must know of a project: its folders and the languages of its catalogs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from editions.catalogs.entries import Catalog
from editions.catalogs.locations import Folders
from editions.catalogs.reading import (
    Parse,
    parse_catalog,
    parse_editable,
    parse_whole,
    read_folders,
)
from editions.findings import FindingsError, real_path
from editions.languages import Edition, Publication, nearest_locale


def parser_for(publication: Publication) -> Parse:
    """Return what reads the catalogs of a publication as its builds do."""
    return parse_editable if publication.falls_back else parse_catalog


def merged_by(publication: Publication) -> Parse:
    """Return what reads the catalogs of a publication that are written again."""
    return parse_whole if publication.falls_back else parse_catalog


@dataclass(frozen=True)
class Language:
    """The catalogs of one language."""

    #: Sphinx's ``language``, which names the folder: ``es``, ``pt_BR``.
    code: str
    #: Locale for the header of new catalogs: ``es_MX``.
    locale: str
    #: The language's own name for itself: ``Español``.
    name: str
    #: Folders of catalogs, first things first: a new catalog goes into the first one.
    folders: tuple[Path, ...]
    #: Reads a catalog, of which builds of the project may publish what others refuse.
    parse: Parse = parse_catalog

    @property
    def cldr(self) -> Locale:
        """The locale's data in the Unicode CLDR; of a language unknown to it, the common ones."""
        return nearest_locale(self.locale)

    @property
    def lang(self) -> str:
        """The BCP 47 language tag: ``es-MX``."""
        return self.locale.replace("_", "-")

    def path(self, domain: str) -> Path:
        """Return the file of a catalog, which need not exist yet."""
        places = [folder / f"{domain}.po" for folder in self.folders]
        return next((path for path in places if path.is_symlink() or path.exists()), places[0])

    def read(self, root: Path) -> dict[str, Catalog]:
        """Read every catalog whole; return them by domain.

        Raises:
            FindingsError: a catalog is broken; names every one.
        """
        catalogs, findings = read_folders(self.folders, root, self.parse)
        # What Sphinx has compiled of its own words is nobody's to merge; it is left alone.
        broken = [finding for finding in findings if finding.rule != "reserved-catalog"]
        if broken:
            raise FindingsError(broken)
        return catalogs


@dataclass(frozen=True)
class Project:
    """A project with catalogs, whether it declares editions or not."""

    root: Path
    source: Path
    #: Folder for everything that can be made again.
    build: Path
    title: str
    #: Title and subtitle in one line.
    full_title: str
    #: The language that the source is written in.
    original: Language
    #: The languages whose catalogs are brought up to date.
    languages: tuple[Language, ...]
    #: The termbase, a CSV file; there need not be one.
    terms: Path

    @property
    def folders(self) -> Folders:
        """What places in the source are named from."""
        return Folders(real_path(self.root), real_path(self.source))


def language_of(publication: Publication, edition: Edition) -> Language:
    """Return the catalogs of an edition."""
    folders = publication.catalog_folders(edition)
    parse = merged_by(publication)
    return Language(edition.language, edition.locale, edition.name, folders, parse)


def project_of(publication: Publication, selected: Iterable[Edition]) -> Project:
    """Return what a merge must know of a publication and its *selected* editions."""
    original = publication.original
    return Project(
        publication.root,
        publication.source,
        publication.build,
        original.title,
        original.full_title,
        language_of(publication, original),
        tuple(language_of(publication, edition) for edition in selected if edition != original),
        publication.locale / "terms.csv",
    )
