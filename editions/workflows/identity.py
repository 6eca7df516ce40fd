"""From what an edition is made, for the identity that its files bear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from editions.files.identity import files_under, identity_of
from editions.languages import Edition, Publication
from editions.settings.conf import CONF
from editions.workflows.sphinx_run import read_conf

#: Settings of Sphinx that name folders of what pages look like.
PAGE_FOLDERS = ("html_static_path", "templates_path", "html_extra_path")


def build_identity(publication: Publication, edition: Edition) -> str:
    """Return the identity of *edition* as it would be built from what stands now."""
    catalogs = [
        file
        for number, folder in enumerate(publication.catalog_folders(edition))
        for file in files_under(folder, f"catalogs {number}")
        if file[1].suffix == ".po"
    ]
    own = catalogs if edition != publication.original else []
    return identity_of(_shared(publication), own)


def _shared(publication: Publication) -> Iterator[tuple[str, Path]]:
    left_out = (publication.build, *publication.catalog_roots)
    yield CONF, publication.root / CONF
    folders = {publication.source}
    values = read_conf(publication.root).values
    for setting in PAGE_FOLDERS:
        names = values.get(setting) or ()
        folders |= {
            publication.root / name
            for name in (names if isinstance(names, (list, tuple)) else ())
            if isinstance(name, (str, Path))
        }
    for folder in sorted(folders):
        try:
            name = folder.relative_to(publication.root).as_posix()
        except ValueError:
            name = folder.name  # of a package, or shared by several projects
        yield from files_under(folder, name, left_out)
