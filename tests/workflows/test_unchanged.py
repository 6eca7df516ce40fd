"""Builds that do nothing twice: what each kind of change builds again, and that it is enough."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from editions.cli import main
from editions.series.papers import JobTime
from editions.workflows.build import build_site
from editions.workflows.reporter import Reporter
from editions.workflows.sphinx_run import load_publication
from tests.building import edit, set_translation
from tests.conftest import ROOTS
from tests.reading import read_page, text
from tests.workflows.test_build import Inline, content

BOTH, FRENCH = {"en html", "fr html"}, {"fr html"}


class Listener(Reporter):
    """Keeps the names of the jobs that ran."""

    def __init__(self) -> None:
        self.ran: set[str] = set()
        self.kept: set[str] = set()
        self.said: list[str] = []

    def notice(self, message: str) -> None:
        self.said.append(message)

    remark = notice

    def end_job(self, job: JobTime, *rest: Any) -> None:
        self.ran.add(job.name)

    def keep_job(self, name: str, warnings: object) -> None:
        self.kept.add(name)


def build(
    root: Path, formats: Sequence[str] = ("html",), name: str = "site", **how: Any
) -> set[str]:
    """Build into the folder *name*; return the names of the jobs that ran."""
    return listen(root, formats, name, **how).ran


def listen(root: Path, formats: Sequence[str], name: str = "site", **how: Any) -> Listener:
    """Build into the folder *name*; return what there was to hear.

    A build takes what changes at that moment for changed while it ran.
    """
    time.sleep(0.05)
    publication = load_publication(root)
    listener = Listener()
    build_site(
        publication,
        publication.editions,
        formats,
        root / "build" / name,
        reporter=listener,
        executor=Inline(),
        **how,
    )
    return listener


@pytest.fixture
def shores(two_shores: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny publication, with a little of everything that a page may be made from."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.setenv("SHORES_EDITOR", "Ann")
    source = two_shores / "source"
    with (two_shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write(
            "import os, sys\n"
            "sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))\n"
            "import shores_words\n"
            "words = shores_words.WORD + os.environ['SHORES_EDITOR']\n"
            'rst_prolog = f".. |word| replace:: {words}"\n'
            'html_static_path = ["own"]\n'
            'html_css_files = ["own.css"]\n'
            'templates_path = ["templates"]\n'
        )
    (two_shores / "shores_words.py").write_text('WORD = "Word"\n', encoding="utf-8")
    for folder in ("own", "templates"):
        (two_shores / folder).mkdir()
    (two_shores / "own/own.css").write_text("p { color: red }\n", encoding="utf-8")
    (two_shores / "part.txt").write_text("A part.\n", encoding="utf-8")
    (two_shores / "table.csv").write_text("1,2\n", encoding="utf-8")
    shutil.copy(ROOTS / "guest/img/quay.png", source / "quay.png")
    with (source / "shore.rst").open("a", encoding="utf-8") as file:
        file.write(
            "\n|word|\n\n.. include:: ../part.txt\n\n.. csv-table::\n   :file: ../table.csv\n\n"
            ".. image:: quay.png\n   :alt: The quay\n"
        )
    return two_shores


def add(path: Path, what: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(what)


CHANGES: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "a paragraph": (lambda root: add(root / "source/crossing.rst", "\nMore.\n"), BOTH),
    "a translation": (
        lambda root: set_translation(root, "shore", "Shore", "Rivage"),
        FRENCH,
    ),
    "the words of the pages": (
        lambda root: edit(
            root / "locale/fr/LC_MESSAGES/theme.po", 'msgstr "Suivant"', 'msgstr "La suite"'
        ),
        FRENCH,
    ),
    "the declaration": (lambda root: add(root / "conf.py", 'copyright = "Ann"\n'), BOTH),
    "a module that it imports": (
        lambda root: edit(root / "shores_words.py", "Word", "Phrase"),
        BOTH,
    ),
    "a variable that it reads": (lambda _: os.environ.update(SHORES_EDITOR="Ben"), BOTH),
    "a style sheet": (lambda root: add(root / "own/own.css", "a { color: blue }\n"), BOTH),
    "a new static file": (lambda root: add(root / "own/new.txt", "x"), BOTH),
    "a part that is included": (lambda root: add(root / "part.txt", "And more.\n"), BOTH),
    "a table": (lambda root: add(root / "table.csv", "3,4\n"), BOTH),
    "a picture": (lambda root: add(root / "source/quay.png", "\n"), BOTH),
    "a picture by language": (
        lambda root: shutil.copy(root / "source/quay.png", root / "source/quay.fr.png"),
        BOTH,  # the folder is everybody's
    ),
    "a template": (
        lambda root: add(
            root / "templates/layout.html",
            '{% extends "!layout.html" %}{% block footer %}{{ super() }}<p>Ours.</p>{% endblock %}',
        ),
        BOTH,
    ),
    "a new document": (
        lambda root: add(root / "source/late.rst", ":orphan:\n\nLate\n====\n"),
        BOTH,
    ),
    "the date of the source": (lambda _: os.environ.update(SOURCE_DATE_EPOCH="1100000000"), BOTH),
}


def test_each_change_builds_what_it_touches_and_comes_to_the_same_as_a_fresh_build(
    shores: Path,
) -> None:
    assert build(shores) == BOTH
    for name, (change, expected) in CHANGES.items():
        assert build(shores) == set(), f"before {name}"
        change(shores)
        assert build(shores) == expected, name
    before = content(shores / "build/site")
    assert build(shores, name="again", fresh=True) == BOTH
    assert content(shores / "build/again") == before


def test_a_changed_translation_makes_one_edition_and_its_pairs(two_shores: Path) -> None:
    formats = ("html", "pdf")
    everything = {"en html", "fr html", "en pdf", "fr pdf", "en-fr pdf"}
    assert build(two_shores, formats) == everything
    assert build(two_shores, formats) == set()
    english = (two_shores / "build/site/en/shore.html").stat().st_mtime_ns
    set_translation(two_shores, "shore", "Shore", "Rivage")
    assert build(two_shores, formats) == {"fr html", "fr pdf", "en-fr pdf"}
    assert (two_shores / "build/site/en/shore.html").stat().st_mtime_ns == english
    assert "Rivage" in text(read_page(two_shores / "build/site/en-fr/shore.html"))
    pairs_are_left_and_made_later(two_shores, formats)
    before = content(two_shores / "build/site")
    assert build(two_shores, formats, name="again", fresh=True) == everything
    assert content(two_shores / "build/again") == before


def pairs_are_left_and_made_later(root: Path, formats: Sequence[str]) -> None:
    """Try builds without pairs where all stand; leave the site as a whole build would."""
    site = root / "build/site"
    left = listen(root, formats, pairs=False)
    assert (left.ran, left.said) == (set(), [])
    (printed,) = site.glob("downloads/*-en-fr.pdf")
    before = content(site / "en-fr") | content(site / "fr-en") | {"pdf": printed.read_bytes()}
    set_translation(root, "shore", "Shore", "Le rivage")
    expected = {"fr html", "fr pdf"}
    for _ in range(2):  # said as long as it is so
        left = listen(root, formats, pairs=False)
        assert left.ran == expected
        (said,) = left.said
        assert said.startswith("en-fr html, en-fr pdf: as an earlier build left them")
        expected = set()
    assert "Le rivage" in text(read_page(site / "fr/shore.html"))
    after = content(site / "en-fr") | content(site / "fr-en") | {"pdf": printed.read_bytes()}
    assert after == before
    made = listen(root, formats)
    assert (made.ran, made.said) == ({"en-fr pdf"}, [])
    assert "Le rivage" in text(read_page(site / "fr-en/shore.html"))
    left = listen(root, formats, pairs=False)
    assert (left.ran, left.said) == (set(), [])


def test_pairs_that_were_never_made_are_missed_and_made_by_the_next_build(
    two_shores: Path,
) -> None:
    first = listen(two_shores, ["html"], pairs=False)
    assert first.said == ["en-fr html: not made, because pairs were left out of this build"]
    site = two_shores / "build/site"
    assert not (site / "en-fr").exists()
    made = listen(two_shores, ["html"])
    assert (made.ran, made.said) == (set(), [])
    assert {p.name for p in (site / "fr-en").glob("*.html")} >= {"index.html", "shore.html"}


def test_what_is_missed_is_said_as_long_as_it_stands(
    two_shores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["build", "--format", "html", "--no-pairs", "--project", str(two_shores)]
    said = []
    for _ in range(2):
        assert main(arguments) == 0
        said.append(capsys.readouterr().out.splitlines())
    assert said[1][0] in said[0]
    assert "en-fr html: not made" in said[1][0]
    assert [line.partition(":")[0] for line in said[1][1:]] == ["Nothing has changed"]
    assert main([*arguments, "--edition", "fr"]) == 0  # for which less is missed, perhaps
    assert "fr html: nothing has changed" in capsys.readouterr().out


def test_a_site_that_is_gone_is_put_back_without_building(two_shores: Path) -> None:
    build(two_shores)
    site = two_shores / "build/site"
    before = content(site)
    shutil.rmtree(site)
    assert build(two_shores) == set()
    assert content(site) == before
    (site / "fr/shore.html").unlink()
    assert build(two_shores) == set()
    assert content(site) == before
    assert build(two_shores, name="other") == set()
    assert content(two_shores / "build/other") == before


def test_what_is_refused_is_said_as_long_as_it_stands(
    two_shores: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(two_shores / "conf.py", "editions_slug", 'editions_refused = "fallback"\neditions_slug')
    set_translation(two_shores, "shore", "Shore", "Rive |secret|")
    arguments = ["build", "--format", "html", "--project", str(two_shores)]
    said = []
    for _ in range(2):
        assert main(arguments) == 0
        out, error = capsys.readouterr()
        said.append(error)
        assert "1 warning" in out
    assert said[0] == said[1]
    assert "shore.po" in said[0]


def test_the_command_says_that_nothing_has_changed(
    two_shores: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["build", "--format", "html", "--project", str(two_shores)]
    assert main(arguments) == 0
    assert "[2/2]" in capsys.readouterr().out
    monkeypatch.chdir(two_shores)  # wherever it is called, and in whatever order it is asked
    assert main(["build", "-f", "html", "html"]) == 0
    assert capsys.readouterr().out == "Nothing has changed: build/site/index.html\n"
    for part in (["--edition", "fr"], ["--no-pairs", "--keep-going"]):
        assert main([*arguments, *part]) == 0
        assert capsys.readouterr().out.startswith("Nothing has changed: ")
    assert main([*arguments, "--edition", "xx"]) == 2
    assert "xx" in capsys.readouterr().err
    set_translation(two_shores, "shore", "Shore", "Rivages")
    assert main(arguments) == 0
    assert "en html: nothing has changed" in capsys.readouterr().out
    assert main([*arguments, "--fresh"]) == 0
    assert "[2/2]" in capsys.readouterr().out
