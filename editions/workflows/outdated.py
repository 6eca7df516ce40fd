"""Documents that stand from an earlier run, and which of them are to be read again.

Sphinx goes by the times of the files that it knows of.  Here it is known which files have another
content, whatever their times say, and which ones were read without a word to Sphinx.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING

from editions.languages import Publication
from editions.workflows.inputs import DATE, Inputs

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Settings with folders whose files pages are written with, and no document is read from.
_FOR_PAGES = ("html_static_path", "html_extra_path", "html_theme_path", "templates_path")
#: The substitution that is replaced as a document is read.
_TODAY = b"today"


def can_stand(publication: Publication, before: Inputs, changed: Iterable[str]) -> bool:
    """Tell whether documents may stand that were read from *before*, where so much has *changed*.

    They may where `read_again` finds what is made of it: among the documents, what these name, and
    the catalogs.  It knows neither of what else was read, such as an extension of the project, nor
    of new files, such as a picture by language.
    """
    known = (publication.source, *publication.catalog_roots)
    return all(
        path in before.files and not path.endswith(".py") and _is_in(path, known)
        for path in set(changed) - {DATE}
    )


def read_again(publication: Publication, changed: Collection[str], app: Sphinx) -> None:
    """Let Sphinx read again the documents that are made of *changed* files.

    Where nobody knows which ones are, it reads all.  Of catalogs it sees by itself what has
    changed, since they are compiled anew.  Call it when *app* is set up.
    """

    def find(app: Sphinx, env: BuildEnvironment, *_found: Set[str]) -> list[str]:
        files = set(changed) - {DATE}
        made_of = {docname: set(_paths(app, docname)) for docname in env.all_docs}
        settings = (getattr(app.config, name, None) or () for name in _FOR_PAGES)
        pages = [Path(app.confdir, folder) for folders in settings for folder in folders]
        left_out = (*publication.catalog_roots, *pages)
        unknown = files.difference(*made_of.values())
        if not all(_is_in(path, left_out) for path in unknown):
            return sorted(made_of)
        found = {name for name, paths in made_of.items() if not files.isdisjoint(paths)}
        if DATE in changed:
            texts = (app.config.rst_prolog, app.config.rst_epilog)
            if any(_TODAY in (text or "").encode() for text in texts):
                return sorted(made_of)
            found |= {name for name, paths in made_of.items() if any(map(_is_dated, paths))}
        return sorted(found)

    if changed:
        app.connect("env-get-outdated", find)


def sources(app: Sphinx) -> Iterator[Path]:
    """Yield the files that documents are made of, read in this run or in an earlier one."""
    for docname in app.env.all_docs:
        yield from sources_of(app, docname)


def sources_of(app: Sphinx, docname: str) -> Iterator[Path]:
    """Yield the files that a document is made of."""
    yield Path(app.env.doc2path(docname))
    yield from (Path(app.srcdir, name) for name in app.env.dependencies.get(docname, ()))


def _paths(app: Sphinx, docname: str) -> Iterator[str]:
    # A link is not what it leads to.
    return (os.path.abspath(path) for path in sources_of(app, docname))  # noqa: PTH100


def _is_in(path: str, folders: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _is_dated(path: str) -> bool:
    """Tell whether a text may bear the date of today."""
    try:
        return _TODAY in Path(path).read_bytes()
    except OSError:
        return False  # a document that is gone
