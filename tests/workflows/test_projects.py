"""Catalogs of Sphinx projects that declare no editions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from editions.cli import main
from editions.findings import FindingsError, UsageError
from editions.workflows.projects import load_project
from editions.workflows.sphinx_run import load_publication
from tests.building import edit
from tests.conftest import ROOTS
from tests.git import ENVIRONMENT, commit_all

GUIDE = "locales/pt_BR/LC_MESSAGES/guide.po"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOTS / "plain", tmp_path / "plain"))


def update(root: Path, *arguments: str) -> None:
    assert main(["update", "--quiet", "--project", str(root), *arguments]) == 0


def catalogs(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*.po"))
        if "_build" not in path.parts
    }


def translations(path: Path) -> dict[str, str]:
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if not entry.obsolete}


def test_standing_catalogs_are_updated_in_their_own_manner(plain: Path) -> None:
    before = (plain / GUIDE).read_bytes()
    update(plain)
    assert (plain / GUIDE).read_bytes() == before  # places with lines, as sphinx-intl writes them
    index = polib.pofile(str(plain / "locales/pt_BR/LC_MESSAGES/index.po"))
    assert [entry.occurrences for entry in index] == [
        [("../../index.rst", "2")],
        [("../../index.rst", "4")],
    ]
    once = catalogs(plain)
    update(plain)
    assert catalogs(plain) == once
    edit(plain / "guide/start.rst", "Start\n=====", "\n\nStart\n=====")
    update(plain)
    moved = before.replace(b"start.rst:2", b"start.rst:4").replace(
        b'start.rst:4\nmsgid "B', b'start.rst:6\nmsgid "B'
    )
    assert (plain / GUIDE).read_bytes() == moved


def test_translated_paragraph_moves_between_documents(plain: Path) -> None:
    text = "Bring your own boat, and leave the engine at home."
    edit(plain / "guide/start.rst", text, "Nothing.")
    edit(plain / "index.rst", "The ferry", f"{text}\n\nThe ferry")
    update(plain)
    index = translations(plain / "locales/pt_BR/LC_MESSAGES/index.po")
    assert index[text] == "Traga seu próprio barco e deixe o motor em casa."


@pytest.mark.parametrize(
    ("compact", "names"),
    [
        ("True", {"index.po", "guide.po"}),
        ("False", {"index.po", "guide/start.po", "guide/end.po", "guide.po"}),
        ("'all'", {"all.po", "guide.po"}),
    ],
)
def test_forms_of_catalogs_may_change_and_translations_follow(
    plain: Path, compact: str, names: set[str]
) -> None:
    edit(plain / "conf.py", 'project = "Plain"', f'project = "Plain"\ngettext_compact = {compact}')
    update(plain)
    folder = plain / "locales/pt_BR/LC_MESSAGES"
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*.po")} == names
    found: dict[str, str] = {}
    for name in names:
        found |= {k: v for k, v in translations(folder / name).items() if v}
    assert found["Start"] == "Início"
    target = {"True": "guide.po", "False": "guide/start.po", "'all'": "all.po"}[compact]
    assert translations(folder / target)["Start"] == "Início"


def test_identifiers_of_paragraphs_do_not_change_catalogs(plain: Path) -> None:
    edit(plain / "conf.py", 'project = "Plain"', 'project = "Plain"\ngettext_uuid = True')
    update(plain)
    once = catalogs(plain)
    shutil.rmtree(plain / "_build")  # Sphinx invents new identifiers
    update(plain)
    assert catalogs(plain) == once


def test_places_may_be_switched_off(plain: Path) -> None:
    edit(plain / "conf.py", 'project = "Plain"', 'project = "Plain"\ngettext_location = False')
    before = (plain / GUIDE).read_bytes()
    update(plain)
    assert (plain / GUIDE).read_bytes() == before
    assert b"#:" not in (plain / "locales/pt_BR/LC_MESSAGES/index.po").read_bytes()


def test_several_folders_of_catalogs(plain: Path) -> None:
    edit(
        plain / "conf.py",
        'project = "Plain"',
        'project = "Plain"\nlocale_dirs = ["new", "locales"]',
    )
    before = (plain / GUIDE).read_bytes()
    update(plain)
    assert set(catalogs(plain)) == {GUIDE, "new/pt_BR/LC_MESSAGES/index.po"}
    assert (plain / GUIDE).read_bytes() == before


def test_every_verb_reads_all_folders_of_catalogs(
    plain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dirs = 'locale_dirs = ["new", "locales"]'
    edit(plain / "conf.py", 'project = "Plain"', f'project = "Plain"\n{dirs}')
    update(plain)
    index = plain / "new/pt_BR/LC_MESSAGES/index.po"
    edit(plain / GUIDE, "Início", "*Início")
    edit(index, 'msgid "Plain"\nmsgstr ""', 'msgid "Plain"\nmsgstr "*Simples"')
    capsys.readouterr()
    assert main(["status", "--quiet", "--project", str(plain), "--format", "json"]) == 0
    (edition,) = json.loads(capsys.readouterr().out)["editions"]
    assert {row["name"] for row in edition["chapters"]} == {"index", "guide"}
    main(["check", "--quiet", "--no-spelling", "--format", "json", "--project", str(plain)])
    found = {finding["file"] for finding in json.loads(capsys.readouterr().out)["findings"]}
    assert found == {GUIDE, "new/pt_BR/LC_MESSAGES/index.po"}
    main(["export", "--quiet", "--project", str(plain), "--output", str(plain / "out")])
    (file,) = (plain / "out").iterdir()
    texts = file.read_text(encoding="utf-8")
    assert "Simples" in texts
    assert "Início" in texts


def test_two_spellings_of_a_language_are_two_languages(plain: Path) -> None:
    shutil.copytree(plain / "locales/pt_BR", plain / "locales/pt-br")
    codes = [edition.code for edition in load_publication(plain).editions]
    assert len(codes) == len(set(codes)) == 3
    assert load_project(plain).project.languages[0].code == "pt-br"


def test_languages_are_begun_and_chosen(plain: Path) -> None:
    update(plain, "--language", "es_MX")
    assert (plain / "locales/es_MX/LC_MESSAGES/guide.po").is_file()
    assert not (plain / "locales/pt_BR/LC_MESSAGES/index.po").exists()
    header = polib.pofile(str(plain / "locales/es_MX/LC_MESSAGES/guide.po")).metadata
    assert (header["Language"], header["Project-Id-Version"]) == ("es_MX", "Plain")
    update(plain, "--edition", "pt_BR")
    assert (plain / "locales/pt_BR/LC_MESSAGES/index.po").is_file()
    (plain / "locales/frc/LC_MESSAGES").mkdir(parents=True)  # CLDR does not know it
    update(plain)
    assert (plain / "locales/frc/LC_MESSAGES/index.po").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"codes": ["xx"]}, r"no catalogs for xx, only for: pt_BR"),
        ({"languages": ["nonsense"]}, r"--language nonsense: not a language"),
        ({"languages": ["../fr"]}, r"--language \.\./fr: not a language"),
    ],
)
def test_wrong_languages(plain: Path, arguments: dict[str, list[str]], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        load_project(plain, **arguments)


def test_no_languages(plain: Path) -> None:
    shutil.rmtree(plain / "locales")
    with pytest.raises(UsageError, match="name the languages: --language"):
        load_project(plain)
    assert [lang.code for lang in load_project(plain, [], ["fr"]).project.languages] == ["fr"]


def test_declared_editions_are_not_added_to(two_shores: Path) -> None:
    with pytest.raises(UsageError, match=r"conf\.py declares the editions"):
        load_project(two_shores, [], ["es"])


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("locale_dirs = []", r"^conf\.py:4: locale_dirs: it is \["),
        ("locale_dirs = [3]", r"^conf\.py:4: locale_dirs: it is \[3\]"),
        ("root_doc = 'nowhere'", r"^conf\.py: neither nowhere\.rst"),
        (
            "extensions = ['editions']; editions_refused = 1",
            r"^conf\.py:4: editions_refused: it is 1",
        ),
    ],
)
def test_wrong_settings(plain: Path, setting: str, message: str) -> None:
    edit(plain / "conf.py", 'project = "Plain"', f'project = "Plain"\n{setting}')
    with pytest.raises(FindingsError, match=message):
        load_project(plain)


def test_warnings_of_others_stop_nothing(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(plain / "index.rst", "at noon.", "at noon, :nonsense:`x`.")
    assert main(["update", "--project", str(plain)]) == 0
    out = capsys.readouterr().out
    assert "Sphinx warned once" in out
    assert "index.rst:4: " in out


def test_source_beside_its_settings(plain: Path) -> None:
    (plain / "source").mkdir()
    for name in ("index.rst", "guide"):
        (plain / name).rename(plain / "source" / name)
    edit(plain / "conf.py", 'project = "Plain"', 'project = "Plain"\nlocale_dirs = ["../locales"]')
    before = (plain / GUIDE).read_bytes()
    update(plain)
    assert (plain / GUIDE).read_bytes() == before
    assert (plain / "build/editions/brief/index.html").is_file()


def test_sphinx_publishes_what_was_merged(plain: Path, tmp_path: Path) -> None:
    update(plain)
    output = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-qW", "-b", "text", "-D", "language=pt_BR"]
    subprocess.run([*command, str(plain), str(output)], check=True)
    assert "Todos os barcos voltaram." in (output / "guide/end.txt").read_text(encoding="utf-8")


def test_a_language_that_is_a_link_to_another_is_no_second_one(plain: Path, tmp_path: Path) -> None:
    """Services that publish a language as ``pt`` are given a link where its catalogs are others."""
    (plain / "locales/pt").symlink_to("pt_BR")
    assert [e.code for e in load_project(plain).publication.editions] == ["en", "pt-br"]
    update(plain)
    output = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-qW", "-b", "text", "-D", "extensions=editions"]
    subprocess.run([*command, "-D", "language=pt", str(plain), str(output)], check=True)
    assert "Todos os barcos voltaram." in (output / "guide/end.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("beside", [True, False])
def test_git_shows_nothing_but_catalogs(plain: Path, beside: bool) -> None:
    """In a project whose source is the folder of ``conf.py``, and in one whose source is not."""
    if beside:
        (plain / "source").mkdir()
        for name in ("guide", "index.rst", "locales"):
            (plain / name).rename(plain / "source" / name)
    commit_all(plain)
    edit(next(plain.rglob("start.rst")), "Start\n=====", "The start\n=========")
    for verb in (["update"], ["brief"], ["carry"]):
        assert main([*verb, "--quiet", "--project", str(plain)]) == 0
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    run = subprocess.run(command, cwd=plain, env=os.environ | ENVIRONMENT, stdout=subprocess.PIPE)
    names = [line[3:] for line in run.stdout.decode().splitlines()]
    assert names
    assert all("LC_MESSAGES/" in name or name.endswith("start.rst") for name in names), names


@pytest.mark.parametrize("declared", ["", 'extensions = ["editions"]', "editions = []"])
def test_every_verb_works_where_no_editions_are_declared(
    plain: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], declared: str
) -> None:
    edit(plain / "conf.py", 'project = "Plain"', f'project = "Plain"\n{declared}')
    update(plain)
    project = ["--project", str(plain)]
    assert main(["status", *project, "--format", "json"]) == 0
    (edition,) = json.loads(capsys.readouterr().out)["editions"]
    assert (edition["code"], edition["language"]) == ("pt-br", "pt-BR")
    assert 0 < edition["percent"] < 100
    assert main(["brief", *project, "--quiet"]) == 0
    assert main(["check", *project, "--quiet", "--no-spelling"]) == 0
    assert main(["export", *project, "--edition", "pt_BR", "-o", str(tmp_path / "out")]) == 0
    (exported,) = (tmp_path / "out").glob("*.xlf")
    assert main(["import", *project, str(exported)]) == 0
    assert "no languages" not in capsys.readouterr().out


def test_editions_of_a_project_that_declares_none(plain: Path) -> None:
    for name in ("sr@latin", "lzh"):
        (plain / "locales" / name / "LC_MESSAGES").mkdir(parents=True)
    publication = load_project(plain).publication
    assert [e.code for e in publication.editions] == ["en", "lzh", "pt-br", "sr-latn"]
    assert [e.language for e in publication.editions] == ["en", "lzh", "pt_BR", "sr@latin"]
    assert publication.edition("sr@latin") == publication.edition("sr-latn")
    edit(plain / "conf.py", 'project = "Plain"', 'project = "Plain"\nlanguage = "lzh"')
    assert load_project(plain).publication.original.code == "en"
    edit(plain / "conf.py", 'language = "lzh"', 'language = "ja"')
    assert load_project(plain).publication.original.code == "ja"


def test_a_book_needs_the_extension(plain: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sphinx's own builder of the same name writes another file."""
    assert main(["build", "--project", str(plain), "--format", "epub", "--quiet"]) == 1
    message = '"editions" is not among the extensions, and no EPUB is made; add it'
    assert f"conf.py: {message}" in capsys.readouterr().err
