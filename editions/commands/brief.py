"""``editions brief``."""

from __future__ import annotations

import argparse
import sys

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, shown


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    brief = verbs.add_parser(
        "brief",
        parents=parents,
        help="say what changed for translators",
        description="Say what waits for translators in each catalog, or what changed since a"
        " revision: the difference of the message, word by word, beside the translation.  It is"
        " printed, and written as a page into build/brief/.  'update' does the same for what it"
        " changes.",
    )
    brief.add_argument("--since", metavar="REV", help="compare with the catalogs of a git revision")
    brief.set_defaults(run=run)


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
    printer.say(f"Page for translators: {shown(brief_path(project))}")
    return 0
