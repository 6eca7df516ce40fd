from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Generator, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from editions.findings import Finding, FindingsError, Severity
from editions.series.papers import JobTime, Outcome, Paper, PaperResult
from editions.workflows.separate import SeparateProcesses
from editions.workflows.series import run_papers


def papers(*names: str) -> list[Paper]:
    return [Paper(Path("/series", name), name, size=n) for n, name in enumerate(names)]


def act(paper: Paper, workers: int) -> PaperResult:
    """Do what the name of the paper says."""
    if paper.name == "findings":
        raise FindingsError([Finding("source/a.rst", 3, "is wrong", "docutils")])
    if paper.name == "system":
        raise FileNotFoundError(2, "No such file or directory", "source/b.rst")
    if paper.name == "crash":
        raise ZeroDivisionError("no reason at all")
    if paper.name == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    notices = (f"{workers} workers", os.environ.get("OF_TODAY", ""), str(os.getpid()))
    return PaperResult(paper, Outcome.DONE, 0, notices=notices)


@pytest.fixture(scope="module")
def processes() -> Iterator[SeparateProcesses]:
    with SeparateProcesses(2) as executor:
        yield executor


def results(names: list[str], runner: Executor, **options: Any) -> dict[str, PaperResult]:
    return {r.paper.name: r for r in run_papers(papers(*names), act, runner, **options)}


def test_a_broken_paper_stops_no_other(processes: SeparateProcesses) -> None:
    names = ["findings", "right", "system", "killed", "crash", "fine"]
    found = results(names, processes)
    assert {name for name in names if found[name].outcome is Outcome.DONE} == {"right", "fine"}
    assert found["findings"].findings == (Finding("source/a.rst", 3, "is wrong", "docutils"),)
    assert found["system"].findings[0].file == "source/b.rst"
    assert "ended from outside" in found["killed"].findings[0].message
    assert "ZeroDivisionError: no reason at all" in found["crash"].findings[0].message
    assert "in act" in found["crash"].trace
    assert all(found[name].is_failed for name in ("findings", "system", "killed", "crash"))


def test_each_paper_has_a_process_and_the_environment_of_now(
    processes: SeparateProcesses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OF_TODAY", "yes")
    found = results(["one", "two"], processes)
    assert {result.notices[1] for result in found.values()} == {"yes"}
    assert len({str(os.getpid()), *(result.notices[2] for result in found.values())}) == 3


@pytest.mark.parametrize(
    ("count", "width", "workers"), [(1, 8, 8), (3, 8, 2), (8, 8, 1), (9, 8, 1)]
)
def test_few_papers_share_the_cores(count: int, width: int, workers: int) -> None:
    with ThreadPoolExecutor(1) as runner:
        found = results([f"paper {n}" for n in range(count)], runner, width=width)
    assert {result.notices[0] for result in found.values()} == {f"{workers} workers"}


class Scripted(Executor):
    """Runs nothing: each call ends as its script says for the paper, or waits."""

    def __init__(self, **script: Exception | None) -> None:
        self.script = script
        self.futures: dict[str, Future[PaperResult]] = {}

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        pickle.loads(pickle.dumps((fn, args)))  # noqa: S301  # what is handed over travels
        paper = args[1]
        future = self.futures[paper.name] = Future[PaperResult]()
        if paper.name in self.script:
            error = self.script[paper.name]
            if error is None:
                future.set_result(PaperResult(paper, Outcome.DONE, 1))
            else:
                future.set_exception(error)
        return future


def test_any_executor_will_do_and_what_fails_in_it_is_a_finding() -> None:
    runner = Scripted(small=None, larger=RuntimeError("the worker is gone"), largest=OSError())
    found = results(["small", "larger", "largest"], runner)
    assert list(runner.futures) == ["largest", "larger", "small"]
    assert found["small"].outcome is Outcome.DONE
    assert "the worker is gone" in found["larger"].findings[0].message
    assert found["largest"].is_failed


def test_what_waits_is_cancelled_when_nobody_wants_it() -> None:
    runner = Scripted(two=None)
    found = run_papers(papers("one", "two"), act, runner)
    assert next(found).paper.name == "two"
    assert isinstance(found, Generator)
    found.close()
    assert runner.futures["one"].cancelled()


def test_a_result_travels() -> None:
    (paper,) = papers("one")
    finding = Finding("a.rst", 1, "odd", "rule", Severity.WARNING)
    jobs = (JobTime("es pdf", 1.5, made=True),)
    result = PaperResult(paper, Outcome.DONE, 2, (finding,), jobs=jobs, keys={finding: "key"})
    assert pickle.loads(pickle.dumps(result)) == result  # noqa: S301
