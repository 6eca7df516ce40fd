"""A change brief as one page for translators, which needs no other file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editions.catalogs.changes import ChangeKind
from editions.catalogs.projects import Project
from editions.changes.brief import LanguageBrief, summarise
from editions.findings import shown_path
from editions.interface import template_environment

#: What each kind of change asks of a translator.
ADVICE = {
    ChangeKind.CHANGED: "The message says something else now; see what that means for it.",
    ChangeKind.REGROUPED: "Its sentences stood in other paragraphs; their translations came along.",
    ChangeKind.NEW: "Not translated yet.",
    ChangeKind.MOVED: "The same message stands in another document; the translation came along.",
    ChangeKind.BACK: "The source holds the message again, and its translation with it.",
    ChangeKind.GONE: "The source no longer holds the message; its translation is kept.",
}


def brief_path(project: Project) -> Path:
    """Return where the page lies."""
    return project.build / "brief" / "index.html"


def write_page(project: Project, briefs: Sequence[LanguageBrief], since: str) -> bytes:
    """Return the page; *since* says since when, such as ``the last update``."""

    def file(path: Path) -> str:
        return shown_path(path, project.root)

    template = template_environment().get_template("brief.html")
    changes = [change for brief in briefs for change in brief.changes]
    page = template.render(
        project=project,
        briefs=briefs,
        since=since,
        summary=summarise(changes),
        advice=ADVICE,
        file=file,
    )
    return page.encode()
