"""``editions verify``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.printing import Printer, report_findings, shown
from editions.findings import UsageError

if TYPE_CHECKING:
    from editions.rules.waivers import Waiver

#: The publication's own waivers, in the folder of ``conf.py``.
WAIVERS = "verify.toml"


def run(options: argparse.Namespace) -> int:
    """Verify a site; see ``editions verify --help``."""
    from editions.rules.reports import describe_rules
    from editions.verification.rules import site_rules

    if options.list:
        Printer(sys.stdout).report("\n".join(describe_rules(site_rules().values())))
        return 0
    unknown = sorted(set(options.skip) - set(site_rules()))
    if unknown:
        raise UsageError(f"there is no rule {', '.join(unknown)}; --list names them all")
    if options.require and not options.full:
        raise UsageError("--require goes with --full")
    from editions.files.replacing import replace_file
    from editions.verification.proof import prove
    from editions.verification.report import render_report
    from editions.verification.site import read_site

    root = options.site or options.project / "build" / "site"
    site = read_site(root.resolve(), options.languages)
    Printer(sys.stderr, quiet=options.quiet or options.format == "text").say(f"Verifying {root} …")
    proof = prove(
        site,
        waivers=read_site_waivers(options.waivers, options.project),
        skipped=options.skip,
        full=options.full,
        require=options.require,
    )
    what = f"{len(site.languages)} editions and {len(site.pages)} pages"
    report = options.report
    if report is None and options.site is None:
        report = options.project / "build" / "verify" / "index.html"
    if report is not None:
        replace_file(report, render_report(proof.findings, proof.keys, f"Checked {what}"))
    status = report_findings(options, proof.findings, proof.keys, what)
    if report is not None and proof.findings and options.format == "text":
        Printer(sys.stdout, quiet=options.quiet).say(f"Side by side: {shown(report)}")
    return status


def read_site_waivers(given: Path | None, project: Path) -> tuple[Waiver, ...]:
    """Return what the file of waivers excuses, by default that of the publication, if it has one.

    Raises:
        UsageError: the file that was named is not there.
        FindingsError: it is of another form.
    """
    from editions.rules.waivers import read_waivers

    path = given or project / WAIVERS
    if path.is_file():
        return tuple(read_waivers(path, shown(path)))
    if given:
        raise UsageError(f"{given} is not a file")
    return ()
