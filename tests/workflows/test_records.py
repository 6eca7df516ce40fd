"""Records that builds keep, and what is left of them when somebody has touched something."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editions.findings import Finding, Severity
from editions.workflows.inputs import Disk, Inputs
from editions.workflows.orders import BuildOrder, standing_build
from editions.workflows.records import (
    LastBuild,
    Record,
    SiteRecord,
    last_build,
    last_path,
    marks_of,
    site_digest,
)

INPUTS = Inputs({"f": "1"}, {}, {}, {}, ())
WARNING = Finding("a.po", 3, "not published", "unsafe-link", Severity.WARNING)


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"inputs": 3, "warnings": []}'])
def test_what_is_no_record_is_none(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "record.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert Record.read(path) is None
    assert SiteRecord.read(path) is None
    assert LastBuild.read(path) is None


def test_records_come_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "record.json"
    Record(INPUTS, (WARNING,)).write(path)
    assert Record.read(path) == Record(INPUTS, (WARNING,))
    assert [item.name for item in path.parent.iterdir()] == ["record.json"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "en").mkdir(parents=True)
    (folder / "en/index.html").write_text("x", encoding="utf-8")
    return folder


def later(path: Path) -> None:
    path.write_text("y", encoding="utf-8")
    os.utime(path, (5, 5))


@pytest.mark.parametrize(
    "touch",
    [
        lambda site: (site / "en/index.html").unlink(),
        lambda site: (site / "en/more.html").touch(),
        lambda site: later(site / "en/index.html"),
        lambda site: (site / "en/index.html").rename(site / "index.html"),
        lambda site: site.rename(site.with_name("elsewhere")),
    ],
)
def test_a_site_that_was_touched_is_not_what_was_put_there(
    tmp_path: Path, site: Path, touch: Callable[[Path], object]
) -> None:
    record = SiteRecord({"en html": "1"}, site_digest(site))
    last = LastBuild(["a"], INPUTS, str(site), site_digest(site), (WARNING,), 2.5, "marks")
    path = last_path(tmp_path / "build")
    last.write(path)
    assert last_build(tmp_path) == (last, path)
    assert record.holds(site)
    assert last.stands(["a"], {"f": "1"})
    assert not last.stands(["b"], {"f": "1"})
    assert not last.stands(["a"], {"f": "2"})
    touch(site)
    assert not record.holds(site)
    assert not last.stands(["a"], {"f": "1"})


@pytest.mark.parametrize(
    ("order", "stands"),
    [
        (BuildOrder((), ("pdf", "html"), keep_going=True), True),
        (BuildOrder(("fr",), ("html",)), True),
        (BuildOrder(("fr", "en"), ("pdf",), pairs=False), True),
        (BuildOrder(("de",), ("html",)), False),
        (BuildOrder((), ("html", "epub")), False),
        (BuildOrder((), ("html",), Path("elsewhere")), False),
        (BuildOrder((), ("html",), fresh=True), False),
    ],
)
def test_a_part_of_what_stands_stands(
    tmp_path: Path, site: Path, order: BuildOrder, *, stands: bool
) -> None:
    whole = BuildOrder((), ("html", "pdf"))
    covered = ["edition en", "edition fr"]
    last = LastBuild(whole.request, INPUTS, str(site), site_digest(site), covered=covered)
    last.write(last_path(tmp_path / "build"))
    assert (standing_build(tmp_path, order, {"f": "1"}) is not None) is stands
    is_whole = order.request == whole.request
    for said in (replace(last, warnings=(WARNING,)), replace(last, remarks=["pairs are old"])):
        said.write(last_path(tmp_path / "build"))
        assert (standing_build(tmp_path, order, {"f": "1"}) is not None) is is_whole


@pytest.mark.parametrize(
    "narrow", [BuildOrder(("fr",), ("html",)), BuildOrder((), ("html",), pairs=False)]
)
def test_a_part_that_stands_says_nothing_of_the_whole(
    tmp_path: Path, site: Path, narrow: BuildOrder
) -> None:
    covered = ["edition fr"]
    last = LastBuild(narrow.request, INPUTS, str(site), site_digest(site), covered=covered)
    last.write(last_path(tmp_path / "build"))
    assert standing_build(tmp_path, narrow, {"f": "1"}) is not None
    assert standing_build(tmp_path, BuildOrder((), ("html",)), {"f": "1"}) is None


def test_a_site_that_cannot_be_read_does_not_stand(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = LastBuild([], INPUTS, str(site), site_digest(site))
    assert last.stands([], {"f": "1"})

    def refuse(site: Path) -> str:
        raise PermissionError(13, "Permission denied", str(site))

    monkeypatch.setattr("editions.workflows.records.site_digest", refuse)
    assert not last.stands([], {"f": "1"})


@pytest.mark.parametrize(
    "change",
    [
        *({"output": 3}, {"output": "a\0b"}, {"request": 3}, {"request": [3]}, {"files": None}),
        *({"inputs": {"files": 3}}, {"seconds": "x"}, {"warnings": [3]}, {"covered": 3}),
        *({"remarks": 3}, {"remarks": [3]}, {"remarks": [["a", "", 1, []]]}),
    ],
)
def test_a_record_that_somebody_has_changed_stands_for_nothing(
    tmp_path: Path, site: Path, change: dict[str, object]
) -> None:
    path = last_path(tmp_path / "build")
    inputs = replace(INPUTS, files={"a\0b": "digest"}, folders={})
    LastBuild([], inputs, str(site), site_digest(site)).write(path)
    held = json.loads(path.read_text(encoding="utf-8"))
    for content in (json.dumps({**held, **change}), "[" * 100_000):
        path.write_text(content, encoding="utf-8")
        assert standing_build(tmp_path, BuildOrder((), ()), {"f": "1"}) is None


def test_files_whose_marks_are_as_they_were_are_not_read(tmp_path: Path, site: Path) -> None:
    source = tmp_path / "source.rst"
    source.write_text("a", encoding="utf-8")
    disk = Disk()
    files = {str(source): disk.file(str(source)), str(tmp_path / "none"): ""}
    inputs = Inputs({}, files, {str(tmp_path): disk.folder(str(tmp_path), ())}, {}, ())
    future = time.time_ns() + 10**12
    marks = marks_of(inputs, future)
    last = LastBuild([], replace(inputs, files=dict.fromkeys(files, "?")), "", "", marks=marks)
    last = replace(last, output=str(site), files=site_digest(site))
    assert last.stands([], {}, marks_of(inputs, future))
    assert not last.stands([], {"f": "1"}, marks)
    assert not last.stands([], {}, "")  # read after all
    assert marks_of(inputs, source.stat().st_ctime_ns) == ""  # too young to be sure


@pytest.mark.parametrize("name", ["source.rst", "none", "new.rst"])
def test_marks_are_others_when_a_file_or_a_folder_is(tmp_path: Path, name: str) -> None:
    (tmp_path / "source.rst").write_text("a", encoding="utf-8")
    files = {str(tmp_path / "source.rst"): "", str(tmp_path / "none"): ""}
    inputs = Inputs({}, files, {str(tmp_path): ""}, {}, ())
    future = time.time_ns() + 10**12
    marks = marks_of(inputs, future)
    assert marks == marks_of(inputs, future) != ""
    (tmp_path / name).write_text("b", encoding="utf-8")
    os.utime(tmp_path / name, (5, 5))  # sizes and times may be the same
    assert marks != marks_of(inputs, future)
