"""Many publications through the command: built once, then asked what each verb says of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from editions.cli import main
from editions.dates import SOURCE_DATE
from editions.workflows.paper_actions import dated
from tests.building import edit
from tests.conftest import ROOTS
from tests.reading import read_page, select, text

DECLARATION = """members = ["papers/*"]
[languages.en]
title = "Shore Papers"
[languages.fr]
title = "Cahiers"
"""


@dataclass(frozen=True)
class Built:
    """A series that has been built once."""

    root: Path
    #: Exit status of the build, and what it printed as JSON.
    status: int
    report: dict[str, Any]

    @property
    def site(self) -> Path:
        return self.root / "build/series"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """One paper that is right, and two that are broken."""
    root = tmp_path_factory.mktemp("series")
    (root / "series.toml").write_text(DECLARATION, encoding="utf-8")
    for name in ("right", "raises", "warns"):
        shutil.copytree(ROOTS / "two-shores", root / "papers" / name)
    with (root / "papers/raises/conf.py").open("a") as file:
        file.write('\nraise ValueError("no more")\n')
    with (root / "papers/warns/source/shore.rst").open("a") as file:
        file.write("\n\nSee :doc:`nowhere`.\n")
    done = subprocess.run(
        [sys.executable, "-m", "editions", "build", "series.toml", "-f", "html", "--json"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return Built(root, done.returncode, json.loads(done.stdout))


@pytest.fixture(autouse=True)
def here(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the folder of the series."""
    monkeypatch.chdir(built.root)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run a command; return its status and what it printed as JSON."""

    def running(*arguments: str) -> tuple[int, dict[str, Any]]:
        status = main([*arguments, "--json"])
        out, error = capsys.readouterr()
        assert error == ""
        return status, json.loads(out)

    return running


def states(report: dict[str, Any]) -> dict[str, str]:
    return {paper["name"].rpartition("/")[2]: paper["state"] for paper in report["papers"]}


def findings(report: dict[str, Any], name: str) -> list[dict[str, Any]]:
    (paper,) = (paper for paper in report["papers"] if paper["name"].endswith(name))
    found: list[dict[str, Any]] = paper["findings"]
    return found


def test_broken_papers_stop_no_other(built: Built) -> None:
    assert built.status == 1
    assert states(built.report) == {"right": "built", "raises": "failed", "warns": "failed"}
    (error,) = findings(built.report, "raises")
    assert (error["file"], error["message"]) == ("conf.py", "ValueError: no more")
    assert {error["file"] for error in findings(built.report, "warns")} == {"source/shore.rst"}
    right = next(p for p in built.report["papers"] if p["name"] == "papers/right")
    assert {job["name"] for job in right["jobs"]} == {"en html", "fr html"}
    assert right["site"] == str(built.site / "papers/right")
    assert built.report["summary"]["failed"] == 2


def test_pages_that_cannot_be_written_take_no_report_away(built: Built, run: Any) -> None:
    (built.root / "other.toml").write_text(
        DECLARATION.replace("papers/*", "papers/raises"), encoding="utf-8"
    )
    site = built.root / "other"
    (site / "robots.txt").mkdir(parents=True)
    (site / "series.json").write_text('{"papers": [], "files": [], "made_from": ""}')
    status, report = run("build", "other.toml", "--format", "html", "--output", str(site))
    assert (status, states(report)) == (1, {"raises": "failed"})
    (finding,) = report["series"]["findings"]
    assert "robots.txt" in finding
    assert finding.endswith("Is a directory (system)")


def test_what_was_built_is_listed(built: Built) -> None:
    page = read_page(built.site / "fr/index.html")
    (link,) = select(page, "//main//h3/a")
    assert (link.get("href"), text(link)) == ("../papers/right/fr/index.html", "Deux rives — Essai")
    (warning,) = (f for f in built.report["series"]["findings"] if "raises" in f)
    assert "no web edition" in warning
    words = (built.site / "fr/searchtexts/0.js").read_text(encoding="utf-8")
    assert "../papers/right/fr/shore.html" in words


def test_what_has_not_changed_is_left_alone(built: Built) -> None:
    """Neither Sphinx nor a ``conf.py`` is asked."""
    script = (
        "import sys; from editions.cli import main\n"
        "status = main(['build', 'right.toml', '-f', 'html'])\n"
        "print(status, [name for name in ('sphinx', 'docutils', 'lxml') if name in sys.modules])\n"
    )
    # A second declaration of one paper, into the same folder.
    declaration = DECLARATION.replace("papers/*", "papers/right") + "\n"
    (built.root / "right.toml").write_text(declaration, encoding="utf-8")
    try:
        for _ in range(2):  # the first time, the pages of the series are others
            done = subprocess.run(
                [sys.executable, "-c", script],
                cwd=built.root,
                capture_output=True,
                text=True,
                check=True,
            )
    finally:
        (built.root / "right.toml").unlink()
    first, *_, last = done.stdout.splitlines()
    assert first.split()[1:3] == ["papers/right", "unchanged"]
    assert last == "0 []"


def test_each_verb_takes_papers(run: Callable[..., tuple[int, dict[str, Any]]]) -> None:
    status, report = run("status", "papers/right", "papers/raises", "--at-least", "fr=100")
    assert (status, states(report)) == (1, {"right": "measured", "raises": "failed"})
    (right,) = (paper for paper in report["papers"] if paper["name"] == "papers/right")
    assert right["editions"]["fr"]["percent"] == 100
    status, report = run("check", "papers/right", "papers/raises", "--no-spelling")
    assert (status, states(report)) == (1, {"right": "checked", "raises": "failed"})
    status, report = run("update", "papers/right", "--check")
    assert (states(report)["right"], status) in {("failed", 1), ("unchanged", 0)}
    status, report = run("verify", "series.toml")
    assert (status, states(report)["right"], states(report)["raises"]) == (1, "verified", "failed")


def test_findings_stand_under_their_paper(built: Built, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "papers/raises", "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("::error file=papers/raises/conf.py,line=")
    assert main(["check", "papers/raises"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("[1/1] papers/raises  failed")
    head = lines.index("papers/raises")
    assert lines[head + 1].startswith("papers/raises/conf.py:")
    assert lines[-1].startswith("1 paper in ")
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "papers"], "papers is no publication"),
        (["build", "papers/right", "--project", "papers/warns"], "--project names one"),
        (["check", "papers/right", "papers/warns/locale"], "papers/warns/locale is no publication"),
        (["verify", "papers/right", "--report", "page.html"], "--report goes with one site"),
        (["verify", "build/series/papers/right", "build/series"], "one site at a time"),
    ],
)
def test_wrong_calls_are_refused(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_folder_of_catalogs_is_checked_as_ever(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "papers/right/locale", "--no-spelling"])
    assert "Checked 4 catalogs" in capsys.readouterr().out
    # So is a publication's, where an option is of catalogs alone.
    main(["check", "papers/right", "--no-spelling", "--locale", "fr"])
    assert "Checked 4 catalogs" in capsys.readouterr().out


@pytest.mark.parametrize("before", [None, "5"])
def test_work_is_dated_as_its_source(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SOURCE_DATE, raising=False)
    if before:
        monkeypatch.setenv(SOURCE_DATE, before)
    with dated("7"):
        assert os.environ[SOURCE_DATE] == "7"
    assert os.environ.get(SOURCE_DATE) == before
    with dated(""):
        assert os.environ.get(SOURCE_DATE) == before


def test_a_paper_that_is_fixed_is_built(built: Built, run: Any) -> None:
    """Last here, since it changes what the others look at."""
    edit(built.root / "papers/warns/source/shore.rst", "\n\nSee :doc:`nowhere`.\n", "")
    status, report = run("build", "series.toml", "-f", "html")
    assert states(report) == {"right": "unchanged", "raises": "failed", "warns": "built"}
    assert status == 1
    assert len(select(read_page(built.site / "en/index.html"), "//main//h3/a")) == 2
