"""Sphinx's log as records, and what ``sphinx-build`` writes of an error."""

from __future__ import annotations

import contextlib
import inspect
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from sphinx.errors import SphinxError

from editions.borrowed.parts import BorrowedPart, MovedError
from editions.borrowed.sphinx import SPHINX
from editions.findings import EditionsError

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LOG_SETUP = BorrowedPart(
    SPHINX,
    "sphinx.util.logging:setup",
    "collect the warnings",
    parameters=("app", "status", "warning"),
)

_STREAM = BorrowedPart(
    SPHINX, "sphinx.util.logging:WarningStreamHandler", "collect the warnings", type
)

_IS_SUPPRESSED = BorrowedPart(
    SPHINX,
    "sphinx.util.logging:is_suppressed_warning",
    "leave out what suppress_warnings names",
    parameters=("warning_type", "sub_type", "suppress_warnings"),
)

_SHOW = "show errors of editions by their text alone"

_HANDLE_BEFORE_8_2 = BorrowedPart(
    SPHINX,
    "sphinx.cmd.build:handle_exception",
    _SHOW,
    parameters=("app", "args", "exception", "stderr"),
)

_HANDLE = BorrowedPart(
    SPHINX,
    "sphinx._cli.util.errors:handle_exception",
    _SHOW,
    parameters=("exception", "stderr", "use_pdb", "print_traceback"),
)

PARTS = (_LOG_SETUP, _STREAM, _IS_SUPPRESSED, _HANDLE_BEFORE_8_2, _HANDLE)


# Warnings


@dataclass(frozen=True)
class LogRecord:
    """A warning or an error of Sphinx, or of an extension."""

    #: Without colours, in one line.
    message: str
    #: The file and the line that it is about; empty and 0 where Sphinx does not know.
    file: str
    line: int
    #: Its kind as ``suppress_warnings`` names it: ``ref.doc``; empty where it has none.
    kind: str
    #: The text is that of a translation; the place is the message's.
    translated: bool = False


#: ``file:line``, and behind it ``:<translated>:1`` where the text is that of a translation.
_LOCATION = re.compile(
    r"(?P<file>.*?)(?::(?P<line>\d*))?(?P<translated>:<translated>[:\d]*)?", re.DOTALL
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


_StreamHandler: Any = _STREAM.get()


class _Collector(_StreamHandler):  # type: ignore[misc]  # looked up
    """Takes what Sphinx's own handler, which comes before, has made ready to be written.

    Of the same kind as Sphinx's, since both are set aside together where warnings wait.
    """

    def __init__(self, app: Sphinx, records: list[LogRecord]) -> None:
        super().__init__()
        self.setLevel(logging.WARNING)
        self.app = app
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record, unless it is suppressed."""
        kind, subtype = getattr(record, "type", None), getattr(record, "subtype", None)
        # Before conf.py is read, nothing is known of what it suppresses.
        config = getattr(self.app, "config", None)
        suppressed = getattr(config, "suppress_warnings", ())
        if _IS_SUPPRESSED.get()(kind, subtype, suppressed):
            return
        message = _COLOUR.sub("", logging.LogRecord.getMessage(record))
        name = ".".join(filter(None, (kind, subtype)))
        if name and getattr(config, "show_warning_types", False):
            message = message.removesuffix(f" [{name}]")  # Sphinx's handler has put it there
        place = _LOCATION.fullmatch(str(getattr(record, "location", None) or ""))
        assert place is not None  # noqa: S101  # every part of the pattern may be empty
        unknown = place["file"] in ("", "<unknown>")
        self.records.append(
            LogRecord(
                " ".join(filter(None, map(str.strip, message.splitlines()))),
                "" if unknown else place["file"],
                0 if unknown else int(place["line"] or 0),
                name,
                translated=place["translated"] is not None,
            )
        )


@contextlib.contextmanager
def collected_warnings() -> Iterator[list[LogRecord]]:
    """Collect what runs of Sphinx that begin meanwhile warn of, from their first word on."""
    records: list[LogRecord] = []
    original = _LOG_SETUP.find()
    logger = logging.getLogger("sphinx")

    def setup(app: Sphinx, status: TextIO, warning: TextIO, **more: Any) -> None:
        original(app, status, warning, **more)
        logger.addHandler(_Collector(app, records))
        if app.quiet:  # else a build makes some hundred records that nobody is shown
            logger.setLevel(logging.WARNING)

    try:
        with _LOG_SETUP.replaced(setup):
            yield records
    finally:
        for handler in [h for h in logger.handlers if isinstance(h, _Collector)]:
            logger.removeHandler(handler)


# Errors


def show_own_errors_alone() -> None:
    """Let ``sphinx-build`` show errors of this package by their text, without a call for reports.

    From 8.2 on, it takes every error for one of its own.  Where a function has moved, it is left
    alone, and the text stands in the middle of what Sphinx writes.
    """
    if "sphinx.cmd.build" not in sys.modules:  # somebody else runs Sphinx
        return
    for part in (_HANDLE_BEFORE_8_2, _HANDLE):
        with contextlib.suppress(MovedError):
            original = part.find()
            if not isinstance(original, _ErrorHandler):
                module, _, name = part.place.partition(":")
                setattr(sys.modules[module], name, _ErrorHandler(original))


@dataclass(frozen=True)
class _ErrorHandler:
    """What ``sphinx-build`` does with an exception, in place of its own function."""

    original: Callable[..., None]

    def __call__(self, *arguments: Any, **options: Any) -> None:
        """Show an exception; takes what either of Sphinx's functions takes."""
        given = inspect.signature(self.original).bind(*arguments, **options)
        given.apply_defaults()
        known = given.arguments
        args = known.get("args")
        asked = (
            (args.pdb or args.traceback or args.verbosity)
            if args is not None
            else (known["use_pdb"] or known["print_traceback"])
        )
        text = None if asked else own_error(known["exception"])
        if text is None:
            self.original(*arguments, **options)
        else:
            print(f"\n{text}", file=known["stderr"])


def own_error(exception: BaseException | None) -> str | None:
    """Return the text of the error of this package that *exception* is or was made from."""
    seen = exception
    while seen is not None:
        if isinstance(seen, EditionsError):
            return str(seen)
        seen = seen.__cause__
    if isinstance(exception, SphinxError):
        frames = [frame.f_globals for frame, _ in traceback.walk_tb(exception.__traceback__)]
        if frames and str(frames[-1].get("__name__")).startswith("editions."):
            return str(exception)
    return None
