"""Ask the programs that check formats, where they are installed: veraPDF, EPUBCheck, vnu, axe."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from editions.findings import Finding, Severity, printable
from editions.phrases import phrase
from editions.verification.facts import shortened

#: How long one call may take, in seconds.
_PATIENCE = 1800


@dataclass(frozen=True)
class Complaint:
    """What a program says of a file."""

    #: As the program names it.
    file: str
    line: int
    message: str


@dataclass(frozen=True)
class Validator:
    """A program that checks files of one format."""

    name: str
    #: Ending of the files that it checks.
    ending: str
    #: What stands before the files, one list for each call.
    arguments: Sequence[Sequence[str]]
    #: Reads what it writes on its standard output.
    #:
    #: Raises ValueError where that is no report.
    read: Callable[[str], Iterator[Complaint]]
    #: What stands behind the files.
    last: Sequence[str] = ()
    #: It takes one file a call.
    single: bool = False
    #: It wants addresses instead of names.
    addresses: bool = False

    @property
    def variable(self) -> str:
        """The variable of the environment that says how it is called, if not by its name."""
        return self.name.upper()

    def command(self, environment: Mapping[str, str]) -> list[str] | None:
        """Return what calls it; None where it is not installed."""
        command = shlex.split(environment.get(self.variable, "")) or [self.name]
        found = shutil.which(command[0], path=environment.get("PATH", ""))
        return [found, *command[1:]] if found else None


def read_verapdf(output: str) -> Iterator[Complaint]:
    """Yield what veraPDF's report in XML says."""
    try:
        root = etree.fromstring(output.encode())
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    for job in root.iter("job"):
        file = job.findtext("item/name") or ""
        report = job.find("validationReport")
        if report is None:
            yield Complaint(file, 0, job.findtext("taskException") or phrase("it cannot be read"))
            continue
        for rule in report.iter("rule"):
            if rule.get("status") == "failed":
                clause = (
                    f"{rule.get('specification')}, {rule.get('clause')}-{rule.get('testNumber')}"
                )
                yield Complaint(file, 0, f"{clause}: {rule.findtext('description')}")


def read_epubcheck(output: str) -> Iterator[Complaint]:
    """Yield what EPUBCheck's report in JSON says, but for advice."""
    report = json.loads(output)
    file = str(report["checker"]["path"])
    for message in report["messages"]:
        if message["severity"] in ("FATAL", "ERROR", "WARNING"):
            place = (message["locations"] or [{"path": "", "line": 0}])[0]
            path = str(place["path"])
            inside = f"!{path}" if path and path != file else ""
            text = f"{message['ID']}: {message['message']}"
            yield Complaint(f"{file}{inside}", max(int(place["line"]), 0), text)


def read_vnu(output: str) -> Iterator[Complaint]:
    """Yield the errors of vnu's report in JSON."""
    for message in json.loads(output)["messages"]:
        if message["type"] in ("error", "non-document-error"):
            line = int(message.get("lastLine", 0))
            yield Complaint(_path_of(message.get("url", "")), line, message["message"])


def read_axe(output: str) -> Iterator[Complaint]:
    """Yield the violations of what axe writes in JSON."""
    pages: Any = json.loads(output[output.index("[") :])
    for page in pages:
        for violation in page["violations"]:
            for node in violation["nodes"]:
                text = f"{violation['id']}: {violation['help']}: {shortened(node['html'])}"
                yield Complaint(_path_of(page["url"]), 0, text)


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    return unquote(parts.path) if parts.scheme == "file" else address


#: Every program, in the order in which they are asked.
VALIDATORS = (
    Validator(
        "verapdf",
        ".pdf",
        [["--format", "xml", "--flavour", flavour] for flavour in ("ua1", "3a")],
        read_verapdf,
    ),
    Validator("epubcheck", ".epub", [[]], read_epubcheck, ("--json", "-"), single=True),
    Validator("vnu", ".html", [["--format", "json", "--stdout"]], read_vnu),
    Validator("axe", ".html", [["--stdout"]], read_axe, addresses=True),
)


def validate(
    root: Path,
    files: Iterable[Path],
    *,
    require: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[Finding]:
    """Yield what the programs find in *files* of the site in *root*, and which are not installed.

    It is an error that one is missing where they are all *required*.
    """
    files = list(files)
    for validator in VALIDATORS:
        wanted = [path for path in files if path.suffix == validator.ending]
        if not wanted:
            continue
        command = validator.command(environment)
        if command is None:
            message = phrase(
                "{name} is not installed, which would check {number} {ending} files; put "
                "it on PATH, or its command into {variable}",
                name=validator.name,
                number=len(wanted),
                ending=validator.ending,
                variable=validator.variable,
            )
            severity = Severity.ERROR if require else Severity.WARNING
            yield Finding(validator.name, 0, message, "validator-missing", severity)
            continue
        for batch in [[path] for path in wanted] if validator.single else [wanted]:
            for arguments in validator.arguments:
                yield from _ask(validator, [*command, *arguments], batch, root)


def _ask(
    validator: Validator, command: Sequence[str], files: Sequence[Path], root: Path
) -> Iterator[Finding]:
    names = [path.as_uri() if validator.addresses else str(path) for path in files]
    try:
        done = subprocess.run(
            [*command, *names, *validator.last],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=_PATIENCE,
        )
        problems = list(validator.read(done.stdout))
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding(
            validator.name, 0, phrase("it cannot be run: {error}", error=error), "validator"
        )
        return
    except (ValueError, KeyError, TypeError, AttributeError):
        said = printable(" ".join((done.stderr or done.stdout).split()))
        message = phrase("it made no report, but said: {said}", said=shortened(said, 200))
        yield Finding(validator.name, 0, message, "validator")
        return
    prefix = re.compile(re.escape(f"{root}/"))
    for problem in problems:
        file = prefix.sub("", problem.file, count=1)
        message = phrase("{place}: {problem}", place=validator.name, problem=problem.message)
        yield Finding(file, problem.line, message, "validator")
