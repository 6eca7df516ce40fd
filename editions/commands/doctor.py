"""``editions doctor``, and ``editions`` alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from editions.commands.printing import Printer, PrintingReporter, print_findings
from editions.settings.conf import CONF


def run(options: argparse.Namespace) -> int:
    """Say what is missing; see ``editions doctor --help``."""
    from editions.workflows.doctor import examine_machine, examine_project

    reporter = PrintingReporter(Printer(sys.stderr, quiet=options.quiet))
    findings = [*examine_machine(), *examine_project(options.project, reporter)]
    print_findings(findings)
    if not findings:
        Printer(sys.stdout, quiet=options.quiet).say("Nothing is missing.")
    return int(bool(findings))


def advise(options: argparse.Namespace) -> int:
    """Say what can be done next in this folder."""
    from editions.workflows.doctor import State, state_of

    del options
    state = state_of(Path())
    heads = {
        State.EMPTY: f"There is no publication in this folder: it has no {CONF}.",
        State.FOREIGN: "This is a Sphinx project that declares no editions.",
        State.UNBUILT: "This is a publication that has not been built yet.",
        State.BUILT: "This is a publication; its editions are in build/site.",
    }
    steps = {
        State.EMPTY: (("init demo --languages en fr", "begin one in the folder demo"),),
        State.FOREIGN: (
            ("init --here", "declare editions for the languages that have catalogs"),
            ("init --here --languages en fr", "declare editions, and begin their catalogs"),
            ("status", "show how far each translation has come"),
        ),
        State.UNBUILT: (("build", "build every edition"), ("doctor", "say what is missing")),
        State.BUILT: (
            ("build", "build what has changed"),
            ("update", "bring the catalogs up to date with the source"),
            ("check", "look for mistakes"),
            ("live --edition CODE", "show an edition, and correct its translations"),
        ),
    }
    common = (("--help", "list all verbs"),)
    commands = [(f"editions {step}", what) for step, what in (*steps[state], *common)]
    width = max(len(command) for command, _ in commands)
    printer = Printer(sys.stdout)
    for line in (heads[state], *(f"  {command:{width}}  {what}" for command, what in commands)):
        printer.line(line)
    return 0
