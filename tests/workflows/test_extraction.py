"""Messages are extracted again where something has changed, and only there."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from editions.cli import main
from editions.workflows import update as updating
from editions.workflows.extraction import Extraction
from editions.workflows.sphinx_run import load_publication
from editions.workflows.update import extract
from tests.building import edit
from tests.conftest import ROOTS

SHORE = "source/shore.rst"
TEMPLATE = "build/gettext/shore.pot"


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny publication whose messages have been extracted."""
    root = tmp_path_factory.mktemp("extracted") / "two-shores"
    shutil.copytree(ROOTS / "two-shores", root)
    (root / "source/note.inc").write_text("A note.\n", encoding="utf-8")
    edit(root / SHORE, "First the sand.", "First the sand.\n\n.. include:: note.inc\n")
    time.sleep(0.05)  # what changes while it is read would be read again
    extract(load_publication(root))
    return root


def stands(root: Path) -> bool:
    return Extraction(load_publication(root)).standing() is not None


def test_nothing_is_extracted_twice(extracted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stands(extracted)
    monkeypatch.setattr(updating, "run_sphinx", None)  # which nobody may call
    folder, warnings = extract(load_publication(extracted))
    assert (folder / "shore.pot").is_file()
    assert not warnings
    assert main(["status", "--project", str(extracted), "--quiet"]) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda root: edit(root / SHORE, "First the sand.", "First the dune."),
        lambda root: edit(root / "source/note.inc", "A note.", "Another note."),
        lambda root: (root / "source/new.rst").write_text("New\n===\n", encoding="utf-8"),
        lambda root: (root / "source/note.inc").unlink(),
        lambda root: edit(root / "conf.py", "import Path\n", "import Path\n\n"),
        lambda root: edit(root / TEMPLATE, "msgid", "#. touched\nmsgid"),
        lambda root: (root / TEMPLATE).unlink(),
        lambda root: (root / "build/gettext/other.pot").touch(),
    ],
    ids=[
        "a document",
        "an included file",
        "a new document",
        "a file is gone",
        "the settings",
        "a template",
        "a template is gone",
        "another template",
    ],
)
def test_each_change_is_seen(
    extracted: Path, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(extracted, kept)
    try:
        change(extracted)
        assert not stands(extracted)
    finally:
        shutil.rmtree(extracted)
        kept.rename(extracted)
    assert stands(extracted)


def test_a_broken_catalog_is_refused_before_messages_are_extracted(
    two_shores: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (two_shores / "locale/fr/LC_MESSAGES/shore.po").write_text('msgid "', encoding="utf-8")
    monkeypatch.setattr(updating, "run_sphinx", None)  # which nobody may call
    monkeypatch.chdir(two_shores)
    for verb in ("status", "update", "carry"):
        assert main([verb]) == 1
        _, err = capsys.readouterr()
        assert f"locale{os.sep}fr{os.sep}LC_MESSAGES{os.sep}shore.po:1" in err


def test_messages_are_those_of_files_with_an_old_time_and_of_changed_extensions(
    two_shores: Path,
) -> None:
    """Sphinx sees neither."""
    (two_shores / "tide.py").write_text("WORDS = 'High water.'\n", encoding="utf-8")
    with (two_shores / "conf.py").open("a", encoding="utf-8") as file:
        file.write(
            "import sys\n"
            "from importlib import reload\n"
            "sys.path.insert(0, str(Path(__file__).parent))\n"
            "import tide\n\n"
            "def setup(app):\n"
            "    reload(tide)\n"
            "    app.connect('source-read', say)\n\n"
            "def say(app, docname, source):\n"
            "    source[0] += f'\\n\\n{tide.WORDS}\\n'\n"
        )

    def template(name: str) -> str:
        time.sleep(0.05)
        folder = extract(load_publication(two_shores))[0]
        return (folder / f"{name}.pot").read_text(encoding="utf-8")

    assert "High water." in template("crossing")
    edit(two_shores / SHORE, "First the sand.", "First the dune.")
    os.utime(two_shores / SHORE, (1_000_000_000, 1_000_000_000))
    assert "First the dune." in template("shore")
    (two_shores / "tide.py").write_text("WORDS = 'Low water now.'\n", encoding="utf-8")
    assert "Low water now." in template("crossing")
