"""The ``editions`` command: arguments in, findings and exit status out.

Exit status: 0 for success, 1 for findings or a failure, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from editions.arguments.verbs import make_parser
from editions.borrowed.argparse import speaking
from editions.phrases import libraries_words, localized, phrase


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # not every terminal knows every letter
    given = sys.argv[1:] if arguments is None else arguments
    with speaking(*libraries_words()):
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
        errors.line(f"{errors.paint('editions:', 'red')} {localized(error.text)}")
        return 2
    except FindingsError as error:
        for finding in error.findings:
            errors.finding(finding, "red")
        return 1
    except EditionsError as error:
        errors.line(errors.paint(error.text, "red"))
        return 1
    except BrokenPipeError:
        # The reader has had enough, as in "editions status | head"; leave nothing to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        errors.finding(Finding.of_system(error, "editions"), "red")
        return 1
    except KeyboardInterrupt:
        errors.line(phrase("editions: stopped"))
        return 130


def answer_interrupts() -> None:
    """Let an interrupt stop the command wherever it was started.

    A background job of a script, and some runners of continuous integration, begin with
    interrupts ignored.
    """
    import signal
    import threading

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
