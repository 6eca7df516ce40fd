"""What open pages hear."""

from __future__ import annotations

import json
from contextlib import aclosing
from typing import Any

import pytest

from editions.findings import Finding, Severity
from editions.live.hub import Hub
from editions.phrases import phrase
from tests.building import run_apart


def test_errors_are_said_in_the_language_of_the_desk() -> None:
    errors = (Finding("a.po", 3, phrase("the msgctxt is empty; delete it"), "po-syntax"),)
    hub = Hub("fr_CA", errors=errors)
    (said,) = hub.state("a.html", 0, hub.session)["errors"]
    assert (said["place"], said["message"]) == ("a.po:3", "le msgctxt est vide; supprimez-le")


@pytest.mark.parametrize(
    ("changed", "page", "version", "stale"),
    [
        (["a.html"], "a.html", 0, True),
        (["a.html"], "a.html", 1, False),
        (["a.html"], "b.html", 0, False),
        (["_static/x.css"], "b.html", 0, True),
        (["_static/x.css"], "b.html", 1, False),
    ],
)
def test_page_is_stale_when_it_changed_after_it_was_served(
    changed: list[str], page: str, version: int, stale: bool
) -> None:
    hub = Hub()
    hub.note_changes(changed)
    assert hub.state(page, version, hub.session)["stale"] is stale


def test_page_of_an_earlier_run_is_stale() -> None:
    assert Hub().state("a.html", 9, Hub().session)["stale"] is True


def test_stream_tells_every_change_and_ends() -> None:
    async def listen() -> list[dict[str, Any]]:
        hub = Hub()
        heard = []
        async with aclosing(hub.stream("a.html", 0, hub.session)) as stream:
            assert await anext(stream) == "retry: 500\n\n"
            async for event in stream:
                assert event.endswith("\n\n")
                heard.append(json.loads(event.removeprefix("data: ")))
                if len(heard) == 1:
                    hub.errors = (
                        Finding("x.po", 3, "«bad»", "r"),
                        Finding("a.rst", 1, "odd", "docutils", Severity.WARNING),
                        Finding("sphinx", 0, "kept out", "editions.refused", Severity.WARNING),
                    )
                    hub.ring()
                elif len(heard) == 2:
                    hub.errors = ()
                    hub.note_changes(["a.html"])
                    hub.ring()
                else:
                    hub.close()
        return heard

    quiet, wrong, stale = run_apart(listen())
    assert (quiet["stale"], quiet["errors"]) == (False, [])
    assert wrong["errors"][0] == {
        "place": "x.po:3", "message": "«bad»", "rule": "r", "severity": "error",
    }  # fmt: skip
    assert [found["message"] for found in wrong["errors"]] == ["«bad»", "kept out"]
    assert [found["message"] for found in wrong["warnings"]] == ["odd"]
    assert (stale["stale"], stale["errors"]) == (True, [])
