"""A real browser for the tests: the machine's own Chromium, driven by Playwright."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from editions.system.needs import find_browser
from tests.building import PATIENCE

#: What keeps Chromium from asking anything of the network by itself, and lets root run it.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # What a page asks of another host comes to nothing.  To intercept it would cost more than the
    # pages themselves: whoever intercepts has no cache.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextlib.contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Run a browser with an empty profile, and *more* arguments.

    Raises:
        RuntimeError: the machine has none.
    """
    path = find_browser()
    if path is None:
        raise RuntimeError("no Chromium on this machine; python3 -m editions.system test brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])
        try:
            yield browser
        finally:
            browser.close()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a finished site as a plain host does, with its own page for what is not there."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's page for what is not there."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* on this machine; yield the address of its root, with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """What a page did while it was looked at."""

    page: Page
    #: Errors and warnings of the console, and exceptions of scripts.
    complaints: list[str] = field(default_factory=list)
    #: Addresses that the page asked for, itself included.
    requests: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Return the addresses outside this machine that the page asked for."""
        return [url for url in self.requests if not _is_local(url)]


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"file", "data", "blob"} or parts.hostname == "127.0.0.1"


@contextlib.contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[Visit]:
    """Open a page in a fresh profile and take down what it does; *options* are the context's.

    A request to another host is noted; the browser finds none.
    """
    context: BrowserContext = browser.new_context(**options)
    context.set_default_timeout(PATIENCE * 1000)
    try:
        visit = Visit(context.new_page())
        visit.page.on(
            "console",
            lambda message: (
                visit.complaints.append(f"{message.type}: {message.text}")
                if message.type in {"error", "warning"}
                else None
            ),
        )
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        yield visit
    finally:
        context.close()
