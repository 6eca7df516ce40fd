"""On a worker: archives are kept and forgotten, and papers wait for room."""

from __future__ import annotations

import errno
import os
import threading
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path, PurePosixPath
from types import SimpleNamespace
from typing import Any

import distributed
import pytest
from distributed import Reschedule
from distributed.core import Status

from editions.cluster import worker
from editions.cluster.assignments import Assignment
from editions.cluster.worker import JobEndedError, Unwanted, Workshop, places_of, run
from editions.workflows.orders import BuildOrder
from editions.workflows.processes import ENDED

ASSIGNMENT = Assignment(
    name="one",
    root=PurePosixPath("."),
    build=PurePosixPath("build"),
    order=BuildOrder((), ("html",)),
    archives=("a" * 64,),
    site="",
    date="",
    today="2026-01-01",
    versions={"sphinx": "9.0"},
    packages={},
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """The workshop of a worker that Dask calls."""
    there = dask_worker(1, None)
    there.address, there.local_directory = "tcp://here:1", str(tmp_path)
    there.get_current_task = lambda: "key"
    there.status = Status.running
    there.state.tasks = {"key": SimpleNamespace(state="executing")}
    monkeypatch.setattr("distributed.get_worker", lambda: there)
    monkeypatch.setattr(worker, "own_versions", lambda: {"sphinx": "9.0"})
    shop = Workshop(tmp_path / "editions")
    monkeypatch.setattr(worker, "workshop", lambda folder: shop)
    return shop


def dask_worker(threads: int, limit: int | None) -> Any:
    return SimpleNamespace(
        memory_manager=SimpleNamespace(memory_limit=limit),
        state=SimpleNamespace(nthreads=threads),
    )


@pytest.mark.parametrize(
    ("threads", "limit", "memory", "places"),
    [(4, 8, 1, 4), (4, 3, 1, 3), (4, 3, 2, 1), (4, 1, 2, 1), (4, None, 2, 4), (1, 100, 1, 1)],
)
def test_papers_are_built_at_once_as_far_as_memory_goes(
    threads: int, limit: int | None, memory: int, places: int
) -> None:
    assert places_of(dask_worker(threads, limit), memory) == places


def test_archives_are_kept_and_the_oldest_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Workshop(tmp_path)
    assert shop.held() == frozenset()
    shop.keep({"a": b"1" * 40})
    shop.keep({"b": b"2" * 40})
    shop.keep({"a": b"other"})  # which is held already
    assert shop.path("a").read_bytes() == b"1" * 40
    os.utime(shop.path("a"), (2, 2))
    os.utime(shop.path("b"), (1, 1))
    monkeypatch.setattr(worker, "KEPT", 100)
    shop.keep({"c": b"3" * 40})
    assert shop.held() == {"a", "c"}
    monkeypatch.setattr(worker, "KEPT", 10)
    shop.keep({"d": b"4" * 40})  # larger than all that is kept, and needed now
    assert shop.held() == {"d"}


def test_a_paper_waits_for_room_unless_nobody_wants_it(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    begun = threading.Event()

    def second() -> None:
        with shop.place(1, lambda: True):
            begun.set()

    thread = threading.Thread(target=second)
    with shop.place(1, lambda: True):
        thread.start()
        with pytest.raises(Unwanted), shop.place(1, lambda: False):
            pass
        assert not begun.is_set()
    thread.join()
    assert begun.is_set()
    assert shop.busy == 0


def refused(assignment: Assignment, sent: dict[str, bytes]) -> dict[str, Any]:
    answer = run(assignment, sent, 1)
    assert answer.pop("worker") == "tcp://here:1"
    return answer


@pytest.mark.usefixtures("shop")
def test_a_worker_that_would_make_other_bytes_says_so() -> None:
    head = ("", "here", "tcp://here:1")
    assert refused(replace(ASSIGNMENT, versions={"sphinx": "9.1"}), {}) == {
        "refused": "versions",
        "table": [head, ("sphinx", "9.1", "9.0")],
    }
    assert refused(replace(ASSIGNMENT, packages={"no-such": "1"}), {}) == {
        "refused": "packages",
        "table": [head, ("no-such", "1", "–")],
    }


def test_an_archive_that_is_missing_or_damaged_is_sent_again(shop: Workshop) -> None:
    assert refused(ASSIGNMENT, {}) == {"refused": "missing"}
    assert refused(ASSIGNMENT, {"a" * 64: b"no archive"}) == {"refused": "missing"}
    assert shop.held() == frozenset()
    assert list(shop.folder.glob("job-*")) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said(shop: Workshop, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(worker, "replace_file", fail)
        found = refused(ASSIGNMENT, {"a" * 64: b""})
    assert found == {"refused": "disk", "message": os.strerror(number)}
    # Or a build has found it full.
    message = f"{os.strerror(number)}: 'x.pdf'"
    answered = ({"findings": [{"message": message}]}, "")
    monkeypatch.setattr(worker, "SeparateProcesses", lambda *_: answering(answered))
    found = refused(ASSIGNMENT, {"a" * 64: b""})
    assert found == {"refused": "disk", "message": message}
    assert list(shop.folder.glob("job-*")) == []


@pytest.mark.usefixtures("shop")
def test_a_job_that_somebody_has_killed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = ({"findings": [{"message": f"{ENDED}, it said"}]}, "")
    monkeypatch.setattr(worker, "SeparateProcesses", lambda *_: answering(answered))
    with pytest.raises(JobEndedError):
        run(ASSIGNMENT, {"a" * 64: b""}, 1)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("status", [Status.closing, Status.closed, Status.failed])
def test_a_worker_that_ends_leaves_its_papers_to_others(
    monkeypatch: pytest.MonkeyPatch, status: Status
) -> None:
    ended = []
    executor = SimpleNamespace(submit=lambda *_: Future(), shutdown=lambda **_: ended.append(True))
    monkeypatch.setattr(worker, "SeparateProcesses", lambda *_: executor)
    there = distributed.get_worker()
    monkeypatch.setattr(there, "status", status)
    with pytest.raises(Reschedule):
        run(ASSIGNMENT, {"a" * 64: b""}, 1)
    assert ended == [True]
    monkeypatch.setattr(there, "status", Status.running)
    there.state.tasks["key"].state = "cancelled"
    assert run(ASSIGNMENT, {}, 1)["refused"] == "unwanted"


def answering(answer: object) -> Any:
    """Return an executor whose calls come to *answer*."""
    future: Future[object] = Future()
    future.set_result(answer)
    return SimpleNamespace(submit=lambda *_: future, shutdown=lambda **_: None)
