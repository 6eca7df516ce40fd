"""What is released, as values; all that a release writes of itself is made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from editions.languages import Edition
from editions.references.works import Work


@dataclass(frozen=True)
class ReleasedEdition:
    """One language of a release."""

    edition: Edition
    #: The publication as this edition cites it.
    work: Work
    #: Address of its first page on the web; empty where the publication has none.
    address: str
    #: Its paths in the release, by format.
    files: tuple[tuple[str, str], ...]
    #: Words of the source by state: current, outdated, missing; the original's are all current.
    words: tuple[tuple[str, int], ...]
    #: Share of the words that is current, in per cent.
    percent: int


@dataclass(frozen=True)
class PythonPackage:
    """A Python package that the release was made with."""

    name: str
    version: str
    #: As it says itself: an expression of SPDX, or words; may be empty.
    license: str
    #: Names of the packages that it requires, and that are among those of the release.
    requires: tuple[str, ...] = ()


@dataclass(frozen=True)
class Release:
    """One version of a publication, ready to be released."""

    slug: str
    version: str
    #: Day of the version, as the file of versions has it.
    day: date
    #: That of the source, which files bear.
    moment: datetime
    #: The commit that it is made from.
    revision: str
    #: The editions, the original first.
    editions: tuple[ReleasedEdition, ...]
    #: Whose the text is, and since when; may be empty.
    copyright: str
    #: Identifier of SPDX of the licence of the text; may be empty.
    license: str
    #: Version of the toolkit, and of Python.
    toolkit: str
    python: str
    packages: tuple[PythonPackage, ...]

    @property
    def name(self) -> str:
        """Name of the archive, and of the folder that it unpacks to: ``two-shores-1.1``."""
        return f"{self.slug}-{self.version}"

    @property
    def original(self) -> ReleasedEdition:
        """The edition that the others are translations of."""
        return self.editions[0]


@dataclass(frozen=True)
class ReleasedFile:
    """One file of a release."""

    #: Relative to its folder, with slashes.
    path: str
    #: In bytes.
    size: int
    sha256: str
    #: Number of pages; None where there are none to count.
    pages: int | None = None


def files_in(folder: Path) -> list[Path]:
    """Return every file under *folder*, in the order of their paths with slashes.

    It is the same on every machine, whatever its file system and locale.
    """
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())
