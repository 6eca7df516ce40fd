"""Make change briefs: after an update, since a revision, or of what is still to do."""

from __future__ import annotations

from collections.abc import Iterable

from editions.catalogs.changes import changes_between, changes_of, open_changes
from editions.catalogs.merging import Merge
from editions.catalogs.projects import Project
from editions.catalogs.termbase import read_termbase
from editions.changes.brief import LanguageBrief, make_brief
from editions.changes.differences import Comparer
from editions.changes.history import catalogs_at
from editions.changes.page import brief_path, write_page
from editions.files.replacing import make_build_folder, replace_file
from editions.findings import shown_path


def comparer_for(project: Project) -> Comparer:
    """Return what is known of the language that the source is written in.

    Raises:
        FindingsError: the termbase cannot be read.
    """
    shown = shown_path(project.terms, project.root)
    terms = read_termbase(project.terms, project.original.locale, shown)
    return Comparer(project.original.cldr, terms)


def brief_merges(project: Project, merges: Iterable[Merge]) -> list[LanguageBrief]:
    """Return what an update changed, by language."""
    comparer = comparer_for(project)
    return [
        make_brief(
            merge.language,
            changes_of(merge),
            {catalog.domain: catalog.after for catalog in merge.catalogs},
            comparer,
        )
        for merge in merges
    ]


def brief_since(project: Project, revision: str) -> list[LanguageBrief]:
    """Return what changed in the catalogs since a revision, by language.

    Raises:
        EditionsError: the revision or a catalog cannot be read.
    """
    comparer = comparer_for(project)
    briefs = []
    for language in project.languages:
        before, after = catalogs_at(revision, language, project.root), language.read(project.root)
        briefs.append(make_brief(language, changes_between(before, after), after, comparer))
    return briefs


def brief_open(project: Project) -> list[LanguageBrief]:
    """Return what waits for translators, by language.

    Raises:
        FindingsError: a catalog is broken.
    """
    comparer = comparer_for(project)
    briefs = []
    for language in project.languages:
        catalogs = language.read(project.root)
        briefs.append(make_brief(language, open_changes(catalogs), catalogs, comparer))
    return briefs


def publish_brief(project: Project, briefs: list[LanguageBrief], since: str) -> None:
    """Put the page for translators into place."""
    make_build_folder(project.build)
    replace_file(brief_path(project), write_page(project, briefs, since))
