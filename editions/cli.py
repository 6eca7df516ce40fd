"""The ``editions`` command: arguments in, findings and exit status out.

Exit status: 0 for success, 1 for findings or a failure, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

import editions
from editions.commands import (
    brief,
    build,
    carry,
    check,
    exchange,
    init,
    live,
    references,
    release,
    rename,
    status,
    update,
    verify,
)
from editions.commands.options import choice_of_editions, common_options
from editions.commands.printing import Printer
from editions.findings import EditionsError, Finding, FindingsError, UsageError

#: The verbs, in the order in which the help lists them.
VERBS = (
    init,
    build,
    update,
    brief,
    carry,
    rename,
    check,
    status,
    verify,
    release,
    live,
    exchange,
    references,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # not every terminal knows every letter
    answer_interrupts()
    options = make_parser().parse_args(arguments)
    errors = Printer(sys.stderr)
    try:
        run: Callable[[argparse.Namespace], int] = options.run
        status = run(options)
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
        errors.line(errors.paint(str(error), "red"))
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


def answer_interrupts() -> None:
    """Let an interrupt stop the command wherever it was started.

    A background job of a script, and some runners of continuous integration, begin with
    interrupts ignored.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="editions",
        description="Build the editions of one publication in several languages.",
        epilog="Exit status: 0 success, 1 something is wrong with the publication, 2 wrong call.",
    )
    parser.add_argument("--version", action="version", version=f"editions {editions.__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    parents = (common_options(), choice_of_editions())
    for verb in VERBS:
        verb.add(verbs, parents)
    return parser


if __name__ == "__main__":
    sys.exit(main())
