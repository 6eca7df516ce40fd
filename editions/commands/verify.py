"""``editions verify``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from editions.commands.papers import Task, run_task, selected
from editions.commands.printing import Printer, report_findings, shown
from editions.findings import UsageError
from editions.phrases import did_you_mean, phrase
from editions.system.commands import own_command

if TYPE_CHECKING:
    from editions.rules.waivers import Waiver
    from editions.workflows.verify import VerifyOrder


def run(options: argparse.Namespace) -> int:
    """Verify a site; see ``editions verify --help``."""
    from editions.rules.reports import describe_rules
    from editions.verification.rules import site_rules

    if options.list:
        Printer(sys.stdout).report("\n".join(describe_rules(site_rules().values())))
        return 0
    unknown = sorted(set(options.skip) - set(site_rules()))
    if unknown:
        raise UsageError(
            phrase(
                "no rule is called {name!r}; {command!r} names them{hint}",
                name=unknown[0],
                command=own_command("verify", "--list"),
                hint=did_you_mean(unknown[0], site_rules()),
            )
        )
    if options.require and not options.full:
        raise UsageError(phrase("--require goes with --full"))
    from editions.series.selecting import means_papers
    from editions.workflows.verify import VerifyOrder

    order = VerifyOrder(
        tuple(options.languages), tuple(options.skip), options.full, options.require
    )
    if any(map(means_papers, options.paths)):
        return _verify_papers(options, order)
    if len(options.paths) > 1:
        raise UsageError(phrase("one site at a time, or publications: folders with conf.py"))
    return _verify_site(options, order, next(iter(options.paths), None))


def _verify_site(options: argparse.Namespace, order: VerifyOrder, given: Path | None) -> int:
    from editions.workflows.verify import prove_site

    root = given or options.project / "build" / "site"
    Printer(sys.stderr, quiet=options.quiet or options.format == "text").say(
        phrase("Verifying {path} …", path=root)
    )
    report = options.report
    if report is None and given is None:
        report = options.project / "build" / "verify" / "index.html"
    waivers = read_site_waivers(options.waivers, options.project)
    proof, what = prove_site(root, order, waivers, report)
    status = report_findings(options, proof.findings, proof.keys, what)
    if report is not None and proof.findings and options.format == "text":
        Printer(sys.stdout, quiet=options.quiet).say(
            phrase("Side by side: {path}", path=shown(report))
        )
    return status


def _verify_papers(options: argparse.Namespace, order: VerifyOrder) -> int:
    from editions.workflows.paper_actions import VerifyPaper

    for name in ("languages", "waivers", "report"):
        if getattr(options, name):
            raise UsageError(
                phrase("--{name} goes with one site; a publication has its own", name=name)
            )
    selection = selected(options)
    output = selection.series.output if selection.series else None
    task = Task("verify", VerifyPaper(order, output), format=options.format)
    return run_task(options, selection, task)


def read_site_waivers(given: Path | None, project: Path) -> tuple[Waiver, ...]:
    """Return what the file of waivers excuses, by default that of the publication, if it has one.

    Raises:
        UsageError: the file that was named is not there.
        FindingsError: it is of another form.
    """
    from editions.workflows.verify import WAIVERS, site_waivers

    if given and not given.is_file():
        raise UsageError(phrase("{path} is not a file", path=given))
    path = given or project / WAIVERS
    return site_waivers(path, shown(path))
