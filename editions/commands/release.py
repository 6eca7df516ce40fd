"""``editions release``."""

from __future__ import annotations

import argparse
import sys
import time

from editions.arguments.options import chosen_formats
from editions.arguments.release import WHOLE
from editions.commands.build import BuildReporter
from editions.commands.printing import Printer, shown
from editions.commands.verify import read_site_waivers
from editions.findings import real_path
from editions.phrases import phrase
from editions.workflows.shares import wanted_shares


def run(options: argparse.Namespace) -> int:
    """Release a version; see ``editions release --help``."""
    from editions.dates import settle_source_date
    from editions.workflows.release import ReleasePlan, make_release
    from editions.workflows.sphinx_run import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    start, root = time.monotonic(), real_path(options.project)
    settle_source_date(root)
    publication = load_publication(root)
    plan = ReleasePlan(
        publication,
        options.version,
        wanted_shares(publication, options.at_least, WHOLE),
        chosen_formats(options),
        options.sign,
        read_site_waivers(None, root),
        options.require,
    )
    printer.say(
        phrase("Releasing {slug} {version} …", slug=publication.slug, version=options.version)
    )
    folder = make_release(plan, BuildReporter(printer))
    seconds = time.monotonic() - start
    printer.say(
        phrase(
            "{done} in {seconds:.1f} s: {page}",
            done=printer.paint(phrase("Released"), "green"),
            seconds=seconds,
            page=f"{shown(folder)}/",
        )
    )
    return 0
