"""Each call has a process of its own; what it returns, raises or is killed by is heard."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any

import pytest

from editions.findings import EditionsError, Finding, FindingsError
from editions.workflows.processes import OnExecutor, Processes, Runner

#: What calls leave in the memory of their process.
LEFT: list[int] = []


def leave(number: int) -> tuple[int, int, int]:
    LEFT.append(number)
    return number, len(LEFT), os.getpid()


def fail(kind: str) -> Any:
    if kind == "finding":
        raise FindingsError([Finding("a", 1, "wrong", "rule")])
    if kind == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "exit":
        os._exit(3)
    if kind == "leave":
        sys.exit("no way")
    if kind == "local":

        class LocalError(Exception):
            pass

        raise LocalError("cannot travel")
    raise KeyError(kind)


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_call_has_a_process_of_its_own(workers: int) -> None:
    runner: Runner[tuple[int, int, int]] = Processes(workers)
    for number in range(5):
        runner.submit(leave, number)
    results = list(runner.results())
    assert {number for number, _, _ in results} == set(range(5))
    assert {count for _, count, _ in results} == {1}
    assert len({process for _, _, process in results} - {os.getpid()}) == 5
    assert LEFT == []


def test_more_may_be_submitted_meanwhile() -> None:
    runner: Runner[tuple[int, int, int]] = Processes(2)
    runner.submit(leave, 0)
    seen = []
    for number, _, _ in runner.results():
        seen.append(number)
        if number < 3:
            runner.submit(leave, number + 1)
    assert seen == [0, 1, 2, 3]


def test_a_long_answer_arrives() -> None:
    runner: Runner[bytes] = Processes(1)
    runner.submit(bytes, 5_000_000)
    assert [len(result) for result in runner.results()] == [5_000_000]


@pytest.mark.parametrize(
    ("kind", "error", "message"),
    [
        ("finding", FindingsError, "a:1: wrong"),
        ("other", KeyError, "other"),
        ("local", RuntimeError, "cannot travel"),
        ("kill", EditionsError, "ended from outside"),
        ("exit", EditionsError, "ended from outside"),
        ("leave", EditionsError, r"an extension has ended the build: sys.exit\('no way'\)"),
    ],
)
def test_what_a_call_ends_in_is_heard(kind: str, error: type[Exception], message: str) -> None:
    runner: Runner[object] = Processes(2)
    runner.submit(time.sleep, 60)
    runner.submit(fail, kind)
    start = time.monotonic()
    with pytest.raises(error, match=message):
        list(runner.results())
    runner.stop()
    assert time.monotonic() - start < 30


class AtOnce(Executor):
    """Runs a call when it is submitted."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def test_an_executor_runs_calls_where_it_likes() -> None:
    runner: Runner[str] = OnExecutor(AtOnce())
    runner.submit(str, 1)
    assert list(runner.results()) == ["1"]
    runner.submit(fail, "other")
    with pytest.raises(KeyError):
        list(runner.results())


def test_a_broken_executor_is_said_in_a_sentence() -> None:
    with ProcessPoolExecutor(1) as pool:
        runner: Runner[object] = OnExecutor(pool)
        runner.submit(fail, "kill")
        with pytest.raises(EditionsError, match="ended from outside"):
            list(runner.results())
