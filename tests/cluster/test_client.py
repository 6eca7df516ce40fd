"""What is said of a cluster that cannot build."""

from __future__ import annotations

import concurrent.futures
import threading
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

import dask
import pytest
from distributed import KilledWorker

from editions.cluster import client
from editions.cluster.assignments import Assignment
from editions.cluster.client import Cluster, ClusterError, refusal
from editions.cluster.worker import JobEndedError
from editions.findings import UsageError
from editions.workflows.orders import BuildOrder
from editions.workflows.separate import ENDED
from tests.conftest import PROJECT
from tests.examples import blocks_of


def test_the_guide_shows_what_is_printed() -> None:
    (block,) = (b for b in blocks_of(PROJECT / "docs/how-to/cluster.md") if b.language == "text")
    said = refusal(
        {"sphinx": "9.0", "fonts": "22 files, 97c193", "pango": "0.5000.12"},
        {
            "tcp://10.0.0.2:41107": {
                "sphinx": "9.0", "fonts": "21 files, 0be2f1", "pango": "0.5200.1",
            },
        },
    )  # fmt: skip
    assert said.splitlines() == block.text.splitlines()


def test_what_differs_is_shown_by_worker() -> None:
    said = refusal(
        {"sphinx": "9.0", "pango": "1.50"},
        {
            "tcp://a:1": {"sphinx": "9.1", "pango": "1.50"},
            "tcp://b:2": {},
            "tcp://c:3": {"sphinx": "9.0", "pango": "1.50"},
        },
    )
    assert ClusterError(said).lines == (
        "the workers would not make the same bytes as this machine:",
        "        here  tcp://a:1",
        "sphinx  9.0   9.1",
        "tcp://b:2 has no editions, or cannot load it",
        "install the same versions everywhere",
    )


@pytest.mark.parametrize("size", ["much", "0", "-1 GiB", "nan", "1e400", "0.2 B"])
def test_a_size_of_memory_is_read_before_anything_is_connected(size: str) -> None:
    with pytest.raises(UsageError, match=f"--memory {size}: give a size such as '1 GiB'"):
        Cluster("tcp://127.0.0.1:9", size)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "wants certificates; name them in Dask's configuration"),
        ({"ca-file": "none.pem", "client.cert": "none.pem"}, "the certificates cannot be read"),
    ],
)
def test_a_certificate_that_is_missing_is_said_at_once(files: dict[str, str], said: str) -> None:
    settings = {f"distributed.comm.tls.{name}": path for name, path in files.items()}
    with (
        dask.config.set(settings),
        pytest.raises(ClusterError, match=f"tls://127.0.0.1:9.* {said}"),
    ):
        Cluster("tls://127.0.0.1:9", "1 GiB")


def test_an_address_that_is_not_encrypted_is_refused_where_that_is_required() -> None:
    with (
        dask.config.set({"distributed.comm.require-encryption": True}),
        pytest.raises(ClusterError, match=r"tcp://127.0.0.1:9 is not encrypted, .* as tls://"),
    ):
        Cluster("tcp://127.0.0.1:9", "1 GiB")


ASSIGNMENT = Assignment(
    name="one",
    root=PurePosixPath("."),
    build=PurePosixPath("build"),
    order=BuildOrder((), ("html",)),
    archives=("a" * 64,),
    site="",
    date="",
    today="2026-01-01",
    versions={},
    packages={},
)


def empty(name: str) -> bytes:
    """Load an archive that nobody looks into."""
    return b""


def answering(monkeypatch: pytest.MonkeyPatch, *answers: dict[str, Any] | Exception) -> Cluster:
    """Return a cluster of two workers that answer so, one call after the other."""
    cluster: Cluster = object.__new__(Cluster)
    cluster.held = {"tcp://a:1": set(), "tcp://b:2": set()}
    cluster.unfit, cluster.lost = set(), ""
    monkeypatch.setattr(cluster, "_guard", threading.Lock(), raising=False)
    monkeypatch.setattr(cluster, "_closed", threading.Event(), raising=False)
    monkeypatch.setattr(cluster, "client", SimpleNamespace(status="running"), raising=False)
    waiting = list(answers)

    def hand_out(*_: object) -> dict[str, Any]:
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(cluster, "_hand_out", hand_out)
    return cluster


