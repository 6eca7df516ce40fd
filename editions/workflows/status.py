"""Measure how far each edition has come, by today's source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from editions.catalogs.compiling import read_catalogs
from editions.catalogs.projects import parser_for
from editions.catalogs.states import Progress, count_words, measure
from editions.catalogs.templates import read_templates
from editions.interface import wanted_messages
from editions.languages import Edition, Publication
from editions.workflows.build import build_lock
from editions.workflows.reporter import Reporter
from editions.workflows.update import extract_messages


def measure_progress(
    publication: Publication, selected: Sequence[Edition], reporter: Reporter
) -> Mapping[Edition, list[Progress]]:
    """Return the progress of *selected* editions, catalog by catalog; the original is current.

    Raises:
        FindingsError: the source or a catalog cannot be read.
    """
    with build_lock(publication, reporter):
        parse = parser_for(publication)
        # A broken catalog is refused before anybody has waited for the messages of the source.
        standing = {
            edition: read_catalogs(publication.catalog_folders(edition), publication.root, parse)
            for edition in selected
            if edition != publication.original
        }
        source = read_templates(extract_messages(publication))
        progress = {}
        for edition in selected:
            if edition == publication.original:
                words = {
                    name: [count_words(m.msgid) for m in found] for name, found in source.items()
                }
                progress[edition] = [
                    Progress(name, translated=len(n), translated_words=sum(n), words=sum(n))
                    for name, n in sorted(words.items())
                ]
                continue
            catalogs = standing[edition]
            progress[edition] = measure(wanted_messages(source, edition.locale, catalogs), catalogs)
    return progress
