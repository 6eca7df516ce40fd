"""What the desk answers to its own pages: JSON, for whoever has the token of the session."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from editions.desk.drafts import DraftError, read_draft
from editions.desk.store import SaveOutcome, SaveStatus
from editions.desk.work import Query, Want
from editions.findings import FindingsError
from editions.live.desk import Desk, NoSuchMessageError
from editions.live.provenance import described
from editions.phrases import localized

NO_STORE = {"Cache-Control": "no-store"}
#: The header in which a page shows that it is one of this session.
TOKEN = "x-editions-session"  # noqa: S105  # the name, not the token
#: No draft is larger.
MAX_BYTES = 2_000_000
#: Letters of what somebody searches for.
_LONGEST_SEARCH = 500

_STATUS = {
    SaveStatus.SAVED: 200,
    SaveStatus.UNCHANGED: 200,
    SaveStatus.NOTHING: 200,
    SaveStatus.CHANGED_MEANWHILE: 409,
    SaveStatus.GONE: 404,
    SaveStatus.READ_ONLY: 409,
    SaveStatus.BROKEN: 409,
    SaveStatus.REFUSED: 422,
}

#: Takes the parameters of an address, or what was sent; returns what is answered.
_Answer = Callable[[Any], Response]


class _RequestError(Exception):
    """A request that is not answered, and why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def check_token(request: Request, token: str) -> Response | None:
    """Return what is said to whoever is no page of this session; None to those that are."""
    given = request.headers.getlist(TOKEN)
    if len(given) == 1 and secrets.compare_digest(given[0].encode(), token.encode()):
        return None
    return problem(403, "The preview answers to the pages of its own session only.")


def problem(status: int, message: str) -> Response:
    """Return what answers a page that cannot have what it asked for."""
    return JSONResponse({"problem": message}, status, headers=NO_STORE)


class DeskAnswers:
    """The addresses of a desk."""

    def __init__(self, desk: Desk, token: str) -> None:
        self.desk = desk
        self.token = token
        self.language = desk.edition.locale

    def routes(self, prefix: str) -> list[Route]:
        """Return the addresses, which begin with *prefix*."""
        asked: dict[str, _Answer] = {
            "about": lambda _: self._good(self.desk.describe()),
            "rows": lambda query: self._good(self.desk.rows(read_query(query))),
            "next": self._next,
            "before": lambda query: self._good(self.desk.beside(*_names(query), -1)),
            "after": lambda query: self._good(self.desk.beside(*_names(query), 1)),
            "entry": lambda query: self._good(self.desk.entry(*_names(query))),
        }
        posted: dict[str, _Answer] = {
            "check": lambda content: self._good(self.desk.check(read_draft(content))),
            "save": lambda content: self._outcome(self.desk.save(read_draft(content))),
            "undo": lambda _: self._outcome(self.desk.store.undo()),
        }
        return [
            *(Route(f"{prefix}/{name}", self._get(answer)) for name, answer in asked.items()),
            *(
                Route(f"{prefix}/{name}", self._post(answer), methods=["POST"])
                for name, answer in posted.items()
            ),
        ]

    def _get(self, answer: _Answer) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            refused = check_token(request, self.token)
            if refused:
                return refused
            return await run_in_threadpool(_tried, answer, request.query_params, self.language)

        return respond

    def _post(self, answer: _Answer) -> Callable[[Request], Any]:
        async def respond(request: Request) -> Response:
            refused = check_token(request, self.token)
            if refused:
                return refused
            try:
                content = await _content(request)
            except _RequestError as error:
                return problem(error.status, str(error))
            return await run_in_threadpool(_tried, answer, content, self.language)

        return respond

    def _next(self, query: Any) -> Response:
        return self._good(self.desk.next(read_query(query), *_names(query)))

    @staticmethod
    def _good(content: dict[str, Any]) -> Response:
        return JSONResponse(content, headers=NO_STORE)

    def _outcome(self, outcome: SaveOutcome) -> Response:
        content = {
            **asdict(outcome),
            "reasons": [localized(reason, self.language) for reason in outcome.reasons],
            "status": outcome.status.value,
            "undo": len(self.desk.store.steps),
        }
        return JSONResponse(content, _STATUS[outcome.status], headers=NO_STORE)


def _tried(answer: _Answer, content: Any, language: str) -> Response:
    """Answer, or say why there is no answer."""
    try:
        return answer(content)
    except DraftError as error:
        return problem(400, str(error))
    except _RequestError as error:
        return problem(error.status, str(error))
    except NoSuchMessageError as error:
        return problem(404, str(error))
    except FindingsError as error:
        found = described(error.findings, language)
        return JSONResponse({"problem": str(error), "findings": found}, 409, headers=NO_STORE)


async def _content(request: Request) -> Any:
    """Return the JSON that was sent.

    Raises:
        _RequestError: it is none, or too much.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise _RequestError(415, "Send JSON.")
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BYTES:
                raise _RequestError(413, "That is too much.")
    except ClientDisconnect as error:  # nobody hears it
        raise _RequestError(400, "The page has gone before it had sent all.") from error
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _RequestError(400, "That is no JSON.") from error


def read_query(parameters: Any) -> Query:
    """Return which messages are asked for.

    Raises:
        _RequestError: nobody can tell.
    """
    search = parameters.get("search", "")
    if len(search) > _LONGEST_SEARCH:
        raise _RequestError(400, "Search for less.")
    try:
        want = Want(parameters.get("want", Want.ALL.value))
    except ValueError as error:
        raise _RequestError(400, "Nobody knows what is wanted.") from error
    return Query(want, parameters.get("domain", ""), search)


def _names(parameters: Any) -> tuple[str, str]:
    """Return the names of a catalog and of a message in it.

    They stand in parameters of their own, since the catalog of a query is another one.
    """
    return parameters.get("of", ""), parameters.get("id", "")
