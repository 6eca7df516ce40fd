"""Extract messages from the source and bring the catalogs up to date with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editions.catalogs.compiling import replace_file
from editions.catalogs.merging import MergeResult, merge_catalogs
from editions.findings import one_finding, shown_path
from editions.languages import Edition, Publication
from editions.running import run_sphinx
from editions.words import DOMAIN, extract_words


def extract_messages(publication: Publication) -> Path:
    """Extract every message; return the folder of ``.pot`` files, one a document.

    Raises:
        FindingsError: the source has errors, or a document bears the name of the
            templates' words.
    """
    templates = publication.build / "gettext"
    doctrees = publication.build / "cache" / "gettext" / "doctrees"
    run_sphinx(publication, publication.original, "gettext", templates, doctrees)
    words = templates / f"{DOMAIN}.pot"
    if words.exists():
        document = shown_path(publication.source / f"{DOMAIN}.rst", publication.root)
        message = "the name is taken by the catalog of the theme's words; rename the document"
        raise one_finding(document, message, "reserved-name")
    replace_file(words, extract_words())
    return templates


def update_catalogs(
    publication: Publication, selected: Sequence[Edition]
) -> dict[str, list[MergeResult]]:
    """Merge the source's messages into the catalogs of *selected* editions, by code."""
    templates = extract_messages(publication)
    return {
        edition.code: merge_catalogs(publication, edition, templates)
        for edition in selected
        if edition != publication.original
    }
