"""What the server of a preview answers, and to whom; without a network."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from editions.languages import Publication
from editions.live.desk import Desk
from editions.live.editors import EditingPlace
from editions.live.hub import Hub
from editions.live.preview import Preview
from editions.live.server import Site, add_script
from editions.workflows.sphinx_run import load_publication
from tests.building import run_apart
from tests.conftest import ROOTS

PORT = 8123
HERE = f"127.0.0.1:{PORT}"


class Client:
    """Calls a site as a server of ASGI does."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.headers: dict[str, str] = {}
        self.status = 0
        #: What a page of the session sends.
        self.token = ("x-editions-session", site.hub.session)

    def ask(
        self,
        path: str,
        method: str = "GET",
        headers: Any = None,
        body: bytes = b"",
        *,
        leaves: bool = False,
    ) -> str:
        """Ask for a path; as a page of the session does, where no *headers* are given.

        One that *leaves* goes away before it has sent all.
        """
        path, _, query = path.partition("?")
        if headers is None:
            headers = [("host", HERE), self.token]
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(),
            "query_string": query.encode(), "headers": [
                (name.encode(), value.encode()) for name, value in headers
            ],
        }  # fmt: skip
        sent: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": leaves}]
        if leaves:
            sent.insert(0, {"type": "http.disconnect"})
        answered = b""

        async def receive() -> dict[str, Any]:
            if sent:
                return sent.pop()
            await asyncio.Event().wait()  # nobody goes away
            return {}

        async def send(message: Any) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                self.status = message["status"]
                self.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            answered += message.get("body", b"")

        async def answer() -> None:
            await self.site.app(scope, receive, send)

        run_apart(answer())
        return answered.decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Publication]:
    """The tiny publication with a preview that has been built once."""
    folder = tmp_path_factory.mktemp("live")
    root = Path(shutil.copytree(ROOTS / "two-shores", folder / "two-shores"))
    publication = load_publication(root)
    preview = Preview(publication, publication.edition("fr"))
    with preview.alone():
        assert preview.build().findings == ()
        yield publication


@pytest.fixture
def opened() -> list[EditingPlace]:
    return []


@pytest.fixture
def client(built: Publication, opened: list[EditingPlace]) -> Client:
    return Client(site_of(built, launch=opened.append))


def site_of(publication: Publication, **options: Any) -> Site:
    """Return a site as a preview serves it."""
    preview, hub = Preview(publication, publication.edition("fr")), Hub()
    return Site(preview, hub, Desk(preview, hub, {}), PORT, **options)


def test_root_leads_to_the_edition(client: Client) -> None:
    client.ask("/")
    assert (client.status, client.headers["location"]) == (307, "/fr/")
    client.ask("/fr")
    assert (client.status, client.headers["location"]) == (307, "/fr/")


def test_page_gets_the_script_and_the_file_does_not(client: Client, built: Publication) -> None:
    page = client.ask("/fr/shore.html")
    assert client.status == 200
    assert 'src="/-live/preview.js" data-page="shore.html" data-version="0"' in page
    assert client.headers["cache-control"] == "no-store"
    files = [path for path in (built.build / "cache/live/fr/pages").rglob("*") if path.is_file()]
    assert files
    assert not any(b"-live" in path.read_bytes() for path in files)
    assert client.ask("/fr/") == client.ask("/fr/index.html")


def test_assets_are_served(client: Client) -> None:
    assert "EventSource" in client.ask("/-live/preview.js")
    assert client.headers["content-type"].startswith("text/javascript")
    assert "body" not in client.ask("/-live/hub.py")
    assert client.status == 404
    client.ask("/fr/_static/paper.css")
    assert client.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    "path",
    [
        "/fr/../../../../../conf.py",
        "/fr/..%2fconf.py",
        "/fr//etc/passwd",
        "/fr/_static/../../../doctrees/environment.pickle",
        "/fr/\0",
        "/fr/" + "x" * 5000,
        "/../conf.py",
        "//etc/passwd",
        "/-live/../conf.py",
        "/fr/missing.css",
        "/en/index.html",
    ],
)
def test_nothing_else_is_served(client: Client, path: str) -> None:
    body = client.ask(path)
    assert client.status in (403, 404)
    assert "Edition(" not in body
    assert "root:" not in body


def test_link_that_leads_out_is_not_followed(client: Client, built: Publication) -> None:
    pages = built.build / "cache/live/fr/pages"
    (pages / "out.txt").symlink_to(built.root / "conf.py")
    try:
        client.ask("/fr/out.txt")
        assert client.status == 404
    finally:
        (pages / "out.txt").unlink()


def test_page_that_is_not_there_waits_for_it(client: Client) -> None:
    body = client.ask('/fr/"><script>alert(1)</script>.html')
    assert client.status == 404
    assert "There is no good page yet" in body
    assert "<script>alert" not in body


