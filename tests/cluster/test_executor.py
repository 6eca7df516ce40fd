"""Papers on a real scheduler and real workers, which are killed now and then."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

import editions
from editions.cli import main
from editions.cluster import client
from editions.cluster.client import ClusterError
from editions.cluster.executor import ClusterExecutor
from editions.dates import SOURCE_DATE
from editions.series.papers import Outcome, Paper, PaperResult
from editions.workflows.inputs import current_facts
from editions.workflows.orders import BuildOrder, standing_build
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.series import perform, run_papers
from tests.building import edit
from tests.cluster.dask_cluster import DaskCluster, connected
from tests.conftest import ROOTS
from tests.running import is_running, wait_until

ORDER = BuildOrder((), ("html",))
#: A ``conf.py`` that says who runs it, and waits as long as a file is there.
WAITS = """
import os, time
from pathlib import Path
mark = Path({mark!r})
if mark.exists() and "job-" in str(Path(__file__)):
    (mark.parent / f"runs-{{os.getpid()}}").touch()
    while mark.exists():
        time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler with two workers; the last test kills what is left of it."""
    os.environ[SOURCE_DATE] = "1750000000"
    started = DaskCluster(tmp_path_factory.mktemp("dask"))
    try:
        for name in ("one", "two"):
            started.add_worker(name)
        connected(started.address, 2)
        yield started
    finally:
        started.close()
        del os.environ[SOURCE_DATE]


def paper(folder: Path, name: str, more: str = "") -> Paper:
    root = Path(shutil.copytree(ROOTS / "two-shores", folder / name))
    with (root / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(more)
    return Paper(root, name, date=os.environ[SOURCE_DATE])


def other_toolkit(folder: Path) -> Path:
    """Return a folder with this package and a file more in it."""
    package = folder / "other/editions"
    package.mkdir(parents=True)
    for path in Path(editions.__file__).parent.iterdir():
        (package / path.name).symlink_to(path)
    (package / "more.txt").touch()
    return package.parent


def submit(executor: ClusterExecutor, one: Paper) -> Future[PaperResult]:
    return executor.submit(perform, BuildPaper(ORDER), one, 1)


def contents(site: Path) -> dict[str, bytes]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def running(folder: Path) -> list[int]:
    """Return the processes that have left a mark in *folder* and are still there."""
    found = [int(path.name.partition("-")[2]) for path in folder.glob("runs-*")]
    return [pid for pid in found if is_running(pid)]


def test_papers_are_built_as_on_one_machine(cluster: DaskCluster, tmp_path: Path) -> None:
    order = BuildOrder(("fr",), ("html", "pdf"))
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "house.css").write_text("p { color: navy; }\n")
    style = "\nhtml_static_path = ['../shared']\nhtml_css_files = ['house.css']\n"
    right = paper(tmp_path, "right", style)
    wrong = paper(tmp_path, "wrong", style)
    edit(wrong.root / "source/shore.rst", "The tide", ":nowhere:`The` tide")
    (right.root / "build").mkdir()
    site = right.root / "build/site"
    executor = ClusterExecutor(cluster.address)
    try:
        # A worker that comes later, with another toolkit, gets no papers.
        cluster.add_worker("odd", PYTHONPATH=str(other_toolkit(tmp_path)))
        wait_until(lambda: executor.cluster.unfit)
        with pytest.raises(ClusterError, match=r"\ntoolkit +[0-9a-f]{16} +[0-9a-f]{16}\n"):
            ClusterExecutor(cluster.address)
        found = {r.paper.name: r for r in run_papers([right, wrong], BuildPaper(order), executor)}
    finally:
        executor.shutdown()
        cluster.kill_worker("odd")
    assert found["right"].findings == ()
    assert found["right"].outcome is Outcome.DONE
    assert found["right"].site == site
    (finding,) = {finding.file for finding in found["wrong"].errors}
    assert finding == "source/shore.rst"
    assert not (wrong.root / "build/site").exists()
    # The next build has nothing to do.
    facts = current_facts(os.environ[SOURCE_DATE])
    assert standing_build(right.root, order, facts) is not None
    edit(right.root / "source/shore.rst", "The tide", "A tide")
    assert standing_build(right.root, order, facts) is None
    edit(right.root / "source/shore.rst", "A tide", "The tide")
    # What the papers share was sent to each worker once, and nothing else is left there.
    assert cluster.jobs() == []
    assert len(cluster.archives()) == len(set(cluster.archives())) + 1
    there = contents(site)
    assert sum(name.endswith(".pdf") for name in there) == 1
    shutil.rmtree(right.root / "build")
    (here,) = run_papers([right], BuildPaper(order))
    assert here.outcome is Outcome.DONE
    assert contents(site) == there


def test_a_worker_is_killed_and_a_build_is_stopped(cluster: DaskCluster, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    mark.touch()

    def runs() -> list[int]:
        return running(tmp_path)

    executor = ClusterExecutor(cluster.address)
    try:
        future = submit(executor, paper(tmp_path, "killed", WAITS.format(mark=str(mark))))
        wait_until(runs)
        (job,) = cluster.jobs()
        name = job.relative_to(cluster.folder).parts[0]
        before = runs()
        cluster.kill_worker(name)
        wait_until(lambda: not any(map(is_running, before)))  # no orphan
        wait_until(runs)  # Dask has given it to the other one
        mark.unlink()
        assert future.result().outcome is Outcome.DONE
        # And now somebody stops the build.
        mark.touch()
        future = submit(executor, paper(tmp_path, "stopped", WAITS.format(mark=str(mark))))
        wait_until(runs)
    finally:
        executor.shutdown(cancel_futures=True)
    wait_until(lambda: not runs())
    wait_until(lambda: not [job for job in cluster.jobs() if name not in job.parts])
    assert not (tmp_path / "stopped/build/site").exists()


def test_a_scheduler_that_does_not_answer_ends_the_build(
    cluster: DaskCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(client, "CONNECT", 5.0)
    monkeypatch.setattr(client, "ANSWER", 1.0)
    mark = tmp_path / "mark"
    mark.touch()
    executor = ClusterExecutor(cluster.address)
    try:
        future = submit(executor, paper(tmp_path, "lost", WAITS.format(mark=str(mark))))
        wait_until(lambda: running(tmp_path))
        cluster.stall_scheduler()  # connections stand, and nothing comes
        result = future.result()
    finally:
        executor.shutdown()
    cluster.kill_scheduler()
    wait_until(lambda: not running(tmp_path))  # a worker without a scheduler ends, and its jobs
    assert result.outcome is Outcome.FAILED
    (finding,) = result.findings
    assert "does not answer any more" in finding.message
    assert not (tmp_path / "lost/build/site").exists()
    monkeypatch.setattr(client, "CONNECT", 0.5)
    assert main(["build", str(tmp_path / "lost"), "--scheduler", cluster.address]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"no Dask scheduler answers at {cluster.address}: ")
    assert said.endswith("start one with: dask scheduler\n")
