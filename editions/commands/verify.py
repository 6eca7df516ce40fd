"""``editions verify``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from editions.commands.options import Parents, Verbs
from editions.commands.printing import Printer, report_findings
from editions.findings import UsageError

REPORTS = ("text", "json", "sarif", "github")


def add(verbs: Verbs, parents: Parents) -> None:
    """Declare the verb."""
    common, _editions = parents
    verify = verbs.add_parser(
        "verify",
        parents=[common],
        help="compare the finished editions and formats of a site with each other",
        description="Read a built site, and nothing else, and say where its editions, its books"
        " and its pairs do not agree: passages, figures, tables, links, pictures, languages,"
        " checksums.  Exit status 1 if there is an error.",
        epilog="A site of other tools has a folder a language: editions verify DIR --languages"
        " en fr.  Its passages are paired by their order, and where that is not sure, findings"
        " are warnings.",
    )
    verify.add_argument(
        "site",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="folder of the site (default: build/site in the publication)",
    )
    verify.add_argument(
        "--languages",
        nargs="+",
        default=[],
        metavar="FOLDER",
        help="folders of the languages, the original first (default: those of editions.json)",
    )
    verify.add_argument(
        "--skip", action="extend", nargs="+", default=[], metavar="RULE", help="switch rules off"
    )
    verify.add_argument(
        "--format", choices=REPORTS, default="text", help="of the findings (default: text)"
    )
    verify.add_argument("--list", action="store_true", help="explain the rules, and verify nothing")
    verify.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Verify a site; see ``editions verify --help``."""
    from editions.verification.site import RULES, read_site, verify_site

    if options.list:
        printer = Printer(sys.stdout)
        for name, meaning in RULES.items():
            printer.line(name)
            printer.line(f"    {meaning}")
        return 0
    unknown = sorted(set(options.skip) - set(RULES))
    if unknown:
        raise UsageError(f"there is no rule {', '.join(unknown)}; --list names them all")
    root = options.site or options.project / "build" / "site"
    site = read_site(root.resolve(), options.languages)
    Printer(sys.stderr, quiet=options.quiet or options.format == "text").say(f"Verifying {root} …")
    findings = [finding for finding in verify_site(site) if finding.rule not in options.skip]
    what = f"{len(site.languages)} editions and {len(site.pages)} pages"
    return report_findings(options, findings, {}, what)
