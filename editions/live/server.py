"""Serve the pages of a preview to this machine's browser, and to nobody else.

A page gets a script and a style sheet on its way; the files stay as they were built.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from editions.live.answers import DeskAnswers, check_token
from editions.live.desk import Desk
from editions.live.editors import EditingPlace, fill_editor
from editions.live.hub import Hub
from editions.live.preview import Preview, inside
from editions.phrases import phrase

#: Where the preview's own addresses begin; no document can be called so.
OWN = "/-live"
STATIC = Path(__file__).with_name("static")
#: What the preview adds to pages, by the ends of the names.
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_ASSETS = {p.name: _TYPES[p.suffix] for p in STATIC.iterdir() if p.suffix in _TYPES}
#: More than this, no number of a version has.
_DIGITS = 18
_NO_STORE = {"Cache-Control": "no-store"}
#: Keeps pages of others from showing, or loading, what is served here.
_GUARDING = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}

_LIST = """<!DOCTYPE html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"></head>
<body class="desk-list"><main><h1>{title}</h1></main></body></html>"""
_WAITING = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Preview</title></head>
<body><main><h1>There is no good page yet</h1>
<p>It appears here as soon as the edition can be built.</p></main></body></html>"""


@dataclass(frozen=True)
class LocalOnly:
    """Refuses whoever is not a page of this server, or a person who typed its address.

    A page elsewhere may name this server by a host of its own (DNS rebinding), or call it in the
    name of the reader; the first has a foreign ``Host``, the second a foreign ``Origin``.
    """

    app: ASGIApp
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "http" and (problem := self.problem(scope)):
            await PlainTextResponse(problem, 403, _GUARDING)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_GUARDING)
            await send(message)

        await self.app(scope, receive, guarded)

    def problem(self, scope: Scope) -> str | None:
        """Return why a request is refused."""
        headers = Headers(scope=scope)
        hosts = [f"{name}:{self.port}" for name in ("127.0.0.1", "localhost")]
        if headers.getlist("host") not in [[host] for host in hosts]:
            return "The preview answers to 127.0.0.1 and localhost only."
        origins = headers.getlist("origin")
        # Browsers name the origin of every request that may change something.
        wanted = scope["method"] not in ("GET", "HEAD")
        if (wanted or origins) and origins not in [[f"http://{host}"] for host in hosts]:
            return "The preview answers to its own pages only."
        return None


