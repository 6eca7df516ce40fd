"""Finished papers are kept and put into place elsewhere, and no paper of other inputs is."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from editions.cli import main
from editions.cluster import versions
from editions.cluster.archives import members_under, write_archive
from editions.cluster.cache import open_store, read_entry, write_entry
from editions.cluster.keeping import KeepingProcesses, find, is_covered, keep, read_record
from editions.cluster.preparing import (
    Machine,
    Prepared,
    asked_variables,
    folder_around,
    place,
    prepare,
)
from editions.dates import SOURCE_DATE
from editions.findings import FindingsError
from editions.series.papers import Outcome, Paper, PaperResult
from editions.workflows.inputs import Inputs, current_facts
from editions.workflows.orders import BuildOrder, standing_build
from editions.workflows.paper_actions import BuildPaper
from editions.workflows.series import run_papers
from tests.building import edit
from tests.cluster.test_executor import contents

DATE = "1750000000"
ORDER = BuildOrder((), ("html",))


def paper(root: Path) -> Paper:
    return Paper(root, root.name, date=DATE)


def copied(root: Path, name: str) -> Paper:
    """Copy a project without what was built, to another place."""
    ignore = shutil.ignore_patterns("build")
    return paper(Path(shutil.copytree(root, root.parent / name / root.name, ignore=ignore)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SOURCE_DATE, DATE)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    return scratch


def test_a_finished_paper_is_taken_from_the_cache(
    two_shores: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = folder / "cache"
    executor = KeepingProcesses(1, str(cache))

    def build(one: Paper) -> PaperResult:
        (result,) = run_papers([one], BuildPaper(ORDER), executor, width=2)
        return result

    options = ("--format", "html", "--cache", str(cache), "--json")
    assert main(["build", str(two_shores), *options]) == 0
    (first,) = json.loads(capsys.readouterr().out)["papers"]
    assert (first["state"], first["findings"], first["notices"]) == ("built", [], [])
    assert len(first["jobs"]) == 2
    (entry,) = (path for path in cache.rglob("*") if path.is_file())
    # Another machine, where the paper lies elsewhere, and a file for the web server in the site.
    other = copied(two_shores, "elsewhere")
    site = other.root / "build/site"
    site.mkdir(parents=True)
    (site / "editions.json").write_text('{"editions": {"de": ["html"]}}')
    (site / "CNAME").write_text("papers.example.org")
    (site / "de").mkdir()
    found = build(other)
    assert (found.outcome, found.jobs, found.site) == (Outcome.DONE, (), site)
    assert contents(site) == contents(two_shores / "build/site") | {"CNAME": b"papers.example.org"}
    assert not (site / "de").exists()  # which nobody declares
    assert standing_build(other.root, ORDER, current_facts(DATE)) is not None
    # A damaged entry is said, and made anew.
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-100])
    again = build(copied(two_shores, "third"))
    assert len(again.jobs) == 2
    assert [notice.partition(":")[0] for notice in again.notices] == [
        "its entry in the cache is damaged, and made anew"
    ]
    assert entry.read_bytes().splitlines()[2:] == whole.splitlines()[2:]  # but for the time it took
    executor.shutdown()
    # Another content is another paper.
    changed = copied(two_shores, "changed")
    edit(changed.root / "source/shore.rst", "The tide", "A tide")
    assert find(prepare(changed, ORDER, folder, Machine.this()), str(cache), folder) == (None, ())


def prepared(root: Path, folder: Path, order: BuildOrder = ORDER) -> Prepared:
    return prepare(paper(root), order, folder, Machine.this())


def test_packages_that_conf_py_imports_are_part_of_the_key(
    two_shores: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = folder / "site-packages"
    described = packages / "tide_tables-1.0.dist-info"
    described.mkdir(parents=True)
    (packages / "tidetables.py").write_text("HIGH = 'noon'\n")
    (described / "top_level.txt").write_text("tidetables\n")
    monkeypatch.syspath_prepend(packages)
    with (two_shores / "conf.py").open("a") as conf:
        conf.write("\nimport json.tool, tidetables\n")
    keys = set()
    for version in ("1.0", "2.0"):
        (described / "METADATA").write_text(f"Name: tide-tables\nVersion: {version}\n")
        versions._brought.cache_clear()
        monkeypatch.delitem(sys.modules, "tidetables", raising=False)
        assignment = prepared(two_shores, folder).assignment
        assert assignment.packages == {"tide-tables": version}
        keys.add(assignment.key)
    versions._brought.cache_clear()
    assert len(keys) == 2


def test_what_the_environment_decides_is_not_kept(
    two_shores: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAGE", "draft")
    with (two_shores / "conf.py").open("a") as conf:
        conf.write("\nimport os\nversion = os.environ.get('STAGE', '')\n")
    packed = prepared(two_shores, folder)
    assert packed.variables == ("STAGE",)
    result, notices = find(packed, str(folder / "cache"), folder)
    assert result is None
    assert notices == ("not kept in the cache, since conf.py asks for STAGE",)
    assert keep(str(folder / "cache"), packed, {}, folder / "none", "") == ()
    # Extensions ask later.
    none: dict[str, str] = {}
    asked = Inputs(none, none, none, {"CI": "true", "HOME": "/root", "DRAFT": "yes"}, ())
    described = {"record": {"inputs": asked.to_json()}}
    later = replace(packed, variables=())
    assert keep(str(folder / "cache"), later, described, folder / "none", "") == ()
    assert not (folder / "cache").exists()


def test_what_lies_around_a_paper_is_the_series() -> None:
    roots = {"/s/papers/a": "/s", "/elsewhere/a": "/elsewhere/a", "/a": "/a", "/papers/a": "/"}
    for root, around in roots.items():
        assert folder_around(Paper(Path(root), "papers/a")) == Path(around)


def test_few_variables_are_of_no_matter() -> None:
    asked = dict.fromkeys(("TEMPLATES", "USERS", "PATHS", "LANGUAGES", "HOMEPAGE"), "set")
    usual = dict.fromkeys(("HOME", "PATH", "LC_ALL", "PYTHONPATH", "TMPDIR", "LANG"), "set")
    assert set(asked_variables({**asked, **usual, "UNSET": None})) == set(asked)


def test_an_entry_of_something_else_is_made_anew(two_shores: Path, folder: Path) -> None:
    packed = prepared(two_shores, folder)
    cache = str(folder / "cache")
    (folder / "no-site").mkdir()
    (folder / "no-site/index.html").touch()
    name = write_archive(members_under(folder / "no-site"), folder / "archive")
    good = {
        "outcome": "done",
        "seconds": 1,
        "findings": [],
        "notices": [],
        "jobs": [],
        "trace": "",
        "record": None,
    }
    bad: tuple[object, ...] = (good, {}, [], good | {"record": {"inputs": 3}})
    data = (folder / "archive").read_bytes()
    for described in bad:
        held = {"described": described, "name": name}
        write_entry(open_store(cache), packed.assignment.key, held, data)
        result, (notice,) = find(packed, cache, folder)
        assert result is None
        assert notice.startswith("its entry in the cache is damaged, and made anew: ")
        assert not (two_shores / "build/site").exists()


def test_what_has_read_more_than_is_packed_is_not_kept(two_shores: Path, folder: Path) -> None:
    packed = prepared(two_shores, folder)

    def record(*more: Path) -> dict[str, Any]:
        files = {str(path): "digest" for path in (*packed.packed, *more)}
        files |= {str(two_shores / "docutils.conf"): "", "/etc/mime.types": "digest"}
        none: dict[str, str] = {}
        return {
            "inputs": {
                "facts": none,
                "files": files,
                "folders": none,
                "variables": none,
                "ignored": [],
            }
        }

    later = replace(packed, begin=packed.begin + 10**12)
    assert is_covered(later, record())
    assert not is_covered(later, None)
    assert not is_covered(later, record(two_shores / "notes.txt"))
    assert not is_covered(later, record(Path("/srv/elsewhere.csv")))
    assert not is_covered(replace(packed, begin=0), record())  # changed since it was packed


def test_only_what_is_asked_for_is_new_where_a_site_stands(two_shores: Path, folder: Path) -> None:
    whole = prepared(two_shores, folder, BuildOrder((), ("html", "pdf", "epub")))
    site = two_shores / "build/site"
    site.mkdir(parents=True)
    (site / "editions.json").write_text(
        '{"editions": {"en": ["html", "pdf"], "de": ["html"]}, "pairs": {"en-fr": ["html"]}}'
    )
    again = prepared(two_shores, folder, BuildOrder((), ("html", "pdf", "epub")))
    assert (again.assignment.site, again.assignment.key) == ("", whole.assignment.key)
    for part in (
        BuildOrder(("fr",), ("html", "pdf", "epub")),
        BuildOrder((), ("html",)),
        BuildOrder((), ("html", "pdf", "epub"), pairs=False),
    ):
        packed = prepared(two_shores, folder, part)
        assert packed.files[packed.assignment.site].is_file()
        assert packed.assignment.site not in packed.assignment.archives


def test_a_site_is_put_into_place_whole_or_not_at_all(two_shores: Path, folder: Path) -> None:
    packed = prepared(two_shores, folder)
    described = {
        "outcome": "done",
        "seconds": 1,
        "findings": [],
        "notices": [],
        "jobs": [],
        "trace": "",
        "record": None,
    }
    (folder / "bad").write_bytes(b"no archive")
    with pytest.raises(Exception, match="damaged"):
        place(packed, described, folder / "bad", "0" * 64)
    assert not list((two_shores / "build").glob("*site*"))
    (two_shores / "build/site").mkdir(parents=True)
    (two_shores / "build/site/mine.txt").touch()
    with pytest.raises(FindingsError, match="holds files that no build has made"):
        prepared(two_shores, folder)
    assert read_record(two_shores) is None


def test_a_cache_that_fails_costs_no_paper(two_shores: Path, folder: Path) -> None:
    packed = prepared(two_shores, folder)
    (folder / "file").touch()
    place_of_file = str(folder / "file")
    (result, notices) = find(packed, place_of_file, folder)
    assert result is None
    assert notices[0].startswith("the cache cannot be read: ")
    (folder / "site").write_bytes(b"")
    (notice,) = keep(place_of_file, packed, {}, folder / "site", "")
    assert notice.startswith("the cache cannot be written: ")
    assert read_entry(open_store(str(folder / "none")), packed.assignment.key) is None


def test_what_papers_share_is_packed_once(two_shores: Path, folder: Path) -> None:
    style = two_shores.parent / "house/style.css"
    style.parent.mkdir()
    style.write_text("p {}")
    with (two_shores / "conf.py").open("a") as conf:
        conf.write("\nhtml_static_path = ['../house']\n")
    scratch = folder / "one", folder / "two", folder / "three"
    for place_of_paper in scratch:
        place_of_paper.mkdir()
    first, second = (prepared(two_shores, place_of_paper) for place_of_paper in scratch[:2])
    shared = first.assignment.archives[0]
    assert first.assignment.archives == second.assignment.archives
    assert first.files[shared] == second.files[shared]
    style.write_text("p { color: navy }")
    third = prepared(two_shores, scratch[2])
    assert third.assignment.archives[0] != shared
    assert third.assignment.archives[1] == first.assignment.archives[1]
