"""The whole preview: a process of its own, a stream of events, a browser."""

from __future__ import annotations

import http.client
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from editions.cli import main
from tests.browser import visiting
from tests.building import PATIENCE, edit
from tests.reading import one

CATALOG = "locale/fr/LC_MESSAGES/shore.po"


@dataclass
class Running:
    """A preview that runs."""

    process: subprocess.Popen[str]
    #: Address of the edition.
    address: str
    #: What it has printed since, line by line.
    lines: queue.Queue[str]

    def wait_for(self, words: str) -> None:
        """Read on until a line with *words* is printed."""
        while words not in self.lines.get(timeout=PATIENCE):
            pass


@contextmanager
def running(root: Path, *options: str) -> Iterator[Running]:
    """Run a preview of the French edition; it is ended as a person does it."""
    command = [sys.executable, "-m", "editions.cli", "live", "-e", "fr", "--project", str(root)]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            lines.put(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        first = lines.get(timeout=PATIENCE)
        assert first.startswith("Preview of Français: http://127.0.0.1:")
        yield Running(process, first.split()[3], lines)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        reader.join(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()
    rest = [lines.get() for _ in range(lines.qsize())]
    assert rest[-1] == "The preview has ended.\n"
    assert not any("Traceback" in line for line in rest)


class Listener:
    """Reads a stream of events, as ``EventSource`` does."""

    def __init__(self, address: str, page: str, version: int, session: str) -> None:
        parts = urlsplit(address)
        self.connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
        query = f"page={page}&version={version}&session={session}"
        self.connection.request("GET", f"/-live/events?{query}")
        self.response = self.connection.getresponse()
        assert self.response.getheader("Content-Type", "").startswith("text/event-stream")

    def until(self, **wanted: Any) -> dict[str, Any]:
        """Return the first state in which *wanted* holds."""
        while line := self.response.readline():
            if line.startswith(b"data: "):
                state: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                if all(state[name] == value for name, value in wanted.items()):
                    return state
        raise AssertionError("the stream has ended")


def session_of(address: str) -> tuple[int, str]:
    """Return the version and session that a page is served with."""
    with urllib.request.urlopen(f"{address}shore.html", timeout=PATIENCE) as answer:  # noqa: S310  # our own
        page = html.document_fromstring(answer.read())
    script = one(page, "//script[@data-session]")
    return int(script.attrib["data-version"]), str(script.attrib["data-session"])


def test_save_reaches_the_open_page(two_shores: Path) -> None:
    with running(two_shores) as live:
        live.wait_for("Built in")
        version, session = session_of(live.address)
        listener = Listener(live.address, "shore.html", version, session)
        assert listener.until(building=False)["stale"] is False
        edit(two_shores / CATALOG, '"Rive"', '"Rive')
        state = listener.until(building=False)
        while not state["errors"]:
            state = listener.until(building=False)
        assert [error["place"] for error in state["errors"]] == [f"{CATALOG}:18"]
        edit(two_shores / CATALOG, '"Rive', '"Rive"')
        assert listener.until(errors=[], building=False)["stale"] is False
        edit(two_shores / CATALOG, "Puis l’eau.", "Puis les flots.")
        listener.until(stale=True)
        assert session_of(live.address)[0] > version
    # A page that is still open has not kept it alive.
    assert list(listener.response)[-1] == b"\n"  # the last event is whole
    listener.connection.close()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "choose one of en, fr: --edition CODE"),
        (["-e", "en", "fr"], "choose one of en, fr: --edition CODE"),
        (["-e", "fr", "--editor", "'open"], "--editor"),
        (["-e", "fr", "--editor", "https://w.example/{file}"], "{file}"),
    ],
)
def test_wrong_calls(
    two_shores: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    assert main(["live", "--project", str(two_shores), *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a real browser."""
    with visiting(browser, permissions=["clipboard-read", "clipboard-write"]) as visit:
        problems: list[str] = []
        visit.page.on("pageerror", lambda error: problems.append(str(error)))
        yield visit.page
    # That the preview has ended is said by the console, which a visit notes as well.
    assert problems == []


def test_translator_at_work(two_shores: Path, page: Page) -> None:
    with running(two_shores) as live:
        live.wait_for("Built in")
        page.goto(f"{live.address}shore.html")
        # From a block to its entry.
        item = page.locator("main li p.live-block").nth(1)
        item.hover()
        item.get_by_role("button", name="shore.po:33").click()
        assert page.evaluate("navigator.clipboard.readText()") == f"{CATALOG}:33"
        # A save shows.
        edit(two_shores / CATALOG, "Puis l’eau.", "Puis les flots.")
        expect(item).to_contain_text("Puis les flots.")
        # An error shows over the last good page, and what the rules say beside the block.
        edit(two_shores / CATALOG, "Puis les flots.", "1994. Puis les flots.")
        errors = page.get_by_role("alert")
        expect(errors).to_contain_text("Voici la dernière page valable")
        expect(errors).to_contain_text(f"{CATALOG}:33")
        expect(item).to_contain_text("Puis les flots.")
        note = page.locator("li .live-notes")
        expect(note).to_contain_text(f"{CATALOG}:34")
        expect(note).to_contain_text("dropped")
        # Mended.
        edit(two_shores / CATALOG, "1994. Puis les flots.", "Puis les vagues.")
        expect(item).to_contain_text("Puis les vagues.")
        expect(page.get_by_role("alert")).to_be_hidden()
        expect(note).to_have_count(0)


def test_page_appears_when_the_edition_can_be_built(two_shores: Path, page: Page) -> None:
    edit(two_shores / CATALOG, '"Rive"', '"Rive')
    with running(two_shores) as live:
        live.wait_for("The pages stand as they stood.")
        page.goto(f"{live.address}shore.html")
        expect(page.get_by_role("alert")).to_contain_text(f"{CATALOG}:18")
        edit(two_shores / CATALOG, '"Rive', '"Rive"')
        expect(page.get_by_role("heading", name="Rive")).to_be_visible()
