"""``editions release``."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from editions.commands.build import BuildReporter
from editions.commands.options import Parents, Verbs, add_formats, chosen_formats
from editions.commands.printing import Printer, shown
from editions.commands.status import parse_threshold, wanted_shares
from editions.commands.verify import read_site_waivers

#: Share of each translation that must be current where nothing else is asked for, in per cent.
WHOLE = 100


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    common, _editions = parents
    release = verbs.add_parser(
        "release",
        parents=[common],
        help="check, build and verify everything, and pack it as one version",
        description="Release a version of the publication into build/release/VERSION: the site, the"
        " downloads, checksums, a manifest, a bill of materials, notes and metadata, and one"
        " archive of it all.  Refused unless the tree is committed, the version has its notes in"
        " every language, each translation is current, and 'check' and 'verify' find no error.",
    )
    release.add_argument("version", metavar="VERSION", help="as 'release' in conf.py, such as 1.1")
    release.add_argument(
        "--at-least",
        action="extend",
        nargs="+",
        type=parse_threshold,
        default=[],
        metavar="PERCENT",
        help="share of the words that must be current: 95 for every edition, es=95 for one"
        f" (default: {WHOLE})",
    )
    add_formats(release)
    release.add_argument(
        "--sign", type=Path, metavar="KEY", help="sign the checksums with this SSH key"
    )
    release.add_argument(
        "--require",
        action="store_true",
        help="refuse where a program that checks a format (verify --full) is not installed",
    )
    release.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Release a version; see ``editions release --help``."""
    from editions.dates import settle_source_date
    from editions.workflows.release import ReleasePlan, make_release
    from editions.workflows.sphinx_run import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    start, root = time.monotonic(), options.project.resolve()
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
    printer.say(f"Releasing {publication.slug} {options.version} …")
    folder = make_release(plan, BuildReporter(printer))
    seconds = time.monotonic() - start
    printer.say(f"{printer.paint('Released', 'green')} in {seconds:.1f} s: {shown(folder)}/")
    return 0