class Site:
    """What is served: the pages of the preview, and of other editions what was built last."""

    def __init__(
        self,
        preview: Preview,
        hub: Hub,
        desk: Desk,
        port: int,
        editor: str = "",
        launch: Callable[[EditingPlace], None] | None = None,
    ) -> None:
        self.preview = preview
        self.hub = hub
        #: Address that opens a file in an editor, with places such as ``{path}``; may be empty.
        self.editor = editor
        self.desk = desk
        #: Opens a place in an editor from here; None where a page only shows and copies it.
        self.launch = launch
        code = preview.edition.code
        self.prefix = f"/{code}/"
        routes = [
            Route("/", self.root),
            Route(f"{OWN}/events", self.events),
            Route(f"{OWN}/blocks", self.blocks),
            Route(f"{OWN}/open", self.open, methods=["POST"]),
            *DeskAnswers(desk, hub.session).routes(f"{OWN}/desk"),
            Route(f"{OWN}/all", self.all_messages),
            Route(f"{OWN}/{{name}}", self.asset),
            Route("/{path:path}", self.file),
        ]
        self.app: ASGIApp = LocalOnly(Starlette(routes=routes), port)

    def root(self, _request: Request) -> Response:
        """Lead to the edition."""
        return RedirectResponse(self.prefix)

    async def events(self, request: Request) -> Response:
        """Tell an open page of every change."""
        page = request.query_params.get("page", "")
        version = request.query_params.get("version", "")
        if not version.isdecimal() or len(version) > _DIGITS:
            return PlainTextResponse("no version", 400)
        stream = self.hub.stream(page, int(version), request.query_params.get("session", ""))
        return StreamingResponse(stream, media_type="text/event-stream", headers=_NO_STORE)

    def blocks(self, request: Request) -> Response:
        """Tell a page where its blocks come from, and what is wrong with them."""
        refused = check_token(request, self.hub.session)
        if refused:
            return refused
        page = request.query_params.get("page", "")
        found = self.preview.describe(page, self.hub.findings)
        if found is None:
            return JSONResponse({"blocks": [], "findings": []}, headers=_NO_STORE)
        for place in (place for block in found["blocks"] for place in block["places"]):
            found_place = _place(place)
            del place["path"]
            place["href"] = fill_editor(self.editor, found_place) if self.editor else ""
            place["launch"] = self.launch is not None
        return JSONResponse(found, headers=_NO_STORE)

    def open(self, request: Request) -> Response:
        """Open the place of a block in an editor; the page names the block, never a file."""
        refused = check_token(request, self.hub.session)
        if refused:
            return refused
        query = request.query_params
        found = self.preview.describe(query.get("page", ""), ()) if self.launch else None
        for block in found["blocks"] if found else ():
            for place in block["places"]:
                wanted = (query.get("id"), query.get("place"))
                if self.launch and (block["id"], place["name"]) == wanted:
                    self.launch(_place(place))
                    return Response(status_code=204)
        return PlainTextResponse("no such place", 404)

    def all_messages(self, _request: Request) -> Response:
        """Serve the page that lists all messages in two columns; a script fills it."""
        edition = self.preview.edition
        title = f"{self.desk.words['all-messages']} – {edition.title}"
        text = _LIST.format(lang=edition.lang, dir=edition.direction, title=escape(title))
        added = add_script(text, "", self.hub.version, self.hub.session)
        return HTMLResponse(added, headers=_NO_STORE)

    def asset(self, request: Request) -> Response:
        """Serve the preview's own script and style sheet."""
        name = request.path_params["name"]
        if name not in _ASSETS:
            return PlainTextResponse("not found", 404)
        return FileResponse(STATIC / name, media_type=_ASSETS[name], headers=_NO_STORE)

    def file(self, request: Request) -> Response:
        """Serve one file."""
        path = "/" + request.path_params["path"]
        if path == self.prefix.rstrip("/"):
            return RedirectResponse(self.prefix)
        if path.startswith(self.prefix):
            return self.page(path.removeprefix(self.prefix))
        file = inside(self.preview.publication.build / "site", path.lstrip("/"))
        if file is None:
            message = phrase(
                "Nothing here: this is a preview of one edition; 'make' builds the others."
            )
            return PlainTextResponse(message, 404)
        return FileResponse(file, headers=_NO_STORE)

    def page(self, name: str) -> Response:
        """Serve a file of the edition, pages with the preview's script in them."""
        name = f"{name}index.html" if not name or name.endswith("/") else name
        version = self.hub.version  # before the file is read: it may change meanwhile
        file = inside(self.preview.pages, name)
        if not name.endswith(".html"):
            if file is None:
                return PlainTextResponse("not found", 404)
            media = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return FileResponse(file, media_type=media, headers=_NO_STORE)
        status = 200 if file is not None else 404
        text = file.read_text(encoding="utf-8") if file is not None else _WAITING
        return HTMLResponse(
            add_script(text, name, version, self.hub.session), status, headers=_NO_STORE
        )


def _place(described: dict[str, Any]) -> EditingPlace:
    """Return the place that was described for a page."""
    return EditingPlace(**{name: value for name, value in described.items() if name != "name"})


def add_script(text: str, page: str, version: int, session: str) -> str:
    """Return a page with the preview's script and style sheets; the list of messages is none.

    The script tells its own page from what a build makes of it later by a digest of the *text*.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    added = (
        f'<link rel="stylesheet" href="{OWN}/preview.css">'
        f'<link rel="stylesheet" href="{OWN}/desk.css">'
        f'<script type="module" src="{OWN}/preview.js" data-page="{escape(page)}"'
        f' data-version="{version}" data-session="{session}" data-digest="{digest}"></script>'
    )
    before, head, after = text.partition("</head>")
    return f"{before}{added}{head}{after}" if head else f"{added}{text}"
