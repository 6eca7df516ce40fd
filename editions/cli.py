"""The ``editions`` command: arguments in, findings and exit status out.

Exit status: 0 for success, 1 for findings or a failure, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import editions
from editions.findings import EditionsError, UsageError

if TYPE_CHECKING:
    from editions.building import JobResult
    from editions.catalogs.merging import MergeResult
    from editions.languages import Publication

FORMATS = ("html", "pdf")


class Printer:
    """Writes for a person: colour only on a terminal, progress only when not quiet."""

    _CODES = {"red": "31", "green": "32", "yellow": "33", "bold": "1"}

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self.stream = stream
        self.quiet = quiet
        self.colour = stream.isatty() and "NO_COLOR" not in os.environ

    def paint(self, text: str, colour: str) -> str:
        """Return *text* in *colour* where that can be seen."""
        return f"\x1b[{self._CODES[colour]}m{text}\x1b[0m" if self.colour else text

    def say(self, text: str) -> None:
        """Print one line of progress."""
        if not self.quiet:
            print(text, file=self.stream, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    options = make_parser().parse_args(arguments)
    errors = Printer(sys.stderr)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except UsageError as error:
        print(f"{errors.paint('editions:', 'red')} {error}", file=sys.stderr)
        return 2
    except EditionsError as error:
        for line in str(error).splitlines():
            print(errors.paint(line, "red"), file=sys.stderr)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(errors.paint(f"{place}{error.strerror or error}", "red"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("editions: stopped; nothing was changed", file=sys.stderr)
        return 130


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--project",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder of the publication, the one with conf.py (default: here)",
    )
    common.add_argument("-q", "--quiet", action="store_true", help="say nothing but errors")
    choice = argparse.ArgumentParser(add_help=False)
    choice.add_argument(
        "-e",
        "--edition",
        action="extend",
        nargs="+",
        default=[],
        metavar="CODE",
        help="only these editions, by their codes in conf.py (default: all)",
    )

    parser = argparse.ArgumentParser(
        prog="editions",
        description="Build the editions of one publication in several languages.",
        epilog="Exit status: 0 success, 1 something is wrong with the publication, 2 wrong call.",
    )
    parser.add_argument("--version", action="version", version=f"editions {editions.__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    build = verbs.add_parser(
        "build",
        parents=[common, choice],
        help="build editions and put them into the site",
        description="Build editions aside and put them into the site when all of them are right."
        " Any warning is an error; after an error the site is as it was.",
    )
    build.add_argument(
        "-f",
        "--format",
        action="extend",
        nargs="+",
        choices=FORMATS,
        default=[],
        dest="formats",
        help="only these formats (default: all)",
    )
    build.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="folder of the site (default: build/site in the publication)",
    )
    build.set_defaults(run=run_build)

    update = verbs.add_parser(
        "update",
        parents=[common, choice],
        help="bring the catalogs up to date with the source",
        description="Extract every message of the source and merge them into the catalogs."
        " Translations are never lost: one whose message changed is marked fuzzy and keeps"
        " the earlier message, one whose message is gone stays at the end of its catalog.",
    )
    update.set_defaults(run=run_update)

    check = verbs.add_parser(
        "check",
        parents=[common, choice],
        help="check data, figures and catalogs without building",
        description="Check the data, compare the figures that sentences state with them, and"
        " read every catalog. A finding is file:line: message (rule).",
    )
    check.set_defaults(run=run_check)

    status = verbs.add_parser(
        "status",
        parents=[common, choice],
        help="show how far each translation has come",
        description="Compare the catalogs with today's source, chapter by chapter.",
    )
    status.set_defaults(run=run_status)
    return parser


def run_build(options: argparse.Namespace) -> int:
    """Build editions; see ``editions build --help``."""
    from editions.building import build_site
    from editions.running import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    start = time.monotonic()
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    formats = options.formats or FORMATS
    done = 0

    def report(result: JobResult, total: int) -> None:
        nonlocal done
        done += 1
        state = printer.paint("failed", "red") if result.findings else "built"
        printer.say(f"[{done}/{total}] {result.job}: {state} in {result.seconds:.1f} s")

    count = len(selected) * len(formats)
    printer.say(f"Building {count} edition{'s' if count > 1 else ''} of {publication.slug} …")
    site = build_site(
        publication,
        selected,
        formats,
        options.output or publication.build / "site",
        report=report,
        waiting=lambda: printer.say("Waiting for another build of this publication to end …"),
    )
    seconds = time.monotonic() - start
    printer.say(f"{printer.paint('Done', 'green')} in {seconds:.1f} s: {shown(site)}/index.html")
    return 0


def run_update(options: argparse.Namespace) -> int:
    """Update catalogs; see ``editions update --help``."""
    from editions.running import load_publication
    from editions.updating import update_catalogs

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    printer.say("Extracting messages …")
    for code, results in update_catalogs(publication, selected).items():
        printer.say(printer.paint(f"{code}: {publication.edition(code).name}", "bold"))
        for line in describe_merge(publication, results):
            printer.say(f"  {line}")
    return 0


def describe_merge(publication: Publication, results: Sequence[MergeResult]) -> list[str]:
    """Return a line for each catalog that changed, or one that none did."""
    from editions.catalogs.merging import Outcome

    lines = []
    for result in results:
        if result.outcome is Outcome.UNCHANGED:
            continue
        parts = [f"{result.added} new"] if result.added else []
        if result.fuzzy:
            parts[-1] += f" ({result.fuzzy} of them changed: look at the fuzzy entries)"
        if result.obsolete:
            parts.append(f"{result.obsolete} gone")
        detail = f": {', '.join(parts)}" if parts else ""
        lines.append(f"{shown(result.path)} {result.outcome.value}{detail}")
    return lines or ["nothing changed"]


def run_check(options: argparse.Namespace) -> int:
    """Check the publication; see ``editions check --help``."""
    from editions.checking import CHECKS, run_checks
    from editions.findings import Severity
    from editions.running import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    findings = run_checks(publication, publication.select(options.edition))
    for finding in findings:
        is_error = finding.severity is Severity.ERROR
        print(printer.paint(str(finding), "red" if is_error else "yellow"))
    names = ", ".join(check.name for check in CHECKS)
    result = f"{len(findings)} to mend" if findings else "all right"
    printer.say(f"Checked {names}: {result}.")
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def run_status(options: argparse.Namespace) -> int:
    """Show progress; see ``editions status --help``."""
    from editions.catalogs.compiling import read_catalogs
    from editions.catalogs.states import Progress, measure
    from editions.running import load_publication
    from editions.updating import extract_messages

    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    templates = extract_messages(publication)
    printer = Printer(sys.stdout)
    heads = ("translated", "outdated", "missing", "words")
    for edition in selected:
        if edition == publication.original:
            continue
        catalogs = read_catalogs(publication.catalogs(edition), publication.root)
        rows = measure(templates, catalogs)
        total = Progress("all")
        for row in rows:
            total += row
        print(printer.paint(f"{edition.code}: {edition.name}, {total.percent} %", "bold"))
        print(f"  {'':20}" + "".join(f"{head:>12}" for head in heads))
        for row in [*rows, total]:
            words = f"{row.translated_words}/{row.words}"
            counts = f"{row.translated:>12}{row.outdated:>12}{row.missing:>12}{words:>12}"
            print(f"  {row.domain:20}{counts}{row.percent:>6} %")
    return 0


def shown(path: Path) -> str:
    """Return *path* as short as it can be from here."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
