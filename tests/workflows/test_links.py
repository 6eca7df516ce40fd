"""Links in a project are files of the project, or stop every verb before anything is read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from editions.cli import main
from editions.findings import FindingsError
from editions.workflows.links import top_of
from editions.workflows.sphinx_run import load_publication

LINE = "root:x:0:0: the secret of the machine"
PLACES = [
    "source/shore.rst",
    "source/new.rst",
    "source/.hidden.rst",
    "source/picture.png",
    "source/deep/new.txt",
    "source/data/datapackage.json",
    "locale/terms.csv",
    "locale/waivers.toml",
    "locale/fr/words.txt",
]


def put(place: Path, target: Path | str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(target)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "elsewhere" / "secret"
    path.parent.mkdir()
    path.write_text(f"{LINE}\n{LINE}\n")
    return path


@pytest.mark.parametrize("place", PLACES)
def test_no_verb_reads_through_a_link_that_leads_out(
    two_shores: Path, secret: Path, place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    put(two_shores / place, secret)
    for verb in ("check", "update", "build", "status", "brief", "carry", "export"):
        assert main([verb, "--quiet", "--project", str(two_shores)]) == 1
        captured = capfd.readouterr()
        said = captured.out + captured.err
        assert f"{place}: is a link that leads out of the project; put the file itself" in said
        assert "secret" not in said
    assert not any(LINE in path.read_text() for path in two_shores.rglob("*.po"))


@pytest.mark.parametrize("place", ["source/shore.rst", "source/x.txt", "locale/terms.csv"])
def test_no_verb_waits_for_a_pipe(
    two_shores: Path, place: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (two_shores / place).unlink(missing_ok=True)
    os.mkfifo(two_shores / place)
    for verb in ("check", "update", "build"):
        assert main([verb, "--quiet", "--project", str(two_shores)]) == 1
        captured = capfd.readouterr()
        assert (
            f"{place}: is a pipe, a socket or a device; put a file" in captured.out + captured.err
        )


def test_a_folder_that_is_a_link_is_one_too(two_shores: Path, secret: Path) -> None:
    put(two_shores / "source/folder", secret.parent)
    with pytest.raises(FindingsError, match="source/folder: is a link that leads out"):
        load_publication(two_shores)


def test_links_within_the_project_are_files(two_shores: Path) -> None:
    shutil.copy(two_shores / "source/shore.rst", two_shores / "kept.rst")
    put(two_shores / "source/shore.rst", "../kept.rst")
    put(two_shores / "locale/terms.csv", "../none")
    put(two_shores / "source/loop", "loop")
    load_publication(two_shores)


def test_the_project_is_its_repository(two_shores: Path, tmp_path: Path) -> None:
    (tmp_path / "README.rst").write_text("x")
    put(two_shores / "source/readme.rst", "../../README.rst")
    with pytest.raises(FindingsError, match="leads out of the project"):
        load_publication(two_shores)
    (tmp_path / ".git").touch()  # as in a worktree
    assert top_of(two_shores) == tmp_path.resolve()
    load_publication(two_shores)


def test_a_guest_may_link_documents_and_no_words(plain: Path, secret: Path) -> None:
    put(plain / "more.rst", secret)
    publication = load_publication(plain)
    put(publication.terms, secret)
    with pytest.raises(FindingsError, match=r"terms\.csv: is a link that leads out"):
        load_publication(plain)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A project that declares no editions, its documents beside ``conf.py``."""
    root = tmp_path / "plain"
    (root / "locales/fr/LC_MESSAGES").mkdir(parents=True)
    (root / "conf.py").write_text('locale_dirs = ["locales"]\n')
    (root / "index.rst").write_text("Shore\n=====\n")
    return root
