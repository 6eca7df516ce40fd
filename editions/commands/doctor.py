"""``editions doctor``, and ``editions`` alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from editions.commands.printing import Printer, PrintingReporter, print_findings
from editions.phrases import indented, localized, phrase
from editions.settings.conf import CONF


def run(options: argparse.Namespace) -> int:
    """Say what is missing; see ``editions doctor --help``."""
    from editions.workflows.doctor import examine_machine, examine_project

    reporter = PrintingReporter(Printer(sys.stderr, quiet=options.quiet))
    findings = [*examine_machine(), *examine_project(options.project, reporter)]
    print_findings(findings)
    if not findings:
        Printer(sys.stdout, quiet=options.quiet).say(phrase("Nothing is missing."))
    return int(bool(findings))


def advise(options: argparse.Namespace) -> int:
    """Say what can be done next in this folder."""
    from editions.workflows.doctor import State, state_of
    from editions.workflows.sphinx_run import nearby_conf

    del options
    state = state_of(Path())
    near = nearby_conf(Path()) if state is State.EMPTY else ""
    heads = {
        State.EMPTY: phrase("There is no publication in this folder: it has no {file}.", file=CONF),
        State.UNTRANSLATED: phrase("This is a Sphinx project that has no translations yet."),
        State.FOREIGN: phrase("This is a Sphinx project that declares no editions."),
        State.UNBUILT: phrase("This is a publication that has not been built yet."),
        State.BUILT: phrase("This is a publication; its editions are in build/site."),
    }
    begin = ("init --here --languages en fr", phrase("declare editions, and begin their catalogs"))
    steps = {
        State.EMPTY: (("init demo --languages en fr", phrase("begin one in the folder demo")),),
        State.UNTRANSLATED: (begin,),
        State.FOREIGN: (
            ("init --here", phrase("declare editions for the languages that have catalogs")),
            begin,
            ("status", phrase("show how far each translation has come")),
        ),
        State.UNBUILT: (
            ("build", phrase("build every edition")),
            ("doctor", phrase("say what is missing")),
        ),
        State.BUILT: (
            ("build", phrase("build what has changed")),
            ("update", phrase("bring the catalogs up to date with the source")),
            ("check", phrase("look for mistakes")),
            ("live --edition CODE", phrase("show an edition, and correct its translations")),
        ),
    }
    common = (("--help", phrase("list all verbs")),)
    commands = [(f"editions {step}", what) for step, what in (*steps[state], *common)]
    if near:
        commands.insert(0, (f"cd {near}", phrase("go to the {file} that is there", file=CONF)))
    width = max(len(command) for command, _ in commands)
    printer = Printer(sys.stdout)
    lines = [indented(f"{command:{width}}  {localized(what)}") for command, what in commands]
    for line in (heads[state], *lines):
        printer.line(line)
    return 0
