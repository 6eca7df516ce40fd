"""Bring the package's own catalogs up to date with its templates: ``make update`` calls it.

They are merged as those of a publication are.  A catalog of a region, such as ``fr_CA``, keeps
to the messages that it holds: it says only what its language says in another way.
"""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.entries import Catalog, Key
from editions.catalogs.merging import Merge, merge_language, write_merges
from editions.catalogs.projects import Language, Project
from editions.catalogs.templates import read_template
from editions.files.replacing import replace_file
from editions.interface import DOMAINS, LOCALE, extract_interface

ROOT = LOCALE.parent.parent


def merge_package(build: Path) -> list[Merge]:
    """Merge today's words into the package's catalogs; write nothing but templates in *build*."""
    words = {}
    for domain in DOMAINS:
        template = build / f"{domain}.pot"
        replace_file(template, extract_interface(domain))
        words[domain] = read_template(template)
    languages = tuple(
        Language(path.name, path.name, path.name, (path / "LC_MESSAGES",))
        for path in sorted(LOCALE.iterdir())
    )
    original = Language("en", "en", "English", ())
    project = Project(
        ROOT, LOCALE.parent, build, "Editions", "Editions", original, languages, build / "terms.csv"
    )
    merges = []
    for language in languages:
        standing = language.read(ROOT)
        wanted = {
            domain: [word for word in found if "_" not in language.code or word.key in own]
            for domain, found in words.items()
            if (own := _keys(standing.get(domain))) or "_" not in language.code
        }
        merges.append(merge_language(project, language, wanted, standing))
    return merges


def _keys(catalog: Catalog | None) -> set[Key]:
    return {entry.key for entry in catalog.entries} if catalog else set()


if __name__ == "__main__":
    write_merges(merge_package(ROOT / "build" / "interface"))
