"""The ``editions`` command: arguments in, findings and exit status out.

Exit status: 0 for success, 1 for findings or a failure, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module

import editions

#: The verbs, in the order in which the help lists them: which function of `editions.arguments`
#: declares a verb, and what it is for.
VERBS = {
    "init": ("init:declare", "begin a publication, or add what is missing to a Sphinx project"),
    "build": ("build:declare", "build editions and put them into the site"),
    "update": ("update:declare", "bring the catalogs up to date with the source"),
    "brief": ("brief:declare", "say what changed for translators"),
    "carry": (
        "carry:declare",
        "keep translations valid over a change that changes no meaning",
    ),
    "rename": (
        "rename:declare",
        "give a document another name, in the source, the data and all catalogs",
    ),
    "check": ("check:declare", "check data, figures and catalogs without building"),
    "status": ("status:declare", "show how far each translation has come"),
    "verify": (
        "verify:declare",
        "compare the finished editions and formats of a site with each other",
    ),
    "release": (
        "release:declare",
        "check, build and verify everything, and pack it as one version",
    ),
    "live": (
        "live:declare",
        "show one edition in the browser, follow every save, and correct translations",
    ),
    "export": (
        "exchange:declare_export",
        "write catalogs for translators' tools: XLIFF, TMX, glossaries",
    ),
    "import": (
        "exchange:declare_import",
        "take translations back from translators' tools: XLIFF, PO, DOCX, TMX",
    ),
    "references": ("references:declare", "check the works cited, or add to them"),
    "doctor": ("doctor:declare", "say what this machine and this project lack"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # not every terminal knows every letter
    given = sys.argv[1:] if arguments is None else arguments
    options = make_parser(given).parse_args(given)
    return run_verb(options)


def run_verb(options: argparse.Namespace) -> int:
    """Run the verb that *options* choose and return the exit status."""
    from editions.commands.printing import Printer
    from editions.findings import EditionsError, Finding, FindingsError, UsageError

    answer_interrupts()
    errors = Printer(sys.stderr)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except UsageError as error:
        errors.line(f"{errors.paint('editions:', 'red')} {error}")
        return 2
    except FindingsError as error:
        for finding in error.findings:
            errors.line(errors.paint(str(finding), "red"))
        return 1
    except EditionsError as error:
        for line in error.lines:
            errors.line(errors.paint(line, "red"))
        return 1
    except BrokenPipeError:
        # The reader has had enough, as in "editions status | head"; leave nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = str(error.filename or "editions")
        finding = Finding(place, 0, error.strerror or str(error), "system")
        errors.line(errors.paint(str(finding), "red"))
        return 1
    except KeyboardInterrupt:
        errors.line("editions: stopped")
        return 130


def _advise(options: argparse.Namespace) -> int:
    """Say what to do next, where no verb is given."""
    from editions.commands.doctor import advise

    return advise(options)


def answer_interrupts() -> None:
    """Let an interrupt stop the command wherever it was started.

    A background job of a script, and some runners of continuous integration, begin with
    interrupts ignored.
    """
    import signal
    import threading

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def make_parser(words: Iterable[str] = VERBS) -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Only the verbs among *words* have their arguments; all others are no more than names.
    """
    parser = argparse.ArgumentParser(
        prog="editions",
        description="Build the editions of one publication in several languages.",
        epilog="Exit status: 0 success, 1 something is wrong with the publication, 2 wrong call.",
    )
    parser.add_argument("--version", action="version", version=f"editions {editions.__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB")
    parser.set_defaults(run=_advise)
    wanted = frozenset(words)
    for name, (place, purpose) in VERBS.items():
        verb = verbs.add_parser(name, help=purpose)
        if name in wanted:
            module, _, declare = place.partition(":")
            getattr(import_module(f"editions.arguments.{module}"), declare)(verb)
    return parser


if __name__ == "__main__":
    sys.exit(main())
