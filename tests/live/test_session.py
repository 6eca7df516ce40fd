"""Ports and rules of a preview."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from editions.findings import UsageError
from editions.live.session import HOST, CallerThread, examine, open_socket
from editions.workflows.sphinx_run import load_publication
from tests.building import edit


def test_port_is_of_this_machine_only_and_a_taken_one_is_refused() -> None:
    with open_socket(None) as first:
        address, port = first.getsockname()
        assert address == HOST
        with pytest.raises(UsageError, match=f"port {port} cannot be used"):
            open_socket(port)
        with open_socket(None) as second:
            assert second.getsockname()[1] != port


def test_rules_look_at_the_edition(two_shores: Path) -> None:
    publication = load_publication(two_shores)
    french = publication.edition("fr")
    assert examine(publication, french) == ()
    assert examine(publication, publication.original) == ()
    edit(two_shores / "locale/fr/LC_MESSAGES/shore.po", "Puis l’eau.", "1994. Puis l’eau.")
    found = examine(publication, french)
    assert {(f.file, f.line) for f in found} == {("locale/fr/LC_MESSAGES/shore.po", 34)}
    assert "dropped" in {f.rule for f in found}


def test_what_is_submitted_runs_in_the_thread_that_works() -> None:
    caller = CallerThread()
    nothing: dict[str, object] = {}

    def ask() -> tuple[Future[int], Future[object], Future[int]]:
        good = caller.submit(threading.get_ident)
        bad = caller.submit(lambda: nothing["tide"])
        dropped = caller.submit(threading.get_ident)
        assert dropped.cancel()
        caller.shutdown()
        return good, bad, dropped

    with ThreadPoolExecutor(1) as other:
        asked = other.submit(ask)
        asked.result()
        caller.work()
    good, bad, dropped = asked.result()
    assert good.result() == threading.get_ident()
    assert isinstance(bad.exception(), KeyError)
    assert dropped.cancelled()
