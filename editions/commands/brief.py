"""``editions brief``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.printing import Printer, shown
from editions.phrases import phrase


def run(options: argparse.Namespace) -> int:
    """Write a brief; see ``editions brief --help``."""
    from editions.changes.page import brief_path
    from editions.changes.terminal import describe_language
    from editions.workflows.brief import brief_open, brief_since, publish_brief
    from editions.workflows.projects import load_project

    project = load_project(options.project, options.edition).project
    since = options.since
    briefs = brief_since(project, since) if since else brief_open(project)
    publish_brief(project, briefs, since or "each translation was last current")
    printer = Printer(sys.stdout, quiet=options.quiet)
    for brief in briefs:
        for line in describe_language(brief, printer.paint, shown):
            printer.say(line)
    printer.say(phrase("Page for translators: {path}", path=shown(brief_path(project))))
    return 0
