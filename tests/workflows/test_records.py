"""Records that builds keep, and what is left of them when somebody has touched something."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.findings import Finding, Severity
from editions.workflows.inputs import Inputs
from editions.workflows.records import (
    LastBuild,
    Record,
    SiteRecord,
    last_build,
    last_path,
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
    last = LastBuild(["a"], INPUTS, str(site), site_digest(site))
    path = last_path(tmp_path / "build")
    last.write(path)
    assert last_build(tmp_path) == last
    assert record.holds(site)
    assert last.stands(["a"], {"f": "1"})
    assert not last.stands(["b"], {"f": "1"})
    assert not last.stands(["a"], {"f": "2"})
    touch(site)
    assert not record.holds(site)
    assert not last.stands(["a"], {"f": "1"})
