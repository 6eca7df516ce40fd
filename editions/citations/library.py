"""The references of the edition that is being built: read once, formatted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

from editions.findings import FindingsError
from editions.languages import DOWNLOADS, Edition
from editions.references.exporting import FORMATS
from editions.references.formatting import STYLE, format_works
from editions.references.pandoc import FormattingError
from editions.references.richtext import RichInline
from editions.references.works import FormattedWork, References, Work
from editions.translations.configuration import settings_of
from editions.translations.edition import current_edition

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class ReferencesError(SphinxError):
    """The bibliography cannot be made."""

    category = "References error"


@dataclass(frozen=True)
class Export:
    """One file for reference managers."""

    #: Name of the file.
    name: str
    #: The format as people know it: ``BibTeX``.
    format: str
    #: Address relative to the page that links to it.
    href: str = ""


class Library:
    """The references of the edition that is being built."""

    def __init__(self, app: Sphinx) -> None:
        settings = settings_of(app.config)
        self.edition: Edition = current_edition(app.config)
        self.editions = settings.editions or (self.edition,)
        self.root = Path(app.confdir)
        #: The file, or None in a project without references.
        file = settings.references_file
        self.path = Path(app.srcdir, file) if file else None
        style = settings.references_style
        self.style = Path(app.srcdir, style) if style else STYLE
        # Beside the doctrees, where a build keeps what it may need again.
        self.cache = Path(app.doctreedir) / "references"
        self.slug = settings.editions_slug

    @cached_property
    def references(self) -> References:
        """What the file declares."""
        if self.path is None:
            return References(Path(), {}, (), self.editions)
        from editions.references.reading import read_references

        return read_references(self.path, self.root, self.editions)

    @cached_property
    def works(self) -> dict[str, Work]:
        """The works as this edition shows them, by key."""
        return {work.key: work for work in self.references.works(self.edition)}

    @cached_property
    def formatted(self) -> dict[str, FormattedWork]:
        """The works as text, by key, in the order of the list."""
        return {work.key: work for work in self._format(tuple(self.works.values()))}

    @cached_property
    def publication(self) -> Work | None:
        """The publication itself."""
        return self.references.publication_work(self.edition)

    @cached_property
    def publication_text(self) -> tuple[RichInline, ...]:
        """How to cite the publication; empty if the file does not say."""
        work = self.publication
        return self._format([work])[0].content if work else ()

    def _format(self, works: Sequence[Work]) -> tuple[FormattedWork, ...]:
        try:
            return format_works(works, self.edition, self.style, self.cache)
        except (FormattingError, FindingsError) as error:
            raise ReferencesError(str(error)) from error

    def dependencies(self) -> Iterator[str]:
        """Yield the files that a document with citations depends on."""
        if self.path is not None:
            yield str(self.path)
            yield str(self.style)

    def exports(self, *, publication: bool, up: str = "") -> list[Export]:
        """Return the files of the list, or those of the publication itself."""
        part = "" if publication else "references-"
        names = ((f"{self.slug}-{part}{self.edition.code}.{end}", end) for end in FORMATS)
        return [Export(name, FORMATS[end][0], f"{up}{DOWNLOADS}/{name}") for name, end in names]

    def write_exports(self, folder: Path) -> None:
        """Write every file for reference managers."""
        publication = [self.publication] if self.publication else []
        for works, own in ((list(self.works.values()), False), (publication, True)):
            if works:
                folder.mkdir(parents=True, exist_ok=True)
                writers = (write for _name, write in FORMATS.values())
                for export, write in zip(self.exports(publication=own), writers, strict=True):
                    (folder / export.name).write_text(write(works), encoding="utf-8", newline="")
