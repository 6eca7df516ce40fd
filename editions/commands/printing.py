"""How verbs speak to a person: colours, progress, findings.

Nothing else in this room prints: each line passes `printable` here, whatever stands in it.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from editions.findings import Finding, Severity, printable
from editions.phrases import localized, phrase
from editions.workflows.reporter import Reporter

#: What a terminal wants to hear for each colour.
_COLOURS = {"red": "31", "green": "32", "yellow": "33", "bold": "1"}


class Printer:
    """Writes for a person: colour only on a terminal, progress only when not quiet."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self.stream = stream
        self.quiet = quiet
        self.colour = stream.isatty() and not os.environ.get("NO_COLOR")
        #: Stands for the beginning of a colour until a line is printed; nobody else knows it.
        self._mark = f"colour{secrets.token_hex(8)}"
        self._marks = re.compile(f"{self._mark}<([0-9]+)>")

    def paint(self, text: str, colour: str) -> str:
        """Return *text* in *colour* for a line of this printer, where that can be seen."""
        text = localized(text)
        if not self.colour:
            return text
        return f"{self._mark}<{_COLOURS[colour]}>{text}{self._mark}<0>"

    def line(self, text: str) -> None:
        """Print one line, and nothing but one line, whatever *text* holds."""
        shown = self._marks.sub("\x1b[\\1m", printable(localized(text)))
        print(shown, file=self.stream, flush=True)

    def say(self, text: str) -> None:
        """Print one line of progress."""
        if not self.quiet:
            self.line(text)

    def report(self, text: str) -> None:
        """Print what a program is to read, as it is; its writer has made it safe."""
        print(text, end="", file=self.stream, flush=True)

    def finding(self, finding: Finding, colour: str = "") -> None:
        """Print a finding, an error in red, unless it is to have another *colour*."""
        error = finding.severity is Severity.ERROR
        self.line(self.paint(finding.localized(), colour or ("red" if error else "yellow")))

    def count(self, text: str) -> None:
        """Show how much is done, in a line that goes away."""
        print(f"\r{localized(text)}", end="", file=self.stream, flush=True)

    def clear(self) -> None:
        """Take away what `count` has shown."""
        print("\r\x1b[K", end="", file=self.stream, flush=True)


def print_findings(findings: Iterable[Finding], stream: TextIO | None = None) -> int:
    """Print findings, errors in red; return the exit status."""
    printer = Printer(stream or sys.stdout)
    failed = False
    for finding in findings:
        failed |= finding.severity is Severity.ERROR
        printer.finding(finding)
    return int(failed)


class PrintingReporter(Reporter):
    """Says what a person waits for, and what a reader might miss."""

    def __init__(self, printer: Printer) -> None:
        self.printer = printer

    def wait(self) -> None:
        """Say that another process works on the publication."""
        self.printer.say(phrase("Waiting for another build of this publication to end …"))

    def notice(self, message: str) -> None:
        """Say it."""
        self.printer.say(message)

    def remark(self, message: str) -> None:
        """Say it."""
        self.printer.say(message)


def shown(path: Path) -> str:
    """Return *path* as short as it can be from here."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def report_findings(
    options: argparse.Namespace,
    findings: Sequence[Finding],
    keys: Mapping[Finding, str],
    what: str,
) -> int:
    """Write findings in the format that *options* choose; return the exit status.

    *keys* name the messages that they are about, and *what* is what was looked at.
    """
    from editions.rules.reports import FORMATS as REPORTS
    from editions.rules.reports import as_text, summary

    printer = Printer(sys.stdout, quiet=options.quiet)
    if options.format == "text":
        for finding in findings:
            colour = "red" if finding.severity is Severity.ERROR else "yellow"
            printer.line(printer.paint(as_text(finding), colour))
        printer.say(phrase("Checked {what}: {summary}.", what=what, summary=summary(findings)))
    else:
        printer.report(REPORTS[options.format](findings, keys))
    return int(any(finding.severity is Severity.ERROR for finding in findings))
