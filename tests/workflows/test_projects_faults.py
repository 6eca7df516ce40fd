"""A fault in one catalog of a guest's project, which its builds bear, stops none of the verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from editions.cli import main
from tests.git import commit_all
from tests.translations.guest import write_guest

Output = pytest.CaptureFixture[str]

#: What may stand in a catalog, and what it becomes: all of it is kept.
FAULTS = {
    "line break": ('msgstr "La marée."', 'msgstr "La marée.\\n"'),
    "field twice": ('"Content-Type', '"X-Generator: A\\n"\n"X-Generator: A\\n"\n"Content-Type'),
    "no field": ('"Content-Type', '"#-#-#-#-#  tides.po  #-#-#-#-#\\n"\n"Content-Type'),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The French catalog of a guest's project."""
    root = write_guest(tmp_path / "guest", tides={"The tide.": "La marée.", "Salt.": "Sel."})
    return root / "locale/fr/LC_MESSAGES/tides.po"


def spoil(path: Path, old: str, new: str) -> str:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return new


def run(path: Path, *arguments: str) -> int:
    return main([arguments[0], "--project", str(path.parents[3]), *arguments[1:]])


@pytest.mark.parametrize("fault", FAULTS)
def test_every_verb_goes_on_and_what_stands_is_kept(path: Path, capsys: Output, fault: str) -> None:
    kept = spoil(path, *FAULTS[fault])
    root = path.parents[3]
    commit_all(root)
    spoil(root / "tides.rst", "Salt.", "Salt and sand.")
    assert run(path, "status") == 0, capsys.readouterr()
    assert run(path, "update") == 0, capsys.readouterr()
    assert run(path, "brief", "--since", "HEAD") == 0, capsys.readouterr()
    text = path.read_text(encoding="utf-8")
    assert kept in text
    assert "Salt and sand." in text
    assert run(path, "update") == 0
    assert path.read_text(encoding="utf-8") == text


def test_what_a_merge_could_lose_stops_it_by_name(path: Path, capsys: Output) -> None:
    """One of two translations of a message would go; to count them, it does not matter."""
    text = path.read_text(encoding="utf-8") + '\nmsgid "Salt."\nmsgstr "Le sel."\n'
    path.write_text(text, encoding="utf-8")
    assert run(path, "status") == 0
    assert run(path, "update") == 1
    assert "the message stands already on line" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text


def test_rule_of_plurals_that_cannot_be_read_stops_a_merge(path: Path, capsys: Output) -> None:
    spoil(
        path,
        '"Content-Type',
        '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n"Content-Type',
    )
    assert run(path, "update") == 1
    assert "Plural-Forms cannot be read" in capsys.readouterr().err
