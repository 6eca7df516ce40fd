"""The ``editions`` command: arguments in, findings and exit status out.

Exit status: 0 for success, 1 for findings or a failure, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import editions
from editions.findings import EditionsError, Finding, Severity, UsageError

if TYPE_CHECKING:
    from editions.building import JobResult
    from editions.catalogs.merging import MergeResult
    from editions.languages import Publication

FORMATS = ("html", "pdf")

#: What a terminal wants to hear for each colour.
_COLOURS = {"red": "31", "green": "32", "bold": "1"}


class Printer:
    """Writes for a person: colour only on a terminal, progress only when not quiet."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self.stream = stream
        self.quiet = quiet
        self.colour = stream.isatty() and not os.environ.get("NO_COLOR")

    def paint(self, text: str, colour: str) -> str:
        """Return *text* in *colour* where that can be seen."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour else text

    def say(self, text: str) -> None:
        """Print one line of progress."""
        if not self.quiet:
            print(text, file=self.stream, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal knows every letter
    options = make_parser().parse_args(arguments)
    errors = Printer(sys.stderr)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
        sys.stdout.flush()
        return status
    except UsageError as error:
        print(f"{errors.paint('editions:', 'red')} {error}", file=sys.stderr)
        return 2
    except EditionsError as error:
        for line in str(error).splitlines():
            print(errors.paint(line, "red"), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has had enough, as in "editions status | head"; leave nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = str(error.filename or "editions")
        finding = Finding(place, 0, error.strerror or str(error), "system")
        print(errors.paint(str(finding), "red"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("editions: stopped", file=sys.stderr)
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
    common.add_argument("-q", "--quiet", action="store_true", help="do not report progress")
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
    add_references_verbs(verbs, common)
    return parser


def add_references_verbs(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add ``references check`` and ``references add``."""
    references = verbs.add_parser("references", help="check the works cited, or add to them")
    actions = references.add_subparsers(title="verbs", metavar="VERB", required=True)
    check = actions.add_parser(
        "check",
        parents=[common],
        help="check the file of references",
        description="Check the form of the file of references, its names and translations, and"
        " look for doubles and addresses that lead nowhere.  Nothing is asked of the network.",
    )
    check.set_defaults(run=run_references_check)
    add = actions.add_parser(
        "add",
        parents=[common],
        help="add works from a reference manager",
        description="Add works to the file of references; what stands there stays as it is."
        " What the works still lack, such as translations, is listed afterwards.",
    )
    source = add.add_mutually_exclusive_group(required=True)
    for name, kind in (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON")):
        source.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"a {kind} file")
    add.set_defaults(run=run_references_add)


def run_build(options: argparse.Namespace) -> int:
    """Build editions; see ``editions build --help``."""
    from editions.building import build_site
    from editions.dates import SOURCE_DATE, last_commit, source_date
    from editions.running import load_publication

    printer = Printer(sys.stdout, quiet=options.quiet)
    start = time.monotonic()
    publication = load_publication(options.project)
    if source_date(os.environ) is None and (date := last_commit(publication.root)):
        os.environ[SOURCE_DATE] = date  # for the processes that build
    selected = publication.select(options.edition)
    formats = [name for name in FORMATS if name in options.formats or not options.formats]
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
        waiting=waiting(printer),
    )
    seconds = time.monotonic() - start
    printer.say(f"{printer.paint('Done', 'green')} in {seconds:.1f} s: {shown(site)}/index.html")
    return 0


def run_update(options: argparse.Namespace) -> int:
    """Update catalogs; see ``editions update --help``."""
    from editions.building import build_lock
    from editions.running import load_publication
    from editions.updating import update_catalogs

    printer = Printer(sys.stdout, quiet=options.quiet)
    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    printer.say("Extracting messages …")
    with build_lock(publication, waiting(printer)):
        updated = update_catalogs(publication, selected)
    for code, results in updated.items():
        printer.say(printer.paint(f"{code}: {publication.edition(code).name}", "bold"))
        for line in describe_merge(publication, results):
            printer.say(f"  {line}")
    return 0


def waiting(printer: Printer) -> Callable[[], None]:
    """Return what says that another process works on the publication."""
    return lambda: printer.say("Waiting for another build of this publication to end …")


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
    from editions.building import build_lock
    from editions.catalogs.compiling import read_catalogs
    from editions.catalogs.states import Progress, measure
    from editions.running import load_publication
    from editions.updating import extract_messages

    publication = load_publication(options.project)
    selected = publication.select(options.edition)
    printer = Printer(sys.stdout)
    with build_lock(publication, waiting(Printer(sys.stderr, quiet=options.quiet))):
        templates = extract_messages(publication)
        progress = {
            edition: measure(
                templates, read_catalogs(publication.catalogs(edition), publication.root)
            )
            for edition in selected
            if edition != publication.original
        }
    heads = ("translated", "outdated", "missing", "words")
    for edition, rows in progress.items():
        total = sum(rows, Progress("all"))
        print(printer.paint(f"{edition.code}: {edition.name}, {total.percent} %", "bold"))
        print(f"  {'':20}" + "".join(f"{head:>12}" for head in heads))
        for row in [*rows, total]:
            words = f"{row.translated_words}/{row.words}"
            counts = f"{row.translated:>12}{row.outdated:>12}{row.missing:>12}{words:>12}"
            print(f"  {row.domain:20}{counts}{row.percent:>6} %")
    return 0


def references_file(publication: Publication) -> Path:
    """Return the publication's file of references."""
    if publication.references is None:
        raise EditionsError("conf.py: 'references_file' names no file of references; set it")
    return publication.references


def print_findings(findings: Sequence[Finding]) -> int:
    """Print findings, errors in red; return the exit status."""
    printer = Printer(sys.stdout)
    for finding in findings:
        error = finding.severity is Severity.ERROR
        print(printer.paint(str(finding), "red" if error else "yellow"))
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def run_references_check(options: argparse.Namespace) -> int:
    """Check references; see ``editions references check --help``."""
    from editions.references.reading import check_references
    from editions.running import load_publication

    publication = load_publication(options.project)
    path = references_file(publication)
    references, findings = check_references(path, publication.root, publication.editions)
    if references is not None and not findings:
        Printer(sys.stdout, quiet=options.quiet).say(
            f"{shown(path)}: {len(references.entries)} works, nothing to mend"
        )
    return print_findings(findings)


def run_references_add(options: argparse.Namespace) -> int:
    """Add works; see ``editions references add --help``."""
    from editions.references.adding import add_file
    from editions.references.importing import READERS
    from editions.running import load_publication

    publication = load_publication(options.project)
    path = references_file(publication)
    (form,) = (form for form in READERS if getattr(options, form))
    source: Path = getattr(options, form)
    works, findings = add_file(path, publication.root, publication.editions, source, form)
    printer = Printer(sys.stdout, quiet=options.quiet)
    printer.say(f"{shown(path)}: added {', '.join(work.key for work in works)}")
    print_findings(findings)
    return 0


def shown(path: Path) -> str:
    """Return *path* as short as it can be from here."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
