from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.findings import FindingsError, UsageError
from editions.series.selecting import (
    Selection,
    check_apart,
    means_papers,
    select_papers,
    source_size,
)

LANGUAGES = '\n[languages.en]\ntitle = "Papers"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with papers, and what only looks like one."""
    for name in ("a", "b", "draft-c", ".hidden", "a/build/copy"):
        paper = tmp_path / "papers" / name
        paper.mkdir(parents=True)
        (paper / "conf.py").touch()
    (tmp_path / "papers/notes").mkdir()
    (tmp_path / "papers/file").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def select(folder: Path) -> Callable[[str], Selection]:
    """Select the papers of a series that is declared so."""

    def selecting(text: str) -> Selection:
        (folder / "series.toml").write_text(text + LANGUAGES, encoding="utf-8")
        return select_papers([Path("series.toml")])

    return selecting


def names(selection: Selection) -> list[str]:
    return [paper.name for paper in selection.papers]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('members = ["papers/*"]', ["papers/a", "papers/b", "papers/draft-c"]),
        ('members = ["papers/*"]\nexclude = ["papers/draft-*"]', ["papers/a", "papers/b"]),
        ('members = ["papers/b", "papers/[ab]"]', ["papers/a", "papers/b"]),
        ('members = ["**"]', ["papers/a", "papers/b", "papers/draft-c"]),
        # One that is named may lack what it needs: it alone fails then.
        ('members = ["papers/a", "papers/notes"]', ["papers/a", "papers/notes"]),
    ],
)
def test_a_series_names_its_papers(
    select: Callable[[str], Selection], folder: Path, text: str, found: list[str]
) -> None:
    selection = select(text)
    assert names(selection) == found
    assert [paper.root for paper in selection.papers] == [folder / name for name in found]
    assert selection.series is not None
    assert selection.series.root == folder


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('members = ["papers/*", "books/*"]', "'books/*' fits no folder with conf.py"),
        ('members = ["papers/*", "papers/a/build/copy"]', "lies in another member, papers/a"),
    ],
)
def test_what_cannot_be_a_series_is_said(
    select: Callable[[str], Selection], text: str, words: str
) -> None:
    with pytest.raises(FindingsError, match=r"^series.toml:1: members: ") as error:
        select(text)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (
            ["papers/Ferry", "papers/ferry"],
            "'papers/ferry' and 'papers/Ferry' are one folder to systems that do not tell such"
            " letters apart; rename one of them",
        ),
        (
            ["papers/\xe9t\xe9", "papers/e\u0301te\u0301"],
            r"'papers/e\u0301te\u0301' are one folder",
        ),
        (["papers/ferry.", "papers/ferry"], "'papers/ferry.' and 'papers/ferry' are one folder"),
        (["Papers/a", "papers/a/b"], "papers/a/b lies in another member, Papers/a"),
        (["papers/Con"], "Windows can have no folder called papers/Con; rename it"),
        (["a", "nul.1/ferry"], "Windows can have no folder called nul.1/ferry; rename it"),
        *(
            ([name], f"{name} would lie where the pages of the series do; rename it")
            for name in ("en", "EN/a", "Index.html", "_static/a", "series.json", "robots.txt.")
        ),
    ],
    ids=ascii,
)
def test_papers_have_places_of_their_own_on_every_system(
    tmp_path: Path, names: list[str], words: str
) -> None:
    for name in names:
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / name / "conf.py").touch()
    declared = f"members = {json.dumps(names)}\n{LANGUAGES}"
    (tmp_path / "series.toml").write_text(declared, encoding="utf-8")
    with pytest.raises(FindingsError) as error:
        select_papers([tmp_path / "series.toml"])
    assert words in str(error.value)
    if "pages of the series" not in words:  # and so with --output
        with pytest.raises(UsageError):
            check_apart(select_papers([tmp_path / name for name in names]).papers)


def test_a_folder_is_one_paper_whatever_leads_to_it(
    select: Callable[[str], Selection], folder: Path
) -> None:
    (folder / "papers/z").symlink_to("a")
    with pytest.raises(FindingsError, match="papers/z is the folder of another member, papers/a"):
        select('members = ["papers/*"]')
    assert "papers/a" in names(select('members = ["papers/*"]\nexclude = ["papers/z"]'))


def test_no_paper_takes_the_place_of_a_page(
    select: Callable[[str], Selection], folder: Path
) -> None:
    (folder / "papers").rename(folder / "en")
    with pytest.raises(FindingsError, match="en/a would lie where the pages of the series do"):
        select('members = ["en/a"]')


def test_papers_are_named_one_by_one(folder: Path) -> None:
    paths = [Path("papers/b"), folder / "papers/a", Path("papers/../papers/b")]
    selection = select_papers(paths)
    assert (names(selection), selection.series) == (["papers/b", "papers/a"], None)


def test_sites_in_one_folder_lie_beside_each_other(folder: Path) -> None:
    inner = folder / "papers/a/inner"
    inner.mkdir()
    (inner / "conf.py").touch()
    check_apart(select_papers([Path("papers/a"), Path("papers/b")]).papers)
    with pytest.raises(UsageError, match="papers/a/inner would lie in that of papers/a,"):
        check_apart(select_papers([Path("papers/a"), inner]).papers)


def test_papers_elsewhere_are_named_from_what_they_have_in_common(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "papers/a")
    assert names(select_papers([Path(), Path("../b")])) == ["a", "b"]
    assert names(select_papers([Path()])) == ["a"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [("papers/a", True), (".", True), ("series.toml", True), ("papers", False), ("none.po", False)],
)
def test_a_path_means_papers_or_does_not(folder: Path, path: str, meant: bool) -> None:
    (folder / "series.toml").touch()
    assert means_papers(Path(path)) is meant


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (["papers/a", "papers/notes"], "papers/notes is no publication"),
        (["none"], "none is no publication"),
        (["papers/a", "series.toml"], "a series is named alone"),
    ],
)
def test_other_paths_are_refused(folder: Path, paths: list[str], words: str) -> None:
    (folder / "series.toml").touch()
    with pytest.raises(UsageError, match=words):
        select_papers([Path(path) for path in paths])


def test_a_paper_is_weighed_by_what_it_is_written_in(folder: Path) -> None:
    paper = folder / "papers/a"
    (paper / "source").mkdir()
    (paper / "source/index.rst").write_text("x" * 100)
    (paper / "locale").mkdir()
    (paper / "locale/index.po").write_text("x" * 10)
    (paper / "build/old.rst").write_text("x" * 1000)
    (paper / "picture.png").write_text("x" * 1000)
    (paper / "gone.rst").symlink_to("nowhere")
    assert source_size(paper) == 110
