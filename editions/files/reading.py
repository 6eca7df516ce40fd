"""Read files from outside: regular ones of a bearable size, in UTF-8; each failure has its place.

Every file that a person, a tool or a pull request brings comes through here, or through the
readers of a format beside this module.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import os
import stat
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path

from editions.findings import Finding, FindingsError, real_path
from editions.phrases import phrase, phrases, told

#: No file of words, terms, data or references that people keep is larger, in bytes.
MAX_BYTES = 10_000_000
#: As many problems of one file are named; a person who has fixed these asks again.
MAX_FINDINGS = 200

_KINDS = (
    (stat.S_ISDIR, phrase("a folder")),
    (stat.S_ISFIFO, phrase("a pipe")),
    (stat.S_ISSOCK, phrase("a socket")),
    (stat.S_ISLNK, phrase("a link")),
)
#: Beginnings of files that spreadsheets and editors of Windows write in other encodings.
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NotRegularError(OSError):
    """The file is a link, a folder, a pipe or a device."""


class TooLargeError(OSError):
    """The file is larger than it may be."""


@contextlib.contextmanager
def open_regular(path: Path, most: int, *, links: bool = False) -> Iterator[BufferedReader]:
    """Open a regular file of at most *most* bytes.

    What was looked at is what is read: nobody can change the one for the other in between.
    A link at the end of the path is followed only with *links*.

    Raises:
        NotRegularError: it is something else; the text says what.
        TooLargeError: it is larger.
        OSError: it cannot be read.
    """
    # Without O_NONBLOCK, a pipe would keep us waiting for a writer.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    try:
        handle = os.open(path, flags if links else flags | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise NotRegularError(phrase("a socket")) from error
        if error.errno == errno.ELOOP:
            raise NotRegularError(
                phrase("a link that leads to itself") if links else phrase("a link")
            ) from error
        raise
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            kinds = (name for is_kind, name in _KINDS if is_kind(status.st_mode))
            raise NotRegularError(next(kinds, phrase("a device")))
        if status.st_size > most:
            raise TooLargeError
        with os.fdopen(handle, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(handle)


def read_regular(path: Path, most: int, *, links: bool = False) -> bytes:
    """Return the content of a regular file of at most *most* bytes.

    Raises:
        OSError: as for `open_regular`.
    """
    with open_regular(path, most, links=links) as file:
        data = file.read(most + 1)
    if len(data) > most:  # it grew, or is one of /proc, which have no size
        raise TooLargeError
    return data


def read_bytes(path: Path, shown: str, rule: str, *, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds; *shown* names it in findings, which are of *rule*.

    Links are followed: `editions.workflows.links` has looked where those of a project lead.

    Raises:
        FindingsError: it cannot be read, is no regular file, or holds more than *most* bytes.
    """
    try:
        return read_regular(path, most, links=True)
    except NotRegularError as error:
        message = phrase("cannot be read: it is {kind}; put a file there", kind=told(error))
    except TooLargeError:
        message = phrase("cannot be read: it is larger than {most:,} bytes; split it", most=most)
    except OSError as error:
        message = phrase("cannot be read: {strerror}", strerror=error.strerror or error)
    except ValueError:
        message = phrase("cannot be read: no file can have such a name")
    raise FindingsError.for_file(shown, message, rule)


def read_given(path: Path, shown: str, rule: str, *, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds that somebody names, and somebody else may have sent.

    A link that leads out of its folder could show any file of the machine in an error.

    Raises:
        FindingsError: it is such a link, or as `read_bytes`.
    """
    if path.is_symlink() and not real_path(path).is_relative_to(real_path(path.parent)):
        message = phrase("is a link that leads elsewhere; name the file itself")
        raise FindingsError.for_file(shown, message, rule)
    return read_bytes(path, shown, rule, most=most)


def decode(data: bytes, shown: str, rule: str) -> str:
    """Return *data*, the content of the file *shown*, as text, a byte order mark taken off.

    Raises:
        FindingsError: it is not UTF-8; names the line.
    """
    if data.startswith(_UTF16):
        message = phrase("is not UTF-8 but UTF-16; save it as UTF-8")
        raise FindingsError([Finding(shown, 1, message, rule)])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = phrase(
            "is not UTF-8: the line holds the byte {byte}; save it as UTF-8",
            byte=f"{data[error.start]:#04x}",
        )
        raise FindingsError([Finding(shown, line, message, rule)]) from error


def read_text(path: Path, shown: str, rule: str, *, most: int = MAX_BYTES) -> str:
    """Return the text of a file in UTF-8, with or without a byte order mark.

    Raises:
        FindingsError: as `read_bytes` and `decode`.
    """
    return decode(read_bytes(path, shown, rule, most=most), shown, rule)


def line_at(text: str, position: int) -> int:
    """Return the line of a position in a text, from 1."""
    return text.count("\n", 0, position) + 1


def first_surrogate(text: str) -> str:
    """Return the first half of a character in a text, as it is written in JSON; else nothing."""
    return next((f"\\u{ord(char):04x}" for char in text if "\ud800" <= char <= "\udfff"), "")


def limited(findings: Sequence[Finding]) -> list[Finding]:
    """Return the first findings on a file, and how many more there are."""
    if len(findings) <= MAX_FINDINGS:
        return list(findings)
    last = findings[MAX_FINDINGS - 1]
    count = len(findings) - MAX_FINDINGS
    message = phrases(count, "and {number:,} more problem", "and {number:,} more problems")
    more = Finding(last.file, 0, message, last.rule, last.severity)
    return [*findings[:MAX_FINDINGS], more]