def test_a_worker_that_cannot_build_gets_no_more_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    table = [("", "here", "tcp://b:2"), ("pango", "1.50", "1.52")]
    cluster = answering(
        monkeypatch,
        {"worker": "tcp://a:1", "refused": "missing"},
        {"worker": "tcp://a:1", "refused": "disk", "message": "No space left on device"},
        {"worker": "tcp://b:2", "refused": "packages", "table": table},
        {"worker": "tcp://b:2", "described": {}},
    )
    answer = cluster.build(ASSIGNMENT, empty)
    assert answer["notices"] == [
        "tcp://a:1 gets no more papers: No space left on device",
        "tcp://b:2 would make other bytes of it: pango 1.52, not 1.50",
    ]
    assert (cluster.unfit, cluster.held) == ({"tcp://a:1"}, {"tcp://b:2": {"a" * 64}})


def test_what_no_try_mends_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = [concurrent.futures.CancelledError()] * 9
    with pytest.raises(ClusterError, match="no worker could build it; the connection to the"):
        answering(monkeypatch, *lost).build(ASSIGNMENT, empty)
    gone_workers = [client._WorkersGoneError()] * 9
    with pytest.raises(ClusterError, match="the workers that could build it are gone, and it was"):
        answering(monkeypatch, *gone_workers).build(ASSIGNMENT, empty)
    with pytest.raises(ClusterError, match="it was tried again"):
        answering(monkeypatch, JobEndedError(ENDED)).build(ASSIGNMENT, empty)
    last: Any = SimpleNamespace(address="tcp://b:2")
    dead = KilledWorker("key", last, 3)
    with pytest.raises(ClusterError, match="tcp://b:2: is memory short"):
        answering(monkeypatch, dead).build(ASSIGNMENT, empty)
    gone = answering(monkeypatch)
    gone.lost, gone.held = "the scheduler does not answer any more", {}
    with pytest.raises(ClusterError, match="does not answer any more"):
        gone.build(ASSIGNMENT, empty)


class Scheduler:
    """Takes papers, and builds none."""

    status = "running"

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.sent: list[Any] = []
        self.released = 0

    def submit(self, function: object, assignment: object, *given: Any, **asked: Any) -> Any:
        self.sent.append(given[0])
        self.asked.append(asked)
        return SimpleNamespace(add_done_callback=lambda _: None, release=self.release)

    def release(self) -> None:
        self.released += 1


@pytest.mark.parametrize("change", ["worker", "resource"])
def test_a_paper_is_handed_out_again_where_nobody_is_left_for_it(
    monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(client, "_PULSE", 0.01)
    cluster = answering(monkeypatch)
    scheduler = Scheduler()
    monkeypatch.setattr(cluster, "client", scheduler)
    monkeypatch.setattr(cluster, "memory", 5, raising=False)
    monkeypatch.setattr(cluster, "_has_resource", change == "resource", raising=False)
    cluster.unfit = {"tcp://b:2"} if change == "worker" else set()
    cluster.held = {"tcp://a:1": set()}

    def load(name: str) -> bytes:
        if change == "worker":
            cluster.held = {"tcp://c:3": set()}
        monkeypatch.setattr(cluster, "_has_resource", False)
        return name.encode()

    with pytest.raises(client._WorkersGoneError):
        Cluster._hand_out(cluster, ASSIGNMENT, load, set(), False)
    assert scheduler.released == 1
    (asked,) = scheduler.asked
    assert asked["workers"] == (["tcp://a:1"] if change == "worker" else None)
    assert asked["resources"] == (None if change == "worker" else {client.RESOURCE: 5})
    assert scheduler.sent == [{"a" * 64: b"a" * 64}]
    # As long as there is nobody, nothing is sent.
    scheduler.sent.clear()
    cluster.held = {}
    with pytest.raises(client._WorkersGoneError):
        Cluster._hand_out(cluster, ASSIGNMENT, load, set(), False)
    assert scheduler.sent == []
