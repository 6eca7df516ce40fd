"""``editions init``: the example is whole in any language, and checks and builds at once."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from editions.catalogs.reading import read_catalog
from editions.cli import main
from editions.workflows import starting
from editions.workflows.sphinx_run import load_publication
from tests.building import build
from tests.conftest import PROJECT
from tests.reading import read_page, select, text

Output = pytest.CaptureFixture[str]


def init(folder: Path, *languages: str, more: tuple[str, ...] = ()) -> int:
    return main(["init", str(folder), "--quiet", "--languages", *languages, *more])


@pytest.mark.parametrize(
    ("languages", "translated"),
    [
        (["en", "fr"], {"fr"}),
        (["es", "en", "fr_CA"], {"en", "fr_CA"}),
        (["fr", "pt_BR", "zh_Hant", "fa"], set()),
        (["he", "en_GB"], {"en_GB"}),
    ],
)
def test_the_example_is_whole_and_passes_its_check(
    tmp_path: Path, capsys: Output, languages: list[str], translated: set[str]
) -> None:
    root = tmp_path / "demo"
    assert init(root, *languages) == 0
    assert capsys.readouterr().out == ""
    publication = load_publication(root)
    assert [edition.code for edition in publication.editions] == languages
    for edition in publication.translations:
        (folder,) = publication.catalog_folders(edition)
        entries = [e for path in folder.glob("*.po") for e in read_catalog(path, root)]
        waiting = [entry.msgid for entry in entries if not entry.usable]
        if edition.code in translated:
            assert len(waiting) == 1  # so that a reader sees what that looks like
            assert "locale/" in waiting[0]
        else:
            assert len(entries) > len(waiting) >= 25
    assert not (root / "build").exists()
    assert main(["check", "--project", str(root), "--no-spelling"]) == 0, capsys.readouterr().out


def test_the_pages_show_data_works_and_what_waits(tmp_path: Path) -> None:
    root = tmp_path / "demo"
    assert init(root, "en", "fr") == 0
    pages = build(root, "fr")
    heights = read_page(pages / "heights.html")
    assert "6\u202f961\u00a0m" in text(select(heights, "//main")[0])
    assert select(heights, "//main//*[@id='chart-summits']")
    assert [text(c) for c in select(heights, "//tbody//th")] == [
        *("Aconcagua", "Chimborazo", "Denali", "Mont Logan"),
    ]
    ascents = read_page(pages / "ascents.html")
    works = [text(work) for work in select(ascents, "//p[@class='entry']")]
    assert [work[:8] for work in works] == ["Humboldt", "Whymper,"]
    assert "(Whymper 1892)" in text(select(ascents, "//main")[0])
    (waiting,) = select(ascents, "//*[contains(@class, 'untranslated')]")
    assert waiting.get("lang") == "en"


def test_init_says_what_it_wrote_and_what_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(starting, "missing_packages", lambda extra: ["weasyprint"])
    arguments = ["--languages", "en", "ja", "--title", "My Book", "--author", "The Club"]
    assert main(["init", "books/demo", *arguments]) == 0
    *files, said, chart, works, pdf, epub, fonts, following = capsys.readouterr().out.splitlines()
    written = {p.as_posix() for p in Path("books").rglob("*") if p.is_file()}
    assert set(files) == written
    assert said == f"Wrote {len(files)} files: “My Book” in English, 日本語."
    assert "'editions[charts]'" in chart
    assert "'editions[references]'" in works
    assert "'editions[pdf]'" in pdf
    assert "'editions[epub]'" in epub
    assert "fonts-noto-cjk" in fonts
    assert following == "Next: cd books/demo && editions build"
    conf = Path("books/demo/conf.py").read_text(encoding="utf-8")
    assert 'author = "The Club"' in conf
    assert conf.count('"My Book"') == 3


def test_nothing_is_written_over_a_file(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "Makefile").write_text("mine")
    (tmp_path / "other.txt").write_text("mine")
    assert init(tmp_path, "en", "fr") == 1
    assert "Makefile: stands already" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Makefile", "other.txt"]
    (tmp_path / "Makefile").unlink()
    assert init(tmp_path, "en", "fr") == 0
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert init(tmp_path, "en", "de") == 1
    assert "conf.py: a project stands here already" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "editions init DIR"),
        (["demo"], "--languages en fr"),
        (["demo", "-l", "en", "klingon"], "'klingon'"),
        (["demo", "-l", "en", "--title", "two\nlines"], "--title"),
        (["demo", "-l", "en", "--author", "\x1b[31m"], "--author"),
        (["--here", "--title", "x"], "--here"),
    ],
)
def test_wrong_calls(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
    arguments: list[str],
    word: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())  # no terminal
    assert main(["init", *arguments]) == 2
    assert word in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def ask(folder: Path, *answers: str) -> tuple[int, str]:
    """Run the command on a terminal, and type *answers*; return status and what it showed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "editions", "init"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, "".join(answers).encode())
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # Linux says so where the other side has ended
        pass
    os.close(ours)
    return process.wait(), shown.decode()


def test_questions_on_a_terminal(tmp_path: Path) -> None:
    status, shown = ask(tmp_path, "atlas\n", "es en\n", "\n", "El Club\n")
    assert status == 0, shown
    for question in ("Folder [publication]: ", "[en fr]: ", "Title [Cuatro cumbres]: ", "Author: "):
        assert question in shown
    conf = (tmp_path / "atlas/conf.py").read_text(encoding="utf-8")
    assert 'title="Four Summits"' in conf
    assert 'author = "El Club"' in conf
    status, shown = ask(tmp_path, "other\n", "\x04")
    assert status == 130
    assert [path.name for path in tmp_path.iterdir()] == ["atlas"]


def test_an_example_in_another_language_than_its_source_says_so(
    tmp_path: Path, capsys: Output
) -> None:
    for languages, said in ((["ar", "en"], True), (["en", "ar"], False)):
        assert main(["init", str(tmp_path / languages[0]), "--languages", *languages]) == 0
        assert ("has no text in العربية" in capsys.readouterr().out) is said


def test_who_was_stopped_while_files_were_placed_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    """Catalogs name the minute in which they were made."""
    root = tmp_path / "demo"
    assert init(root, "en", "fr") == 0
    catalog = root / "locale/fr/LC_MESSAGES/heights.po"
    made = re.sub(r"(?<=POT-Creation-Date: )[0-9-]+", "2020-01-01", catalog.read_text("utf-8"))
    catalog.write_text(made, "utf-8")
    (root / "conf.py").unlink()
    assert init(root, "en", "fr") == 0, capsys.readouterr().err
    assert catalog.read_text("utf-8") == made
    catalog.write_text(made.replace("Chimborazo", "Chimborasso"), "utf-8")
    (root / "conf.py").unlink()
    assert init(root, "en", "fr") == 1
