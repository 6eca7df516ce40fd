"""Look what stands in the places of a project's files, before anything is read from there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from editions.catalogs.files import shown_name
from editions.findings import Finding, FindingsError, real_path
from editions.languages import Publication
from editions.phrases import phrase
from editions.workflows.undeclared import UndeclaredPublication

RULE = "link"
#: Folders of a source that hold no source.
_NO_SOURCE = frozenset(("node_modules", "__pycache__"))


def check_links(publication: Publication) -> None:
    """Make sure that no pipe, and no link to elsewhere, stands for a file of *publication*.

    A pipe would be waited for; of a link, a page, a message or an error would show what it leads
    to: ``/etc/passwd``, say.  Links within the project, which is what lies in one repository, are
    as good as files.  The source of a project that declares no editions is read as Sphinx reads
    it.

    Raises:
        FindingsError: a link leads out of the project, or there is a pipe, a socket or a device.
    """
    top = top_of(publication.root)
    findings = []
    for path in _places(publication):
        message = ""
        if path.is_symlink() and not is_inside(path, top):
            message = phrase("is a link that leads out of the project; put the file itself there")
        elif os.path.lexists(path) and not (path.is_file() or path.is_dir() or path.is_symlink()):
            message = phrase("is a pipe, a socket or a device; put a file there")
        if message:
            findings.append(Finding(shown_name(path, publication.root), 0, message, RULE))
    if findings:
        raise FindingsError(dict.fromkeys(findings))


def top_of(root: Path) -> Path:
    """Return the folder of the repository that *root* lies in; *root* itself outside of any."""
    root = real_path(root)
    return next((f for f in (root, *root.parents) if os.path.lexists(f / ".git")), root)


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether what *path* leads to, be it there or not, lies in *folder*."""
    return real_path(path).is_relative_to(folder)


def _places(publication: Publication) -> Iterator[Path]:
    """Yield the places of files that are read, and of folders around them."""
    files = [publication.terms, publication.waivers]
    files += [publication.spelling_list(edition) for edition in publication.translations]
    folders: list[Path] = []
    if not isinstance(publication, UndeclaredPublication):
        files += [publication.source, publication.data]
        files += [publication.references] if publication.references else []
        folders = [publication.source, publication.data.parent]
    for file in files:
        yield from (file, file.parent)
    for folder in folders:
        for place, below, names in os.walk(folder):
            if Path(place) == publication.root:  # documents beside conf.py, and much else
                below[:] = [n for n in below if n[0] != "." and n != publication.build.name]
            below[:] = [name for name in below if name not in _NO_SOURCE]
            yield from (Path(place, name) for name in (*names, *below))
