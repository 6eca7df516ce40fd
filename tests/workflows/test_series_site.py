from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from editions.findings import FindingsError, Severity
from editions.series.declaration import OWN_NAMES, Series, read_series
from editions.workflows.series_site import RECORD, SeriesRecord, claim_folder, publish_series
from tests.reading import read_page, select
from tests.series.sites import write_site

DECLARATION = """members = ["papers/*"]
[languages.en]
title = "Shore Papers"
[languages.fr]
title = "Cahiers"
"""
NAMES = ["papers/a", "papers/b"]


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """A series whose two papers are built."""
    path = tmp_path / "series.toml"
    path.write_text(DECLARATION, encoding="utf-8")
    found = read_series(path, "series.toml")
    claim_folder(found.output)
    write_site(found.output / "papers/a", {"en": "Shores", "fr": "Rives"})
    write_site(found.output / "papers/b", {"en": "Ice"})
    return found


def files(output: Path) -> set[str]:
    return {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}


def stamps(output: Path) -> dict[str, int]:
    return {name: (output / name).stat().st_mtime_ns for name in files(output)}


def test_pages_lead_only_to_what_is_there(series: Series) -> None:
    output = series.output
    assert publish_series(series, NAMES, output) == ()
    for name in ("index.html", "en/index.html", "fr/index.html", "en/search.html"):
        page = output / name
        for element in select(read_page(page), "//*[@href or @src]"):
            target = (element.get("href") or element.get("src") or "").partition("#")[0]
            if target and "?" not in target:
                assert (page.parent / target).exists(), (name, target)
    assert {"en/searchindex.js", "fr/searchindex.js", "_static/fonts/PaperSans-Regular.woff2"} <= (
        files(output)
    )


def test_what_stands_is_left_alone(series: Series) -> None:
    publish_series(series, NAMES, series.output)
    before = stamps(series.output)
    publish_series(series, NAMES, series.output)
    assert stamps(series.output) == before


def rebuild(series: Series) -> None:
    manifest = series.output / "papers/a/editions.json"
    content = manifest.read_bytes()
    manifest.unlink()  # a build puts a new one there
    manifest.with_name("other").touch()
    manifest.write_bytes(content)


@pytest.mark.parametrize(
    "change",
    [
        rebuild,
        lambda series: series.path.write_text(series.path.read_text().replace("Shore", "River")),
        lambda series: (series.output / "fr/index.html").unlink(),
        lambda series: (series.output / "_static/paper.css").unlink(),
    ],
    ids=["paper", "declaration", "page", "style"],
)
def test_what_has_changed_is_written_again(
    series: Series, change: Callable[[Series], object]
) -> None:
    publish_series(series, NAMES, series.output)
    change(series)
    before = stamps(series.output)
    publish_series(read_series(series.path, "series.toml"), NAMES, series.output)
    after = stamps(series.output)
    assert after["en/index.html"] != before["en/index.html"]
    assert {"fr/index.html", "_static/paper.css"} <= set(after)


def test_what_is_none_of_it_any_more_is_removed(series: Series) -> None:
    output = series.output
    publish_series(series, NAMES, output)
    (output / "of-mine.txt").write_text("stays")
    series.path.write_text(DECLARATION.partition("[languages.fr]")[0])
    publish_series(read_series(series.path, "series.toml"), NAMES[1:], output)
    left = files(output)
    assert not any(name.startswith(("fr/", "papers/a/")) for name in left)
    assert {"of-mine.txt", "papers/b/editions.json", "en/index.html"} <= left
    assert not (output / "papers/a").exists()
    assert not (output / "fr").exists()


