"""Findings: what is wrong, where, and what to do about it, as values."""

from __future__ import annotations

import json
import os
import re
import reprlib
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath
from typing import Self

from editions.phrases import localized

#: They join letters of several scripts, and show nothing themselves.
_JOINERS = "\u200c\u200d"
#: What runners of continuous integration obey: ``::error::`` at the beginning of a line, and
#: ``##[error]``, ``##vso[…]`` and ``##teamcity[…]`` anywhere in it.
_COMMAND = re.compile(r"\A(?P<before>\s*):(?=:)|#(?=#\w*\[)")


def printable(text: str) -> str:
    """Return *text* in one line for a terminal, an annotation or a report.

    Whatever is obeyed or unseen, or shows the rest in another order or place, stands there as an
    escape: controls, line breaks, marks of direction, halves of characters, commands to runners.
    Catalogs, names of files and what tools send come from people who are not trusted.
    """
    if not text.isprintable():
        text = "".join(
            char
            if char.isprintable() or char in _JOINERS or unicodedata.category(char) == "Zs"
            else ascii(char)[1:-1]
            for char in text
        )
    return _COMMAND.sub(_escaped_command, text)


def _escaped_command(found: re.Match[str]) -> str:
    return "\\x23" if found["before"] is None else f"{found['before']}\\x3a"


def quoted(text: str) -> str:
    """Return *text* in quotation marks, as a message shows it.

    What can be seen stands as it is, every space included; all else as `printable` has it.
    """
    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{printable(text)}{mark}"


class _Repr(reprlib.Repr):
    """Shows values of a few lines at most, and never where an object lies in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 80

    def repr_str(self, x: str, level: int) -> str:
        head = (self.maxstring - 3) // 2
        tail = self.maxstring - 3 - head
        return quoted(x if len(x) <= self.maxstring - 2 else f"{x[:head]}...{x[len(x) - tail :]}")

    def repr_instance(self, x: object, level: int) -> str:
        if isinstance(x, (bool, float, bytes, type(None))):
            return repr(x)
        if isinstance(x, PurePath):
            return f"{type(x).__name__}({str(x)!r})"
        name = getattr(x, "__name__", "")
        return f"<{type(x).__name__}{f' {name}' if isinstance(name, str) and name else ''}>"


def described(value: object) -> str:
    """Return a value as an error shows it, in one line."""
    return _Repr().repr(value)


def shortened(text: str, most: int = 80) -> str:
    """Return *text*, its end left out where it has more than *most* letters."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


#: Rule of what the system says of a file.
SYSTEM = "system"
#: What a copy of a folder says of a file that could not be copied.
_COPYING = re.compile(r"\[Errno [0-9]+\] (?P<reason>[^:]*)(?:: .*)?", re.S)


class Severity(Enum):
    """How much a finding matters."""

    #: The edition would be wrong, incomplete or unsafe; a build stops.
    ERROR = "error"
    #: A human should look; a build goes on.
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Finding:
    """One problem at one place; ``str()`` is ``file:line: message (rule)``.

    In a table it is ``file:row:column: message (rule)``.
    """

    #: The file as the user knows it, relative to the project where that is possible.
    file: str
    #: Line in the file, counted from 1; 0 where the finding is about the whole file.
    line: int
    #: What is wrong, and what to do next.
    message: str
    #: Short name of the rule, such as ``po-syntax``.
    rule: str
    severity: Severity = Severity.ERROR
    #: Column of a table's cell, counted from 1; 0 where the finding is about the whole line.
    column: int = 0

    @classmethod
    def of_system(cls, error: OSError, place: object) -> Self:
        """Return what the system says of a file, or of *place* where it names none."""
        file, reason = error.filename or place, error.strerror or str(error)
        if isinstance(error, shutil.Error) and isinstance(error.args[0], list):
            _, file, reason = error.args[0][0]  # of many, for the most part for one reason
            if found := _COPYING.fullmatch(str(reason)):
                reason = found["reason"]
        return cls(os.fsdecode(file) if isinstance(file, bytes) else str(file), 0, reason, SYSTEM)

    def __str__(self) -> str:
        return printable(f"{self.place}: {self.message} ({self.rule})")

    @property
    def place(self) -> str:
        """Where it is, as ``file:line:column``."""
        return self._place(self.file)

    def _place(self, file: str) -> str:
        return ":".join([file, *(str(n) for n in (self.line, self.column) if n)])

    def localized(self) -> str:
        """Return what ``str()`` gives, in the language of whoever reads it."""
        place = self._place(localized(self.file))
        return printable(f"{place}: {localized(self.message)} ({self.rule})")


@dataclass(frozen=True)
class Reading:
    """What stands at a place."""

    #: The file, and its line, counted from 1; 0 where nothing is known of it.
    file: str
    line: int
    #: What readers see there, in one line.
    text: str
    #: BCP 47 tag of its language; may be empty.
    lang: str = ""


@dataclass(frozen=True)
class Disagreement(Finding):
    """Two places that do not say the same, with what each of them says."""

    #: What stands at the place of the finding, and at the other; None where there is nothing.
    here: Reading | None = None
    there: Reading | None = None
    #: How sure it is that the two belong together, in per cent.
    certainty: int = 100


class EditionsError(Exception):
    """Base of every error that a user can fix; its text is meant for the user."""

    @property
    def text(self) -> str:
        """What is wrong; a phrase, where it is known in several languages."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class FindingsError(EditionsError):
    """One or more findings that stop the work.

    The text is one finding a line.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))

    @classmethod
    def for_file(cls, file: str, message: str, rule: str) -> Self:
        """Return the error for one problem with a whole file or folder."""
        return cls([Finding(file, 0, message, rule)])


class UsageError(EditionsError):
    """The command was given something that it cannot take: exit status 2."""


class MissingExtraError(EditionsError):
    """A feature was asked for whose packages are not installed."""


def as_json(content: object) -> str:
    """Return a report as JSON; what a terminal would obey stands in it as an escape of JSON."""
    text = _COMMAND.sub(
        lambda found: "\\u0023" if found["before"] is None else found[0],  # no line begins with ::
        json.dumps(content, ensure_ascii=False, indent=2),
    )
    return "".join(
        char if char == "\n" or char.isprintable() or unicodedata.category(char) == "Zs"
        else json.dumps(char)[1:-1]
        for char in text
    ) + "\n"  # fmt: skip


def shown_path(path: Path, root: Path) -> str:
    """Return *path* as a user reads it: relative to *root* where it lies inside."""
    try:
        return str(real_path(path).relative_to(real_path(root)))
    except ValueError:
        return str(path)


def real_path(path: Path) -> Path:
    """Return where *path* leads; a link that leads to itself stays what it is.

    `Path.resolve` raises where it finds one, in Python before 3.13.
    """
    return Path(os.path.realpath(path))
