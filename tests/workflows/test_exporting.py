"""Exports of a publication from the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from editions.cli import main
from tests.building import edit, in_part

Output = pytest.CaptureFixture[str]
SHORE = "locale/fr/LC_MESSAGES/shore.po"


def export(root: Path, *options: str) -> int:
    return main(["export", "--project", str(root), *options])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--memory", "--split"], "--split is for XLIFF, --review; leave it out"),
        (["--glossary", "-c", "shore"], "--catalog is for XLIFF, --review, --memory"),
        (["--memory", "--only", "missing"], "--only is for XLIFF, --review"),
        (["--review", "--xliff", "2.1"], "--xliff is for XLIFF; leave it out"),
        (["--push", "x", "--license", "MIT"], "--push is for --weblate"),
        (["--weblate", "x", "--split"], "--split is for XLIFF, --review"),
    ],
)
def test_no_option_is_passed_over(
    two_shores: Path, capsys: Output, options: list[str], message: str
) -> None:
    assert export(two_shores, *options) == 2
    assert message in capsys.readouterr().err
    assert not (two_shores / "build/exchange").exists()


def test_choice_of_what_leaves(two_shores: Path, capsys: Output) -> None:
    in_part(two_shores)
    folder = two_shores / "here"
    choice = ["--split", "-c", "shore", "index", "--output", str(folder)]
    assert export(two_shores, "-e", "fr", *choice) == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "two-shores-index-fr.xlf", "two-shores-shore-fr.xlf",
    ]  # fmt: skip
    only = ["--only", "outdated", "missing", "-c", "shore"]
    assert export(two_shores, *only) == 0
    file = two_shores / "build/exchange/two-shores-fr.xlf"
    assert file.read_text(encoding="utf-8").count("<trans-unit") == 2
    capsys.readouterr()
    assert export(two_shores, "--only", "missing", "-c", "index") == 0
    assert capsys.readouterr().out == "fr: nothing to export (missing)\n"


def test_glossary_leaves_in_two_forms(two_shores: Path) -> None:
    terms = "en,fr,kind,en_forms,fr_forms,note\ntide,marée,,,,\n"
    (two_shores / "locale/terms.csv").write_text(terms, encoding="utf-8")
    assert export(two_shores, "--glossary", "--quiet") == 0
    names = sorted(path.name for path in (two_shores / "build/exchange").iterdir())
    assert names == ["two-shores-glossary-fr.csv", "two-shores-glossary-fr.tbx"]


def test_components_of_weblate(two_shores: Path) -> None:
    assert export(two_shores, "--quiet", "--weblate", "https://host.example/paper.git") == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    components = json.loads(content)
    assert [c["repo"] for c in components] == [
        "https://host.example/paper.git", *["weblate://two-shores/index"] * 3,
    ]  # fmt: skip
    for component in components:
        (path,) = two_shores.glob(component["filemask"])
        assert path.stem == component["slug"]
        assert component["source_language"] == {"code": "en_GB"}
        assert component["file_format_params"] == {"po_set_language_team": False}
    assert {c["slug"]: c["check_flags"] for c in components}["theme"] == "python-brace-format"
    assert {c["slug"]: c["name"] for c in components}["shore"] == "Shore"
    assert not any("push" in c for c in components)


def test_weblate_is_told_of_markdown(two_shores: Path) -> None:
    catalog = two_shores / "locale/fr/LC_MESSAGES/shore.po"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace("shore.rst", "shore.md"), encoding="utf-8")
    assert export(two_shores, "-q", "--weblate", "https://host.example/p.git") == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    flags = {c["slug"]: c["check_flags"] for c in json.loads(content)}
    assert (flags["shore"], flags["index"]) == ("md-text", "rst-text")


def test_weblate_pushes_to_a_branch_of_its_own(two_shores: Path) -> None:
    address = "ssh://git@host.example/paper.git"
    options = ("--push", address, "--license", "CC-BY-4.0")
    assert export(two_shores, "-q", "--weblate", "https://host.example/p.git", *options) == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    first, *others = json.loads(content)
    assert (first["push"], first["push_branch"], first["license"]) == (
        address, "weblate", "CC-BY-4.0",
    )  # fmt: skip
    assert not any("push" in component for component in others)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-e", "en"], "has no catalogs"),
        (["-c", "isle"], "no catalog 'isle'"),
    ],
)
def test_wrong_calls(two_shores: Path, capsys: Output, arguments: list[str], words: str) -> None:
    assert export(two_shores, *arguments) == 2
    assert words in capsys.readouterr().err


def test_control_character_is_named(two_shores: Path, capsys: Output) -> None:
    edit(two_shores / SHORE, "Puis l’eau.", "Puis\u0001 l’eau.")
    assert export(two_shores) == 1
    assert f"{SHORE}:33: holds a control character" in capsys.readouterr().err


def test_component_is_called_by_the_title_as_its_document_is_read(two_shores: Path) -> None:
    edit(two_shores / SHORE, "shore.rst", "shore.md")
    edit(two_shores / SHORE, 'msgid "Shore"', 'msgid "The [Shore](map.md) of `lime`"')
    assert export(two_shores, "--quiet", "--weblate", "https://host.example/paper.git") == 0
    content = (two_shores / "build/exchange/weblate.json").read_text(encoding="utf-8")
    assert "The Shore of lime" in {component["name"] for component in json.loads(content)}


def test_catalogs_whose_names_are_one_without_folders_have_files_of_their_own(
    two_shores: Path,
) -> None:
    """One file would be written over the other."""
    folder = two_shores / "locale/fr/LC_MESSAGES"
    (folder / "far").mkdir()
    for name in ("far-shore.po", "far/shore.po", "Far-Shore.po"):
        shutil.copy(folder / "shore.po", folder / name)
    for options, end in (((), "-fr.xlf"), (("--review",), "-review-fr.docx")):
        assert export(two_shores, "--split", *options) == 0
        files = {p.name.casefold() for p in (two_shores / "build/exchange").glob(f"*{end}")}
        for number in ("", "-2", "-3"):
            assert f"two-shores-far-shore{number}{end}" in files
    assert export(two_shores, "--weblate", "https://host.example/paper.git") == 0
    components = json.loads((two_shores / "build/exchange/weblate.json").read_bytes())
    slugs = [component["slug"].casefold() for component in components]
    assert len(slugs) == len({*slugs})
