"""The publication itself as one edition shows it, for what its files say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editions.citations.domain import find_citation_domain
from editions.languages import Edition
from editions.references.works import Author, Work

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: What Sphinx takes for the author where ``conf.py`` names none.
NO_AUTHOR = ("", "unknown", "Author name not set")


def publication_work(env: BuildEnvironment, edition: Edition) -> Work:
    """Return the publication as its references describe it, or else as ``conf.py`` does."""
    domain = find_citation_domain(env)
    work = None if domain is None else domain.library.publication
    if work is not None:
        return work
    name = env.config.author
    authors = () if name in NO_AUTHOR else (Author(literal=name),)
    return Work("", "document", edition.lang, False, authors, edition.full_title)


def original_work(env: BuildEnvironment) -> Work | None:
    """Return the publication as its references describe it in the original language, if they do."""
    domain = find_citation_domain(env)
    if domain is None:
        return None
    library = domain.library
    return library.references.publication_work(library.editions[0])
