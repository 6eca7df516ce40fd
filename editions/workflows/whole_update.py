"""Bring all catalogs of a project up to date with its source, and say what changed for whom."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editions.catalogs.merging import Merge, write_merges
from editions.changes.brief import LanguageBrief
from editions.changes.page import brief_path
from editions.findings import Finding
from editions.workflows.brief import brief_merges, publish_brief
from editions.workflows.build import build_lock
from editions.workflows.projects import LoadedProject
from editions.workflows.reporter import Reporter
from editions.workflows.update import merge_catalogs, read_standing, stale_catalogs


@dataclass(frozen=True)
class Update:
    """What an update did, or would do."""

    merges: tuple[Merge, ...]
    #: What Sphinx warned of while it extracted the messages.
    warnings: tuple[Finding, ...]
    #: What is not up to date, where nothing was to be written.
    stale: tuple[Finding, ...] = ()
    #: What changed, by language.
    briefs: tuple[LanguageBrief, ...] = ()
    #: The page for translators; None where nothing changed for them.
    page: Path | None = None


def update_project(loaded: LoadedProject, reporter: Reporter, *, dry: bool) -> Update:
    """Update the catalogs of a project; where it is *dry*, write none.

    Raises:
        EditionsError: the source or a catalog has errors.
    """
    project = loaded.project
    with build_lock(loaded.publication, reporter):
        standing = read_standing(project)
        templates, warnings = loaded.extract()
        merges = merge_catalogs(project, templates, standing)
        if dry:
            return Update(merges, warnings, stale=tuple(stale_catalogs(project, merges)))
        briefs = brief_merges(project, merges)  # reads the termbase, which may be broken
        write_merges(merges)
        page = None
        if any(brief.changes for brief in briefs):  # else the last one may not have been read yet
            publish_brief(project, briefs, "the last update of the catalogs")
            page = brief_path(project)
    return Update(merges, warnings, briefs=tuple(briefs), page=page)
