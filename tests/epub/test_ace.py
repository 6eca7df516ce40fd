"""Ace, the checker of DAISY, finds nothing in the EPUBs of the publication."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from editions.system.needs import find_browser
from tests.site.pages import CODES

MODULES = Path(sys.prefix) / "node_modules"
SCRIPT = Path(__file__).with_name("ace.cjs")


def ask_ace(paths: Iterable[Path]) -> Mapping[Path, Mapping[str, Any]]:
    """Return Ace's report on each file; it looks at pages with the machine's own Chromium."""
    browser = find_browser()
    assert browser is not None, "python3 -m editions.system test brings one"
    result = subprocess.run(
        [Path(sys.prefix, "bin/node"), SCRIPT, MODULES, *paths],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return {Path(path): report for path, report in json.loads(result.stdout).items()}


def faults(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the page and the rule of everything that Ace says against a file."""
    return [
        (page["earl:testSubject"]["url"], fault["earl:test"]["dct:title"])
        for page in report["assertions"]
        for fault in page["assertions"]
    ]


@pytest.fixture
def spoiled(site: Path, tmp_path: Path) -> Path:
    """A copy of the first EPUB, whose list of works is of an old kind alone."""
    path = tmp_path / "spoiled.epub"
    book = min((site / "downloads").glob("*.epub"))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.endswith(".xhtml"):
                content = content.replace(b' role="doc-bibliography"', b"")
            new.writestr(item, content)
    return path


def test_ace_finds_nothing(site: Path, spoiled: Path) -> None:
    books = sorted((site / "downloads").glob("*.epub"))
    assert len(books) == len(CODES)
    reports = ask_ace([*books, spoiled])
    for book in books:
        assert faults(reports[book]) == []
        assert reports[book]["earl:result"]["earl:outcome"] == "pass"
    assert [rule for _page, rule in faults(reports[spoiled])] == ["epub-type-has-matching-role"]
    assert reports[spoiled]["earl:result"]["earl:outcome"] == "fail"
