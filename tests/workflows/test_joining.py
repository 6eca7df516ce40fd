"""``editions init --here``: what a project lacks is added, and nothing of its own is changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.workflows import joining
from editions.workflows.sphinx_run import load_publication
from tests.conftest import ROOTS

Output = pytest.CaptureFixture[str]


def copied(name: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOTS / name, tmp_path / name))


def sources(root: Path) -> dict[str, bytes]:
    built = {root / "build", root / "_build"}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and built.isdisjoint(path.parents) and "__pycache__" not in path.parts
    }


def test_languages_and_titles_are_those_of_the_catalogs(tmp_path: Path, capsys: Output) -> None:
    root = copied("plain", tmp_path)
    before = sources(root)
    assert main(["init", "--here", str(root)]) == 0
    said, *others = capsys.readouterr().out.splitlines()
    assert said.startswith("conf.py:5: added editions, editions_refused, editions_warnings, ext")
    assert others == ["Editions: en, pt_BR. Next: editions update, then editions build"]
    after = sources(root)
    conf = after.pop("conf.py")
    assert conf.startswith(before.pop("conf.py"))
    assert after == before
    publication = load_publication(root)
    assert [edition.title for edition in publication.editions] == ["Plain", "Plain"]
    assert publication.reports_warnings
    assert publication.falls_back
    assert main(["init", "--here", str(root)]) == 0
    assert capsys.readouterr().out.startswith("conf.py: nothing is missing")
    assert sources(root) == {**after, "conf.py": conf}


def test_catalogs_of_a_new_language_are_begun(tmp_path: Path, capsys: Output) -> None:
    root = copied("plain", tmp_path)
    (root / "conf.py").chmod(0o640)
    before = sources(root)
    assert main(["init", "--here", str(root), "--languages", "en", "pt-br", "he"]) == 0
    assert "locales/he/LC_MESSAGES: began 3 catalogs" in capsys.readouterr().out.replace(
        f"{root}/", ""
    )
    new = sources(root).keys() - before.keys()
    # The words of pages too, which the package does not bring in this language.
    assert new == {f"locales/he/LC_MESSAGES/{n}.po" for n in ("guide", "index", "theme")}
    assert [edition.code for edition in load_publication(root).editions] == ["en", "pt_BR", "he"]
    assert (root / "conf.py").stat().st_mode & 0o777 == 0o640


def test_a_language_that_is_not_named_is_left_as_it_is(tmp_path: Path, capsys: Output) -> None:
    root = copied("plain", tmp_path)
    assert main(["init", "--here", str(root), "--languages", "en", "fr"]) == 0
    assert "left as they are: the catalogs of pt_BR" in capsys.readouterr().out


def test_a_project_in_markdown_joins(tmp_path: Path, capsys: Output) -> None:
    root = tmp_path / "notes"
    root.mkdir()
    (root / "conf.py").write_text('project = "Notes"\nextensions = ["myst_parser"]')
    (root / "index.md").write_text("# The notes\n\nA *first* note.\n")
    assert main(["init", "--here", str(root)]) == 2
    assert "--languages en fr" in capsys.readouterr().err
    assert main(["init", "--here", str(root), "-l", "en", "ar"]) == 0
    assert "began 2 catalogs with " in capsys.readouterr().out
    assert [e.title for e in load_publication(root).editions] == ["The notes", "The notes"]
    assert main(["build", "--project", str(root), "--format", "html", "--quiet"]) == 0
    assert (root / "build/site/ar/index.html").is_file()


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        ("extensions = 'a'\n", "extensions"),
        ("locale_dirs = ['a', 'b']\n", "locale_dirs"),
        ("# é\n", "UTF-8"),
        ("editions = 3\n", "editions"),
    ],
)
def test_what_cannot_be_extended_is_left_alone(
    tmp_path: Path, capsys: Output, conf: str, message: str
) -> None:
    (tmp_path / "index.rst").write_text("X\n=\n")
    encoding = "latin-1" if "é" in conf else "utf-8"
    head = "# -*- coding: latin-1 -*-\n" if "é" in conf else ""
    (tmp_path / "conf.py").write_bytes((head + conf).encode(encoding))
    before = sources(tmp_path)
    assert main(["init", "--here", str(tmp_path), "-l", "en", "fr"]) == 1
    error = capsys.readouterr().err
    assert error.startswith("conf.py:")
    assert message in error
    assert sources(tmp_path) == before


@pytest.mark.parametrize("error", [FindingsError, OSError, KeyboardInterrupt])
def test_a_failure_brings_conf_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    root = copied("plain", tmp_path)
    before = sources(root)

    def fail(*arguments: object) -> None:
        assert b"init --here" in (root / "conf.py").read_bytes()
        raise error([])

    monkeypatch.setattr(joining, "write_merges", fail)
    assert main(["init", "--here", str(root), "-l", "en", "de"]) != 0
    assert sources(root) == before


def test_editions_that_are_declared_are_the_projects_own(tmp_path: Path, capsys: Output) -> None:
    root = copied("two-shores", tmp_path)
    before = sources(root)
    assert main(["init", "--here", str(root), "-l", "en", "de"]) == 2
    assert "de is none of them" in capsys.readouterr().err
    assert main(["init", "--here", str(root), "-l", "en", "fr"]) == 0
    assert sources(root) == before