def test_a_removal_that_is_stopped_leaves_no_half_site(
    series: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = series.output
    publish_series(series, NAMES, output)
    before = files(output)

    def stop(folder: Path) -> None:
        if folder.exists():
            (folder / "editions.json").unlink()
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("editions.workflows.series_site.remove_tree", stop)
        with pytest.raises(KeyboardInterrupt):
            publish_series(series, NAMES[1:], output)
    gone = {name for name in before if name.startswith("papers/a/")}
    assert not gone & files(output)
    publish_series(series, NAMES[1:], output)
    assert files(output) <= before - gone
    assert not (output / ".gone").exists()


@pytest.mark.parametrize("names", [["papers"], ["papers/a/deep", "papers/b"]])
def test_a_paper_that_has_moved_finds_its_place_free(series: Series, names: list[str]) -> None:
    output = series.output
    publish_series(series, NAMES, output)
    claim_folder(output, names)
    gone = set(NAMES) - set(names)
    assert not any((output / name).exists() for name in gone)
    assert (output / "papers/b").exists() is ("papers/b" in names)
    write_site(output / names[0], {"en": "Moved"})
    publish_series(series, names, output)
    page = read_page(output / "en/index.html")
    for link in select(page, "//main//h3/a"):
        assert (output / "en" / (link.get("href") or "")).is_file()
    assert (output / names[0] / "en/index.html").is_file()


def test_what_is_named_anew_stays_where_capitals_are_not_told_apart(series: Series) -> None:
    output = series.output
    publish_series(series, ["papers/A", "papers/b"], output)
    (output / "papers/A").symlink_to("a")  # as such a file system has it
    claim_folder(output, NAMES)
    publish_series(series, NAMES, output)
    assert (output / "papers/a/en/index.html").is_file()
    assert SeriesRecord.read(output) is not None
    assert (output / "papers/A").exists()


def test_every_name_beside_papers_and_languages_is_reserved(series: Series) -> None:
    series = replace(series, address="https://example.org/")
    publish_series(series, NAMES, series.output)
    there = {path.name for path in series.output.iterdir()}
    assert there - {"papers", "en", "fr"} == set(OWN_NAMES)


def test_a_declaration_that_changes_meanwhile_is_read_the_next_time(series: Series) -> None:
    series.path.write_text(DECLARATION.replace("Shore", "River"))  # while papers are built
    publish_series(series, NAMES, series.output)
    publish_series(read_series(series.path, "series.toml"), NAMES, series.output)
    assert "River Papers" in (series.output / "en/index.html").read_text(encoding="utf-8")


def test_a_paper_without_pages_is_named_and_not_listed(series: Series) -> None:
    names = [*NAMES, "papers/c"]
    (finding,) = publish_series(series, names, series.output)
    assert (finding.file, finding.severity) == ("papers/c", Severity.WARNING)
    assert publish_series(series, names, series.output) == (finding,)  # as long as it stands
    links = select(read_page(series.output / "en/index.html"), "//main//h3/a")
    assert len(links) == 2


def test_a_folder_of_others_is_not_taken(tmp_path: Path) -> None:
    claim_folder(tmp_path / "new")
    claim_folder(tmp_path / "new")
    (tmp_path / "others").mkdir()
    (tmp_path / "others/thesis.doc").touch()
    with pytest.raises(FindingsError, match="holds files that no build of a series has made"):
        claim_folder(tmp_path / "others")
    (tmp_path / "file").touch()
    with pytest.raises(FindingsError, match="is not a folder"):
        claim_folder(tmp_path / "file")


@pytest.mark.parametrize("name", ["../../thesis", "/etc", "a/../../b", "", "."])
def test_a_record_names_nothing_outside(tmp_path: Path, name: str) -> None:
    held = {"papers": ["a"], "files": [], "made_from": ""}
    (tmp_path / RECORD).write_text(json.dumps(held))
    assert SeriesRecord.read(tmp_path) == SeriesRecord(("a",))
    for key in ("papers", "files"):
        (tmp_path / RECORD).write_text(json.dumps({**held, key: [name]}))
        assert SeriesRecord.read(tmp_path) is None