def test_other_editions_come_from_the_last_build(client: Client, built: Publication) -> None:
    page = built.build / "site/en/index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>English</p>")
    try:
        assert client.ask("/en/") == "<p>English</p>"
    finally:
        page.unlink()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([("host", HERE)], 200),
        ([("host", f"localhost:{PORT}")], 200),
        ([("host", HERE), ("origin", f"http://{HERE}")], 200),
        ([], 403),
        ([("host", "127.0.0.1")], 403),
        ([("host", "127.0.0.1:9999")], 403),
        ([("host", f"example.org:{PORT}")], 403),
        ([("host", f"127.0.0.1.example.org:{PORT}")], 403),
        ([("host", HERE), ("host", "example.org")], 403),
        ([("host", HERE), ("origin", "http://example.org")], 403),
        ([("host", HERE), ("origin", "null")], 403),
        ([("host", HERE), ("origin", f"https://{HERE}")], 403),
        ([("host", HERE), ("origin", f"http://{HERE}"), ("origin", "null")], 403),
    ],
)
def test_strangers_are_refused(client: Client, headers: list[tuple[str, str]], status: int) -> None:
    for path in ("/fr/shore.html", "/-live/preview.js", "/-live/blocks?page=shore.html"):
        client.ask(path, headers=[*headers, client.token])
        assert client.status == status, path


def places(client: Client) -> dict[str, list[dict[str, Any]]]:
    found = json.loads(client.ask("/-live/blocks?page=shore.html"))
    return {block["id"]: block["places"] for block in found["blocks"]}


def test_blocks_lead_to_their_entries(client: Client) -> None:
    found = places(client)
    names = [place["name"] for blocks in found.values() for place in blocks]
    catalog = "locale/fr/LC_MESSAGES/shore.po"
    assert names == [
        f"{catalog}:17", f"{catalog}:21", "source/shore.rst:11", f"{catalog}:25",
        f"{catalog}:29", f"{catalog}:33",
    ]  # fmt: skip
    assert not any("path" in place for blocks in found.values() for place in blocks)
    assert [id_ for id_ in found if not id_.startswith("b-")] == ["shore"]


@pytest.mark.parametrize("page", ["", "x.html", "../../conf.py", "/etc/passwd", "%00"])
def test_unknown_page_has_no_blocks(client: Client, page: str) -> None:
    found = json.loads(client.ask(f"/-live/blocks?page={page}"))
    assert found == {"blocks": [], "findings": []}


def test_place_is_opened_for_the_page_alone(client: Client, opened: list[EditingPlace]) -> None:
    id_, (place,) = next(iter(places(client).items()))
    address = f"/-live/open?page=shore.html&id={id_}&place={place['name']}"
    own = [("host", HERE), ("origin", f"http://{HERE}"), client.token]
    for headers in (
        [("host", HERE), client.token],
        [("host", HERE), ("origin", "http://example.org"), client.token],
        own[:2],
        [*own[:2], ("x-editions-session", "x")],
    ):
        client.ask(address, "POST", headers)
        assert (client.status, opened) == (403, [])
    client.ask(address, "GET", own)
    assert (client.status, opened) == (404, [])
    for other in ("locale/fr/LC_MESSAGES/shore.po:1", "/etc/passwd:1", "conf.py:1"):
        client.ask(f"/-live/open?page=shore.html&id={id_}&place={other}", "POST", own)
        assert (client.status, opened) == (404, [])
    client.ask(address, "POST", own)
    assert client.status == 204
    (found,) = opened
    assert str(found) == place["name"]


def test_nothing_is_opened_where_nobody_asked_for_it(built: Publication) -> None:
    client = Client(site_of(built))
    id_, (place,) = next(iter(places(client).items()))
    own = [("host", HERE), ("origin", f"http://{HERE}"), client.token]
    client.ask(f"/-live/open?page=shore.html&id={id_}&place={place['name']}", "POST", own)
    assert client.status == 404
    assert place["launch"] is False


def test_editor_is_reached_by_address(built: Publication) -> None:
    client = Client(site_of(built, editor="vscode://file/{path}:{line}"))
    (place,) = places(client)["shore"]
    path = built.root / "locale/fr/LC_MESSAGES/shore.po"
    assert place["href"] == f"vscode://file{path}:17"


@pytest.mark.parametrize("text", ["<p>a</p>", "<html><head></head><body></body></html>"])
def test_script_is_added_to_any_page(text: str) -> None:
    page = add_script(text, "a&b.html", 3, "s")
    assert page.count("<script") == 1
    assert 'data-page="a&amp;b.html" data-version="3" data-session="s"' in page
