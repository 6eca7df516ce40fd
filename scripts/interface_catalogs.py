"""Bring the package's own catalogs up to date with its templates: ``make update`` calls it.

They are merged as those of a publication are.  A catalog of a region, such as ``fr_CA``, keeps
to the messages that it holds: it says only what its language says in another way.
"""

from __future__ import annotations

from pathlib import Path

from editions.catalogs.domains import INTERFACE
from editions.catalogs.merging import Merge, merge_language, write_merges
from editions.catalogs.projects import Language, Project
from editions.catalogs.templates import read_template
from editions.files.replacing import replace_file
from editions.interface import LOCALE, extract_interface

ROOT = LOCALE.parent.parent


def merge_package(build: Path) -> list[Merge]:
    """Merge today's words into the package's catalogs; write nothing but a template in *build*."""
    template = build / f"{INTERFACE}.pot"
    replace_file(template, extract_interface())
    words = read_template(template)
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
        own = {entry.key for entry in standing[INTERFACE].entries}
        wanted = [word for word in words if "_" not in language.code or word.key in own]
        merges.append(merge_language(project, language, {INTERFACE: wanted}, standing))
    return merges


if __name__ == "__main__":
    write_merges(merge_package(ROOT / "build" / "interface"))
